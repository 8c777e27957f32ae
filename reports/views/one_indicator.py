"""One indicator across a group of authorities."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def region_compare(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError
