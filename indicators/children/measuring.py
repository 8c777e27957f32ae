"""Count an authority's figures from its approved lists: the first step of a recalculation job.

All rows of the authority are read once, every wanted figure of every month end is counted in one pass
(`indicators.measures`), and only what changed is written. Running twice equals once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet

from authorities.models import Authority, PopulationEstimate
from indicators.calculations.display import counted
from indicators.calculations.figures import LARGEST_VALUE, Unit
from indicators.calculations.periods import Window, describe
from indicators.calculations.rates import value_of
from indicators.calculations.symbols import Symbol
from indicators.catalogue.entries import AnnexAClass
from indicators.children.calendar import working_days
from indicators.children.choosing import choices_of
from indicators.children.rows import frames_of
from indicators.jobs import Progress, Write
from indicators.measures.choices import Choices
from indicators.measures.counting import Counted, count
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.held import Held
from indicators.measures.staleness import codes_of_choices
from indicators.models import EVERY, CountedValue, Indicator, Job, Return, ReturnKind, ReturnState
from indicators.populations import Children, in_words
from indicators.storing import Row, insert_rows

FIELDS = (
    *("authority", "indicator", "window", "period_end", "numerator", "denominator", "value", "symbol"),
    *("complete", "proxy", "rebuilt", "basis", "excluded", "notes", "returns", "vintage"),
    *("source_return", "input_hash"),
)
Key = tuple[date, int, str]
BY_PROXY = "a proxy: not the reported measure itself"
BY_OWN_RULE = "counted by the authority's own rule"
STORED = Decimal(1).scaleb(-10)


def approved_lists(authority: Authority) -> list[Return]:
    """The child-level returns that speak for the authority, oldest first."""
    return told_together(approved_children(authority))


def approved_children(authority: Authority) -> QuerySet[Return]:
    """Every approved child-level return of the authority, whatever key it was made with."""
    return Return.objects.filter(
        authority=authority, kind=ReturnKind.CHILDREN, state=ReturnState.APPROVED
    ).prefetch_related("lists")


def told_together(returns: Iterable[Return]) -> list[Return]:
    """Those that can be counted together, oldest first: of the key that the newest was made with.

    Under a new version of the key the same child is another number.
    """
    found = sorted(returns, key=lambda each: each.pk)
    version = found[-1].key_version if found else ""
    return sorted((each for each in found if each.key_version == version), key=lambda each: each.period_end)


def held_of(returns: Sequence[Return]) -> list[Held]:
    """What each return holds, as the counting asks for it."""
    return [
        Held(each.period_end, {read.number: read.layout for read in each.lists.all()}) for each in returns
    ]


def wanted_windows(codes: Iterable[str]) -> dict[str, tuple[Window, ...]]:
    """The windows that lists can yield, of each national indicator among the codes (EVERY: of all)."""
    asked = set(codes)
    return {
        indicator.code: tuple(Window(window) for window in indicator.annex_a_class)
        for indicator in Indicator.objects.filter(owner_authority=None, retired=False)
        if indicator.code in DEFINITIONS and (EVERY in asked or indicator.code in asked)
    }


def count_children(job: Job, report: Progress) -> Write:
    """Count what the job asks for; the write replaces what changed and removes what nothing yields now."""
    if not job.codes:
        return dict
    authority = job.authority
    returns = approved_lists(authority)
    report(0, 3, f"Reading the rows of {counted(len(returns), 'return')} of lists")
    frames = frames_of(authority, returns)
    wanted = wanted_windows(job.codes)
    choices = choices_of(authority)
    report(1, 3, f"Counting {counted(len(wanted), 'figure')} for every month end")
    found = count(frames, held_of(returns), choices, working_days(), wanted) if returns else []
    report(2, 3, "Comparing with the figures counted before")
    rows = CountedRows(authority, returns, choices).of(found)
    return partial(_write, authority, set(wanted), rows)


def _write(authority: Authority, codes: set[str], rows: dict[Key, Row]) -> dict[str, int]:
    held = {
        (end, indicator, window): (pk, mark)
        for pk, end, indicator, window, mark in CountedValue.objects.filter(
            authority=authority, indicator__code__in=codes
        ).values_list("pk", "period_end", "indicator_id", "window", "input_hash")
    }
    same = {key for key, row in rows.items() if key in held and held[key][1] == row[-1]}
    gone = [pk for key, (pk, _) in held.items() if key not in same]
    CountedValue.objects.filter(authority=authority, pk__in=gone).delete()
    new = [row for key, row in rows.items() if key not in same]
    insert_rows(CountedValue, FIELDS, new)
    return {"figures_counted": len(rows), "figures_counted_anew": len(new)}


class CountedRows:
    """Counted figures as rows of the table: valued, with basis in words and the mark of their inputs."""

    def __init__(self, authority: Authority, returns: Sequence[Return], choices: Choices) -> None:
        self.authority, self.returns = authority, returns
        self.children = Children(authority)
        codes = Indicator.objects.filter(owner_authority=None, code__in=DEFINITIONS)
        self.indicators = {indicator.code: indicator for indicator in codes}
        self.populations: dict[date, PopulationEstimate | None] = {}
        self.own_rule = set(codes_of_choices(Choices(), choices))

    def of(self, found: Iterable[Counted]) -> dict[Key, Row]:
        rows = {}
        for each in found:
            indicator = self.indicators[each.code]
            rows[each.period_end, indicator.pk, each.window.value] = self._row(each, indicator)
        return rows

    def _population(self, end: date) -> PopulationEstimate | None:
        if end not in self.populations:
            self.populations[end] = self.children.at(end)
        return self.populations[end]

    def _row(self, each: Counted, indicator: Indicator) -> Row:
        population = self._population(each.period_end) if indicator.per_children else None
        base = Decimal(population.children or 0) if population is not None else each.denominator
        value, symbol = _value(each, indicator, base)
        proxy = indicator.annex_a_class.get(each.window.value) == AnnexAClass.PROXY
        returns = [self.returns[index] for index in each.held] or [self.returns[-1]]
        basis = _basis(each, indicator, returns, population, (proxy, each.code in self.own_rule))
        numerator = None if each.numerator is None else Decimal(each.numerator)
        denominator = None if base is None else Decimal(base)
        mark = repr((
            indicator.pk, indicator.unit, each.window.value, numerator, denominator, value, symbol, proxy,
            each.complete, each.rebuilt, sorted(each.excluded.items()), each.notes,
            [one.pk for one in returns], population.pk if population else None, basis,
        ))  # fmt: skip
        # A figure of several returns leads to that of its own day where there is one.
        own = next((one for one in returns if one.period_end == each.period_end), returns[-1])
        return (
            self.authority.pk, indicator.pk, each.window.value, each.period_end, numerator, denominator,
            value, symbol, each.complete, proxy, each.rebuilt, basis, each.excluded, list(each.notes),
            [one.pk for one in returns], population.vintage_id if population is not None else None,
            own.pk, hashlib.sha256(mark.encode()).hexdigest(),
        )  # fmt: skip


def _value(each: Counted, indicator: Indicator, base: Decimal | int | None) -> tuple[Decimal | None, str]:
    value = value_of(
        Unit(indicator.unit),
        each.numerator,
        base,
        each.window,
        each.period_end,
        indicator.is_annualised(each.window),
    )
    if value is None:
        missing = indicator.per_children and base is None
        return None, (Symbol.NOT_AVAILABLE if missing else Symbol.NOT_APPLICABLE).value
    if value > LARGEST_VALUE:
        return None, Symbol.NOT_AVAILABLE.value
    return value.quantize(STORED), ""


def _basis(
    each: Counted,
    indicator: Indicator,
    returns: Sequence[Return],
    population: PopulationEstimate | None,
    said: tuple[bool, bool],
) -> str:
    """How the figure came about, in words; whether a proxy and by an own rule (`said`) stands first."""
    parts = [describe(each.window, each.period_end)]
    parts += [words for words, holds in zip((BY_PROXY, BY_OWN_RULE), said, strict=True) if holds]
    if not each.complete:
        parts.append("incomplete: the returns do not cover every month it needs")
    if indicator.is_annualised(each.window):
        parts.append("scaled to a year")
    if population is not None:
        parts.append(f"on {in_words(population)}")
    of = f" of {len(returns)} returns, the newest" if len(returns) > 1 else " of the return"
    parts.append(f"counted from the lists{of} for {returns[-1].period_end:%B %Y}")
    if each.rebuilt:
        parts.append("rebuilt from its dates")
    return ", ".join(parts)[:300]


def excluded_in_words(excluded: dict[str, int]) -> str:
    """'2 rows left out: dates in the wrong order; 1 row left out: counter not given'."""
    return "; ".join(f"{counted(n, 'row')} left out: {why}" for why, n in sorted(excluded.items()) if n)
