"""Cells that are not figures: each is refused, quickly, with a sentence that says what to do."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.figures import FigureError, Unit, parse_figure


def refusal(cell: object, unit: Unit = Unit.PERCENTAGE) -> str:
    with pytest.raises(FigureError) as caught:
        parse_figure(cell, unit)
    return str(caught.value)


@pytest.mark.parametrize("cell", ["0.35", 0.35, Decimal("0.35"), ".35", "0.35 (Jan24)", "0.35u"])
def test_a_bare_fraction_is_refused_as_a_percentage(cell: object) -> None:
    assert "looks like a fraction: type 35 or 35%, or 0.35% if you mean less than one per cent" in refusal(
        cell
    )


@pytest.mark.parametrize(
    ("cell", "unit", "sentence"),
    [
        ("24%", Unit.RATE, "'24%' has a per cent sign, but this indicator is a rate"),
        ("24%", Unit.NUMBER, "has a per cent sign, but this indicator is a number"),
        ("<5%", Unit.NUMBER, "has a per cent sign"),
        ("101", Unit.PERCENTAGE, "'101' is more than 100 per cent"),
        ("100.1%", Unit.PERCENTAGE, "more than 100 per cent"),
        ("<50%", Unit.PERCENTAGE, "only an upper limit"),
        ("<0", Unit.NUMBER, "only an upper limit"),
        ("24.3% 25.1%", Unit.PERCENTAGE, "more than one number"),
        ("36% 52%", Unit.PERCENTAGE, "more than one number"),
        ("0-5", Unit.NUMBER, "more than one number"),
        ("24/25", Unit.NUMBER, "more than one number"),
        ("1 953", Unit.NUMBER, "more than one number"),
        ("24\n25", Unit.NUMBER, "more than one number"),
        ("1,95", Unit.NUMBER, "comma in the wrong place"),
        ("24,3%", Unit.PERCENTAGE, "comma in the wrong place"),
        ("1,9533", Unit.NUMBER, "comma in the wrong place"),
        ("0,953", Unit.NUMBER, "comma in the wrong place"),
        ("1953,000", Unit.NUMBER, "comma in the wrong place"),
        (",953", Unit.NUMBER, "comma in the wrong place"),
        ("1e999", Unit.NUMBER, "scientific notation"),
        ("1E+05", Unit.NUMBER, "scientific notation"),
        ("#N/A", Unit.NUMBER, "spreadsheet error"),
        ("#DIV/0!", Unit.PERCENTAGE, "spreadsheet error"),
        ("six", Unit.NUMBER, "is not a figure"),
        ("12k", Unit.NUMBER, "is not a figure"),
        ("12c", Unit.NUMBER, "is not a figure"),
        ("690.0*", Unit.RATE, "is not a figure"),
        ("**", Unit.NUMBER, "is not a figure"),
        ("£12", Unit.NUMBER, "is not a figure"),
        ("+5", Unit.NUMBER, "is not a figure"),
        ("5.", Unit.NUMBER, "is not a figure"),
        ("(5)", Unit.NUMBER, "is not a figure"),
        ("%", Unit.PERCENTAGE, "is not a figure"),
        ("NaN", Unit.NUMBER, "is not a figure"),
        ("inf", Unit.NUMBER, "is not a figure"),
        ("٣٥", Unit.PERCENTAGE, "is not a figure"),
        ("３５", Unit.PERCENTAGE, "is not a figure"),
        ("30% (soon)", Unit.PERCENTAGE, "do not hold a date"),
        ("30% (31/02/2024)", Unit.PERCENTAGE, "do not hold a date"),
        ("30% (01/01/0024)", Unit.PERCENTAGE, "do not hold a date"),
        ("30% (5)", Unit.PERCENTAGE, "do not hold a date"),
        ("1" * 40, Unit.NUMBER, "larger than 1,000,000,000"),
        ("1000000001", Unit.NUMBER, "larger than 1,000,000,000"),
        ("0." + "1" * 40, Unit.RATE, "more digits than can be kept"),
        ("0.12345678901", Unit.RATE, "10 decimals"),
    ],
)
def test_text_that_is_no_figure_of_the_unit_is_refused(cell: str, unit: Unit, sentence: str) -> None:
    assert sentence in refusal(cell, unit)


@pytest.mark.parametrize("unit", list(Unit))
def test_nothing_below_zero_is_a_figure(unit: Unit) -> None:
    for cell in ("-5", -5, -0.5, Decimal(-5), "-1,953"):
        assert "below zero" in refusal(cell, unit)


@pytest.mark.parametrize(
    "cell",
    [float("nan"), float("inf"), float("-inf"), 1e999, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")],
)
def test_what_is_not_a_number_is_refused(cell: object) -> None:
    assert "is not a number: leave the cell blank" in refusal(cell)


BEYOND_ANY_COUNCIL = [10**6000, 1e300, Decimal("1E+999999"), 1_000_000_001, Decimal("1000000000.1")]


@pytest.mark.parametrize("cell", BEYOND_ANY_COUNCIL, ids=range(len(BEYOND_ANY_COUNCIL)))
def test_numbers_beyond_any_council_are_refused(cell: object) -> None:
    assert "larger than 1,000,000,000" in refusal(cell, Unit.NUMBER)


@pytest.mark.parametrize("cell", [5e-324, Decimal("1E-999999"), Decimal("0.12345678901234567890123456789")])
def test_more_digits_than_can_be_kept_are_refused(cell: object) -> None:
    assert "more digits than can be kept" in refusal(cell, Unit.RATE)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (True, "yes or no"),
        (False, "yes or no"),
        (date(2025, 1, 31), "a date"),
        (datetime(2025, 1, 31, 12, 0), "a date"),
        (b"12", "not a number"),
        ([12], "not a number"),
    ],
)
def test_cells_of_other_kinds_are_refused(cell: object, kind: str) -> None:
    assert f"The cell holds {kind}: format it as a number" in refusal(cell, Unit.NUMBER)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("12\x0013", "U+0000"), ("12\x1b", "U+001B"), ("12\u202e34", "U+202E"), ("12\x7f", "U+007F")],
)
def test_characters_that_cannot_be_seen_are_refused_and_named(cell: str, code: str) -> None:
    message = refusal(cell, Unit.NUMBER)
    assert code in message
    assert message.isprintable()


@pytest.mark.parametrize("filling", ["x", " ", "1", "1,", "(", "\u200b", "9 "])
def test_a_megabyte_is_refused_without_being_read(filling: str) -> None:
    message = refusal(filling * (1_000_000 // len(filling)), Unit.NUMBER)
    assert "1,000,000 characters" in message
    assert len(message) < 150


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.decimals()), st.sampled_from(Unit))
def test_whatever_the_cell_it_is_a_figure_in_range_or_a_sentence(cell: object, unit: Unit) -> None:
    try:
        figure = parse_figure(cell, unit)
    except FigureError as caught:
        sentence = str(caught)
        assert sentence.isprintable()
        assert sentence.endswith(".")
        return
    if figure is None or figure.value is None:
        assert figure is None or figure.symbol in ("k", "c", "z", "x", "u")
        return
    assert 0 <= figure.value <= (100 if unit is Unit.PERCENTAGE else 1_000_000_000)
    assert figure.symbol in ("", "u")


@given(st.text(alphabet="0123456789.,%-<> ()uckzxNA/■Jan24", max_size=20), st.sampled_from(Unit))
def test_text_made_of_the_marks_that_figures_use_never_breaks_the_reader(cell: str, unit: Unit) -> None:
    try:
        figure = parse_figure(cell, unit)
    except FigureError as caught:
        sentence = str(caught)
        assert sentence.endswith(".")
        return
    assert (figure is None) == (cell.strip() == "")
