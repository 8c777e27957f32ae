"""One authority among others, on every indicator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def region_spine(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError
