"""Limits of the XmR chart, against a published series and series worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.control_chart import ControlChart, Signal, control_chart, periods_apart
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from tests.indicators.calculations.charted_series import chart, spans


def test_the_limits_are_those_of_the_published_example() -> None:
    # NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, individuals control charts: ten flow rates,
    # mean 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041 (with 3/1.128 in full for 2.66).
    found = chart("49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1")
    stretch = found.stretches[0]
    assert stretch.mean == Decimal("50.81")
    assert stretch.low is not None and stretch.high is not None
    assert float(stretch.low) == pytest.approx(45.8159, abs=0.001)
    assert float(stretch.high) == pytest.approx(55.8041, abs=0.001)
    assert not found.findings
    assert {(point.mean, point.low, point.high) for point in found.points} == {
        (stretch.mean, stretch.low, stretch.high)
    }


def test_a_series_worked_by_hand() -> None:
    # Mean 80 / 8 = 10. Ranges 2 2 4 4 2 2 0: 16 / 7. Limits 10 ± 2.66 x 16 / 7 = 10 ± 6.08.
    stretch = chart("10 12 10 6 10 12 10 10").stretches[0]
    assert stretch.mean == 10 and stretch.figures == 8
    assert (stretch.low, stretch.high) == (Decimal("3.92"), Decimal("16.08"))


def test_the_lower_limit_is_never_below_nought_nor_a_percentage_above_a_hundred() -> None:
    low = chart("1 9 0 8 1 7 0 9").stretches[0]
    assert low.low == 0 and low.high is not None and low.high > 9
    swings = "99 91 100 92 99 93 100 91"
    assert chart(swings, unit=Unit.PERCENTAGE).stretches[0].high == 100
    number = chart(swings, unit=Unit.NUMBER).stretches[0].high
    assert number is not None and number > 100


def test_a_limit_is_left_where_the_figures_themselves_pass_nought() -> None:
    below = chart("-4 3 -5 4 -3 5 -4 4").stretches[0]
    assert below.low is not None and below.low < -5


def test_a_missing_figure_breaks_a_run_but_not_a_stretch() -> None:
    found = chart("5 6 4 5 - 6 5 4 6 14 15 14 16 14 15 16 15")
    assert len(found.stretches) == 1 and found.stretches[0].figures == 16
    assert spans(found, Signal.SHIFT) == [(9, 16)]
    assert found.points[4].value is None and found.points[4].signals == ()
    assert found.points[4].mean is not None


def test_no_range_is_taken_across_a_missing_figure() -> None:
    # Without the gap the leap from 10 to 40 would be one of the ranges. Ranges: eight of 2, so 2.66 x 2.
    stretch = chart("10 12 10 12 10 - 40 42 40 42 40").stretches[0]
    assert stretch.mean == Decimal(258) / 10
    assert (stretch.low, stretch.high) == (Decimal("20.48"), Decimal("31.12"))


def test_limits_are_reckoned_anew_after_a_break() -> None:
    low, high = "10 11 9 10 11 9 10 11", "50 52 48 50 52 48 50 52"
    found = chart(f"{low} {high}", breaks=(8,))
    alone = chart(low).stretches[0], chart(high).stretches[0]
    assert [(stretch.first, stretch.last) for stretch in found.stretches] == [(0, 7), (8, 15)]
    assert [(each.mean, each.low, each.high) for each in found.stretches] == [
        (each.mean, each.low, each.high) for each in alone
    ]
    assert not found.findings
    assert [point.stretch for point in found.points] == [0] * 8 + [1] * 8
    # Without the break the leap is a signal.
    assert chart(f"{low} {high}").findings


def test_a_stretch_of_under_eight_figures_has_no_limits_and_says_so() -> None:
    found = chart("10 11 9 10 11 9 10 11 50 52 48", breaks=(8,))
    short = found.stretches[1]
    assert (short.mean, short.low, short.high) == (None, None, None)
    assert short.words == "Q9 to Q11: no limits, since they need 8 figures and there are 3."
    assert found.answer == short.words
    assert found.points[10].mean is None
    assert found.stretches[0].words == "" and found.stretches[0].mean is not None


def test_seven_figures_have_no_limits_and_no_signals_and_eight_have() -> None:
    seven, eight = chart("10 10 10 10 10 10 99"), chart("10 10 10 10 10 10 10 99")
    assert not seven.findings and seven.stretches[0].mean is None
    assert eight.findings and eight.stretches[0].mean is not None


def test_scattered_figures_have_no_limits_and_say_so() -> None:
    found = chart("10 - 12 - 11 - 13 - 12 - 10 - 11 12")
    assert found.stretches[0].figures == 8
    assert found.answer == "Q1 to Q14: no limits, since too many figures are missing between the others."


def test_breaks_at_the_ends_and_twice_over_make_no_empty_stretches() -> None:
    text = "10 11 9 10 11 9 10 11"
    assert chart(text, breaks=(0, 8, 99)) == chart(text)
    assert len(chart(text, breaks=(3, 3)).stretches) == 2
    single = chart(text, breaks=(7,)).stretches[1]
    assert single.words == "Q8: no limits, since they need 8 figures and there are 1."


def test_a_series_without_figures_has_nothing_to_chart() -> None:
    assert chart("").answer == chart("- - -").answer == "There are no figures to chart."
    assert chart("") == ControlChart((), (), (), "There are no figures to chart.")
    assert len(chart("- - -").points) == 3


@pytest.mark.parametrize(
    ("window", "months_between", "apart"),
    [
        (Window.R12, 3, 4),
        (Window.R12, 1, 12),
        (Window.R12, 12, 1),
        (Window.MEAN12, 3, 4),
        (Window.R6, 3, 2),
        (Window.R6, 12, 1),
        (Window.R3, 3, 1),
        (Window.Q, 3, 1),
        (Window.M, 3, 1),
        (Window.S, 3, 1),
        (Window.FY, 12, 1),
        (Window.YTD, 3, 4),
        (Window.R12, 5, 3),
    ],
)
def test_how_far_apart_figures_must_be_to_share_no_month(
    window: Window, months_between: int, apart: int
) -> None:
    assert periods_apart(window, months_between) == apart


def test_figures_that_share_months_are_measured_against_those_that_share_none() -> None:
    # By four quarters: 14-10, 15-11, 16-12, 17-13, 16-14, 15-15, 14-16, 13-17 = 4 4 4 4 2 0 2 4: 24 / 8 = 3.
    text = "10 11 12 13 14 15 16 17 16 15 14 13"
    apart = chart(text, apart=4).stretches[0]
    assert apart.mean == Decimal(166) / 12 and apart.high is not None
    assert apart.high - apart.mean == pytest.approx(Decimal("7.98"))
    # From one to the next they move by 1, which would put half of them outside.
    assert spans(chart(text), Signal.POINT)


def slow_limits(values: list[Decimal]) -> tuple[float, float]:
    """Three standard deviations either side, each being the mean range over 1.128."""
    ranges = [abs(float(values[place]) - float(values[place - 1])) for place in range(1, len(values))]
    mean, deviation = sum(map(float, values)) / len(values), sum(ranges) / len(ranges) / 1.128
    return mean - 3 * deviation, mean + 3 * deviation


figures = st.decimals(min_value=0, max_value=1_000, places=1)


@given(st.lists(figures, min_size=8, max_size=40))
def test_the_limits_are_three_standard_deviations_of_a_second_reckoning(values: list[Decimal]) -> None:
    found = control_chart([("", value) for value in values], [], Unit.RATE, Polarity.LOW).stretches[0]
    low, high = slow_limits(values)
    assert found.low is not None and found.high is not None
    assert float(found.low) == pytest.approx(max(0.0, low), rel=0.001, abs=0.2)
    assert float(found.high) == pytest.approx(high, rel=0.001)
