"""What choosing another neighbour list from a day on would change: for which period ends, and on which of the
scorecards that nobody has published, line by line.

It is told by the rules that move the scorecards afterwards, with the choice put before the others, unsaved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from authorities.models import Authority, NeighbourChoice, NeighbourList
from indicators.benchmarks.preview import Side, side_of
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.models import Benchmark
from reports.comparing.comparators import benchmark_of, places_of
from reports.comparing.lists_held import ListsHeld
from reports.comparing.pins import Basis
from reports.comparing.there import There
from reports.inputs import Inputs, read_all_inputs
from reports.layouts.layout import ComparatorKind
from reports.lines import build_lines
from reports.models import Scorecard
from reports.rows import Comparator

# A choice that is not stored has no key; the rules tell choices apart by theirs, which begin at 1.
UNSAVED = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Period ends from `first` to `last` (None: no end), the list for them now and the one that would be."""

    first: date
    last: date | None
    now: NeighbourList | None
    then: NeighbourList | None

    @property
    def changes(self) -> bool:
        return self.now != self.then


@dataclass(frozen=True, slots=True)
class Moving:
    """An unpublished scorecard that the choice would move, with both lists and what else it compares with."""

    scorecard: Scorecard
    now: NeighbourList | None
    then: NeighbourList | None
    before: Basis
    after: Basis


@dataclass(frozen=True, slots=True)
class Switch:
    """All that a choice would move; `drafts` counts the unpublished scorecards of those period ends."""

    spans: tuple[Span, ...]
    moving: tuple[Moving, ...]
    drafts: int

    @property
    def changes(self) -> bool:
        return bool(self.moving) or any(span.changes for span in self.spans)


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison with neighbours on one line: as it prints now, and as it would print.

    `own` is the authority's published figure of that year as displayed ('' where there is none), and the
    sides are where it lies from each mean: Side.NONE where a figure or a mean is missing.
    """

    number: str
    label: str
    own: str
    before: Comparator
    after: Comparator
    side_before: Side
    side_after: Side

    @property
    def changes_side(self) -> bool:
        return Side.NONE not in (self.side_before, self.side_after) and self.side_before != self.side_after

    @property
    def changes(self) -> bool:
        return _prints(self.before) != _prints(self.after) or self.side_before != self.side_after


@dataclass(frozen=True, slots=True)
class MovedScorecard:
    """One scorecard that would move, with each of its comparisons with neighbours, in printed order."""

    moving: Moving
    compared: tuple[Compared, ...]

    @property
    def changed(self) -> list[Compared]:
        return [each for each in self.compared if each.changes]

    @property
    def sides(self) -> int:
        return sum(1 for each in self.compared if each.changes_side)


def switch_from(*, authority: Authority, then: NeighbourList, day: date) -> Switch:
    """What choosing `then` for period ends from `day` on would move, the newest scorecards first.

    A fixed number of queries, however many scorecards there are.
    """
    choice = NeighbourChoice(pk=UNSAVED, authority=authority, neighbour_list=then, valid_from=day)
    drafts = list(
        Scorecard.objects.filter(authority=authority, period_end__gte=day, publications=None)
        .select_related("authority", "template")
        .order_by("-period_end", "template__name")
    )
    bases = _bases(drafts, choice) if drafts else {}
    moved = [each for each in drafts if len({basis.neighbour_list for basis in bases[each.pk]}) > 1]
    spans = list(_spans(ListsHeld(authority), choice))
    keys = {key for _, now, after in spans for key in (now, after)}
    keys |= {basis.neighbour_list for each in moved for basis in bases[each.pk]}
    lists = NeighbourList.objects.in_bulk([key for key in keys if key is not None])
    return Switch(
        tuple(
            Span(first, _before_next(spans, place), lists.get(now or 0), lists.get(after or 0))
            for place, (first, now, after) in enumerate(spans)
        ),
        tuple(_moving(each, *bases[each.pk], lists) for each in moved),
        len(drafts),
    )


def moved_scorecards(moving: Sequence[Moving]) -> list[MovedScorecard]:
    """Those scorecards' comparisons with neighbours, as they print now and as they would.

    Both sides are made from what the tables hold now, so that nothing but the list shows as a change. A fixed
    number of queries.
    """
    scorecards = [each.scorecard for each in moving]
    before = read_all_inputs(scorecards, {each.scorecard.pk: each.before for each in moving})
    after = read_all_inputs(scorecards, {each.scorecard.pk: each.after for each in moving})
    return [
        MovedScorecard(each, tuple(_all_compared(before[each.scorecard.pk], after[each.scorecard.pk])))
        for each in moving
    ]


def _bases(drafts: Sequence[Scorecard], choice: NeighbourChoice) -> dict[int, tuple[Basis, Basis]]:
    """What each compares with now, and would with the choice as the newest; by its key."""
    there = There(drafts)
    now = {each.pk: there.filled(each) for each in drafts}
    if there.lists is not None:
        there.lists.choices.insert(0, choice)
    return {each.pk: (now[each.pk], there.filled(each)) for each in drafts}


def _moving(scorecard: Scorecard, before: Basis, after: Basis, lists: dict[int, NeighbourList]) -> Moving:
    now, then = (lists.get(basis.neighbour_list or 0) for basis in (before, after))
    return Moving(scorecard, now, then, before, after)


def _spans(held: ListsHeld, choice: NeighbourChoice) -> Iterator[tuple[date, int | None, int | None]]:
    """From the choice's first day on: each day from which other lists hold, before and after the choice."""
    known = [*held.lists, *(each.neighbour_list for each in held.choices), choice.neighbour_list]
    days = {each.valid_from for each in known} | {each.valid_from for each in held.choices}
    days |= {each.valid_to + timedelta(days=1) for each in known if each.valid_to is not None}
    days = {choice.valid_from} | {day for day in days if day > choice.valid_from}
    now = {day: held.on(day)[0] for day in days}
    held.choices.insert(0, choice)
    last: tuple[int | None, int | None] | None = None
    for day in sorted(days):
        pair = (now[day], held.on(day)[0])
        if pair != last:
            yield day, *pair
        last = pair


