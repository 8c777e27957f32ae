"""Figures as people type them: a value, or a symbol in its place, read without guessing.

The unit comes from the indicator, never from the cell. No symbol is turned into zero, and anything that
could be read two ways is refused with a sentence that says what to type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum

from indicators.calculations.cell_text import CellTextError, plain_text, quoted
from indicators.calculations.periods import EARLIEST_YEAR, LATEST_YEAR, parse_period
from indicators.calculations.symbols import Symbol, symbol_spelt

LARGEST_VALUE = Decimal(1_000_000_000)
MOST_PLACES = 10  # what is stored of a figure
# A spreadsheet's number may be a formula's, with decimals that nobody typed; more than these are not shown.
MOST_PLACES_OF_A_FLOAT = 4
_WIDE = Context(prec=100)
# An upper limit alone, such as '<5', stands for a figure left out for being small; a higher one is a typing
# slip.
HIGHEST_LIMIT = Decimal(10)

_PLAIN_NUMBER = r"[0-9]*\.?[0-9]+"
_GROUPED_NUMBER = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_NUMBER = re.compile(rf"(-?(?:{_GROUPED_NUMBER}|{_PLAIN_NUMBER})) ?(%?)(?: ?(\[u\]|u))?", re.IGNORECASE)
_LIMIT = re.compile(rf"(?:<=?|≤|less than) ?({_PLAIN_NUMBER}) ?(%?)", re.IGNORECASE)
_WITH_DATE = re.compile(r"([^()]+)\(([^()]+)\)")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Unit(StrEnum):
    """What an indicator is measured in; RATE is per 10,000 children aged 0 to 17."""

    PERCENTAGE = "percentage"
    RATE = "rate"
    NUMBER = "number"
    AVERAGE = "average"
    DAYS = "days"


class FigureError(ValueError):
    """A cell that is not a figure; the message is a sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One typed figure.

    `value` is None where only a symbol was given; percentages run 0 to 100. `as_at` is the figure's own date
    where the cell carried one, else None. `places` is the decimals as typed, None without a value. `raw` is
    the cell.
    """

    value: Decimal | None
    symbol: str
    as_at: date | None
    places: int | None
    raw: str


def parse_figure(cell: object, unit: Unit, *, fractions_declared: bool = False) -> Figure | None:
    """Read one cell as a figure of that unit; None for a blank cell, which supplies no figure.

    With `fractions_declared` a percentage without its sign is a fraction of one (0.243 is 24.3%), as
    spreadsheets keep cells formatted in per cent. Decimals are accepted in a NUMBER, since means of counts
    are reported in one. A float is rounded to MOST_PLACES decimals, which takes the noise of its arithmetic
    away. Raises FigureError with a sentence for anything else: see the module.
    """
    if cell is None:
        return None
    if isinstance(cell, str):
        return _from_text(cell, unit, fractions_declared)
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        kind = (
            "a date" if isinstance(cell, date) else "yes or no" if isinstance(cell, bool) else "not a number"
        )
        raise FigureError(f"The cell holds {kind}: format it as a number and type the figure.")
    value, raw = _from_number(cell)
    is_float = isinstance(cell, float)
    return _figure(value, raw, unit, signed=False, fractions_declared=fractions_declared, is_float=is_float)


def _from_number(cell: int | float | Decimal) -> tuple[Decimal, str]:
    if isinstance(cell, float):
        # Shortest text that gives the same float back; a whole float was typed, or stored, without decimals.
        raw = float.__repr__(cell).removesuffix(".0")
        return Decimal(raw), raw
    # The limit comes first: Python refuses to write out very long whole numbers.
    if isinstance(cell, int) and abs(cell) > LARGEST_VALUE:
        raise FigureError(_too_large("The number"))
    return Decimal(cell), str(cell)


def _from_text(raw: str, unit: Unit, fractions_declared: bool) -> Figure | None:
    try:
        text = plain_text(raw)
    except CellTextError as problem:
        raise FigureError(str(problem)) from problem
    if not text:
        return None
    as_at = None
    if with_date := _WITH_DATE.fullmatch(text):
        text, as_at = with_date[1].strip(), _own_date(with_date[2].strip(), raw)
    if symbol := _symbol_alone(text, unit, raw):
        return Figure(None, symbol, as_at, None, raw)
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise FigureError(_not_a_number(text, raw))
    signed = bool(found[2])
    if signed and unit is not Unit.PERCENTAGE:
        raise FigureError(
            f"{quoted(raw)} has a per cent sign, but this indicator is a {unit}: type the {unit} alone."
        )
    value = Decimal(found[1].replace(",", ""))
    return _figure(
        value,
        raw,
        unit,
        signed=signed,
        fractions_declared=fractions_declared,
        symbol=Symbol.UNRELIABLE if found[3] else Symbol.PLAIN,
        as_at=as_at,
    )


def _symbol_alone(text: str, unit: Unit, raw: str) -> Symbol | None:
    """The symbol that stands in the cell instead of a number: 'c', 'N/A', or an upper limit such as '<1%'."""
    if symbol := symbol_spelt(text):
        return symbol
    limit = _LIMIT.fullmatch(text)
    if limit is None:
        return None
    if limit[2] and unit is not Unit.PERCENTAGE:
        raise FigureError(
            f"{quoted(raw)} has a per cent sign, but this indicator is a {unit}: type the {unit} alone."
        )
    if not 0 < Decimal(limit[1]) <= HIGHEST_LIMIT:
        raise FigureError(
            f"{quoted(raw)} gives only an upper limit: type the figure, or c if it is suppressed."
        )
    # A count below a limit was hidden so that nobody is identified; a ratio below one is merely low.
    return Symbol.SUPPRESSED if unit is Unit.NUMBER else Symbol.LOW


def _own_date(text: str, raw: str) -> date:
    day_first, iso = _DAY_FIRST.fullmatch(text), _ISO_DAY.fullmatch(text)
    try:
        if day_first:
            day = date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        elif iso:
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        else:
            day = parse_period(text)
    except ValueError:
        day = None
    if day is None or not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise FigureError(
            f"The brackets in {quoted(raw)} do not hold a date: type the figure, then its own date in "
            "brackets, like 30% (Jan 2024) or 30% (31/01/2024)."
        )
    return day


def _figure(
    value: Decimal,
    raw: str,
    unit: Unit,
    *,
    signed: bool,
    fractions_declared: bool,
    is_float: bool = False,
    symbol: Symbol = Symbol.PLAIN,
    as_at: date | None = None,
) -> Figure:
    _check_size(value, raw)
    is_fraction = fractions_declared and unit is Unit.PERCENTAGE and not signed
    value = _kept(value, raw, MOST_PLACES + (2 if is_fraction else 0), is_float=is_float)
    if unit is Unit.PERCENTAGE and not signed:
        if fractions_declared:
            value = value.scaleb(2)
        elif 0 < value < 1:
            digits = f"{value:f}"
            raise FigureError(
                f"{quoted(raw)} looks like a fraction: type {value.scaleb(2).normalize():f} or "
                f"{value.scaleb(2).normalize():f}%, or {digits}% if you mean less than one per cent."
            )
    if unit is Unit.PERCENTAGE and value > 100:
        hint = (
            " (the file says its percentages are fractions of one)"
            if fractions_declared and not signed
            else ""
        )
        raise FigureError(
            f"{quoted(raw)} is more than 100 per cent{hint}: check the figure and the indicator."
        )
    # Adding zero drops a minus sign from '-0'; writing out in full drops a power of ten from 1E+3.
    plain = Decimal(f"{value + 0:f}")
    places = decimals(plain)
    return Figure(plain, symbol, as_at, min(places, MOST_PLACES_OF_A_FLOAT) if is_float else places, raw)


def _check_size(value: Decimal, raw: str) -> None:
    if not value.is_finite():
        raise FigureError(
            f"{quoted(raw)} is not a number: leave the cell blank, or type x if there is no figure."
        )
    if value < 0:
        raise FigureError(f"{quoted(raw)} is below zero, which no figure here can be: check it.")
    if value.adjusted() > 9 or value > LARGEST_VALUE:
        raise FigureError(_too_large(quoted(raw)))


def _kept(value: Decimal, raw: str, places: int, *, is_float: bool) -> Decimal:
    """The value within that many decimals: a float rounded to them, anything else refused beyond them."""
    if decimals(value) <= places:
        return value
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE) if is_float else None
    if not rounded:
        raise FigureError(too_many_decimals(raw, places))
    return rounded.normalize()


def too_many_decimals(raw: str, places: int) -> str:
    """The sentence for a figure with more decimals than are kept."""
    return f"{quoted(raw)} has more digits than can be kept: round it to {places} decimals at most."


def decimals(value: Decimal) -> int:
    """Decimals as written, trailing noughts included."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # only a number that is not finite has a letter here
    return max(0, -exponent)


def _too_large(subject: str) -> str:
    return f"{subject} is larger than {LARGEST_VALUE:,}, more than any figure a council could have: check it."


def _not_a_number(text: str, raw: str) -> str:
    shown = quoted(raw)
    if text.startswith("#"):
        return f"{shown} is a spreadsheet error, not a figure: mend it, or type n/a if it does not apply."
    if re.fullmatch(r"-?[0-9.]+e[+-]?[0-9]+%?", text, re.IGNORECASE):
        return f"{shown} is in scientific notation: type the number in full."
    if re.fullmatch(r"-?[0-9.,]*,[0-9.,]*[0-9]%?", text):
        return f"{shown} has a comma in the wrong place: write thousands like 1,953 and decimals like 19.53."
    if len(re.findall(r"[0-9][0-9.,]*", text)) > 1:
        return f"{shown} holds more than one number: type one figure in the cell."
    return f"{shown} is not a figure: type a number, or c, z or x where there is no number to give."
