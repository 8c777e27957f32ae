"""Whether an uploaded file holds Annex A lists or figures, told by what is in it, never by its name.

Standard library alone: the throwaway process loads the reader of lists only for a file of lists.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from indicators.annex_a.headers import HEADER_WITHIN, heading_key, identifier_keys, number_in
from indicators.returns.csv_rows import first_rows
from indicators.returns.first_texts import first_texts
from indicators.returns.limits import FIGURES
from indicators.returns.package import Package, open_package
from indicators.returns.sheet_xml import Refused

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
# Names of files that are nobody's; any other may hold a name, and is not quoted.
ORDINARY = re.compile(r"(read[ _-]?me|notes?|guidance|index|contents|manifest|desktop|thumbs)\.\w{1,5}", re.I)


def holds_lists(content: bytes) -> bool:
    """Whether a file holds Annex A lists rather than figures. Raises Refused where it is not to be opened."""
    if not content.startswith(ARCHIVE):
        return _is_list(content)
    package = open_package(content)
    if not package.is_workbook:
        refuse_other_files(package)
        return any(_is_list(package.part(name)) for name in csv_names(package))
    return any(number_in(name) for name in package.sheet_names()) or _has_an_identifier(package)


def csv_names(package: Package) -> list[str]:
    """The csv files of an archive."""
    return [name for name in _files(package) if name.lower().endswith(".csv")]


def refuse_other_files(package: Package) -> None:
    """Raises Refused where an archive of csv files holds other things beside them, or very many."""
    csvs = csv_names(package)
    others = [PurePath(name).name for name in _files(package) if name not in csvs]
    if csvs and others:
        named = others[0] if ORDINARY.fullmatch(others[0]) else f"a file that ends in {_ending(others[0])}"
        more = f" and {len(others) - 1:,} more" if len(others) > 1 else ""
        raise Refused(
            f"The archive holds {named}{more} beside the csv files of the lists. Put the csv files alone "
            "into it."
        )
    if len(csvs) > MAX_CSV_FILES:
        raise Refused(
            f"This is an archive of {len(csvs):,} csv files; at most {MAX_CSV_FILES} are read, one for each "
            "list. Put those of one period end alone into it."
        )


def _files(package: Package) -> list[str]:
    return [
        name
        for name in package.names
        if not name.endswith("/") and not any(mark in name for mark in NOT_FILES)
    ]


def _ending(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z]{1,5}", ending) else "something else"


def _has_an_identifier(package: Package) -> bool:
    """Whether a heading that only lists have stands in a sheet, or its words anywhere in a workbook."""
    sheets = [name for path, name in package.paths.items() if "/worksheets/" in path]
    strings = [name for path, name in package.paths.items() if "sharedstrings" in path]
    if any(_names_an_identifier(first_texts(package, name, strings, HEADER_WITHIN)) for name in sheets):
        return True
    # A larger one is no return of figures either, and is refused as one.
    return package.size <= FIGURES.unpacked and any(
        IDENTIFIER_HEADING.search(package.part(name)) for name in (*strings, *sheets)
    )


def _is_list(content: bytes) -> bool:
    return any(_names_an_identifier(row) for row in first_rows(content)[:HEADER_WITHIN])


def _names_an_identifier(texts: list[str]) -> bool:
    return any(heading_key(text) in identifier_keys() for text in texts)
