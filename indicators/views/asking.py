"""What every view here takes from a request."""

from __future__ import annotations

from django.http import HttpRequest

from authorities.models import User


def person(request: HttpRequest) -> User:
    """The signed-in person; LoginRequiredMiddleware has turned everybody else away."""
    assert isinstance(request.user, User)
    return request.user
