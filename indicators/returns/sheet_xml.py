"""The XML of a workbook, read by its elements' own names: sheets, percentage formats, faulty and far cells.

Whatever the prefix, the quotation marks or the order of attributes. Standard library alone: it runs in the
throwaway process (indicators/returns/child.py).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from xml.etree import ElementTree

from indicators.returns.limits import FIGURES, Limits

# The two that Excel writes: transitional, and Strict Open XML.
NAMESPACES = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
}
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.IGNORECASE)
# In a number format: quoted text, and a mark that is shown, skipped or repeated as it stands.
MERE_TEXT = re.compile(r'"[^"]*"|[\\_*].')
BUILT_IN_PERCENT = {"9", "10"}

Place = tuple[int, int]
Attributes = dict[str, str]

NEVER_CALCULATED = "a formula that was never calculated"
DAMAGED = "The workbook is damaged. Open it in Excel, save it again and upload that."
UNUSUAL = "The workbook is not built as Excel builds one. Open it in Excel and save it again."


class Refused(Exception):
    """The file cannot be read; the message is a sentence for the person who uploaded it."""


class Walk:
    """What a parser tells of a part, element by element, no tree kept. `path` holds the open elements."""

    def __init__(self, opened: Callable[[list[str], Attributes], None], *, spreadsheet: bool = True) -> None:
        self.path: list[str] = []
        self.opened = opened
        self.spreadsheet = spreadsheet

    def start(self, tag: str, attributes: Attributes) -> None:
        space, _, name = tag.rpartition("}")
        if not self.path and self.spreadsheet and space.removeprefix("{") not in NAMESPACES:
            raise Refused(
                "The workbook is written in a form that Excel does not write. Open it in Excel, save it "
                "again as an Excel workbook (.xlsx) and upload that."
            )
        self.path.append(name)
        self.opened(self.path, attributes)

    def end(self, _tag: str) -> None:
        self.path.pop()

    def doctype(self, _name: str, _public: str, _system: str) -> None:
        raise Refused("The workbook holds declarations that Excel never writes. Save it again from Excel.")


def walk(xml: bytes, target: Walk) -> None:
    """Parse a part into a target. Raises Refused where the XML is damaged."""
    parser = ElementTree.XMLParser(target=target)  # noqa: S314  declarations are refused
    try:
        parser.feed(xml)
        parser.close()
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise Refused(DAMAGED) from error


def sheet_paths(workbook: bytes, links: bytes, paths: Container[str]) -> dict[str, str]:
    """Where each sheet stands in the package, by its name; paths in lower case, as the reader finds them.

    `paths` are those of all parts, in lower case.
    """
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def link(path: list[str], attributes: Attributes) -> None:
        if path[-1] == "Relationship":
            # A path from the root of the package begins with a stroke; the others begin beside the workbook.
            where = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = where.lstrip("/").lower()
            if attributes.get("Type", "").endswith("/styles") and where.lower() != "/xl/styles.xml":
                raise Refused(UNUSUAL)

    def sheet(path: list[str], attributes: Attributes) -> None:
        if path[-1] == "sheet":
            found = next((value for key, value in attributes.items() if key.endswith("}id")), "")
            sheets.append((attributes.get("name", ""), found))

    walk(links, Walk(link, spreadsheet=False))
    walk(workbook, Walk(sheet))
    found_at = {name: targets.get(found, "") for name, found in sheets}
    if len(found_at) < len(sheets) or any(path not in paths for path in found_at.values()):
        raise Refused(UNUSUAL)
    return found_at


def percent_styles(styles: bytes) -> set[str]:
    """Numbers of the cell formats that show a percentage (built-in 9 and 10, or a code with %)."""
    formats = set(BUILT_IN_PERCENT)
    cells: list[str] = []

    def style(path: list[str], attributes: Attributes) -> None:
        if path[-1] == "numFmt":
            shown = MERE_TEXT.sub("", attributes.get("formatCode", ""))
            (formats.add if "%" in shown else formats.discard)(attributes.get("numFmtId", ""))
        elif path[-2:] == ["cellXfs", "xf"]:
            cells.append(attributes.get("numFmtId", "0"))

    walk(styles, Walk(style))
    return {str(index) for index, number in enumerate(cells) if number in formats}


@dataclass(slots=True)
class Cell:
    """One cell as the XML has it: `text` is its cached result, None where there is none."""

    at: Place
    reference: str
    kind: str
    style: str
    holds: bool = False
    formula: bool = False
    text: list[str] = field(default_factory=list)


class Scan(Walk):
    """One sheet: `faults` are broken cells and what is wrong with each, `percents` those in per cent.

    `leftmost` is the first column in which anything stands, as the reader begins there.
    """

    def __init__(self, name: str, percent: set[str], limits: Limits = FIGURES) -> None:
        super().__init__(self._opened)
        self.name, self.percent, self.limits = name, percent, limits
        self.faults: dict[Place, str] = {}
        self.percents: set[Place] = set()
        self.cell: Cell | None = None
        self.row = self.column = 0
        self.leftmost = limits.columns

    def _opened(self, path: list[str], attributes: Attributes) -> None:
        if self.cell is not None:
            self.cell.holds = True
            self.cell.formula = self.cell.formula or path[-1] == "f"
        elif path[-1] == "row":
            # A row or cell without its number follows the one before it.
            self.row = _whole(attributes.get("r"), self.row + 1) - 1
            self.column = 0
        elif path[-1] == "c" and "sheetData" in path:
            self.cell = self._cell(attributes)

    def _cell(self, attributes: Attributes) -> Cell:
        reference = attributes.get("r", "")
        if reference:
            found = REFERENCE.fullmatch(reference)
            if found is None:
                raise Refused(DAMAGED)
            self.row, self.column = int(found[2]) - 1, _column_index(found[1])
        at = (self.row, self.column)
        self.column += 1
        named = reference or f"{at[1] + 1} of row {at[0] + 1}"
        return Cell(at, named, attributes.get("t", "n"), attributes.get("s", "0"))

    def data(self, text: str) -> None:
        if self.cell is not None and self.path[-1] == "v":
            self.cell.text.append(text)

    def end(self, tag: str) -> None:
        name = self.path[-1]
        super().end(tag)
        if name == "c" and self.cell is not None:
            self._judge(self.cell)
            self.cell = None
        elif name == "row":
            self.row += 1

    def _judge(self, cell: Cell) -> None:
        # One cell far away would make the reader lay out everything in between.
        if cell.holds and (cell.at[0] >= self.limits.rows or cell.at[1] >= self.limits.columns):
            raise Refused(
                f"Sheet {self.name!r} has something in cell {cell.reference}, far outside the others. Clear "
                f"that cell; at most {self.limits.rows:,} rows and {self.limits.columns} columns are read."
            )
        cached = "".join(cell.text).strip()
        if cell.kind == "e":
            self.faults[cell.at] = cached[:20] or "#ERROR"
        # A formula whose result is an empty text is calculated; it says so by its type.
        elif cell.formula and not cached and cell.kind != "str":
            self.faults[cell.at] = NEVER_CALCULATED
        if cell.holds and self.faults.get(cell.at) != NEVER_CALCULATED:
            self.leftmost = min(self.leftmost, cell.at[1])
        if cell.style in self.percent:
            self.percents.add(cell.at)


def _whole(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not re.fullmatch(r"[1-9]\d{0,6}", text):
        raise Refused(DAMAGED)
    return int(text)


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
