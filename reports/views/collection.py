"""The collection board of a region: who has returned, the deadline, reminders."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def region_board(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError


def region_board_export(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    raise NotImplementedError


def region_deadline(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError


def region_remind(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError
