"""Signals of the XmR chart and their words, in series worked by hand."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.control_chart import Signal, control_chart
from indicators.calculations.direction import Effect
from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from tests.indicators.calculations.charted_series import Figures, chart, only, spans

figures = st.decimals(min_value=0, max_value=1_000, places=1)


def test_a_late_spike_is_named_with_its_period() -> None:
    # Mean 110 / 10 = 11; ranges eight of 0 and one of 10: 10 / 9; 11 ± 2.96.
    found = chart("10 10 10 10 10 10 10 10 10 20")
    assert spans(found, Signal.POINT) == [(9, 9)]
    spike = next(each for each in found.findings if each.signal is Signal.POINT)
    assert spike.upwards and spike.effect is Effect.WORSE
    assert spike.words == "Q10: above the upper limit, for the worse. Chance alone seldom does this."
    assert found.points[9].signals == (Signal.POINT,)
    assert found.answer.startswith("The latest figure signals a real change. Q10: above the upper limit")


def test_a_figure_on_a_limit_is_within_it() -> None:
    # Mean 10; ranges twice each 5.32, 5.32, 4.68, 4.68, the other twelve 0: 40 / 20 = 2; 10 ± 2.66 x 2.
    found = chart("10 15.32 10 4.68 10 14.68 10 5.32 10 10 10 10 10 10 10 10 10 10 10 10 10")
    assert (found.stretches[0].low, found.stretches[0].high) == (Decimal("4.68"), Decimal("15.32"))
    assert not found.findings


def test_like_figures_that_do_not_end_have_no_signals() -> None:
    third = Decimal(1) / 3
    series = [(f"Q{place}", third) for place in range(11)]
    found = control_chart(series, [], Unit.RATE, Polarity.LOW)
    assert found.stretches[0].mean == third and not found.findings


def test_eight_figures_in_a_row_on_one_side_are_a_shift_and_seven_are_not() -> None:
    high, low = "14 15 14 16 14 15 16 15", "5 6 4 5 6 5 4 6"
    eight = chart(f"{low} {high}")
    assert spans(eight, Signal.SHIFT) == [(0, 7), (8, 15)]
    up = next(each for each in eight.findings if each.upwards)
    assert up.words == "Q9 to Q16: 8 figures in a row above the mean, for the worse. The level has shifted."
    assert "8 figures in a row above the mean" in eight.answer
    # Seven of each, then one on the other side.
    seven = chart("5 6 4 5 6 5 4 15 14 16 14 15 16 15 5")
    assert not spans(seven, Signal.SHIFT)


def test_a_figure_on_the_mean_breaks_a_run() -> None:
    # Mean 10: four of 8, one of 10, four of 8, then eight of 12.
    found = chart("8 9 8 9 10 8 9 8 9 12 11 12 11 12 11 12 11")
    assert found.stretches[0].mean == 10
    assert spans(found, Signal.SHIFT) == [(9, 16)]


def test_six_figures_each_higher_than_the_last_are_a_trend_and_five_are_not() -> None:
    found = chart("10 12 9 11 9 10 11 12 13 14 12 10", polarity=Polarity.HIGH)
    assert spans(found, Signal.TREND) == [(4, 9)]
    trend = only(found)
    assert trend.effect is Effect.BETTER and trend.upwards
    assert trend.words == (
        "Q5 to Q10: 6 figures in a row, each higher than the one before, for the better. This is a trend."
    )
    assert found.points[3].signals == () and found.points[4].signals == (Signal.TREND,)
    assert found.answer == (
        "The latest figure, Q12, is within the limits: no further from the mean than these "
        "figures usually move. "
        "There is 1 signal before it."
    )
    assert not chart("10 12 9 11 9 10 11 12 13 12 12 10").findings


def test_a_standstill_ends_a_trend() -> None:
    assert not spans(chart("9 12 8 9 10 11 11 12 13 9 12 9"), Signal.TREND)


def test_a_fall_is_named_as_one_and_has_no_good_or_bad_without_a_polarity() -> None:
    trend = only(chart("12 11 13 12 11 10 9 8 11 12 11", polarity=Polarity.NEUTRAL))
    assert (trend.upwards, trend.effect) == (False, Effect.NONE)
    assert trend.words == "Q3 to Q8: 6 figures in a row, each lower than the one before. This is a trend."


def test_no_run_crosses_a_break() -> None:
    # A trend of eight, cut after its third figure: three and five are left.
    series = "12 9 12 11 12 8 9 10 11 12 13 14 15 11 12 11 12 11 12"
    assert spans(chart(series), Signal.TREND) == [(5, 12)]
    assert not spans(chart(series, breaks=(8,)), Signal.TREND)


def test_the_answer_is_of_the_latest_figure_there_is() -> None:
    found = chart("10 10 10 10 10 10 10 10 10 20 - -")
    assert found.answer.startswith("The latest figure signals a real change. Q10:")


def test_runs_of_figures_that_share_months_are_not_judged() -> None:
    text = "10 11 12 13 14 15 16 17 16 15 14 13"
    assert spans(chart(text), Signal.TREND) == [(0, 7)]
    found = chart(text, apart=4)
    assert not found.findings
    assert found.answer.endswith(
        "Each figure shares months with those before it, so this chart cannot see a slow change."
    )


@given(st.lists(st.none() | figures, max_size=40), st.sets(st.integers(0, 40)))
def test_every_period_is_charted_once_and_signals_match_their_findings(
    values: Figures, breaks: set[int]
) -> None:
    found = control_chart(
        [(str(place), v) for place, v in enumerate(values)], breaks, Unit.DAYS, Polarity.LOW
    )
    assert [point.value for point in found.points] == values
    for place, point in enumerate(found.points):
        covering = {each.signal for each in found.findings if each.first <= place <= each.last}
        assert set(point.signals) == covering
        if point.value is None:
            assert not covering
        outside = point.value is not None and point.low is not None and point.high is not None
        if outside and point.value is not None and point.low is not None and point.high is not None:
            assert (Signal.POINT in covering) is not (point.low <= point.value <= point.high)
