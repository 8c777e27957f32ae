"""Which chart is made of what: the one way from a matrix to any chart, for pages and for downloads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from authorities.models import Authority
from authorities.sharing import Reader
from reports.charts.chart import Chart, ChartName
from reports.charts.control import control_chart
from reports.charts.funnel import funnel_chart
from reports.charts.multiples import multiples_chart
from reports.charts.naming import marked_codes
from reports.charts.ranked import ranked_chart
from reports.charts.spine import spine_chart
from reports.side_by_side.in_time import history
from reports.side_by_side.matrix import Entry, Matrix
from reports.side_by_side.origins import breaks, origins
from reports.side_by_side.reading import authority_of, measure_of, over_time
from reports.side_by_side.views import View

Series = Mapping[tuple[str, str], Entry]


def make_chart(
    name: ChartName,
    matrix: Matrix,
    view: View,
    reader: Reader,
    *,
    wide: bool = True,
    series: Series | None = None,
) -> Chart | None:
    """The chart of this name; None for a matrix that has nothing to draw, or not what the view names.

    `wide` for about 900 px, else for a telephone's 340. `series` as for `embedded`.
    """
    if not matrix.measures or not matrix.authorities:
        return None
    if name is ChartName.SPINE:
        # Of every measure, whichever another page has chosen.
        about = _shown(matrix, view)
        return spine_chart(matrix, about, wide=wide) if about is not None else None
    measure, marked = measure_of(matrix, view.figure), marked_codes(matrix, reader)
    if measure is None:
        return None
    if name is ChartName.RANKED:
        return ranked_chart(matrix, measure, marked, wide=wide)
    if name is ChartName.FUNNEL:
        return funnel_chart(matrix, measure, marked, wide=wide)
    if name is ChartName.MULTIPLES:
        found = over_time(matrix, measures=[measure]) if series is None else series
        return multiples_chart(matrix, measure, found, marked, wide=wide)
    authority = _shown(matrix, view)
    if authority is None:
        return None
    if series is None:
        series = over_time(matrix, measures=[measure], authorities=[authority])
    entry = series[authority.code, measure.key]
    days = [date.fromisoformat(point.period_end) for point in entry.line.series]
    return control_chart(matrix, history(entry, breaks(days, origins(entry, matrix.basis))), wide=wide)


def _shown(matrix: Matrix, view: View) -> Authority | None:
    """The authority that a chart is of. The one that a group is about may itself be kept from the reader."""
    found = authority_of(matrix, view.authority)
    return found if found in matrix.authorities else None
