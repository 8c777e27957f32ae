from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import Any

from reports.charts.chart import Chart
from reports.charts.multiples import multiples_chart
from tests.reports.charts.boards import END, entry, matrix, measure

SERIES: list[list[str | None]] = [
    ["10", "12", None, "14"],
    ["20", "22", "24", "26"],
    ["30", "31", "32", "33"],
    ["41", "42", "43", "44"],
]

SERIES_WHOLE: list[list[str | None]] = [["10", "14"], ["20", "26"], ["30", "33"], ["41", "44"]]


def made(series: list[list[str | None]], marked: frozenset[str] = frozenset(), *, wide: bool = True) -> Chart:
    one = measure()
    held = matrix([figures[-1] for figures in series])
    entries = {
        (place.code, one.key): entry(place, one, figures[-1], figures)
        for place, figures in zip(held.authorities, series, strict=True)
    }
    return multiples_chart(held, one, entries, marked, wide=wide)


def lines(chart: Chart, kind: str) -> list[dict[str, Any]]:
    return [
        point
        for layer in chart.spec["layer"]
        if layer["mark"]["type"] == "line"
        for point in layer["data"]["values"]
        if point["kind"] == kind
    ]


def test_the_data_are_every_point_of_every_series() -> None:
    chart = made(SERIES)
    assert [row["value"] for row in chart.rows] == [figure for figures in SERIES for figure in figures]
    assert chart.rows[2]["display"] == "suppressed"
    assert {row["period_end"] for row in chart.rows[3::4]} == {END.isoformat()}


def test_the_grey_line_is_the_median_of_those_shown_and_absent_for_fewer_than_four() -> None:
    chart = made(SERIES)
    by_end = [row["group_median"] for row in chart.rows[4:8]]
    columns = list(zip(*SERIES, strict=True))
    expected = [median(float(text) for text in column if text is not None) for column in columns]
    assert by_end == [f"{expected[0]:.1f}%", f"{expected[1]:.1f}%", "", f"{expected[3]:.1f}%"]


def test_a_hidden_period_breaks_the_line() -> None:
    chart = made(SERIES)
    first = [point["run"] for point in lines(chart, "other") if point["x"] <= 300][:3]
    assert first[0] == first[1] != first[2]
    whole = [point["run"] for point in lines(chart, "other")][3:7]
    assert len(set(whole)) == 1


def test_all_panels_have_one_scale() -> None:
    """The same figure is as far beneath the top of its panel wherever it stands."""
    chart = made([["10", "40"], ["40", "10"], ["10", "40"], ["40", "10"], ["10", "40"]])
    steps = [pair for pair in pairwise(lines(chart, "other")) if pair[0]["run"] == pair[1]["run"]]
    heights = {round(abs(one["y"] - other["y"]), 1) for one, other in steps}
    assert len(heights) == 1


def test_the_own_line_is_drawn_apart_and_named_with_a_sign() -> None:
    chart = made(SERIES, frozenset({"T002"}))
    assert len(lines(chart, "own")) == 4
    named = [row for layer in chart.spec["layer"] for row in layer["data"]["values"] if row.get("own")]
    assert {row["said"] for row in named} == {"► Place 002", "26.0%"}
    assert "Place 002 went from 20.0% to 26.0%." in chart.alt


def test_a_panel_without_a_figure_says_why() -> None:
    chart = made([[None, None], ["20", "21"], ["22", "23"]])
    names = [row["said"] for layer in chart.spec["layer"] for row in layer["data"]["values"] if "own" in row]
    assert "suppressed" in names
    assert "Without a figure that can be shown: Place 001." in chart.alt


def test_a_period_that_is_hidden_of_all_breaks_every_line() -> None:
    chart = made([["10", None, "14"], ["20", None, "24"]])
    assert len({point["run"] for point in lines(chart, "other")}) == 4


def test_a_median_of_fewer_says_of_how_many() -> None:
    left: list[list[str | None]] = [["10", "12"], ["20", "22"], ["30", "32"], ["41", "42"], ["50", None]]
    chart = made(left)
    assert "The group's median went from 30.0% (of 5 authorities) to 27.0% (of 4)." in chart.alt
    assert [row["median_of"] for row in chart.rows[:2]] == [5, 4]
    assert "The group's median went from 25.0% to 29.5%." in made(SERIES_WHOLE).alt
