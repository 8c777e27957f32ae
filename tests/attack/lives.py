"""A small made-up authority month by month, from events that agree with each other.

A tenth of the events of one quarter is entered late: `late` ones are missing until that quarter is corrected.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from indicators.calculations.periods import Window
from tests.attack.catalogue import DISTINCT, FLOWS, POPULATION, months_of

# Events for every 10,000 children a month, about as in England.
REFERRALS, ASSESSMENTS, ENQUIRIES, CONFERENCES, PLANS, EXITS = 44, 43, 15.5, 5, 4.6, 2.6
STEADY_CARE, STEADY_NEED = 70, 200
TWO_YEARS = 24


@dataclass(slots=True)
class Event:
    """Something in a month that counts in these series. A plan `ends` in another month, or not yet."""

    month: int
    series: frozenset[str]
    late: bool = False
    child: int = 0
    ends: int | None = None


@dataclass
class Lives:
    """`months` are all that any window reaches back to; `late` those whose events may be entered late."""

    seed: int
    months: range
    late: range
    population: int = 0
    events: list[Event] = field(default_factory=list)
    stocks: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Figures that look like figures; nothing is kept secret by them.
        self._rng = random.Random(f"attack/{self.seed}")  # noqa: S311
        self.population = self._rng.randrange(2_000, 12_001, 100)
        self._refer()
        for month in self.months:
            self._assess(month)
            self._enquire(month)
            self._leave(month)
            self._care_for(month)
        self._plan()
        self._tallied = {corrected: self._tally(corrected) for corrected in (False, True)}

    def count(self, series: str, window: Window, last: int, corrected: bool) -> int:
        """The count of a series in a window that ends with the month, as then known."""
        if series == POPULATION:
            return self.population
        months = months_of(window, last)
        if series in DISTINCT:
            flow = "re-referral" if series == "child re-referred" else "referral"
            return len({e.child for e in self._known(corrected) if e.month in months and flow in e.series})
        if series in FLOWS:
            return sum(self._tallied[corrected][series, month] for month in months)
        if series in ("plan", "plan of 2y"):
            return self._open(last, TWO_YEARS if series == "plan of 2y" else 0, corrected)
        return self.stocks[series, last]

    def _known(self, corrected: bool) -> list[Event]:
        return self.events if corrected else [event for event in self.events if not event.late]

    def _tally(self, corrected: bool) -> Counter[tuple[str, int]]:
        """The flows by series and month."""
        counts: Counter[tuple[str, int]] = Counter()
        for event in self._known(corrected):
            counts.update((series, event.month) for series in event.series)
            if event.ends is not None:
                counts["plan ended", event.ends] += 1
                counts["plan ended after 2y", event.ends] += event.ends - event.month >= TWO_YEARS
        return counts

    def _open(self, month: int, age: int, corrected: bool) -> int:
        return sum(
            "plan begun" in e.series and e.month <= month - age and (e.ends is None or e.ends > month)
            for e in self._known(corrected)
        )

    def _many(self, per_10_000: float) -> int:
        """So many of a month, by chance (Knuth's way to a Poisson number)."""
        product, many = self._rng.random(), 0
        limit = 2.718281828 ** -(per_10_000 * self.population / 10_000)
        while product > limit:
            product, many = product * self._rng.random(), many + 1
        return many

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share

    def _add(self, month: int, *series: str, child: int = 0, late: bool | None = None) -> Event:
        entered_late = month in self.late and self._chance(0.1) if late is None else late
        event = Event(month, frozenset(series), entered_late, child)
        self.events.append(event)
        return event

    def _refer(self) -> None:
        children = 0
        again: dict[int, list[int]] = {}
        for month in self.months:
            for _ in range(self._many(REFERRALS)):
                series = ["referral"]
                known = sorted({c for back in range(1, 12) for c in again.get(month - back, ())})
                if known and self._chance(0.22):
                    child = self._rng.choice(known)
                    series.append("re-referral")
                else:
                    children += 1
                    child = children
                series += [
                    n for n, p in (("referral nfa", 0.07), ("referral assessed", 0.8)) if self._chance(p)
                ]
                # What was entered late is referred no more: it changes the months of its own quarter alone.
                if not self._add(month, *series, child=child).late:
                    again.setdefault(month, []).append(child)

    def _assess(self, month: int) -> None:
        for _ in range(self._many(ASSESSMENTS)):
            self._add(month, "assessment begun")
        for _ in range(self._many(ASSESSMENTS)):
            day = self._rng.choices((15, 20, 35, 45, 60), (25, 10, 25, 24, 16))[0]
            series = [f"in {limit}" for limit in (15, 20, 35, 45) if day <= limit]
            series += ["assessment nfa"] if self._chance(0.3) else []
            self._add(month, "assessment", *series)

    def _enquire(self, month: int) -> None:
        for _ in range(self._many(ENQUIRIES)):
            outcome = self._rng.choices(("enquiry to conference", "enquiry ended", ""), (34, 50, 16))[0]
            self._add(month, "enquiry", *((outcome, "enquiry decided") if outcome else ()))
        for _ in range(self._many(CONFERENCES)):
            self._add(month, "conference", *(("conference in 15",) if self._chance(0.79) else ()))

    def _leave(self, month: int) -> None:
        for _ in range(self._many(EXITS)):
            series = self._rng.choices(
                (("exit adopted",), ("exit guardian",), ("exit at 16",), ("exit at 16", "exit at 18"), ()),
                (14, 14, 8, 28, 36),
            )[0]
            self._add(month, "exit", *series)

    def _plan(self) -> None:
        """Plans begun before the first month too, so that some have lasted for two years from the start."""
        for month in range(self.months[0] - 30, self.months.stop):
            for _ in range(self._many(PLANS)):
                again = self._rng.choices((0, 1, 2), (76, 12, 12))[0]
                ends = month + max(1, int(self._rng.expovariate(1 / 10)))
                if ends < self.months[0]:
                    continue
                event = self._add(month, *("plan begun", "plan repeated", "plan repeated in 2y")[: again + 1])
                # A plan that was entered late goes on, so that it changes no month but its own.
                if not event.late and ends < self.months.stop:
                    event.ends = ends

    def _care_for(self, month: int) -> None:
        at = self.stocks
        before = at.get(("in care", month - 1), round(STEADY_CARE * self.population / 10_000))
        care = at["in care", month] = max(1, before + self._many(2.6) - self._many(2.6))
        at["in need", month] = care + self._many(STEADY_NEED) + round(0.02 * self.population)
        at["in care 12m", month] = self._share(care, 0.7)
        for name, whole, share in (
            ("dentist", "in care 12m", 0.8),
            ("health", "in care 12m", 0.9),
            ("alone", "in care", 0.06),
            ("3 placements", "in care", 0.1),
            ("with parents", "in care", 0.08),
            ("residential", "in care", 0.12),
            ("unregistered", "in care", 0.1),
            ("unregistered u16", "unregistered", 0.4),
        ):
            at[name, month] = self._share(at[whole, month], share)
        at["unregistered 16p", month] = at["unregistered", month] - at["unregistered u16", month]

    def _share(self, whole: int, share: float) -> int:
        return sum(self._chance(share) for _ in range(whole))
