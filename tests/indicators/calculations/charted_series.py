"""Series of figures written as text, for the tests of the control chart."""

from __future__ import annotations

from decimal import Decimal

from indicators.calculations.control_chart import ControlChart, Finding, Signal, control_chart
from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity

Figures = list[Decimal | None]


def read(text: str) -> Figures:
    """'5 6 - 7' is three figures and one period without."""
    return [None if word == "-" else Decimal(word) for word in text.split()]


def chart(
    text: str,
    *,
    breaks: tuple[int, ...] = (),
    unit: Unit = Unit.NUMBER,
    polarity: Polarity = Polarity.LOW,
    apart: int = 1,
) -> ControlChart:
    series = [(f"Q{place}", value) for place, value in enumerate(read(text), start=1)]
    return control_chart(series, breaks, unit, polarity, apart=apart)


def spans(found: ControlChart, signal: Signal) -> list[tuple[int, int]]:
    return [(each.first, each.last) for each in found.findings if each.signal is signal]


def only(found: ControlChart) -> Finding:
    assert len(found.findings) == 1, found.findings
    return found.findings[0]
