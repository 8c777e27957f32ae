"""Files as analysts make them: workbooks and csv of figures, and workbooks put together wrongly."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

HEADER = ("Code", "Indicator", "Window", "Numerator", "Denominator", "Value", "As at", "Note")
COMPARATOR_HEADER = ("Code", "Indicator", "Comparator", "Year", "Value")
GOOD_ROWS: tuple[tuple[Any, ...], ...] = (
    ("CLA_N", None, "S", 580),
    ("REREF_PCT", None, "R12", 120, 500),
    ("S47_RATE", None, "R6", 300, 43367),
)


def as_bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(
    *rows: Sequence[Any],
    header: Sequence[Any] = HEADER,
    above: Sequence[Sequence[Any]] = (),
    sheet: str = "Figures",
    comparators: Sequence[Sequence[Any]] = (),
) -> Workbook:
    """A workbook with one sheet of figures; `above` stands before its header."""
    book = openpyxl.Workbook()
    figures = book.active
    assert figures is not None
    figures.title = sheet
    for row in (*above, header, *rows):
        figures.append(list(row))
    if comparators:
        others = book.create_sheet("Comparators")
        for row in (COMPARATOR_HEADER, *comparators):
            others.append(list(row))
    return book


def workbook(*rows: Sequence[Any], **how: Any) -> bytes:
    """The bytes of `book_of`; without rows, a return in which nothing is wrong."""
    return as_bytes(book_of(*(rows or GOOD_ROWS), **how))


def csv_file(
    *rows: Sequence[Any], delimiter: str = ",", encoding: str = "utf-8", ending: str = "\r\n", title: str = ""
) -> bytes:
    out = io.StringIO(newline="")
    if title:
        out.write(title + ending)
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending)
    writer.writerows((HEADER, *(rows or GOOD_ROWS)))
    return out.getvalue().encode(encoding)


def repacked(
    content: bytes, *, replace: Mapping[str, bytes] = {}, add: Sequence[tuple[str, bytes]] = ()
) -> bytes:
    """The same package with some parts replaced and some added, a second one of a name included."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of the second part of a name
        for name in old.namelist():
            new.writestr(name, replace.get(name, old.read(name)))
        for name, data in add:
            new.writestr(name, data)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


SHEET = "xl/worksheets/sheet1.xml"
