"""One indicator of one authority over time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def region_over_time(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError
