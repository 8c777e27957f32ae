from __future__ import annotations

from datetime import date
from decimal import Decimal

from reports.charts.chart import Chart
from reports.charts.control import control_chart
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
    assert {row["mean"] for row in chart.rows} == {str(round(mean, 4))}


def test_a_signal_has_a_shape_and_its_figure_beside_it() -> None:
    chart = made([*STEADY])
    found = [point for point in chart.spec["data"]["values"] if point["signal"]]
    assert [(point["value"], point["shape"], point["said"]) for point in found] == [(28.5, "square", "28.5%")]
    assert [row["signals"] for row in chart.rows if row["signals"]] == ["outside the limits"]
    assert "Square: outside the limits." in " ".join(chart.spec["title"]["subtitle"])
    assert "above the upper limit" in chart.alt


def test_a_hidden_period_and_a_break_end_the_line() -> None:
    gap: list[str | None] = ["20", "21", None, "22", "23"]
    assert len(set(runs(made(gap)))) == 2
    broke = {date(2024, 12, 31): "counted anew from here on"}
    chart = made(["20", "21", "20", "22", "23"], broke)
    assert len(set(runs(chart))) == 2
    assert [row["changed_here"] for row in chart.rows] == ["", "", "counted anew from here on", "", ""]
    assert "1: 31 December 2024, counted anew from here on." in " ".join(chart.spec["title"]["subtitle"])
    assert "The figures are made another way from 31 December 2024, counted anew from here on." in chart.alt


def test_too_few_figures_are_a_plain_line_that_says_so() -> None:
    chart = made(["20", "21", "22"])
    assert {row["mean"] for row in chart.rows} == {None}
    assert "no limits" in " ".join(chart.spec["title"]["subtitle"])
    assert not [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "rule"]
