"""Any chart of the regional pages, as a picture or as its data."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from authorities.access import Act, reader_in, region_for
from indicators.csv_cells import csv_text
from reports.charts.chart import ChartName
from reports.charts.drawing import png_of, svg_of
from reports.charts.making import make_chart
from reports.side_by_side.reading import read_matrix
from reports.side_by_side.views import read_view
from reports.views.downloads import csv_file

KINDS = ("svg", "png", "csv")
OF_ONE_MEASURE = (ChartName.RANKED, ChartName.FUNNEL, ChartName.MULTIPLES)


def region_chart(request: HttpRequest, code: str, chart: str, kind: str) -> HttpResponse:
    """The chart of what the page of the same query shows. `width=narrow` is for telephones.

    A picture is shown in its place unless `download=1` asks for a file; csv is always one. Http404 for a
    chart or a kind that there is not, and for one that has nothing to be drawn of.
    """
    region = region_for(request.user, code, Act.COMPARE)
    if chart not in set(ChartName) or kind not in KINDS:
        raise Http404
    view, reader = read_view(request.GET), reader_in(request.user, region)
    # One measure is quickly read; the others are of an authority that the whole matrix may have to choose.
    matrix = read_matrix(region, view, reader, only=view.figure if chart in OF_ONE_MEASURE else "")
    wide = request.GET.get("width") != "narrow"
    made = make_chart(ChartName(chart), matrix, view, reader, wide=wide)
    if made is None:
        raise Http404
    name = f"{chart}-{region.code}-{matrix.period_end:%Y-%m}"
    if kind == "csv":
        return csv_file(csv_text(made.columns, made.cells()), name)
    if kind == "svg":
        response = HttpResponse(svg_of(made), content_type="image/svg+xml; charset=utf-8")
    else:
        response = HttpResponse(png_of(made), content_type="image/png")
    if request.GET.get("download") == "1":
        response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
