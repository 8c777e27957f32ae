from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.exception_report import exception_report, sentence
from reports.rows import Cell, Line

JUDGED = list(product(["green", "amber", "red", "none"], ["better", "worse", "steady", "none"], ["A", "B"]))


def line(
    number: int, rag: str, effect: str = "none", section: str = "A", direction: str = "none", **more: str
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
        target=more.get("target", ""),
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


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            line(1, "red", "better", direction="down", target="20%"),
            "21% against a target of 20%, down from 30%.",
        ),
        (line(1, "none", "steady", direction="same"), "21%, unchanged from 30%."),
        (line(1, "none"), "21%, with no earlier figure to compare."),
    ],
)
def test_the_sentence_says_figure_target_and_movement(made: Line, said: str) -> None:
    assert sentence(made) == said
