"""What the tests of the release pages send, and how they read the answer."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.indicators.published.small_files import referrals


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def statistics(content: bytes, file_name: str = "small.csv", **fields: str) -> dict[str, Any]:
    """What the form sends: published on 30 October 2026 unless `fields` say otherwise."""
    sent: dict[str, Any] = {"what": "statistics", "statistics-file": SimpleUploadedFile(file_name, content)}
    day = {"released_on_day": "30", "released_on_month": "10", "released_on_year": "2026"}
    return sent | {f"statistics-{field}": value for field, value in (day | fields).items()}


def unmapped(content: bytes | None = None) -> bytes:
    """The small file of referrals, with a column of a name that no mapping has."""
    return (content or referrals()).replace(b"rereferral_percent", b"percent_referred_again")
