"""The published files read a second time, slowly: csv, fractions, and nothing of the portal's."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tests.indicators.calculations.slow_comparisons import Compared, half_up, mean, median, quartile

ENGLAND = "England"
LOW = {"low": "k", ":": "x"}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Column:
    """One series in one year: figures and symbols by authority code, region code or 'England'."""

    figures: dict[str, Fraction] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)
    decimals: int = 0

    def put(self, area: str, cell: str) -> None:
        cell = cell.strip().replace(",", "")
        try:
            self.figures[area] = Fraction(cell)
        except ValueError:
            self.symbols[area] = LOW.get(cell, cell)
            return
        self.symbols[area] = ""
        self.decimals = max(self.decimals, len(cell.partition(".")[2]))


def area_of(row: Mapping[str, str]) -> str:
    level = row["geographic_level"]
    if level == "National":
        return ENGLAND
    return row["region_code"] if level == "Regional" else row["old_la_code"]


def columns_of(rows: Iterable[dict[str, str]], column: str, filters: Mapping[str, str]) -> dict[int, Column]:
    """A series' columns by year."""
    found: dict[int, Column] = defaultdict(Column)
    for row in rows:
        if all(row[name].strip() == value for name, value in filters.items()):
            found[int(row["time_period"])].put(area_of(row), row[column])
    return dict(found)


def children_of(rows: Iterable[dict[str, str]]) -> dict[int, dict[str, int]]:
    """Children aged 0 to 17 by mid-year and area."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row["population_estimate"].isdigit():
            found[int(row["time_period"])][area_of(row)] = int(row["population_estimate"])
    return found


def rated(counts: Column, children: Mapping[str, int]) -> Column:
    """Per 10,000 children; 'not available' where there is a count and no estimate."""
    rates = Column(decimals=1)
    for area, symbol in counts.symbols.items():
        rates.symbols[area] = symbol
        if area in counts.figures:
            if children.get(area):
                # As it is stored: what is compared further is the stored rate.
                rates.figures[area] = Fraction(half_up(counts.figures[area] * 10_000 / children[area]))
            else:
                rates.symbols[area] = "x"
    return rates


@dataclass
class Judged:
    """A column with what all authorities share: quartiles, their number, and everybody's rank."""

    column: Column
    there: set[str]
    q1: Fraction | None
    q3: Fraction | None
    of: int
    ranks: dict[str, int]
    shared: set[str]

    @classmethod
    def of_column(cls, column: Column, counting: set[str], polarity: str) -> Judged:
        figures = {code: figure for code, figure in column.figures.items() if code in counting}
        ranks: dict[str, int] = {}
        if polarity != "neutral":
            best_first = sorted(figures.items(), key=lambda each: each[1], reverse=polarity == "high")
            for place, (code, figure) in enumerate(best_first, start=1):
                before = best_first[place - 2] if place > 1 else None
                ranks[code] = ranks[before[0]] if before and before[1] == figure else place
        several = defaultdict(set)
        for code, rank in ranks.items():
            several[rank].add(code)
        shared = {code for codes in several.values() if len(codes) > 1 for code in codes}
        everybody = list(figures.values())
        return cls(
            column, counting, quartile(everybody, 1), quartile(everybody, 3), len(everybody), ranks, shared
        )

    def of_authority(self, code: str, neighbours: list[str]) -> Compared:
        near = [self.column.figures[each] for each in neighbours if each in self.column.figures]
        value, position = self.column.figures.get(code), "none"
        if value is not None and self.q1 is not None and self.q3 is not None:
            position = "lower" if value < self.q1 else "higher" if value > self.q3 else "in range"
        return Compared(
            neighbour_mean=rounded(mean(near)),
            neighbour_median=rounded(median(near)),
            used=len(near),
            listed=len(neighbours),
            q1=rounded(self.q1),
            q3=rounded(self.q3),
            of=self.of,
            position=position,
            rank=self.ranks.get(code),
            tied=code in self.shared,
        )


def rounded(number: Fraction | None) -> Decimal | None:
    return None if number is None else half_up(number)
