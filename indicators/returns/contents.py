"""What a return holds, put into its tables: the file, the problems, and the rows where no error stands."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.children.sealing import seal_file
from indicators.children.storing import store_lists, store_what_was_matched
from indicators.models import Return, ReturnComparator, ReturnFigure, ReturnFile, ReturnProblem
from indicators.returns.examining import Examined
from indicators.returns.rows import ComparatorRow, FigureRow, Problem
from indicators.storing import insert_rows

PROBLEM_FIELDS = ("of_return", "authority", "severity", "code", "sheet", "row", "column", "found", "sentence")


def store_contents(uploaded: Return, examined: Examined, content: bytes) -> None:
    """Store the file whole, sealed unless it was read as figures. In the transaction of the return."""
    if not uploaded.is_sealed:
        ReturnFile.objects.create(of_return=uploaded, authority=uploaded.authority, content=content)
    else:
        seal_file(uploaded, content)
    _store_problems(uploaded, examined.problems)
    if examined.lists is not None:
        store = store_what_was_matched if examined.errors else store_lists
        store(uploaded, examined.lists)
    elif not examined.errors:
        _store_figures(uploaded, examined.figures.figures)
        _store_comparators(uploaded, examined.figures.comparators)


def _store_problems(uploaded: Return, problems: Iterable[Problem]) -> None:
    rows = (
        (
            *(uploaded.pk, uploaded.authority_id, problem.severity, problem.code, problem.sheet[:60]),
            *(problem.row, problem.column[:120], problem.found[:60], problem.sentence[:600]),
        )
        for problem in problems
    )
    insert_rows(ReturnProblem, PROBLEM_FIELDS, rows)


def _store_figures(uploaded: Return, figures: Iterable[FigureRow]) -> None:
    ReturnFigure.objects.bulk_create(
        ReturnFigure(
            of_return=uploaded,
            authority=uploaded.authority,
            indicator=row.indicator,
            window=row.window,
            numerator=row.numerator,
            denominator=row.denominator,
            value=row.value,
            symbol=row.symbol,
            places=row.places,
            as_at=row.as_at,
            note=row.note,
            typed=row.typed,
            sheet=row.sheet[:60],
            row=row.row,
        )
        for row in figures
    )


def _store_comparators(uploaded: Return, comparators: Iterable[ComparatorRow]) -> None:
    ReturnComparator.objects.bulk_create(
        ReturnComparator(
            of_return=uploaded,
            authority=uploaded.authority,
            indicator=row.indicator,
            name=row.name,
            year=row.year,
            value=row.value,
            symbol=row.symbol,
            places=row.places,
            typed=row.typed,
        )
        for row in comparators
    )
