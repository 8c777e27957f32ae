"""Workbooks by each side, and what is in them when they are read back."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.timing import say
from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from indicators.calculations.spread import Shade
from reports.side_by_side.exports.plain_workbook import Sheet, Value, write_workbook
from reports.side_by_side.exports.workbook import matrix_workbook
from tests.reports.side_by_side.exports.matrices import Column, Given, matrix_of

AUTHORITIES, MEASURES, ROWS = 153, 60, 100_000
MADE_ON = date(2025, 7, 1)
SEED = 20250131
HEADINGS = (
    *("code", "authority", "indicator", "name", "window", "period_end"),
    *("value", "symbol", "display", "numerator", "denominator", "rank"),
)
_HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def matrix() -> Any:
    """153 by 60 percentages, one in twenty of them small and so hidden."""
    chance = random.Random(SEED)  # noqa: S311  # made-up figures, no secret
    polarities = list(Polarity)
    return matrix_of(
        [
            Column(
                f"B{n:02}_PCT",
                {f"{a:03}": _given(chance) for a in range(AUTHORITIES)},
                unit=Unit.PERCENTAGE,
                polarity=polarities[n % 3],
                family=f"Family {n // 10}",
            )
            for n in range(MEASURES)
        ]
    )


def _given(chance: random.Random) -> Given:
    base = chance.randrange(200, 3000)
    top = 3 if chance.random() < 0.05 else chance.randrange(6, base - 5)
    value = f"{Decimal(100 * top) / base:.4f}"
    return Given(value, numerator=str(top), denominator=str(base), before=value)


def plain_rows() -> list[list[Value]]:
    """Twelve columns as the long form has them: codes and names repeat, figures mostly do not."""
    chance = random.Random(SEED)  # noqa: S311  # made-up figures, no secret
    rows: list[list[Value]] = []
    for n in range(ROWS):
        place, figure = n % 153, n // 153
        base = chance.randrange(200, 30_000)
        top = chance.randrange(6, base)
        value = round(Decimal(100 * top) / base, 6)
        rows.append(
            [
                *(
                    f"{place:03}",
                    f"Authority {place}",
                    f"B{figure % 60:02}_PCT",
                    f"Bench & indicator {figure % 60}",
                ),
                *("R12", f"2025-{1 + figure % 12:02}-28", value, "", f"{value:.1f}%", top, base, 1 + place),
            ]
        )
    return rows


class Formatted:
    """Ours, and XlsxWriter alone: the same cells with the same formats, already known when it begins."""

    def __init__(self) -> None:
        self.matrix = matrix()
        self._cells = _cells(self.ours())

    @property
    def cells(self) -> int:
        return sum(len(cells) for cells in self._cells.values())

    def ours(self) -> bytes:
        return matrix_workbook(self.matrix, Shade.QUARTILE, MADE_ON)

    def xlsxwriter(self) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
            formats: dict[tuple[str, str], Any] = {}
            for name, cells in self._cells.items():
                sheet = book.add_worksheet(name)
                for (row, column), (value, *look) in cells.items():
                    kept = formats.get((look[0], look[1]))
                    if kept is None:
                        shape = {"num_format": look[0]} | ({"bg_color": f"#{look[1]}"} if look[1] else {})
                        kept = formats[look[0], look[1]] = book.add_format(shape)
                    sheet.write(row, column, value, kept)
        return out.getvalue()

    def same(self) -> bool:
        ours, theirs = _cells(self.ours()), _cells(self.xlsxwriter())
        same = ours == theirs and self._shown() == self._in_grid(ours["Matrix"])
        if not same:
            say("The formatted workbooks differ, or differ from the matrix.")
        return same

    def _shown(self) -> list[object]:
        entries = [entry for measure in self.matrix.measures for entry in self.matrix.column(measure)]
        return [float(e.value) if e.value is not None else e.line.value.display for e in entries]

    @staticmethod
    def _in_grid(cells: dict[tuple[int, int], tuple[object, str, str]]) -> list[object]:
        return [value[0] for (row, column), value in cells.items() if row > 2 and column > 4]


def _cells(content: bytes) -> dict[str, dict[tuple[int, int], tuple[object, str, str]]]:
    """By sheet and place: value, format of numbers, colour. Links of the contents are read as text."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: {
            (cell.row - 1, cell.column - 1): (cell.value, cell.number_format, _colour(cell))
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book.worksheets
    }


def _colour(cell: Any) -> str:
    return str(cell.fill.fgColor.rgb)[2:] if cell.fill.fill_type == "solid" else ""


class Plain:
    """100,000 rows: ours, XlsxWriter in both its ways, and strings joined with nothing looked at."""

    def __init__(self) -> None:
        self.rows = plain_rows()

    def ours(self) -> bytes:
        out = io.BytesIO()
        write_workbook([Sheet("Data", HEADINGS, self.rows)], out)
        return out.getvalue()

    def xlsxwriter(self, *, streamed: bool) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(
            out, {"in_memory": not streamed, "constant_memory": streamed, "strings_to_formulas": False}
        ) as book:
            sheet = book.add_worksheet("Data")
            sheet.write_row(0, 0, HEADINGS)
            for number, row in enumerate(self.rows, start=1):
                sheet.write_row(number, 0, row)
        return out.getvalue()

    def raw(self) -> bytes:
        """One sheet's XML alone: what each column holds is known, and nothing in it needs escaping."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            rows = "".join([_raw(row) for row in self.rows])
            package.writestr("sheet1.xml", _HEAD + f"<sheetData>{rows}</sheetData></worksheet>".encode())
        return out.getvalue()

    def same(self) -> bool:
        wanted = [
            list(HEADINGS),
            *([float(c) if isinstance(c, Decimal) else c for c in r] for r in self.rows),
        ]
        sides = {"ours": self.ours(), "XlsxWriter": self.xlsxwriter(streamed=False)}
        same = True
        for name, content in sides.items():
            for reader, rows in (("openpyxl", _by_openpyxl(content)), ("calamine", _by_calamine(content))):
                if rows != wanted:
                    say(f"What {reader} reads back from {name} is not what was written.")
                    same = False
        return same


TEXT, NUMBER = '<c t="inlineStr"><is><t>{}</t></is></c>', "<c><v>{}</v></c>"
_RAW = f"<row>{TEXT * 6}{NUMBER}<c/>{TEXT}{NUMBER * 3}</row>"


def _raw(row: Sequence[Value]) -> str:
    return _RAW.format(*row[:7], *row[8:])


def _by_openpyxl(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


def _by_calamine(content: bytes) -> list[list[object]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [list(row) for row in rows]
