"""Cells that are figures: the quirks are those of published committee papers (reference, part E)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.figures import Figure, FigureError, Unit, parse_figure


def read(cell: object, unit: Unit = Unit.PERCENTAGE) -> Figure:
    figure = parse_figure(cell, unit)
    assert figure is not None
    return figure


@pytest.mark.parametrize(
    ("cell", "unit", "value", "places"),
    [
        ("24.3%", Unit.PERCENTAGE, "24.3", 1),
        ("24.3", Unit.PERCENTAGE, "24.3", 1),
        ("24.30 %", Unit.PERCENTAGE, "24.30", 2),
        (35, Unit.PERCENTAGE, "35", 0),
        ("35%", Unit.PERCENTAGE, "35", 0),
        ("0", Unit.PERCENTAGE, "0", 0),
        ("0%", Unit.PERCENTAGE, "0", 0),
        ("1", Unit.PERCENTAGE, "1", 0),
        ("100%", Unit.PERCENTAGE, "100", 0),
        ("0.35%", Unit.PERCENTAGE, "0.35", 2),
        ("1,953", Unit.NUMBER, "1953", 0),
        ("12,345,678", Unit.NUMBER, "12345678", 0),
        ("1,953.5", Unit.AVERAGE, "1953.5", 1),
        ("690.0", Unit.RATE, "690.0", 1),
        (690.0, Unit.RATE, "690", 0),
        (690, Unit.RATE, "690", 0),
        (61.39, Unit.RATE, "61.39", 2),
        (0.1, Unit.RATE, "0.1", 1),
        (1e-7, Unit.RATE, "0.0000001", 4),
        (100 / 3, Unit.RATE, "33.3333333333", 4),
        (0.1 + 0.2, Unit.RATE, "0.3", 1),
        (100.00000000000001, Unit.PERCENTAGE, "100", 0),
        (".5", Unit.AVERAGE, "0.5", 1),
        (Decimal("690.0"), Unit.RATE, "690.0", 1),
        (Decimal("1E+3"), Unit.NUMBER, "1000", 0),
        ("3.75", Unit.NUMBER, "3.75", 2),
        ("-0", Unit.NUMBER, "0", 0),
        (-0.0, Unit.NUMBER, "0", 0),
        ("0.1234567890", Unit.RATE, "0.1234567890", 10),
        (1_000_000_000, Unit.NUMBER, "1000000000", 0),
    ],
)
def test_numbers_keep_their_value_and_their_places(cell: object, unit: Unit, value: str, places: int) -> None:
    figure = read(cell, unit)
    assert f"{figure.value:f}" == value
    assert figure.places == places
    assert figure.symbol == ""
    assert figure.as_at is None


@pytest.mark.parametrize(
    ("cell", "value", "as_at"),
    [
        (" 30% (Jan24)", "30", date(2024, 1, 31)),
        ("28% (Sep24)", "28", date(2024, 9, 30)),
        ("30% (Jan 2024)", "30", date(2024, 1, 31)),
        ("30% (2024-01)", "30", date(2024, 1, 31)),
        ("30 (31/01/2024)", "30", date(2024, 1, 31)),
        ("30 (15/01/2024)", "30", date(2024, 1, 15)),
        ("30 (2024-01-15)", "30", date(2024, 1, 15)),
        ("30%(Q3 2023-24)", "30", date(2023, 12, 31)),
        ("30%\n(Feb24)", "30", date(2024, 2, 29)),
    ],
)
def test_a_figure_may_carry_its_own_date(cell: str, value: str, as_at: date) -> None:
    figure = read(cell)
    assert (str(figure.value), figure.as_at) == (value, as_at)
    assert figure.raw == cell


def test_a_symbol_may_carry_its_own_date() -> None:
    assert read("c (Jan24)") == Figure(None, "c", date(2024, 1, 31), None, "c (Jan24)")


@pytest.mark.parametrize(
    ("cells", "symbol"),
    [
        (["<1%", "< 1%", "<5%", "<1", "≤5%", "<=5%", "less than 1%", "low", "LOW", "k", "[low]"], "k"),
        (["■", "□", "c", "C", "[c]", "supp", "Suppressed", "*"], "c"),
        (["N/A", "n/a", "NA", "na", "not applicable", "z", "[z]"], "z"),
        (["-", "–", "—", "−", ":", "..", "…", "x", "[x]", " - ", "not published"], "x"),
        (["u", "[u]"], "u"),
    ],
)
def test_symbols_stay_symbols(cells: list[str], symbol: str) -> None:
    for cell in cells:
        assert read(cell) == Figure(None, symbol, None, None, cell), cell


@pytest.mark.parametrize("cell", ["<5", "<6", "≤5", "< 10", "less than 5"])
def test_an_upper_limit_in_place_of_a_count_is_suppression(cell: str) -> None:
    assert read(cell, Unit.NUMBER) == Figure(None, "c", None, None, cell)


@pytest.mark.parametrize("unit", list(Unit))
def test_no_symbol_becomes_a_number(unit: Unit) -> None:
    for cell in (
        "k",
        "low",
        "c",
        "■",
        "□",
        "*",
        "supp",
        "z",
        "N/A",
        "NA",
        "x",
        "-",
        "–",
        ":",
        "..",
        "u",
        "<1",
        "<5",
    ):
        assert read(cell, unit).value is None, cell
        assert read(cell, unit).symbol, cell


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("12u", Unit.NUMBER, "12"),
        ("12 u", Unit.NUMBER, "12"),
        ("12.5% [u]", Unit.PERCENTAGE, "12.5"),
        ("1,200U", Unit.NUMBER, "1200"),
    ],
)
def test_a_figure_of_low_reliability_keeps_its_value(cell: str, unit: Unit, value: str) -> None:
    figure = read(cell, unit)
    assert (str(figure.value), figure.symbol) == (value, "u")


@pytest.mark.parametrize("cell", [None, "", "   ", "\u00a0", "\t\n", "\u200b\ufeff"])
def test_a_blank_cell_supplies_no_figure(cell: object) -> None:
    for unit in Unit:
        assert parse_figure(cell, unit) is None


@pytest.mark.parametrize(
    "cell",
    [
        "\u00a024.3%\u00a0",
        "24.3\u202f%",
        "\u200b24.3%",
        "\ufeff24.3%",
        "24.3%\u200f",
        "\t24.3%\r\n",
        "2\u200b4.3%",
    ],
)
def test_spaces_that_come_with_pasting_are_dropped(cell: str) -> None:
    assert read(cell).value == Decimal("24.3")


@pytest.mark.parametrize(
    ("cell", "value", "places"),
    [
        (0.243, "24.3", 1),
        ("0.243", "24.3", 1),
        (0.5, "50", 0),
        (1 / 3, "33.3333333333", 4),
        (0.1 + 0.2, "30", 0),
        (1, "100", 0),
        (0, "0", 0),
        (Decimal("0.3333"), "33.33", 2),
        # A sign says that the cell is a percentage already, whatever was declared of the rest.
        ("24.3%", "24.3", 1),
        ("0.35%", "0.35", 2),
    ],
)
def test_declared_fractions_become_percentages(cell: object, value: str, places: int) -> None:
    figure = parse_figure(cell, Unit.PERCENTAGE, fractions_declared=True)
    assert figure is not None
    assert (str(figure.value), figure.places) == (value, places)


def test_declaring_fractions_leaves_other_units_alone() -> None:
    figure = parse_figure("0.243", Unit.RATE, fractions_declared=True)
    assert figure is not None
    assert figure.value == Decimal("0.243")


def test_a_whole_number_cannot_be_a_declared_fraction() -> None:
    with pytest.raises(
        FigureError, match=r"more than 100 per cent .the file says its percentages are fractions"
    ):
        parse_figure(24.3, Unit.PERCENTAGE, fractions_declared=True)


@given(st.decimals(min_value=0, max_value=100, places=3), st.booleans())
def test_a_written_percentage_reads_back_exactly(value: Decimal, sign: bool) -> None:
    if sign or not 0 < value < 1:
        assert read(f"{value}%" if sign else f"{value}").value == value
    else:
        with pytest.raises(FigureError, match="looks like a fraction"):
            read(f"{value}")


@given(st.integers(min_value=0, max_value=1_000_000_000))
def test_a_count_reads_the_same_with_or_without_commas(count: int) -> None:
    assert read(f"{count:,}", Unit.NUMBER).value == read(str(count), Unit.NUMBER).value == count


@given(st.floats(min_value=0, max_value=1e6, allow_subnormal=False))
def test_a_float_reads_as_itself_to_ten_decimals(number: float) -> None:
    try:
        figure = read(number, Unit.RATE)
    except FigureError as refusal:
        # Floats too near zero to have a decimal that is kept.
        sentence = str(refusal)
        assert "more digits" in sentence
        assert number < 1e-10
        return
    assert figure.value is not None
    assert abs(figure.value - Decimal(repr(number))) <= Decimal("0.00000000005")
