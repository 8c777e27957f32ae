"""Authorities by indicators, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def region_matrix(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError


def region_matrix_table(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError


def region_view_keep(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError


def region_view_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    raise NotImplementedError
