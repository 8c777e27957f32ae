"""The one way to a matrix: choices in, a matrix out, in a number of queries that nothing makes grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone

from authorities.models import Authority, Region
from authorities.sharing import Reader
from indicators.calculations.periods import Window, is_quarter_end, long_date, month_end, month_end_before
from indicators.models import Return, ReturnState
from reports.layouts.local import LocalFigure
from reports.side_by_side.columns import layout_named, layout_of
from reports.side_by_side.gathering import Lines, in_year, indicators_of, published
from reports.side_by_side.groups import Basis, Group, group_of
from reports.side_by_side.in_year import in_year_lines
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.side_by_side.ordering import sorted_group
from reports.side_by_side.permitted import permitted_in
from reports.side_by_side.placing import placed
from reports.side_by_side.published import published_lines, published_of
from reports.side_by_side.views import View


def read_matrix(region: Region, view: View, reader: Reader, *, only: str = "") -> Matrix:
    """The matrix of a view, disclosed as to an outsider whoever reads it.

    With `view.family` only that family's measures, with `only` the one of that key; those that the region's
    agreement leaves out never. Order of authorities follows `view.sort`. Empty `measures` where nothing was
    returned. The lines' series hold the two figures alone: `over_time` gives the others.
    """
    period_end = view.period_end or _newest_period(region, view.basis)
    group = group_of(view.group, region, view.basis, period_end, reader)
    rag = layout_named(view.template)
    if rag is None:
        return Matrix(group, view.basis, period_end, None, view.template, (), {}, {})
    if view.basis is Basis.PUBLISHED:
        measures, lines = published(group, view, rag, only)
    else:
        measures, lines = in_year(group, view, period_end, rag, reader, only)
    matrix = replace(_assembled(group, view, period_end, measures, lines), reader=reader)
    return replace(matrix, group=sorted_group(matrix, view.sort))


def periods_offered(region: Region) -> list[date]:
    """The period ends for which anybody in the region has an approved return, newest first."""
    found = Return.objects.filter(authority__region=region, state=ReturnState.APPROVED)
    return list(found.order_by("-period_end").values_list("period_end", flat=True).distinct())


def newest_of(periods: Sequence[date]) -> date | None:
    """The newest quarter of those, newest first: one authority's return for a month moves nobody's page."""
    return next(filter(is_quarter_end, periods), None) or next(iter(periods), None)


def measure_of(matrix: Matrix, key: str) -> Measure | None:
    """The measure with this key, or the first where none is named; None where there is no such measure.

    Another is never put in its place: an address that was kept or sent must not show what it does not name.
    """
    if not key:
        return matrix.measures[0] if matrix.measures else None
    return next((measure for measure in matrix.measures if measure.key == key), None)


def authority_of(matrix: Matrix, code: str) -> Authority | None:
    """The authority with this code; None where it is not shown.

    Where none is named: the one the group is about, else one of the reader's own, else the first that has a
    figure, else the first.
    """
    if code:
        return next((each for each in matrix.authorities if each.code == code), None)
    if matrix.group.about is not None:
        return matrix.group.about
    own = (each for each in matrix.authorities if each.code in matrix.reader.own)
    having = (each for each in matrix.authorities if any(e.value is not None for e in matrix.row(each)))
    return next(own, None) or next(having, None) or next(iter(matrix.authorities), None)


def over_time(
    matrix: Matrix,
    *,
    measures: Sequence[Measure] | None = None,
    authorities: Sequence[Authority] | None = None,
) -> dict[tuple[str, str], Entry]:
    """The entries of these measures and authorities with every earlier figure in their lines' series.

    All of either where it is not named. Asks no more queries for more of them.
    """
    wanted = list(matrix.measures if measures is None else measures)
    among = list(matrix.authorities if authorities is None else authorities)
    if not wanted or not among:
        return {}
    figures = [LocalFigure(m.number, m.code, m.label, Window(m.window)) for m in wanted]
    if matrix.basis is Basis.PUBLISHED:
        codes = [figure.code for figure in figures]
        held = published_of(among, codes, fictional=matrix.group.region.fictional)
        lines: Lines = published_lines(among, figures, held)
    else:
        rag = layout_named(matrix.template)
        assert rag is not None, "a matrix with measures was made by a layout"
        indicators = indicators_of(figures)
        layout = layout_of(figures, indicators, matrix.period_end, matrix.back, rag)
        permitted = permitted_in(matrix.group.region, matrix.reader)
        lines = in_year_lines(among, layout, indicators, matrix.period_end, permitted, trend=True)
    found = {}
    for authority in among:
        by_number = {line.number: line for line in lines[authority.pk]}
        for measure in wanted:
            entry = matrix.entry(authority, measure)
            if measure.number in by_number:
                entry = replace(entry, line=by_number[measure.number])
            found[authority.code, measure.key] = entry
    return found


def _newest_period(region: Region, basis: Basis) -> date:
    periods = periods_offered(region) if basis is Basis.IN_YEAR else []
    today = timezone.localdate()
    return newest_of(periods) or month_end_before(month_end(today.year, today.month), 1)


def _assembled(
    group: Group, view: View, period_end: date, measures: Sequence[Measure], lines: Lines
) -> Matrix:
    entries: dict[tuple[str, str], Entry] = {}
    spreads = {}
    by_authority = {a.pk: {line.number: line for line in lines[a.pk]} for a in group.authorities}
    for measure in measures:
        column = [Entry(a, measure, by_authority[a.pk][measure.number]) for a in group.authorities]
        column, spreads[measure.key] = placed(column)
        for entry in column:
            entries[entry.authority.code, measure.key] = entry
    earlier = month_end_before(period_end, view.back) if view.basis is Basis.IN_YEAR else None
    return Matrix(
        group, view.basis, period_end, earlier, view.template, tuple(measures), entries, spreads, view.back
    )


def families_offered(matrix: Matrix) -> list[str]:
    """The families of a matrix's measures, in their order."""
    return list(dict.fromkeys(measure.family for measure in matrix.measures))


def period_words(matrix: Matrix) -> str:
    """Of when the figures are: 'period ending 30 June 2025', or 'newest published year'."""
    if matrix.basis is Basis.PUBLISHED:
        return "newest published year of each"
    return f"period ending {long_date(matrix.period_end)}"
