"""Any chart of the regional pages, as a picture or as its data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def region_chart(request: HttpRequest, code: str, chart: str, kind: str) -> HttpResponse:
    raise NotImplementedError
