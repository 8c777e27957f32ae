"""The inside of an xlsx file, looked at before it is read: its parts, its faulty cells, its far cells.

Standard library alone: it runs in the throwaway process (indicators/returns/child.py).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.returns.limits import LISTS, MAX_MEMBERS, Limits
from indicators.returns.sheet_xml import (
    DAMAGED,
    UNUSUAL,
    Place,
    Refused,
    Scan,
    Walk,
    percent_styles,
    sheet_paths,
    walk,
)

WORKBOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"
NO_PART = b"<none/>"
NOT_A_WORKBOOK = "This is an archive, not an Excel workbook. Upload the .xlsx file itself."
ODD_PATHS = (
    "The archive holds files under unusual paths, or two of one name. Put the csv files of the lists alone "
    "into a new archive, without folders."
)


@dataclass(slots=True)
class Package:
    """An archive whose table of contents is in order. Its parts are unpacked when asked for."""

    archive: zipfile.ZipFile
    names: list[str]
    size: int
    unpacked: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_workbook(self) -> bool:
        return WORKBOOK in self.names

    def within(self, limits: Limits) -> None:
        """Raises Refused where it unpacks to more than a return of the kind holds."""
        if self.size > limits.unpacked:
            raise Refused(_far_more(limits))

    def part(self, name: str) -> bytes:
        """A part's bytes; nothing that walks to nothing where there is no such part."""
        if name not in self.unpacked:
            self.unpacked[name] = _part(self.archive, name) if name in self.names else NO_PART
        return self.unpacked[name]

    def pieces(self, name: str, size: int) -> Iterator[bytes]:
        """A part from its beginning, in pieces of so many bytes. Raises Refused where it is damaged."""
        try:
            with self.archive.open(name) as part:
                while piece := part.read(size):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise Refused(DAMAGED) from error

    @property
    def paths(self) -> dict[str, str]:
        """The name of every part of XML by itself in small letters: the reader finds it whatever its case."""
        return {n.lower(): n for n in self.names if n.lower().endswith((".xml", ".rels"))}

    def sheet_names(self) -> list[str]:
        names: list[str] = []

        def opened(path: list[str], attributes: dict[str, str]) -> None:
            if path[-1] == "sheet":
                names.append(attributes.get("name", ""))

        walk(self.part(WORKBOOK), Walk(opened))
        return names


def open_package(content: bytes) -> Package:
    """The archive of a workbook, or of several csv files. Raises Refused where it is not to be opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Refused(
            "The workbook is damaged or was cut off in the upload. Save it again and upload it again."
        ) from error
    package = Package(archive, [each.filename for each in members], sum(each.file_size for each in members))
    if len(members) > MAX_MEMBERS:
        raise Refused(
            f"The file unpacks to far more parts than a workbook or an archive of csv files has "
            f"({len(members):,}). Copy the sheets into a new workbook and upload that."
        )
    package.within(LISTS)
    if len({n.lower() for n in package.names}) != len(members) or any(
        n.startswith("/") or ".." in n.split("/") for n in package.names
    ):
        raise Refused(UNUSUAL if package.is_workbook or not package.names else ODD_PATHS)
    if any("vbaproject" in n.lower() for n in package.names):
        raise Refused("The workbook carries macros. Save it as .xlsx without macros.")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("The workbook has a password. Save it without one.")
    return package


def inspect_figures(package: Package) -> tuple[dict[str, dict[Place, str]], dict[str, set[Place]]]:
    """Faulty cells and percentage-formatted cells by sheet name and (row, column), from the XML itself.

    The reader gives `#N/A` and formulas that were never calculated as empty cells; here they are
    found, so that a missing figure is not taken for a blank one.
    """
    parts = {path: package.part(name) for path, name in package.paths.items()}
    percent = percent_styles(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else set()
    faults: dict[str, dict[Place, str]] = {}
    percents: dict[str, set[Place]] = {}
    for name, path in sheet_paths(parts[WORKBOOK], package.part(LINKS), parts).items():
        scan = Scan(name, percent)
        walk(parts[path], scan)
        faults[name], percents[name] = scan.faults, scan.percents
    return faults, percents


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as part:
            data = part.read(LISTS.unpacked + 1)
    except Exception as error:
        raise Refused(DAMAGED) from error
    if len(data) > LISTS.unpacked:
        raise Refused(_far_more(LISTS))
    # Excel writes UTF-8 without declarations; another encoding would hide them from this search. There is
    # no entity without a DOCTYPE around it.
    if b"<!DOCTYPE" in data or b"\x00" in data:
        raise Refused("The workbook holds declarations that Excel never writes. Save it again from Excel.")
    return data


def _far_more(limits: Limits) -> str:
    return f"The workbook unpacks to far more than {limits.what} holds. Upload the template."
