"""The inside of an xlsx file, looked at before it is read: its parts, its faulty cells, its far cells.

Standard library alone: it runs in the throwaway process (indicators/returns/child.py).
"""

from __future__ import annotations

import io
import re
import zipfile

MAX_MEMBERS = 1_000
MAX_UNPACKED = 60 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 60

# Some programs write the sheet's own names with a prefix: <x:c> for <c>.
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/>|>(.*?)</(?:\w+:)?c>)", re.S)
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
CACHED = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


class Refused(Exception):
    """The file cannot be read; the message is a sentence for the person who uploaded it."""


def inspect_package(
    content: bytes,
) -> tuple[dict[str, dict[tuple[int, int], str]], dict[str, set[tuple[int, int]]]]:
    """Faulty cells and percentage-formatted cells by sheet name and (row, column), from the XML itself.

    The reader gives `#N/A` and formulas that were never calculated as empty cells; here they are
    found, so that a missing figure is not taken for a blank one.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        members = package.infolist()
    except zipfile.BadZipFile as error:
        raise Refused(
            "The workbook is damaged or was cut off in the upload. Save it again and upload it again."
        ) from error
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Refused("The workbook unpacks to far more than a return of figures holds. Upload the template.")
    if len(set(names)) != len(names) or any(n.startswith("/") or ".." in n.split("/") for n in names):
        raise Refused("The workbook is not built as Excel builds one. Open it in Excel and save it again.")
    if any("vbaproject" in n.lower() for n in names):
        raise Refused("The workbook carries macros. Save it as .xlsx without macros.")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("The workbook has a password. Save it without one.")
    if "xl/workbook.xml" not in names:
        raise Refused("This is an archive, not an Excel workbook. Upload the .xlsx file itself.")
    try:
        parts = {n: _part(package, n) for n in names if n.endswith((".xml", ".rels"))}
    except Exception as error:
        if isinstance(error, Refused):
            raise
        raise Refused("The workbook is damaged. Open it in Excel, save it again and upload that.") from error
    percent_styles = _percent_styles(parts.get("xl/styles.xml", b""))
    faults: dict[str, dict[tuple[int, int], str]] = {}
    percents: dict[str, set[tuple[int, int]]] = {}
    for name, path in _sheet_paths(parts).items():
        faults[name], percents[name] = _scan_sheet(name, parts.get(path, b""), percent_styles)
    return faults, percents


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        data = part.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise Refused("The workbook unpacks to far more than a return of figures holds. Upload the template.")
    # Excel writes UTF-8 without declarations; another encoding would hide them from this search.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data:
        raise Refused("The workbook holds declarations that Excel never writes. Save it again from Excel.")
    return data


def _sheet_paths(parts: dict[str, bytes]) -> dict[str, str]:
    from xml.etree import ElementTree

    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    link = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    try:
        relations = ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        targets = {r.get("Id"): (r.get("Target") or "") for r in relations}
        sheets = ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{main}sheet")
        return {
            s.get("name") or "": "xl/" + targets.get(s.get(link), "").removeprefix("/xl/").removeprefix("/")
            for s in sheets
        }
    except ElementTree.ParseError as error:
        raise Refused("The workbook is damaged. Open it in Excel, save it again and upload that.") from error


def _percent_styles(styles: bytes) -> set[int]:
    """Indices of the cell formats that show a percentage (built-in 9 and 10, or a code with %)."""
    formats = {9, 10}
    for number, code in re.findall(rb'<numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="([^"]*)"', styles):
        if b"%" in code:
            formats.add(int(number))
    cells = re.search(rb"<cellXfs\b.*?</cellXfs>", styles, re.S)
    if cells is None:
        return set()
    ids = re.findall(rb'<xf\b[^>]*?numFmtId="(\d+)"', cells.group())
    return {index for index, number in enumerate(ids) if int(number) in formats}


def _scan_sheet(
    name: str, xml: bytes, percent_styles: set[int]
) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    faults: dict[tuple[int, int], str] = {}
    percents: set[tuple[int, int]] = set()
    for attributes, _end, inner in CELL.findall(xml):
        found = REFERENCE.search(attributes)
        if found is None:
            continue
        where = (int(found.group(2)) - 1, _column_index(found.group(1)))
        # One cell far away would make the reader lay out everything in between.
        if inner and (where[0] >= MAX_ROWS or where[1] >= MAX_COLUMNS):
            cell = (found.group(1) + found.group(2)).decode("ascii")
            raise Refused(
                f"Sheet {name!r} has something in cell {cell}, far outside the figures. Clear that cell; at "
                f"most {MAX_ROWS:,} rows and {MAX_COLUMNS} columns are read."
            )
        cached = CACHED.search(inner)
        if b't="e"' in attributes:
            faults[where] = cached.group(1).decode("ascii", "replace") if cached else "#ERROR"
        # A formula whose result is an empty text is calculated; it says so by its type.
        elif FORMULA.search(inner) and not (cached and cached.group(1)) and b't="str"' not in attributes:
            faults[where] = "a formula that was never calculated"
        style = re.search(rb'\bs="(\d+)"', attributes)
        if style and int(style.group(1)) in percent_styles:
            percents.add(where)
    return faults, percents


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
