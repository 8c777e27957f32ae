from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.display import default_places, display, round_half_up, symbol_meaning
from indicators.calculations.figures import Unit, parse_figure
from indicators.calculations.symbols import Symbol
from tests.indicators.calculations import slow_answers

decimals = st.decimals(min_value=-1_000_000, max_value=1_000_000, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("24.25", 1, "24.3"),
        ("24.35", 1, "24.4"),
        ("24.2499999999999999999999999999", 1, "24.2"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.04", 1, "0.0"),
        ("690", 1, "690.0"),
        ("99.95", 1, "100.0"),
        ("1E+3", 0, "1000"),
    ],
)
def test_halves_round_up_and_not_to_even(value: str, places: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == rounded


@given(decimals, st.integers(0, 6))
def test_rounding_agrees_with_counting_whole_steps(value: Decimal, places: int) -> None:
    assert Fraction(round_half_up(value, places)) == slow_answers.rounded(value, places)


@given(decimals, st.integers(0, 6))
def test_a_rise_and_a_fall_of_one_size_round_alike(value: Decimal, places: int) -> None:
    assert round_half_up(-value, places) == -round_half_up(value, places)


def test_rounding_needs_places_and_a_number() -> None:
    with pytest.raises(ValueError, match="give 0 or more"):
        round_half_up(Decimal(1), -1)
    with pytest.raises(ValueError, match="not a number"):
        round_half_up(Decimal("NaN"), 1)


@pytest.mark.parametrize(
    ("value", "unit", "places", "text"),
    [
        ("24.3", Unit.PERCENTAGE, 1, "24.3%"),
        ("24.3", Unit.PERCENTAGE, 0, "24%"),
        ("1953", Unit.NUMBER, 0, "1,953"),
        ("690", Unit.RATE, 1, "690.0"),
        ("1234567.891", Unit.RATE, 2, "1,234,567.89"),
        ("61.39", Unit.RATE, None, "61.4"),
        ("15.8", Unit.AVERAGE, None, "15.8"),
        ("44.5", Unit.DAYS, None, "45"),
        ("0", Unit.NUMBER, None, "0"),
        ("0", Unit.PERCENTAGE, None, "0.0%"),
    ],
)
def test_figures_are_shown_in_their_unit(value: str, unit: Unit, places: int | None, text: str) -> None:
    assert display(Decimal(value), "", unit, places) == text


def test_each_unit_has_its_usual_places() -> None:
    assert {unit.value: default_places(unit) for unit in Unit} == {
        "percentage": 1,
        "rate": 1,
        "number": 0,
        "average": 1,
        "days": 0,
    }


@pytest.mark.parametrize(("symbol", "text"), [("k", "low"), ("c", "suppressed"), ("z", "n/a"), ("x", "-")])
def test_a_symbol_is_shown_in_words_and_hides_any_value(symbol: str, text: str) -> None:
    for unit in Unit:
        assert display(None, symbol, unit, 1) == text
        assert display(Decimal(3), symbol, unit, 1) == text


def test_low_reliability_is_marked_beside_the_figure() -> None:
    assert display(Decimal("24.3"), "u", Unit.PERCENTAGE, 1) == "24.3% [u]"
    assert display(None, "u", Unit.PERCENTAGE, 1) == "[u]"


def test_no_figure_and_no_symbol_show_nothing() -> None:
    assert display(None, "", Unit.NUMBER, 0) == ""


def test_an_unknown_symbol_is_refused() -> None:
    with pytest.raises(ValueError, match="'q'"):
        display(Decimal(1), "q", Unit.NUMBER, 0)
    with pytest.raises(ValueError, match="'q'"):
        symbol_meaning("q")


def test_every_symbol_has_its_own_sentence() -> None:
    sentences = {symbol_meaning(symbol) for symbol in Symbol if symbol is not Symbol.PLAIN}
    assert len(sentences) == len(Symbol) - 1
    assert all(sentence.endswith(".") for sentence in sentences)
    assert symbol_meaning("") == ""


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("symbol", ["k", "c", "z", "x", "u"])
def test_what_is_shown_for_a_symbol_reads_back_as_that_symbol(symbol: str, unit: Unit) -> None:
    figure = parse_figure(display(None, symbol, unit, 0), unit)
    assert figure is not None
    assert (figure.symbol, figure.value) == (symbol, None)


@given(st.decimals(min_value=1, max_value=100, places=2), st.sampled_from(Unit))
def test_what_is_shown_for_a_figure_reads_back_as_that_figure(value: Decimal, unit: Unit) -> None:
    figure = parse_figure(display(value, "", unit, 2), unit)
    assert figure is not None
    assert figure.value == value
