"""Large plain tables as an xlsx file: rows become XML and are compressed as they come.

For data that goes on into another program. What people look at is made by XlsxWriter (workbook.py): that
keeps formats, and takes many times as long over a hundred thousand rows.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice
from typing import IO
from xml.sax.saxutils import escape, quoteattr

# A cell's text, its number, or nothing.
Value = str | int | float | Decimal | None

# What a spreadsheet program can hold.
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST_TEXT = 32_767
LONGEST_NAME = 31

_ROWS_AT_ONCE = 2_000
# Cells repeat: codes, names, windows, dates. Beyond so many different ones the kept ones are let go.
_MOST_KEPT = 50_000
# What XML 1.0 cannot carry, not even written as an entity.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
# A spreadsheet reads _x0041_ in a text as an A: its first sign is written so itself.
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
# The oldest that a zip file can say: the same rows give the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1">'
    '<border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf '
    'numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" '
    'xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" '
    'builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its headings stay in sight above the rows. `widths` are in characters, one a column."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[int] = ()


def write_workbook(sheets: Sequence[Sheet], out: IO[bytes]) -> None:
    """Write the workbook. No text becomes a formula, whatever it begins with.

    Control characters that XML cannot carry are left out, line ends become one kind, text is cut at 32,767
    characters. ValueError for a number that is not finite, a row of another length than its headings, and
    more rows, columns or letters in a name than a spreadsheet takes.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, text in _frame(sheets):
            package.writestr(_entry(path), _HEAD + text)
        for number, sheet in enumerate(sheets, start=1):
            # Its size is not known before it is written, and may need the larger headers of zip.
            with package.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as file:
                for part in _sheet(sheet):
                    file.write(part.encode())


def plain_text(text: str) -> str:
    """The text as it is kept in a cell, before it is written as XML."""
    return _LINE_ENDS.sub("\n", _NOT_XML.sub("", text))[:LONGEST_TEXT]


class _Cells(dict[Value, str]):
    """The XML of a cell by its value, made when it is first met."""

    def __missing__(self, value: Value) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        made = self[value] = _cell(value)
        return made


def _cell(value: Value) -> str:
    """Cells carry no address: each is the next of its row, as the format has it."""
    if isinstance(value, str):
        text = escape(_CODED.sub("_x005F_", plain_text(value)))
        kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        return f'<c t="inlineStr"><is><t{kept}>{text}</t></is></c>' if text else "<c/>"
    if value is None:
        return "<c/>"
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number that a cell can hold.")
    # A truth is kept as the number that it equals, since that is what it is found by.
    return f"<c><v>{value:f}</v></c>" if isinstance(value, Decimal) else f"<c><v>{+value!r}</v></c>"


def _sheet(sheet: Sheet) -> Iterator[str]:
    wide = len(sheet.headings)
    if not 1 <= wide <= MOST_COLUMNS:
        raise ValueError(
            f"The sheet {sheet.name} has {wide:,} columns; a spreadsheet takes 1 to {MOST_COLUMNS:,}."
        )
    head = "".join(_cell(heading).replace("<c ", '<c s="1" ') for heading in sheet.headings)
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"{_widths(sheet.widths)}<sheetData><row>{head}</row>"
    )
    made, rows, written = _Cells(), iter(sheet.rows), 1
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        written += len(some)
        if written > MOST_ROWS:
            raise ValueError(f"The sheet {sheet.name} has more rows than the {MOST_ROWS:,} of a spreadsheet.")
        if set(map(len, some)) != {wide}:
            raise ValueError(f"A row of the sheet {sheet.name} has not the {wide} cells of its headings.")
        yield "".join(chain.from_iterable(("<row>", *map(made.__getitem__, row), "</row>") for row in some))
    yield "</sheetData></worksheet>"


def _widths(widths: Sequence[int]) -> str:
    if not widths:
        return ""
    each = (f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, start=1))
    return f"<cols>{''.join(each)}</cols>"


def _frame(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """Every part of the package but the sheets: what it holds, and how the parts hang together."""
    numbers = range(1, len(sheets) + 1)
    parts = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")]
    parts += [(f"xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{_TYPES}.{kind}+xml"/>' for path, kind in parts
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    listed = "".join(
        f'<sheet name={quoteattr(_name(sheet.name))} sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in zip(numbers, sheets, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    yield "xl/styles.xml", _STYLES


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _name(name: str) -> str:
    if not name or len(name) > LONGEST_NAME or _NOT_IN_A_NAME.search(name):
        raise ValueError(f"{name!r} cannot be the name of a sheet.")
    return name


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, date_time=_NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
