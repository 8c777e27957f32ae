"""The matrix as a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from authorities.access import Act, reader_in, region_for
from authorities.models import Region
from authorities.refusal import Refused
from authorities.sharing import Reader
from reports.side_by_side.exports.data_workbook import write_data_workbook
from reports.side_by_side.exports.long_form import matrix_csv
from reports.side_by_side.exports.tidy import meta_csv, nine_character_codes, tidy_csv
from reports.side_by_side.exports.workbook import matrix_workbook
from reports.side_by_side.groups import Basis
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.reading import periods_offered, read_matrix
from reports.side_by_side.views import View, read_view
from reports.views.downloads import csv_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# What a request can gather in some seconds: thirty authorities, sixty indicators, forty quarters.
MOST_CELLS = 72_000

File = Callable[[Region, View, Reader], HttpResponse]


def region_matrix_export(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    region = region_for(request.user, code, Act.COMPARE)
    made = FILES.get(kind)
    if made is None:
        raise Http404
    view = read_view(request.GET)
    try:
        return made(region, view, reader_in(request.user, region))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('region_matrix', args=[code])}?{view.query()}")


def _workbook(region: Region, view: View, reader: Reader) -> HttpResponse:
    matrix = read_matrix(region, view, reader)
    content = matrix_workbook(matrix, view.shade, timezone.localdate())
    return _attachment(content, XLSX, f"{_name('matrix', matrix)}.xlsx")


def _csv(region: Region, view: View, reader: Reader) -> HttpResponse:
    matrix = read_matrix(region, view, reader)
    return csv_file(matrix_csv([matrix]), _name("matrix", matrix))


def _tidy(region: Region, view: View, reader: Reader) -> HttpResponse:
    matrix = read_matrix(region, view, reader)
    codes = nine_character_codes(matrix.authorities, matrix.period_end)
    # A program reads it: without the mark by which a spreadsheet knows UTF-8.
    return _attachment(tidy_csv(matrix, codes).encode(), CSV, f"{_name('matrix-tidy', matrix)}.csv")


def _meta(region: Region, view: View, reader: Reader) -> HttpResponse:
    matrix = read_matrix(region, view, reader)
    return _attachment(meta_csv(matrix).encode(), CSV, f"{_name('matrix-tidy', matrix)}.meta.csv")


def _data(region: Region, view: View, reader: Reader) -> HttpResponse:
    """Every period that can be chosen; of published figures each line has its newest years already."""
    views = [view]
    if view.basis is Basis.IN_YEAR:
        views = [replace(view, period_end=end) for end in periods_offered(region)] or views
    first = read_matrix(region, views[0], reader)
    if len(views) * len(first.entries) > MOST_CELLS:
        raise Refused(
            f"Every period of {len(first.authorities)} authorities on {len(first.measures)} indicators is "
            f"more than {MOST_CELLS:,} figures. Choose a family, or pick fewer authorities by hand."
        )
    matrices = [first, *(read_matrix(region, each, reader) for each in views[1:])]
    out = io.BytesIO()
    write_data_workbook(matrices, timezone.localdate(), out)
    return _attachment(out.getvalue(), XLSX, f"matrix-data-{region.code}.xlsx")


FILES: dict[str, File] = {"xlsx": _workbook, "csv": _csv, "tidy": _tidy, "meta": _meta, "data": _data}


def _name(what: str, matrix: Matrix) -> str:
    return f"{what}-{matrix.group.region.code}-{matrix.period_end:%Y-%m}"


def _attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
