"""The inside of an xlsx file, looked at before it is read: its parts, its faulty cells, its far cells.

Standard library alone: it runs in the throwaway process (indicators/returns/child.py).
"""

from __future__ import annotations

import io
import zipfile

from indicators.returns.sheet_xml import (
    DAMAGED,
    UNUSUAL,
    Place,
    Refused,
    Scan,
    percent_styles,
    sheet_paths,
    walk,
)

MAX_MEMBERS = 1_000
MAX_UNPACKED = 60 * 1024 * 1024


def inspect_package(content: bytes) -> tuple[dict[str, dict[Place, str]], dict[str, set[Place]]]:
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
    if len({n.lower() for n in names}) != len(names) or any(
        n.startswith("/") or ".." in n.split("/") for n in names
    ):
        raise Refused(UNUSUAL)
    if any("vbaproject" in n.lower() for n in names):
        raise Refused("The workbook carries macros. Save it as .xlsx without macros.")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("The workbook has a password. Save it without one.")
    if "xl/workbook.xml" not in names:
        raise Refused("This is an archive, not an Excel workbook. Upload the .xlsx file itself.")
    try:
        # The reader finds a part whatever the case of its name, and so does the inspection.
        parts = {n.lower(): _part(package, n) for n in names if n.lower().endswith((".xml", ".rels"))}
    except Refused:
        raise
    except Exception as error:
        raise Refused(DAMAGED) from error
    return _look(parts)


def _look(parts: dict[str, bytes]) -> tuple[dict[str, dict[Place, str]], dict[str, set[Place]]]:
    percent = percent_styles(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else set()
    faults: dict[str, dict[Place, str]] = {}
    percents: dict[str, set[Place]] = {}
    for name, path in sheet_paths(parts).items():
        scan = Scan(name, percent)
        walk(parts[path], scan)
        faults[name], percents[name] = scan.faults, scan.percents
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
