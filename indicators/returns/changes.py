"""What changed between two versions of a return, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.models import Return, ReturnFigure
from indicators.returns.cells import plain


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that differs. `before` or `after` is '' where the figure was not in that version."""

    code: str
    indicator: str
    window: str
    before: str
    after: str


def figure_in_words(figure: ReturnFigure | None) -> str:
    """A figure as an analyst would read it back: value, or parts, with its own date."""
    if figure is None:
        return ""
    unit = Unit(figure.indicator.unit)
    if figure.value is not None or figure.symbol:
        text = display(figure.value, figure.symbol, unit, figure.places)
    elif figure.denominator is None:
        text = plain(figure.numerator)
    else:
        text = f"{plain(figure.numerator)} of {plain(figure.denominator)}"
    return f"{text} ({figure.as_at:%d %b %Y})" if figure.as_at else text


def changes_between(older: Return, newer: Return) -> list[Change]:
    """The figures that differ between two returns, in the order of their codes."""
    before, after = (
        {(f.indicator.code, f.window): f for f in version.figures.select_related("indicator")}
        for version in (older, newer)
    )
    changes = []
    for key in sorted(before.keys() | after.keys()):
        was, now = figure_in_words(before.get(key)), figure_in_words(after.get(key))
        if was != now:
            indicator = (after.get(key) or before[key]).indicator
            changes.append(Change(key[0], indicator.name, key[1], was, now))
    return changes


def earlier_version(current: Return) -> Return | None:
    """The version that a later one is compared with: the newest before it that held figures."""
    return (
        Return.objects.filter(
            authority=current.authority,
            kind=current.kind,
            period_end=current.period_end,
            version__lt=current.version,
        )
        .filter(figures__isnull=False)
        .order_by("-version")
        .first()
    )