def _before_next(spans: Sequence[tuple[date, int | None, int | None]], place: int) -> date | None:
    return spans[place + 1][0] - timedelta(days=1) if place + 1 < len(spans) else None


def _all_compared(before: Inputs, after: Inputs) -> Iterator[Compared]:
    """Each comparison with neighbours for which a release has a row, by either list."""
    rows = zip(
        before.layout.lines(),
        build_lines(before.layout, before),
        build_lines(after.layout, after),
        strict=True,
    )
    for (section, line), now, then in rows:
        for column, was, will_be in zip(section.comparators, now.comparators, then.comparators, strict=True):
            held = [benchmark_of(line, column, inputs) for inputs in (before, after)]
            if column.kind is ComparatorKind.NEIGHBOURS and any(held):
                sides = [_side(row, each) for row, each in zip(held, (was, will_be), strict=True)]
                own = _own(next(row for row in held if row), Unit(now.unit))
                yield Compared(now.number, now.indicator, own, was, will_be, *sides)


def _side(row: Benchmark | None, printed: Comparator) -> Side:
    """Where the published figure lies from the mean; what was given with the return is of other figures."""
    mean = Decimal(printed.value) if printed.value is not None and printed.release else None
    return side_of(row.authority_value if row else None, mean)


def _own(row: Benchmark, unit: Unit) -> str:
    return display(row.authority_value, row.authority_symbol, unit, places_of(row))


def _prints(comparator: Comparator) -> tuple[object, ...]:
    """All that a reader sees of it."""
    return comparator.display, comparator.year, comparator.release, comparator.used, comparator.of
