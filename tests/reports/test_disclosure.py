"""What readers outside may see of one line: the awkward shapes that real returns bring."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reports.disclosure import Audience, disclose
from reports.rows import BandTexts, Cell, Change, Comparator, Line, Middle, Point, Printed


def line(
    cell: Cell, *, unit: str = "percentage", comparators: tuple[Comparator, ...] = (), people: bool = True
) -> Line:
    return Line(
        number="1",
        code="X",
        indicator="A line",
        name="A line",
        section="Section",
        unit=unit,
        polarity="high",
        counts_people=people,
        cells=(Cell("earlier", "Earlier", "50", display="50"), cell),
        current="current",
        earlier="earlier",
        comparators=comparators,
        rag="red",
        rag_reason="Misses the target.",
        shortfall="20",
    )


def seen(shown: Line) -> Line:
    return disclose([shown], Audience.OUTSIDE)[0]


def cell(value: str | None, numerator: str | None = None, denominator: str | None = None, **how: Any) -> Cell:
    return Cell("current", "Now", value, display="shown", numerator=numerator, denominator=denominator, **how)


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "hidden"),
    [
        ("30", "12", "40", False),
        ("10", "2", "20", True),  # two children
        ("90", "18", "20", True),  # two children outside it
        ("50", "4", "8", True),  # a base under ten
        ("0", "0", "40", False),  # nobody is there to be known
        ("100", "40", "40", False),
        ("10", None, "20", True),  # ten per cent of twenty is two
        ("80", "8", None, True),  # eight is eighty per cent of ten: two outside
        ("30", None, "400", False),
        ("30", None, None, False),  # no part is known, and none follows
    ],
)
def test_a_percentage_is_judged_by_its_parts_and_by_those_that_follow(
    value: str, numerator: str | None, denominator: str | None, hidden: bool
) -> None:
    assert seen(line(cell(value, numerator, denominator))).value.hidden is hidden


def test_a_lone_part_is_never_shown_outside() -> None:
    assert seen(line(cell("30", None, "400"))).value.denominator is None


@pytest.mark.parametrize("symbol", ["c", "k"])
def test_the_parts_of_what_the_authority_suppressed_itself_stay_with_it(symbol: str) -> None:
    shown = seen(line(cell(None, "12", "40", symbol=symbol, note="we hid 12 of 40")))
    assert shown.value.numerator is None and shown.value.denominator is None
    assert symbol == "k" or shown.value.note == ""


@pytest.mark.parametrize(("total", "mean", "hidden"), [("60", "5.0", True), ("84", "7.0", False)])
def test_a_mean_of_counts_is_read_like_a_count(total: str, mean: str, hidden: bool) -> None:
    assert seen(line(cell(mean, total), unit="number")).value.hidden is hidden


@pytest.mark.parametrize(
    ("kind", "value", "hidden"),
    [
        ("own published", "4", True),
        ("own regional return", "5", True),
        ("own published", "6", False),
        ("england", "4", False),
    ],
)
def test_an_own_figure_among_the_comparators_is_hidden_like_any_other(
    kind: str, value: str, hidden: bool
) -> None:
    other = Comparator("LA", "LA", kind, value, "", value, "2022-23", "")
    shown = seen(line(cell("12"), unit="number", comparators=(other,))).comparators[0]
    assert (shown.value is None) is hidden and (shown.display == "suppressed") is hidden


def test_with_the_figure_go_its_rating_and_how_far_it_misses() -> None:
    shown = seen(line(cell("10", "2", "20")))
    assert (shown.rag, shown.rag_reason, shown.shortfall, shown.word) == ("none", "", None, "")


def test_counts_of_things_that_point_at_no_child_are_shown() -> None:
    assert not seen(line(cell("3", "3"), unit="number", people=False)).value.hidden


def test_own_staff_see_the_line_as_it_is() -> None:
    whole = line(cell("10", "2", "20"))
    assert disclose([whole], Audience.OWN) == [whole]
    assert replace(whole) == whole


def with_target(current: Cell, baseline: str = "12") -> Line:
    return replace(
        line(current, unit="number"),
        bands=BandTexts("<3", "3-5", "6-9", "good"),
        gap="2 fewer would have met it (2 instead of 4).",
        change=Change("-8", "-66.7", "-66.7%"),
        baseline=baseline,
        baseline_display=baseline,
    )


def test_what_is_reckoned_from_a_hidden_figure_is_hidden_with_it() -> None:
    whole = with_target(cell("4", "4"))
    shown = seen(whole)
    assert (shown.gap, shown.change) == ("", None)
    assert shown.bands == BandTexts("<3", "3-5", "6-9", "")
    # The baseline is large enough to be shown, and what was aimed at is no figure of anybody.
    assert shown.baseline_display == "12"
    assert disclose([whole], Audience.OWN) == [whole]


def test_a_small_baseline_is_hidden_and_the_change_from_it_too() -> None:
    shown = seen(with_target(cell("12", "12"), baseline="3"))
    assert (shown.baseline, shown.baseline_display, shown.change) == (None, "suppressed", None)
    assert shown.gap and shown.bands == BandTexts("<3", "3-5", "6-9", "good")


def test_a_baseline_of_nobody_and_of_things_is_shown() -> None:
    nobody = seen(with_target(cell("12", "12"), baseline="0"))
    assert (nobody.baseline_display, nobody.change is not None) == ("0", True)
    things = seen(replace(with_target(cell("12", "12"), baseline="3"), counts_people=False))
    assert things.baseline == "3"


def test_a_figure_withheld_for_anothers_sake_shows_nothing_that_is_reckoned_from_it() -> None:
    shown = replace(
        line(cell("30", "120", "400", withheld=True)),
        baseline="25",
        baseline_display="25%",
        change=Change(points="5", shown="+5"),
        gap="About 40 children more.",
        bands=BandTexts("90", "80", "70", grade="good"),
        direction="down",
        effect="worse",
        word="DECREASE",
        printed=Printed(rag="red", direction="DOWN", position="lower"),
        differs=("The paper prints red; the rule gives amber.",),
        middle=Middle("20", "40", "20%", "40%", 150, "2024", "A release", "25", current="in range"),
        position="in range",
    )
    told = seen(shown)
    assert told.value.hidden and told.value.value is None and told.value.numerator is None
    assert (told.rag, told.rag_reason, told.shortfall, told.gap, told.change) == ("none", "", None, "", None)
    assert (told.direction, told.effect, told.word, told.printed, told.differs) == (
        "none", "none", "", Printed(), (),
    )  # fmt: skip
    assert told.bands is not None and told.bands.grade == ""
    assert told.middle is not None and told.middle.current == "none" and told.middle.published == "25"


def test_an_earlier_figure_withheld_hides_which_way_the_figure_went_and_no_more() -> None:
    shown = line(cell("30", "120", "400"))
    cells = (replace(shown.cells[0], withheld=True), shown.cells[1])
    told = seen(replace(shown, cells=cells, direction="down", effect="worse", word="DECREASE"))
    assert (told.direction, told.effect, told.word) == ("none", "none", "")
    assert told.before.hidden and told.before.value is None
    assert (told.value.value, told.rag) == ("30", "red")


def test_a_count_withheld_shows_no_direction_beside_a_shown_one() -> None:
    shown = replace(line(cell("30", withheld=True), unit="number"), direction="down", word="DECREASE")
    assert seen(shown).direction == "none"


def test_a_trend_lacks_the_points_that_are_withheld() -> None:
    points = (
        Point("2024-07-31", "30", "30%", "120", "400", withheld=True),
        Point("2024-10-31", "31", "31%", "124", "400"),
    )
    told = seen(replace(line(cell("32", "128", "400")), series=points))
    assert [(point.value, point.numerator) for point in told.series] == [(None, None), ("31", None)]
