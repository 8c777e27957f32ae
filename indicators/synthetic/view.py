"""What is known at a period end: the window of a list, and dates that are still to come left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from indicators.synthetic.chance import age_on
from indicators.synthetic.events import Child


@dataclass(frozen=True, slots=True)
class View:
    """Dates after `since` up to and including `at` are in the window."""

    at: date
    since: date

    def within(self, day: date | None) -> bool:
        return day is not None and self.since < day <= self.at

    def known(self, day: date | None) -> date | None:
        """The day itself where it has come."""
        return day if day is not None and day <= self.at else None

    def open(self, started: date, ended: date | None) -> bool:
        return started <= self.at and self.known(ended) is None

    def in_force(self, held: Iterable[tuple[date, Any]]) -> tuple[date, Any] | None:
        """The last of (from, what) that has begun, where they are in order."""
        found = None
        for since, what in held:
            if since > self.at:
                break
            found = since, what
        return found

    def person(self, child: Child) -> dict[str, Any]:
        """The columns that lists 1 to 10 have in common."""
        unborn = child.born > self.at
        return {
            "row": 0,
            "child": child.identifier,
            "gender": "c" if unborn else child.gender,
            "ethnicity": "NOBT" if unborn else child.ethnicity,
            "born": child.born,
            "age": age_on(self.at, child.born),
        }
