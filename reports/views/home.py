"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.home import home_of


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/home.html", {"home": home_of(request.user)})  # type: ignore[arg-type]
