"""Who sees whose figures of this year: the region's agreement, and an authority's choice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def region_sharing(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError


def authority_sharing(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError
