"""What the commands that take a file in share: the person in whose name, and the bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from authorities.access import Act, may
from authorities.models import User
from indicators.management.operator import person_of


def administrator_of(email: str | None, what: str) -> User | None:
    """The person, who must be an administrator of the portal; None is the operator."""
    person = person_of(email)
    if person is not None and not may(person, Act.ADMINISTER):
        raise CommandError(f"{person.email} may not {what}: an administrator of the portal may.")
    return person


def day_of(text: str | date) -> date:
    try:
        return text if isinstance(text, date) else date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is not a day: write it like 2025-05-01.") from error


def content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
