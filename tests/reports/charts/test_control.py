from __future__ import annotations

from datetime import date
from decimal import Decimal

from reports.charts.chart import Chart
from reports.charts.control import CLEAR, HEIGHT, control_chart
from reports.side_by_side.in_time import history
from tests.reports.charts.boards import authorities, entry, matrix, measure

STEADY = ["20", "21", "19.5", "20.4", "21.2", "20.6", "20.1", "19.8", "20.9", "28.5", "20.2"]


def made(series: list[str | None], broke: dict[date, str] | None = None) -> Chart:
    held = entry(authorities(1)[0], measure(), series[-1] if series else None, series)
    return control_chart(matrix([series[-1] if series else None]), history(held, broke or {}))


def runs(chart: Chart) -> list[int]:
    return [point["run"] for point in chart.spec["data"]["values"]]


def test_the_data_are_every_period_with_its_limits() -> None:
    chart = made([*STEADY])
    assert [row["value"] for row in chart.rows] == STEADY
    mean = sum(Decimal(text) for text in STEADY) / len(STEADY)
    assert {row["mean"] for row in chart.rows} == {str(round(mean, 2))}


def test_a_signal_has_a_shape_and_its_figure_beside_it() -> None:
    chart = made([*STEADY])
    found = [point for point in chart.spec["data"]["values"] if point["signal"]]
    assert [(point["value"], point["shape"], point["said"]) for point in found] == [(28.5, "square", "28.5%")]
    assert [row["signals"] for row in chart.rows if row["signals"]] == ["outside the limits"]
    assert "Square: outside them." in " ".join(chart.spec["title"]["subtitle"])
    assert "above the upper limit" in chart.alt


def test_a_hidden_period_and_a_break_end_the_line() -> None:
    gap: list[str | None] = ["20", "21", None, "22", "23"]
    assert len(set(runs(made(gap)))) == 2
    broke = {date(2024, 12, 31): "counted anew from here on"}
    chart = made(["20", "21", "20", "22", "23"], broke)
    assert len(set(runs(chart))) == 2
    assert [row["changed_here"] for row in chart.rows] == ["", "", "counted anew from here on", "", ""]
    beneath = chart.spec["layer"][-1]["mark"]["text"]
    assert beneath == "1: 31 December 2024, counted anew from here on."
    assert "The figures are made another way from 31 December 2024, counted anew from here on." in chart.alt


def test_too_few_figures_are_a_plain_line_that_says_so() -> None:
    chart = made(["20", "21", "22"])
    assert {row["mean"] for row in chart.rows} == {None}
    assert "no limits" in " ".join(chart.spec["title"]["subtitle"])
    assert not [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "rule"]


def test_two_figures_do_not_fill_the_height_and_figures_alike_do_not_vanish() -> None:
    for series in (["20", "21"], ["15.5"] * 5, ["0"] * 4):
        scale = made([*series]).spec["layer"]
        low, high = next(
            each["encoding"]["y"]["scale"]["domain"] for each in scale if each["mark"]["type"] == "line"
        )
        figures = [float(text) for text in series]
        assert low <= min(figures) and max(figures) < high
        assert max(figures) - min(figures) <= (high - low) / 2


def test_a_figures_words_lie_off_the_limits() -> None:
    """The newest figure is just beneath the upper limit: its words above would stand on the line."""
    chart = made(["20", "21", "20", "21", "20", "21", "20", "21", "20", "21", "22.8"])
    newest = chart.spec["data"]["values"][-1]
    axis = next(each for each in chart.spec["layer"] if each["mark"]["type"] == "line")["encoding"]["y"]
    low, high = axis["scale"]["domain"]
    row = chart.rows[-1]
    for limit in (row["mean"], row["low_limit"], row["high_limit"]):
        apart = (float(str(limit)) - newest["value"]) / (high - low) * HEIGHT + newest["dy"]
        assert abs(apart) >= CLEAR


def test_the_picture_does_not_say_again_what_the_page_answers() -> None:
    held = entry(authorities(1)[0], measure(), "28", STEADY)
    past = history(held, {})
    chart = control_chart(matrix(["28"]), past)
    assert past.control.answer not in chart.alt
    assert len(chart.spec["title"]["subtitle"]) <= 2
