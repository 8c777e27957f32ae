"""One list from its cells to its typed rows: what is left out, what is left blank, and a report of each.

Reference B5, rule 13: a needed cell that is blank, unreadable or dated after the period end rejects its row;
an optional one is left blank; of two rows with the key of the list the first is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from indicators.annex_a.columns import ReadCells, read_columns, typed_name
from indicators.annex_a.headers import Header, identifier
from indicators.annex_a.lists import AnnexAList, Column, Kind
from indicators.annex_a.problems import Problems
from indicators.annex_a.typed import WARNING, Found, TypedList

# Of these a value may be quoted (indicators/annex_a/quoting.py looks again); the rest may name somebody.
QUOTED = {Kind.AGE, Kind.DATE, Kind.CODE, Kind.YES_NO, Kind.COUNT}


@dataclass(slots=True)
class ListCells:
    """One list below its header: `row` as Excel counts, then the cells by the heading of the list.

    `read` gains the typed columns.
    """

    sheet: str
    header: Header
    read: ReadCells
    from_1904: bool = False

    @property
    def spec(self) -> AnnexAList:
        return self.header.spec

    def warnings(self, code: str, column: Column, rows: pl.DataFrame, sentence: str) -> Iterator[Found]:
        """A warning for each of the rows, in their order."""
        faults = self.read.faults.get(column.heading, {})
        for row, cell in rows.select("row", column.heading).iter_rows():
            fault = faults.get(cell)
            said = f"{fault.sentence} {sentence}" if fault else sentence
            value = f"{cell:%d/%m/%Y}" if isinstance(cell, datetime) else cell or ""
            quoted = value if column.kind in QUOTED else ""
            yield Found(WARNING, code, said, self.sheet, row, column.heading, quoted)


def cells_of(sheet: str, cells: pl.DataFrame, header: Header, *, from_1904: bool) -> ListCells:
    """The rows below a header, without blank ones. `cells` begin in row 2 of the sheet."""
    below = cells[header.row :]
    rows = pl.int_range(header.row + 2, cells.height + 2, dtype=pl.UInt32, eager=True).alias("row")
    columns = [
        below.to_series(header.places[column.heading]).alias(column.heading)
        if column.heading in header.places
        else pl.repeat(None, below.height, dtype=pl.String, eager=True).alias(column.heading)
        for column in header.spec.columns
    ]
    frame = pl.DataFrame([rows, *columns])
    # Without its identifier alone a row is not blank, but with it none is.
    if frame[identifier(header.spec).heading].null_count():
        frame = frame.filter(~pl.all_horizontal(pl.exclude("row").is_null()))
    return ListCells(sheet, header, ReadCells(frame), from_1904)


def typed_list(cells: ListCells, period_end: date, problems: Problems) -> TypedList:
    """The list, typed; what was left out or left blank goes to `problems`."""
    _drop_second_headers(cells, problems)
    kept = [column for column in cells.spec.columns if column.field]
    cells.read = read_columns(kept, cells.read.frame, from_1904=cells.from_1904)
    frame, rejected = _without_rejected(cells, period_end, problems)
    frame = _optional_left_blank(cells, frame, period_end, problems)
    frame, repeated = _without_repeated(cells, frame, problems)
    return TypedList(
        spec=cells.spec,
        sheet=cells.sheet,
        layout=cells.header.layout,
        frame=frame[["row", *(typed_name(column) for column in kept)]],
        rejected=rejected,
        repeated=repeated,
        headings=cells.header.headings,
        values=cells.read.matches,
    )


def _drop_second_headers(cells: ListCells, problems: Problems) -> None:
    """A header that stands among the rows as well, as where two extracts were pasted one below the other."""
    heading, frame = identifier(cells.spec).heading, cells.read.frame
    if frame[heading].dtype != pl.String:
        return
    here = frame[heading].is_in([heading, cells.header.texts.get(heading, heading)]).fill_null(value=False)
    if here.any():
        again = frame.filter(here)["row"]
        cells.read.frame = frame.filter(~here)
        sentence = "The headings stand here once more. The row was left out; delete it if it is not needed."
        found = [Found(WARNING, "headings_again", sentence, cells.sheet, row) for row in again]
        problems.extend(found, len(found))


def _without_rejected(cells: ListCells, period_end: date, problems: Problems) -> tuple[pl.DataFrame, int]:
    frame = cells.read.frame
    rows = frame.height
    for column in (each for each in cells.spec.columns if each.needed):
        read = frame[typed_name(column)]
        if read.null_count() or _is_late(read, period_end):
            frame = _without_bad(cells, frame, column, period_end, problems)
    rejected = rows - frame.height
    if rejected * 2 > rows:
        sentence = (
            f"{rejected:,} of the {rows:,} rows of list {cells.spec.number} ({cells.spec.title}) cannot be "
            "used. Look at the first few of them: a column may have moved, or the period end may be wrong."
        )
        problems.error("most_rows_rejected", sentence, cells.sheet)
    return frame, rejected


def _without_bad(
    cells: ListCells, frame: pl.DataFrame, column: Column, period_end: date, problems: Problems
) -> pl.DataFrame:
    """The rows whose cell in a needed column is good; the others are reported."""
    value = pl.col(typed_name(column))
    faults = list(cells.read.faults.get(column.heading, {}))
    unread = pl.col(column.heading).is_in(faults).fill_null(value=False) if faults else pl.lit(value=False)
    late = (value > period_end).fill_null(value=False) if column.kind is Kind.DATE else pl.lit(value=False)
    for code, which, sentence in (
        ("needed_cell_blank", value.is_null() & ~unread, "The cell is blank. The row was left out."),
        ("needed_cell_not_read", unread, "The row was left out: mend the cell."),
        ("needed_date_after_period", late, _after(period_end, "The row was left out.")),
    ):
        bad = frame.filter(which)
        problems.extend(cells.warnings(code, column, bad, sentence), bad.height)
    return frame.filter(value.is_not_null() & ~late)


def _is_late(read: pl.Series, period_end: date) -> bool:
    latest = read.max() if read.dtype == pl.Date else None
    return isinstance(latest, date) and latest > period_end


def _optional_left_blank(
    cells: ListCells, frame: pl.DataFrame, period_end: date, problems: Problems
) -> pl.DataFrame:
    for column in (each for each in cells.spec.columns if each.field and not each.needed):
        faults = cells.read.faults.get(column.heading, {})
        for code, texts in (
            ("broken_cell", [text for text, fault in faults.items() if fault.broken]),
            ("cell_not_read", [text for text, fault in faults.items() if not fault.broken]),
        ):
            if texts:
                bad = frame.filter(pl.col(column.heading).is_in(texts))
                problems.extend(cells.warnings(code, column, bad, "It was taken as blank."), bad.height)
        if column.kind is Kind.DATE and _is_late(frame[typed_name(column)], period_end):
            value = pl.col(typed_name(column))
            bad, sentence = frame.filter(value > period_end), _after(period_end, "It was taken as blank.")
            problems.extend(cells.warnings("date_after_period", column, bad, sentence), bad.height)
            frame = frame.with_columns(pl.when(value <= period_end).then(value))
    return frame


def _without_repeated(cells: ListCells, frame: pl.DataFrame, problems: Problems) -> tuple[pl.DataFrame, int]:
    key = list(cells.spec.key)
    first = frame.select(pl.struct(key).is_first_distinct()).to_series()
    if first.all():
        return frame, 0
    earlier = frame.filter(first).select(*key, pl.col("row").alias("_earlier"))
    again = frame.filter(~first).select("row", *key)
    pairs = again.join(earlier, on=key, how="left", nulls_equal=True).sort("row")
    names = ", ".join(f"'{column.heading}'" for column in cells.spec.columns if column.field in key)
    found = (
        Found(
            WARNING,
            "repeated_row",
            f"Row {before} has the same {names}. That one was kept and this one left out.",
            cells.sheet,
            row,
        )
        for row, before in pairs.select("row", "_earlier").iter_rows()
    )
    problems.extend(found, pairs.height)
    return frame.filter(first), again.height


def _after(period_end: date, what: str) -> str:
    return f"The date lies after the period end, {period_end:%d/%m/%Y}. {what}"
