"""Read the tidy CSV layout of official statistics: one row an area, year and combination of filters.

The layout is the Department for Education's: standard columns for the year and the area, then filters
and figures in any order. Files are read as a stream; nothing here knows a figure's meaning.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from authorities.models.areas import Level
from authorities.tidy.problems import Problems, TidyError

STANDARD = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "la_name",
    "new_la_code",
)
LARGEST = 60 * 1024 * 1024
# The widest of the published files has 32.
MOST_COLUMNS = 500
EARLIEST_YEAR = 1990
# Of columns in a sentence.
MOST_NAMED = 5
# The shorthand of the Government Statistical Service, with the older spellings met in files.
SYMBOLS = {"c": "c", "z": "z", "x": "x", "k": "k", "u": "u", "low": "k", ":": "x"}

_BOM = "\ufeff"
_LEVELS = {level.value.lower(): level for level in Level}
_AREA_COLUMNS = {
    Level.NATIONAL: ("country_code", "country_name"),
    Level.REGIONAL: ("region_code", "region_name"),
    Level.LOCAL: ("old_la_code", "la_name"),
}
_YEAR = re.compile(r"[12][0-9]{3}")
# The widths of the stored column: 14 digits and six decimals.
_NUMBER = re.compile(r"-?[0-9]{1,14}(?:\.([0-9]{1,6}))?")


@dataclass(frozen=True, slots=True)
class TidyRow:
    """One row. `line` is its line in the file (the header is 1), `year` as printed.

    `area_code` is the three-digit code of a local authority, the nine-character code of a region or of
    England. `cells` holds the columns that are not standard, stripped.
    """

    line: int
    year: int
    level: Level
    area_code: str
    area_name: str
    region_code: str
    cells: Mapping[str, str]


def figure(cell: str) -> tuple[Decimal | None, str, int]:
    """(value, symbol, decimals as printed): a number has symbol '', a symbol has value None.

    'low' is read as k and ':' as x. TidyError with a sentence, without its line, for anything else.
    """
    number = _NUMBER.fullmatch(cell)
    if number:
        return Decimal(cell), "", len(number[1] or "")
    if cell in SYMBOLS:
        return None, SYMBOLS[cell], 0
    if not cell:
        raise TidyError(["The cell is blank. Give a number, or a symbol that says why there is none."])
    known = ", ".join(SYMBOLS)
    shown = cell if len(cell) <= 40 else cell[:40] + "..."
    raise TidyError(
        [
            f"{shown!r} is neither a number nor one of the symbols {known}. "
            "Write numbers with digits and a point only."
        ]
    )


def named(columns: Sequence[str]) -> str:
    """The columns with commas, each cut short where it is long; of many the first five and how many more."""
    shown = [name if len(name) <= 60 else name[:60] + "..." for name in columns[:MOST_NAMED]]
    more = len(columns) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


class TidyFile:
    """A file whose header is sound. `columns` are the ones that are not standard, as spelt."""

    def __init__(self, content: bytes, header: Sequence[str]) -> None:
        self._content = content
        self._header = tuple(header)
        self._places = {name: place for place, name in enumerate(header)}
        self.columns = tuple(name for name in header if name not in STANDARD)

    def rows(self, problems: Problems | None = None) -> Iterator[TidyRow]:
        """Every row, as a stream.

        A faulty line raises TidyError. With `problems` its sentence is kept there instead, the line is
        passed over, and whoever asked settles them at the end.
        """
        lines = _lines(self._content)
        next(lines)
        # A year that ends next year has begun; a later one is a slip of the hand.
        latest = timezone.localdate().year + 1
        blank = read = 0
        for line, cells in lines:
            if not cells:
                blank = blank or line
                continue
            read += 1
            fault = self._fault(line, cells, latest)
            if blank and not fault:
                fault, blank = f"Line {blank} is blank. Delete it.", 0
            if fault and problems is None:
                raise TidyError([fault])
            if fault and problems is not None:
                problems.add(fault)
                continue
            yield self._row(line, cells)
        if not read:
            raise TidyError(["The file has a header and no rows. Download it again."])

    def _fault(self, line: int, cells: Sequence[str], latest: int) -> str:
        if cells[0].lstrip(_BOM) == self._header[0] or {"time_period", "geographic_level"} <= set(cells):
            # Nothing after it can be told apart, so the reading ends.
            raise TidyError(
                [f"Line {line} is a header again: two files were put together. Import each on its own."]
            )
        if len(cells) != len(self._header):
            count = f"Line {line} has {len(cells)} cells, the header has {len(self._header)}"
            return f"{count}: the file may be cut short. Download it again."
        return self._year_fault(line, cells, latest) or self._place_fault(line, cells)

    def _year_fault(self, line: int, cells: Sequence[str], latest: int) -> str:
        year = cells[self._places["time_period"]].strip()
        if not _YEAR.fullmatch(year):
            return f"Line {line}: time_period is {year!r}, not a year of four digits. Correct the year."
        if not EARLIEST_YEAR <= int(year) <= latest:
            said = f"Line {line}: time_period is {year}, where figures of {EARLIEST_YEAR} to {latest}"
            return f"{said} are taken. Correct the year."
        return ""

    def _place_fault(self, line: int, cells: Sequence[str]) -> str:
        level = cells[self._places["geographic_level"]].strip()
        if level.lower() not in _LEVELS:
            known = ", ".join(level.value for level in Level)
            return f"Line {line}: geographic_level is {level!r}. Keep the rows of {known} only."
        column = _AREA_COLUMNS[_LEVELS[level.lower()]][0]
        code = cells[self._places[column]].strip()
        if not code:
            return f"Line {line}: a row of level {level} has no {column}. Fill it in."
        if len(code) > 20:
            return f"Line {line}: {column} is {code[:20]!r} and more, too long for a code. Correct it."
        return ""

    def _row(self, line: int, cells: Sequence[str]) -> TidyRow:
        place = self._places
        level = _LEVELS[cells[place["geographic_level"]].strip().lower()]
        code, name = _AREA_COLUMNS[level]
        return TidyRow(
            line=line,
            year=int(cells[place["time_period"]]),
            level=level,
            area_code=cells[place[code]].strip(),
            area_name=cells[place[name]].strip(),
            region_code=cells[place["region_code"]].strip(),
            cells={column: cells[place[column]].strip() for column in self.columns},
        )


def open_tidy(content: bytes) -> TidyFile:
    """The file with its header read; TidyError for bytes that are not one of these files."""
    _check_bytes(content)
    _, cells = next(_lines(content), (1, []))
    if len(cells) > MOST_COLUMNS:
        raise TidyError(
            [f"Line 1 has {len(cells):,} columns; at most {MOST_COLUMNS} are read. Delete those not needed."]
        )
    header = [cell.strip() for cell in cells]
    missing = [name for name in STANDARD if name not in header]
    if missing:
        raise TidyError(
            [
                f"Line 1 lacks the columns {', '.join(missing)}: this is not a tidy CSV file of official "
                "statistics. Choose the data file of the publication, not a table made from it."
            ]
        )
    if "" in header:
        raise TidyError(["Line 1 has a column without a name. Name it, or delete the column."])
    twice = sorted(name for name, times in Counter(header).items() if times > 1)
    if twice:
        raise TidyError([f"Line 1 has a column more than once: {named(twice)}. Delete one of the two."])
    return TidyFile(content, header)


def _check_bytes(content: bytes) -> None:
    if not content.strip():
        raise TidyError(["The file is empty. Download it again."])
    if content.startswith(b"PK\x03\x04"):
        what = "This is a workbook, not a .csv file. Statistics and populations are published as csv"
        raise TidyError([f"{what}; a list of neighbours has a form of its own."])
    if len(content) > LARGEST:
        size = len(content) / 1024 / 1024
        raise TidyError([f"The file is {size:.0f} MB; at most {LARGEST // 1024 // 1024} MB are read."])
    if content.startswith(2 * codecs.BOM_UTF8):
        raise TidyError(
            [
                "Line 1 begins with two byte-order marks, the invisible sign at the head of a text file: it "
                "was saved as CSV UTF-8 twice over. Download the file again."
            ]
        )
    nul = content.find(b"\0")
    if nul >= 0:
        line = content.count(b"\n", 0, nul) + 1
        raise TidyError([f"Line {line} holds a NUL byte: this is not a CSV file in UTF-8. Save it as one."])
    decoder = codecs.getincrementaldecoder("utf-8")()
    step = 1024 * 1024
    for start in range(0, len(content), step):
        try:
            decoder.decode(content[start : start + step], final=start + step >= len(content))
        except UnicodeDecodeError as error:
            # The decoder may still hold up to three bytes of the step before.
            line = content.count(b"\n", 0, start + error.start) + 1
            raise TidyError([f"Line {line} is not UTF-8 text. Save the file as CSV UTF-8."]) from None


def _lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """(number of the line a row begins on, its cells); TidyError where the quoting is broken."""
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    rows = csv.reader(text, strict=True)
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise TidyError(
                [f"Line {line} is not sound CSV ({error}): a quotation mark may be missing, or the file cut."]
            ) from None
        yield line, cells
