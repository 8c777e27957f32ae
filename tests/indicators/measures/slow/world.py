"""The returns side by side: what they cover, and which of several rows speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.measures.choices import Choices
from tests.indicators.measures.slow.dates import Month, Working, age_on, last_months, month_of

Row = dict[str, Any]

# What tells one row of a list from another, and the date that a row of lists 1 to 5 goes by.
KEYS = {
    1: ("child", "contacted", "source"), 2: ("child", "started"), 3: ("child", "referred"),
    4: ("child", "started"), 5: ("child", "started"), 6: ("child", "started"), 7: ("child", "started"),
    8: ("child", "started"), 9: ("child",), 10: ("child",), 11: ("adopter",),
}  # fmt: skip
OWN_DATE = {1: "contacted", 2: "started", 3: "referred", 4: "started", 5: "started"}
EPISODES = (6, 7, 8)


@dataclass
class SlowReturn:
    """One approved return. A list that it does not hold is absent from `lists`; one without rows is empty."""

    period_end: date
    lists: dict[int, list[Row]]
    layout: str = "2019"


@dataclass
class Slow:
    """One figure, and what was left out of it for which reason."""

    numerator: int | Decimal
    denominator: int | None
    complete: bool = True
    rebuilt: bool = False
    excluded: dict[str, int] = field(default_factory=dict)


@dataclass
class Speaking:
    """A row that stays, and the number of the return that speaks for it.

    `cut` is set where a newer return shows that a row given as open has ended without saying when.
    """

    row: Row
    held: int
    cut: bool = False

    def __getitem__(self, name: str) -> Any:
        return self.row.get(name)

    @property
    def ended(self) -> date | None:
        """The end where it is known."""
        return self.row.get("ended")


def team_name(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


class World:
    """All returns of one authority, oldest first."""

    def __init__(self, returns: Sequence[SlowReturn], choices: Choices, holidays: frozenset[date]) -> None:
        self.returns = sorted(returns, key=lambda each: each.period_end)
        self.choices = choices
        self.working = Working(holidays)
        self._covering: dict[int, dict[Month, int]] = {}
        self._speaking: dict[int, list[Speaking]] = {}
        self._of_child: dict[int, dict[str, list[Speaking]]] = {}

    def months_covered_by(self, held: int, number: int) -> tuple[Month, ...]:
        """The months for which that return holds that list."""
        if number not in self.returns[held].lists:
            return ()
        back = {9: 1, 10: 12, 11: 12}.get(number, 6)
        return last_months(month_of(self.returns[held].period_end), back)

    def newest_covering(self, number: int, month: Month) -> int | None:
        """N: the newest return that covers the month for the list."""
        if number not in self._covering:
            newest: dict[Month, int] = {}
            for held in range(len(self.returns)):  # a newer one writes over an older one
                for covered in self.months_covered_by(held, number):
                    newest[covered] = held
            self._covering[number] = newest
        return self._covering[number].get(month)

    def is_covered(self, number: int, month: Month) -> bool:
        return self.newest_covering(number, month) is not None

    def own_return(self, number: int, period_end: date) -> int | None:
        """The return of that very period end, where it holds the list."""
        for held, each in enumerate(self.returns):
            if each.period_end == period_end and number in each.lists:
                return held
        return None

    def newest_rows(self, number: int) -> list[tuple[Row, int]]:
        """For each key the row of the newest return that holds it."""
        newest: dict[tuple[Any, ...], tuple[Row, int]] = {}
        for held, each in enumerate(self.returns):
            for row in each.lists.get(number, []):
                newest[tuple(row.get(name) for name in KEYS[number])] = (row, held)
        return list(newest.values())

    def has_later_start(self, held: int, number: int, row: Row) -> bool:
        """Whether that return has the child in the list with a later start."""
        return any(
            other["child"] == row["child"] and other["started"] > row["started"]
            for other in self.returns[held].lists[number]
        )

    def own_day(self, number: int, row: Row, held: int) -> date:
        """D: the date by which a newer return would have to hold the row."""
        if number in EPISODES:
            day = row.get("ended")
            return self.returns[held].period_end if day is None else day
        day = row[OWN_DATE[number]]
        assert isinstance(day, date)
        return day

    def speaking(self, number: int) -> list[Speaking]:
        """The rows of lists 1 to 8 that stay when newer returns have corrected older ones."""
        if number not in self._speaking:
            staying = []
            for row, held in self.newest_rows(number):
                newest = self.newest_covering(number, month_of(self.own_day(number, row, held)))
                if newest is None or newest <= held:
                    staying.append(Speaking(row, held))
                elif number in EPISODES and self.has_later_start(newest, number, row):
                    staying.append(Speaking(row, held, cut=row.get("ended") is None))
            self._speaking[number] = staying
        return self._speaking[number]

    def of_child(self, number: int, child: str) -> list[Speaking]:
        """The rows of one child that stay."""
        if number not in self._of_child:
            shelves: dict[str, list[Speaking]] = {}
            for each in self.speaking(number):
                shelves.setdefault(each["child"], []).append(each)
            self._of_child[number] = shelves
        return self._of_child[number].get(child, [])

    def age(self, row: Row, held: int) -> int | None:
        """Whole years at the period end of the return; the age given where no birth is."""
        if row.get("born") is None:
            return row.get("age")
        return age_on(row["born"], self.returns[held].period_end)
