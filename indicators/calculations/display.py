"""Figures as they are shown: rounded half up, with thousands separated, and symbols in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from indicators.calculations.figures import Unit
from indicators.calculations.symbols import Symbol

_WIDE = Context(prec=100, rounding=ROUND_HALF_UP)

_DEFAULT_PLACES = {Unit.PERCENTAGE: 1, Unit.RATE: 1, Unit.NUMBER: 0, Unit.AVERAGE: 1, Unit.DAYS: 0}

# 'low' keeps no upper limit, since the symbol k does not say below what.
_SHOWN = {
    Symbol.LOW: "low",
    Symbol.SUPPRESSED: "suppressed",
    Symbol.NOT_APPLICABLE: "n/a",
    Symbol.NOT_AVAILABLE: "-",
}

_MEANINGS = {
    Symbol.PLAIN: "",
    Symbol.LOW: "Low: more than zero, but too small to be given.",
    Symbol.SUPPRESSED: "Suppressed: hidden so that no child can be identified.",
    Symbol.NOT_APPLICABLE: "Not applicable: there was nobody to count.",
    Symbol.NOT_AVAILABLE: "Not available: no figure has been published.",
    Symbol.UNRELIABLE: "Low reliability: treat this figure with caution.",
}


def exact(number: Decimal) -> str:
    """A decimal in full, without the noughts that a stored one carries at its end; never an exponent."""
    return _without_noughts(f"{number:f}")


def in_full(number: Decimal) -> str:
    """The same for a sentence, with thousands separated."""
    return _without_noughts(f"{number:,f}")


def _without_noughts(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def round_half_up(value: Decimal, places: int) -> Decimal:
    """The value to that many decimals, halves away from zero, so that a rise and a fall round alike.

    Zero never keeps a minus sign. ValueError for fewer than 0 places or a value that is not a number.
    """
    if places < 0:
        raise ValueError(f"A figure cannot be shown to {places} decimal places: give 0 or more.")
    if not value.is_finite():
        raise ValueError(f"{value} is not a number that can be rounded.")
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    return rounded.copy_abs() if rounded == 0 else rounded


def default_places(unit: Unit) -> int:
    """Decimals shown where nothing says otherwise."""
    return _DEFAULT_PLACES[unit]


def display(value: Decimal | None, symbol: str, unit: Unit, places: int | None = None) -> str:
    """'24.3%', '1,953', '690.0'; a symbol's words in place of a value; '' where there is neither.

    A symbol that stands instead of a value is shown even when a value is given, so a hidden one cannot slip
    out. ValueError for a symbol that is not in Symbol.
    """
    known = Symbol(symbol)
    if known in _SHOWN:
        return _SHOWN[known]
    mark = " [u]" if known is Symbol.UNRELIABLE else ""
    if value is None:
        return mark.strip()
    rounded = round_half_up(value, default_places(unit) if places is None else places)
    return f"{rounded:,f}{'%' if unit is Unit.PERCENTAGE else ''}{mark}"


def counted(number: int, thing: str) -> str:
    """'1 warning', '1,200 figures': a number with its noun, which takes an s for any other number than 1."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def symbol_meaning(symbol: str) -> str:
    """A plain sentence for a symbol, for those who hear the page read; '' for a plain figure."""
    return _MEANINGS[Symbol(symbol)]
