"""The matrix as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def region_matrix_export(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    raise NotImplementedError
