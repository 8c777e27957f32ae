"""Whether an uploaded file holds Annex A lists or figures, told by what is in it, never by its name.

Standard library alone: the throwaway process loads the reader of lists only for a file of lists.
"""

from __future__ import annotations

import re

from indicators.annex_a.headers import find_header, number_in
from indicators.returns.csv_rows import first_rows
from indicators.returns.limits import FIGURES
from indicators.returns.package import Package, open_package

ARCHIVE = b"PK"
MAX_CSV_FILES = 15
# What macOS adds to an archive.
NOT_FILES = ("__MACOSX/", ".DS_Store")
BETWEEN_WORDS = rb"(?:[\s_]|\xc2\xa0|<[^>]{0,200}>){1,9}"
IDENTIFIER_HEADING = re.compile(
    BETWEEN_WORDS.join((rb"child", rb"unique", rb"id"))
    + rb"|"
    + BETWEEN_WORDS.join((rb"individual", rb"adopter", rb"id")),
    re.IGNORECASE,
)


def holds_lists(content: bytes) -> bool:
    """Whether a file holds Annex A lists rather than figures. Raises Refused where it is not to be opened."""
    if not content.startswith(ARCHIVE):
        return _is_list(content)
    package = open_package(content)
    if not package.is_workbook:
        return any(_is_list(package.part(name)) for name in csv_names(package))
    return any(number_in(name) for name in package.sheet_names()) or _has_an_identifier(package)


def csv_names(package: Package) -> list[str]:
    """The csv files of an archive that holds nothing else; none where it holds other things too."""
    files = [
        name
        for name in package.names
        if not name.endswith("/") and not any(mark in name for mark in NOT_FILES)
    ]
    all_csv = all(name.lower().endswith(".csv") for name in files)
    return files if all_csv and len(files) <= MAX_CSV_FILES else []


def _has_an_identifier(package: Package) -> bool:
    """Whether a heading that only lists have is among the texts of a workbook."""
    # A larger one is no return of figures either, and is refused as one.
    return package.size <= FIGURES.unpacked and any(
        IDENTIFIER_HEADING.search(package.part(name))
        for path, name in package.paths.items()
        if "sharedstrings" in path or "/worksheets/" in path
    )


def _is_list(content: bytes) -> bool:
    return find_header(first_rows(content), None) is not None
