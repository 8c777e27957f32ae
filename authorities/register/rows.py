"""The register as it is read: plain rows, before any database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included; None is open: since before 2012, or still so."""

    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: Span) -> bool:
        return _not_after(self.first, other.last) and _not_after(other.first, self.last)

    def lies_within(self, other: Span) -> bool:
        starts = other.first is None or (self.first is not None and self.first >= other.first)
        ends = other.last is None or (self.last is not None and self.last <= other.last)
        return starts and ends


def _not_after(first: date | None, last: date | None) -> bool:
    return first is None or last is None or first <= last


@dataclass(frozen=True)
class RegionRow:
    """`code` is the nine-character one (E12...)."""

    line: int
    code: str
    name: str
    fictional: bool = False


@dataclass(frozen=True)
class AuthorityRow:
    """`code` is the DfE's three-digit one, `region` a region's name, `held` the days it existed."""

    line: int
    code: str
    name: str
    region: str
    kind: str
    held: Span
    fictional: bool = False


@dataclass(frozen=True)
class NameRow:
    """A further name of an authority. An open end means as long as the authority exists."""

    line: int
    authority: str
    name: str
    alias: bool
    held: Span


@dataclass(frozen=True)
class CodeRow:
    """A nine-character code of an authority and the days it was in force."""

    line: int
    authority: str
    code: str
    held: Span


@dataclass(frozen=True)
class SuccessionRow:
    """`on` is the successor's first day; `kind` is merger or split."""

    line: int
    predecessor: str
    successor: str
    on: date
    kind: str


@dataclass(frozen=True)
class Register:
    """Every region and authority, with names, codes and successions, in the order of the files."""

    regions: tuple[RegionRow, ...]
    authorities: tuple[AuthorityRow, ...]
    names: tuple[NameRow, ...] = ()
    codes: tuple[CodeRow, ...] = ()
    successions: tuple[SuccessionRow, ...] = ()

    def on(self, day: date) -> tuple[AuthorityRow, ...]:
        """The authorities that existed on a day."""
        return tuple(row for row in self.authorities if row.held.covers(day))

    def every_name(self) -> tuple[NameRow, ...]:
        """The names in authorities.csv, then those in names.csv."""
        own = tuple(
            NameRow(row.line, row.code, row.name, alias=False, held=row.held) for row in self.authorities
        )
        return own + self.names
