"""From approved returns to values: the step of a recalculation job that says what stands.

An authority's approved returns are read whole, one value row is reckoned for each figure that it gave, and
where it gave none the figure counted from its lists stands (docs/adr/0024). Only the rows whose input
changed are written. Running twice equals once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Context, Decimal

from authorities.models import PopulationEstimate
from indicators.calculations.display import default_places
from indicators.calculations.figures import LARGEST_VALUE, Unit
from indicators.calculations.periods import Window, describe
from indicators.calculations.rates import value_of
from indicators.calculations.symbols import Symbol
from indicators.jobs import Progress, Write
from indicators.models import CountedValue, Job, Return, ReturnFigure, ReturnKind, ReturnState, Value
from indicators.populations import Children, in_words

FIELDS = (
    *("numerator", "denominator", "value", "symbol", "places", "as_at", "complete", "basis"),
    *("note", "vintage", "source_return", "input_hash", "told"),
)
# What the arithmetic keeps; the column holds ten decimals.
STORED = Decimal(1).scaleb(-10)
_WIDE = Context(prec=100)


def recalculate_values(job: Job, report: Progress) -> Write:
    """Reckon the authority's values; the write replaces what changed and removes what lost its return."""
    approved = list(
        Return.objects.filter(
            authority=job.authority, kind=ReturnKind.FIGURES, state=ReturnState.APPROVED
        ).order_by("period_end")
    )
    kept = {
        (value.period_end, value.indicator_id, value.window): value
        for value in Value.objects.filter(authority=job.authority)
    }
    children = Children(job.authority)
    changed: list[Value] = []
    given: set[tuple[date, int, str]] = set()
    for done, source in enumerate(approved):
        report(done, len(approved), f"Reading the return for {source.period_end:%B %Y}")
        for figure in source.figures.select_related("indicator"):
            key = (source.period_end, figure.indicator_id, figure.window)
            given.add(key)
            before = kept.pop(key, None)
            value = value_of_figure(source, figure, population_under(source, figure, before, children))
            if before is None or before.input_hash != value.input_hash:
                changed.append(value)
    for counted in CountedValue.objects.filter(authority=job.authority).select_related("indicator"):
        key = (counted.period_end, counted.indicator_id, counted.window)
        if key in given:
            continue
        before = kept.pop(key, None)
        if before is None or before.input_hash != counted.input_hash:
            changed.append(_standing(counted))
    orphans = [value.pk for value in kept.values()]

    def write() -> dict[str, int]:
        Value.objects.filter(pk__in=orphans).delete()
        _replace(changed)
        return {"values_changed": len(changed), "values_removed": len(orphans)}

    return write


def _standing(counted: CountedValue) -> Value:
    """The value row, unsaved, of a figure that was counted and that no return gives."""
    return Value(
        authority_id=counted.authority_id,
        indicator=counted.indicator,
        window=counted.window,
        period_end=counted.period_end,
        numerator=counted.numerator,
        denominator=counted.denominator,
        value=counted.value,
        symbol=counted.symbol,
        places=default_places(Unit(counted.indicator.unit)),
        complete=counted.complete,
        basis=counted.basis,
        # A note that counts rows is for the authority's own staff; this one goes wherever the figure goes.
        note=" ".join(note for note in counted.notes if not any(map(str.isdigit, note)))[:300],
        vintage_id=counted.vintage_id,
        source_return_id=counted.source_return_id,
        input_hash=counted.input_hash,
    )


def _replace(values: Iterable[Value]) -> None:
    Value.objects.bulk_create(
        values,
        batch_size=500,
        update_conflicts=True,
        unique_fields=("authority", "period_end", "indicator", "window"),
        update_fields=FIELDS,
    )


def population_under(
    source: Return, figure: ReturnFigure, before: Value | None, children: Children
) -> PopulationEstimate | None:
    """The estimate under a rate whose return gives the count alone, of the edition it first had."""
    if figure.numerator is None or figure.denominator is not None or figure.value is not None:
        return None
    if not figure.indicator.per_children:
        return None
    same = before is not None and before.source_return_id == source.pk
    return children.at(source.period_end, before.vintage_id if before is not None and same else None)


def value_of_figure(
    source: Return, figure: ReturnFigure, population: PopulationEstimate | None = None
) -> Value:
    """The value row, unsaved, that one figure of a return gives: its own value, or what its parts give.

    `population` stands under a rate that came as a count alone.
    """
    unit, window = Unit(figure.indicator.unit), Window(figure.window)
    annualised = figure.indicator.is_annualised(window)
    denominator = figure.denominator if population is None else Decimal(population.children or 0)
    computed = value_of(unit, figure.numerator, denominator, window, source.period_end, annualised)
    value, symbol = _value_and_symbol(figure, computed)
    places = figure.places if figure.value is not None else default_places(unit)
    basis = describe(window, source.period_end)
    if annualised and computed is not None and figure.value is None:
        basis += ", scaled to a year"
    if population is not None:
        basis += f", on {in_words(population)}"
    if figure.value is not None:
        basis += ", as the authority gave it"
    elif computed is not None and computed > LARGEST_VALUE:
        basis += f"; the parts give more than {LARGEST_VALUE:,}, larger than any figure can be"
    return Value(
        authority=source.authority,
        indicator=figure.indicator,
        window=window.value,
        period_end=source.period_end,
        numerator=figure.numerator,
        denominator=denominator,
        vintage=population.vintage if population is not None else None,
        value=value.quantize(STORED, context=_WIDE) if value is not None else None,
        symbol=symbol,
        places=places if places is not None else default_places(unit),
        as_at=figure.as_at,
        basis=basis,
        note=figure.note,
        source_return=source,
        input_hash=_hash(figure, annualised, population),
    )


def _value_and_symbol(figure: ReturnFigure, computed: Decimal | None) -> tuple[Decimal | None, str]:
    if figure.symbol not in ("", Symbol.UNRELIABLE):
        return None, figure.symbol
    value = figure.value if figure.value is not None else computed
    if value is None:
        return None, Symbol.NOT_APPLICABLE.value  # a base of nought: not applicable, never 0
    if value > LARGEST_VALUE:
        # Parts taken before returns were checked for this; a later return corrects them.
        return None, Symbol.NOT_AVAILABLE.value
    return value, figure.symbol


def _hash(figure: ReturnFigure, annualised: bool, population: PopulationEstimate | None) -> str:
    parts = (
        figure.of_return_id, figure.indicator_id, figure.indicator.unit, figure.window, annualised,
        figure.numerator, figure.denominator, figure.value, figure.symbol, figure.places, figure.as_at,
        *((population.pk, population.children) if population is not None else ()),
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()
