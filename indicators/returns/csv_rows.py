"""The rows of a csv file, whatever its encoding and separator. Standard library alone (throwaway process)."""

from __future__ import annotations

import csv
import io
from typing import Any

from indicators.returns.limits import MAX_CELL, Limits
from indicators.returns.sheet_xml import Refused

# What a number, a date or a fault counts for.
SHORT_TEXT = 4
# The first rows, in which a title, a header and the separator are looked for.
HEAD_LINES = 15
HEAD_CHARACTERS = 20_000


def read_csv(content: bytes, limits: Limits) -> list[list[str | None]]:
    """The rows of a csv file, blank cells as None. Raises Refused."""
    text = decode(content)
    csv.field_size_limit(MAX_CELL)
    rows: list[list[str | None]] = []
    length = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True):
            if len(rows) >= limits.rows:
                raise Refused(f"The file has more than {limits.rows:,} rows; {limits.what} has far fewer.")
            if len(row) > limits.columns and any(cell.strip() for cell in row[limits.columns :]):
                raise Refused(
                    f"Row {len(rows) + 1} has {len(row)} columns; at most {limits.columns} are read."
                )
            length = within_text([row], length, limits)
            rows.append([cell if cell.strip() else None for cell in row[: limits.columns]])
    except csv.Error as error:
        raise Refused(
            f"Row {len(rows) + 1} cannot be read as csv (a quotation mark is not closed, or a cell is far "
            "too long). Mend that row, or upload the workbook instead."
        ) from error
    return rows


def first_rows(content: bytes) -> list[list[str]]:
    """The first rows of a csv file, as far as they can be read, to tell what it holds."""
    text = decode(content)[:HEAD_CHARACTERS]
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append(row)
            if len(rows) == HEAD_LINES:
                break
    except csv.Error:
        pass  # what was read until here is told; reading it whole says what is wrong
    return rows


def within_text(rows: list[list[Any]], length: int, limits: Limits) -> int:
    """The characters of all cells so far. Raises Refused beyond the most."""
    for row in rows:
        length += sum(len(cell) if isinstance(cell, str) else SHORT_TEXT for cell in row if cell is not None)
        if length > limits.text:
            raise Refused(
                f"The file holds more text than a return ever does (over {limits.text:,} characters): "
                "copy the figures into the template and upload that."
            )
    return length


def decode(content: bytes) -> str:
    """The text of a csv file. Raises Refused where it is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Refused("The file is not text that can be read. Save it as .xlsx, or as csv in UTF-8.")


def _delimiter(text: str) -> str:
    # Not the first line alone: a title above the header has commas of its own.
    head = text[:HEAD_CHARACTERS].splitlines()[:HEAD_LINES]
    return max(",;\t", key=lambda mark: max((line.count(mark) for line in head), default=0))
