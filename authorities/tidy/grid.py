"""Whether a tidy file is whole: a file cut at a line end looks sound line by line.

In a published file each area of a year has the same combinations of filters, once each. What breaks
that grid is a file cut short, two files put together, or a row lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median_low

from authorities.models.areas import Level
from authorities.tidy.problems import Problems
from authorities.tidy.reading import TidyRow

# Mergers and splits change the number of authorities by a few between years (150 to 155 since 2012).
FEWER_AUTHORITIES = 5

Area = tuple[int, Level, str]


class Grid:
    """What one pass over the rows saw: for each area and year its combinations, as bits of a number."""

    def __init__(self, filters: Sequence[str]) -> None:
        """`filters` are the columns that with year and area make a row unique."""
        self._filters = tuple(filters)
        self._combinations: dict[tuple[str, ...], int] = {}
        self._masks: dict[Area, int] = {}
        self._lines: dict[Area, int] = {}
        self._last_area: dict[int, str] = {}
        self._last: TidyRow | None = None

    def take(self, row: TidyRow, problems: Problems) -> bool:
        """Count a row in; False, with a sentence, for one that is there already."""
        combination = tuple(row.cells[name] for name in self._filters)
        bit = 1 << self._combinations.setdefault(combination, len(self._combinations))
        area = (row.year, row.level, row.area_code)
        self._last = row
        if self._masks.get(area, 0) & bit:
            of = f" of {', '.join(combination)}" if combination else ""
            problems.add(
                f"Line {row.line} repeats the row of {row.area_name} in {row.year}{of}. "
                "Keep one; two files may have been put together."
            )
            return False
        self._masks[area] = self._masks.get(area, 0) | bit
        self._lines[area] = row.line
        if row.level == Level.LOCAL:
            self._last_area[row.year] = row.area_code
        return True

    def close(self, problems: Problems) -> None:
        """Say what is missing, once every row is taken."""
        if self._last is None:
            return
        before = len(problems.sentences)
        self._even(problems)
        self._national(problems)
        self._authorities(problems)
        if len(problems.sentences) == before:
            self._last_of_all(problems)

    @property
    def areas(self) -> Iterable[Area]:
        """Year, level and code of every area that has a row."""
        return self._masks.keys()

    def _even(self, problems: Problems) -> None:
        usual = {year: Counter[int]() for year, _, _ in self._masks}
        for (year, _, _), mask in self._masks.items():
            usual[year][mask] += 1
        for area, mask in self._masks.items():
            year, _, code = area
            wanted = usual[year].most_common(1)[0][0]
            if mask != wanted:
                rows, expected = mask.bit_count(), wanted.bit_count()
                what = f"Line {self._lines[area]} is the last of {rows} rows of {code} in {year}, where"
                problems.add(
                    f"{what} others have {expected}{' with other filters' if rows == expected else ''}: "
                    "the file is cut short or two files are mixed. Download it again."
                )

    def _national(self, problems: Problems) -> None:
        years = {year for year, _, _ in self._masks}
        with_england = {year for year, level, _ in self._masks if level == Level.NATIONAL}
        if with_england:
            for year in sorted(years - with_england):
                problems.add(
                    f"No line has England in {year}, though other years have it; {self._end()}: "
                    "rows are missing. Download the file again."
                )

    def _authorities(self, problems: Problems) -> None:
        counts = Counter({year: 0 for year, _, _ in self._masks})
        counts.update(year for year, level, _ in self._masks if level == Level.LOCAL)
        for year, count in sorted(counts.items()):
            others = [counts[other] for other in counts if other != year]
            if others and count < median_low(others) - FEWER_AUTHORITIES:
                problems.add(
                    f"{year} has {count} authorities where other years have {median_low(others)}; "
                    f"{self._end()}: the file is cut short. Download it again."
                )

    def _last_of_all(self, problems: Problems) -> None:
        """Years listed in one order end with the same area; where the last year does not, it was cut."""
        assert self._last is not None
        year = self._last.year
        others = [code for other, code in self._last_area.items() if other != year]
        if self._last.level != Level.LOCAL or len(others) < 2 or len(set(others)) > 1:
            return
        if self._last.area_code != others[0] and (year, Level.LOCAL, others[0]) not in self._masks:
            problems.add(
                f"The {self._end()}, {self._last.area_name} in {year}, where every other year goes on to "
                f"{others[0]}: the file is cut short. Download it again."
            )

    def _end(self) -> str:
        assert self._last is not None
        return f"file ends at line {self._last.line}"


def check_whole(
    rows: Iterable[TidyRow], filters: Sequence[str], problems: Problems | None = None
) -> Iterator[TidyRow]:
    """The same rows, passed on as they come; TidyError at the end if they do not make a whole grid.

    With `problems` the sentences of the lines passed over are among them.
    """
    found = Problems() if problems is None else problems
    grid = Grid(filters)
    for row in rows:
        if grid.take(row, found):
            yield row
    # A line passed over leaves a hole in the grid that its own sentence already explains.
    if not found.sentences:
        grid.close(found)
    found.settle()
