from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.exception_report import distance, exception_report, first_anchors, sentence
from reports.rows import Cell, Line

JUDGED = list(product(["green", "amber", "red", "none"], ["better", "worse", "steady", "none"], ["A", "B"]))


def line(
    number: int,
    rag: str,
    effect: str = "none",
    section: str = "A",
    direction: str = "none",
    **more: str | None,
) -> Line:
    cells = (
        Cell(key="earlier", label="Earlier", value="30", display="30%"),
        Cell(key="current", label="Now", value="21", display="21%"),
    )
    return Line(
        number=str(number),
        code="X",
        indicator=f"Line {number}",
        name="X",
        section=section,
        unit="percentage",
        polarity="low",
        counts_people=True,
        cells=cells,
        current="current",
        earlier="earlier",
        rag=rag,
        effect=effect,
        direction=direction,
        target=more.get("target") or "",
        shortfall=more.get("shortfall"),
    )


@given(st.lists(st.sampled_from(JUDGED), max_size=70))
def test_every_line_stands_exactly_once_and_no_red_is_left_out(kinds: list[tuple[str, str, str]]) -> None:
    lines = [line(n, rag, effect, section) for n, (rag, effect, section) in enumerate(kinds)]
    report = exception_report(lines)
    grouped = [(g.rag, entry.number) for g in report.groups for area in g.areas for entry in area.lines]
    numbers = [number for _, number in grouped] + [entry.number for entry in report.not_judged]
    assert sorted(numbers) == sorted(entry.number for entry in lines)
    assert report.count == len(lines)
    assert {n for rag, n in grouped if rag == "red"} == {x.number for x in lines if x.rag == "red"}
    assert {x.number for x in report.not_judged} == {x.number for x in lines if x.rag == "none"}


def test_a_red_that_gets_worse_and_one_that_nobody_can_judge_are_of_concern() -> None:
    report = exception_report(
        [line(1, "red", "worse"), line(2, "red", "none"), line(3, "red", "better"), line(4, "red", "steady")]
    )
    groups = {g.title: [entry.number for area in g.areas for entry in area.lines] for g in report.groups}
    assert groups["Reds of concern"] == ["1", "2"]
    assert groups["Reds to watch"] == ["3", "4"]


def test_lines_of_a_group_are_kept_together_by_their_section() -> None:
    report = exception_report(
        [line(1, "green", section="A"), line(2, "green", section="B"), line(3, "green")]
    )
    green = report.groups[-1]
    assert [(area.title, [x.number for x in area.lines]) for area in green.areas] == [
        ("A", ["1", "3"]),
        ("B", ["2"]),
    ]


def numbers(lines: list[Line], title: str) -> list[list[str]]:
    group = next(g for g in exception_report(lines).groups if g.title == title)
    return [[entry.number for entry in area.lines] for area in group.areas]


def test_the_furthest_from_its_target_comes_first_in_its_area_and_the_unknown_last() -> None:
    lines = [
        line(1, "red", "worse"),
        line(2, "red", "worse", shortfall="9"),
        line(3, "red", "worse", "B", shortfall="80"),
        line(4, "red", "worse", shortfall="36.4"),
        line(5, "red", "worse"),
        line(6, "red", "worse", shortfall="100"),
    ]
    assert numbers(lines, "Reds of concern") == [["6", "4", "2", "1", "5"], ["3"]]


def test_areas_stand_in_printed_order_whatever_is_missed_in_them() -> None:
    lines = [line(1, "amber", section="A"), line(2, "amber", section="B", shortfall="4")]
    assert numbers(lines, "Amber to watch") == [["1"], ["2"]]


def test_a_group_without_a_known_distance_does_not_claim_an_order() -> None:
    ranked = {
        g.title: g.is_ranked
        for g in exception_report([line(1, "red", "worse", shortfall="9"), line(2, "green")]).groups
    }
    assert ranked["Reds of concern"] and not ranked["Green to celebrate"]


def test_a_colour_is_found_at_the_first_group_that_has_any_of_it() -> None:
    assert first_anchors([line(1, "red", "better")])["red"] == "red-to-watch"
    assert first_anchors([line(1, "red", "better"), line(2, "red", "worse")])["red"] == "red-of-concern"
    assert first_anchors([]) == {
        "red": "red-of-concern",
        "amber": "amber-to-watch",
        "green": "green-to-celebrate",
        "none": "not-judged",
    }


@pytest.mark.parametrize(
    ("target", "shortfall", "said"),
    [
        ("85%", "36.5", "misses by 36.5% of the target"),
        ("10-14", "1250", "misses by 1,250% of the target"),
        ("85%", None, ""),
        # Of a target of nought there is no part: the figure itself says how far.
        ("0", "3500", ""),
    ],
)
def test_the_distance_is_a_part_of_the_target(target: str, shortfall: str | None, said: str) -> None:
    assert distance(line(1, "red", target=target, shortfall=shortfall)) == said


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            line(1, "red", "better", direction="down", target="20%"),
            "21% against a target of 20%, down from 30%.",
        ),
        (
            line(1, "red", "worse", direction="up", target="20%", shortfall="5"),
            "21% against a target of 20%, up from 30%. It misses by 5% of the target.",
        ),
        (line(1, "none", "steady", direction="same"), "21%, unchanged from 30%."),
        (line(1, "none"), "21%, with no earlier figure to compare."),
    ],
)
def test_the_sentence_says_figure_target_and_movement(made: Line, said: str) -> None:
    assert sentence(made) == said
