"""Answers that are files."""

from __future__ import annotations

import json

from django.http import Http404, HttpResponse

from reports.exports import header_of, scorecard_as_csv, scorecard_as_json
from reports.reading import Reading

# So that a spreadsheet reads the file as UTF-8 without being asked.
BYTE_ORDER_MARK = "\ufeff"


def csv_file(text: str, name: str) -> HttpResponse:
    return _attachment(BYTE_ORDER_MARK + text, "text/csv; charset=utf-8", f"{name}.csv")


def scorecard_file(reading: Reading, kind: str, status: str, suffix: str = "") -> HttpResponse:
    """A reading as a download, `kind` csv or json; Http404 for any other."""
    name = f"scorecard-{reading.authority}-{reading.period_end[:7]}-{reading.template}{suffix}"
    if kind == "csv":
        return csv_file(scorecard_as_csv(reading.lines), name)
    if kind == "json":
        data = scorecard_as_json(reading.lines, header_of(reading, status))
        text = json.dumps(data, indent=2, ensure_ascii=False)
        return _attachment(text, "application/json", f"{name}.json")
    raise Http404


def _attachment(text: str, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        text.encode(),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
