"""A chart as a page shows it: its words, and the addresses of its picture and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from authorities.sharing import Reader
from reports.charts.chart import ChartName
from reports.charts.making import make_chart
from reports.side_by_side.matrix import Entry, Matrix
from reports.side_by_side.views import View


@dataclass(frozen=True, slots=True)
class Embedded:
    """What templates/components/chart.html shows. `svg`, `png` and `csv` are downloads."""

    title: str
    words: str
    wide: str
    narrow: str
    svg: str
    png: str
    csv: str


def embedded(
    name: ChartName,
    matrix: Matrix,
    view: View,
    reader: Reader,
    *,
    series: Mapping[tuple[str, str], Entry] | None = None,
) -> Embedded | None:
    """The chart of what a page shows, or None where there is nothing to draw it of.

    The measure and the authority are the view's (`measure_of`, `authority_of`). `series` is what `over_time`
    gave, for a page that has asked already; MULTIPLES and CONTROL ask for themselves without it.
    """
    chart = make_chart(name, matrix, view, reader, series=series)
    if chart is None:
        return None
    # The newest period of today may not be that of tomorrow, when somebody opens the address again.
    query = view.query(period_end=matrix.period_end)
    code = matrix.group.region.code

    def address(kind: str, extra: str) -> str:
        return f"{reverse('region_chart', args=[code, name.value, kind])}?{query}&{extra}"

    return Embedded(
        title=chart.title,
        words=chart.alt,
        wide=address("svg", "width=wide"),
        narrow=address("svg", "width=narrow"),
        svg=address("svg", "download=1"),
        png=address("png", "download=1"),
        csv=address("csv", "download=1"),
    )
