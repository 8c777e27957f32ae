"""The answer of account pages that the portal does not offer."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse


@login_not_required
def closed(request: HttpRequest, **parts: str) -> HttpResponse:
    """allauth must find an address for some names; for everybody there is nothing at it."""
    raise Http404
