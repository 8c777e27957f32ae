"""What a figure tells when it is told, and what it protects when it is hidden for being small."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.calculations.suppression import SMALLEST_BASE, SMALLEST_SHOWN


@dataclass(frozen=True, slots=True)
class Summed:
    """A count of a series over the months after month `start`, up to and with month `end`.

    Months are whole numbers that follow each other. `start` is None where things are counted at the end of
    that month; `value` is None where the authority hid it from the portal too.
    """

    series: str
    start: int | None
    end: int
    value: int | None


@dataclass(frozen=True, slots=True)
class Secret:
    """A count known to be `least` to `most`, which must keep two possible values `apart` from each other."""

    count: Summed
    least: int = 1
    most: int = SMALLEST_SHOWN - 1
    apart: int = 2


@dataclass(frozen=True, slots=True)
class Known:
    """One figure: the counts that telling it tells, and its secrets where it is hidden for being small."""

    key: int
    counts: tuple[Summed, ...]
    told: bool = False
    hidden: bool = False
    secrets: tuple[Secret, ...] = ()
    # Counts that it hints at, where it was given without its parts: a percentage to one decimal leaves few.
    hints: tuple[Summed, ...] = ()

    @property
    def all_counts(self) -> tuple[Summed, ...]:
        return (*self.counts, *(secret.count for secret in self.secrets))


def small_base(count: Summed) -> Secret:
    """A base that hides its ratio: 1 to 9."""
    return Secret(count, most=SMALLEST_BASE - 1)


def small_mean(total: Summed, months: int) -> Secret:
    """The total beneath a mean of counts that is read as 1 to 5: three whole means must remain."""
    return Secret(total, most=SMALLEST_SHOWN * months - 1, apart=2 * months)


def first_month(count: Summed) -> int:
    """The month that a count begins after; its own where it is taken at a month's end."""
    return count.end if count.start is None else count.start
