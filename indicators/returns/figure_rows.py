"""The figures of a return as its page shows them: the value as the portal will reckon it."""

from __future__ import annotations

from dataclasses import dataclass

from authorities.models import PopulationEstimate
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import long_date
from indicators.models import Return, Value
from indicators.populations import Children, in_words
from indicators.recalculation import population_under, value_of_figure
from indicators.returns.cells import plain


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """One figure of a return. `shown` is rounded for reading; the parts are as typed."""

    code: str
    indicator: str
    window: str
    numerator: str
    denominator: str
    shown: str
    as_at: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownComparator:
    """One comparator's figure as the authority gave it."""

    code: str
    indicator: str
    name: str
    year: str
    shown: str


def figure_rows(shown: Return) -> list[ShownFigure]:
    """Every figure of the return, in the order of codes."""
    rows = []
    children = Children(shown.authority)
    # An approved return keeps the estimates that its values were first reckoned with.
    kept = {(value.indicator_id, value.window): value for value in Value.objects.filter(source_return=shown)}
    for figure in shown.figures.select_related("indicator"):
        held = kept.get((figure.indicator_id, figure.window))
        population = population_under(shown, figure, held, children)
        value = value_of_figure(shown, figure, population)
        rows.append(
            ShownFigure(
                code=figure.indicator.code,
                indicator=figure.indicator.name,
                window=figure.window,
                numerator=plain(figure.numerator),
                denominator=plain(figure.denominator),
                shown=display(value.value, value.symbol, Unit(figure.indicator.unit), value.places),
                as_at=long_date(figure.as_at) if figure.as_at else "",
                note=_note(figure.note, population),
            )
        )
    return rows


def _note(given: str, population: PopulationEstimate | None) -> str:
    """The note as given, and the estimate that stands under a rate whose base was left blank."""
    under = f"on {in_words(population)}" if population is not None else ""
    return "; ".join(part for part in (given, under) if part)


def comparator_rows(shown: Return) -> list[ShownComparator]:
    """Every comparator of the return, by code and name."""
    held = shown.comparators.select_related("indicator").order_by("indicator__code", "name")
    return [
        ShownComparator(
            code=item.indicator.code,
            indicator=item.indicator.name,
            name=item.name,
            year=item.year,
            shown=display(item.value, item.symbol, Unit(item.indicator.unit), item.places),
        )
        for item in held
    ]
