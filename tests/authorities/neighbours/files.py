"""Small neighbour files made for the tests, in the four published layouts.

The layouts have ten neighbours: eleven authorities make the smallest file that can hold them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from authorities.models import Authority
from tests.factories.authority import AuthorityFactory
from tests.factories.region import RegionFactory

WORDS = ("Extremely Close", "Very Close", "Close ", "close", "Somewhat close", "Not Close")
Row = list[object]


def eleven(fictional: bool = True) -> list[Authority]:
    """Authorities N01 to N11 in one region."""
    region = RegionFactory.create(fictional=fictional)
    return [
        AuthorityFactory.create(
            code=f"N{n:02}", name=f"Testing place {n}", region=region, fictional=fictional
        )
        for n in range(1, 12)
    ]


def codes_and_names() -> list[tuple[str, str]]:
    return [(f"N{n:02}", f"Testing place {n}") for n in range(1, 12)]


def neighbours_of(place: int) -> list[tuple[str, str]]:
    """The ten others, going round from the next, with a closeness spelt as the files spell it."""
    return [(f"N{(place + step) % 11 + 1:02}", WORDS[min(step // 2, 5)]) for step in range(1, 11)]


def groups(also: Sequence[Row] = (), trailing: bool = True) -> list[Row]:
    """The layout of the workbooks and of the text file of 2021: one name for ten closeness columns."""
    end: Row = [""] if trailing else []
    header: Row = ["LA num", "LA Name", "LA number", "GOInd", "GOReg"]
    for rank in range(1, 11):
        header += [f"SN{rank}", "SNP"]
    rows: list[Row] = [header + end]
    for place, (code, name) in enumerate(codes_and_names()):
        row: Row = [code, name, code, 5, "Testing region"]
        for near in neighbours_of(place):
            row += near
        rows.append(row + end)
    return rows + list(also)


def wide() -> list[Row]:
    """The layout of the text file of 2025."""
    header: Row = ["old_la_code", "la_name", "region_ind", "region_name"]
    for rank in range(1, 11):
        header += [f"SN_{rank}", f"SN_{rank}P"]
    rows: list[Row] = [header]
    for place, (code, name) in enumerate(codes_and_names()):
        row: Row = [code, name, 5, "Testing region"]
        for near in neighbours_of(place):
            row += near
        rows.append(row)
    return rows


def above(letters: bool) -> list[Row]:
    """What the workbooks have above the header: letters and numbers (2021), or numbers alone (2025)."""
    numbers: Row = [float(n) for n in range(1, 26)]
    return [[*"ABCDE", *(float(n) for n in range(3, 23))], numbers] if letters else [numbers]


def as_csv(rows: Sequence[Row], encoding: str = "utf-8-sig") -> bytes:
    lines = [",".join(str(cell) for cell in row) for row in rows]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def as_xlsx(rows: Sequence[Row], sheet: str = "LA SN Groups") -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return file.getvalue()
