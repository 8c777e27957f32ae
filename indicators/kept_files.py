"""A file that waits for a person's answer: kept for an hour, for that person, under a key nobody guesses.

An unmapped file of published statistics is read once, a mapping is proposed, and the person's answers come
with the next request. The bytes stay in the cache meanwhile: nothing of it is in the database until the
mapping is confirmed.
"""

from __future__ import annotations

import secrets
import zlib
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from authorities.models import User

SECONDS = 60 * 60


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The file as it came, and what was typed beside it."""

    file_name: str
    content: bytes
    name: str
    released_on: date | None


def keep_file(kept: KeptFile, *, user: User) -> str:
    """The key under which the same person finds it again."""
    key = secrets.token_urlsafe(24)
    held = (kept.file_name, zlib.compress(kept.content, 1), kept.name, kept.released_on)
    cache.set(_address(user, key), held, SECONDS)
    return key


def kept_file(key: str, *, user: User) -> KeptFile | None:
    """None for another person's, an unknown one, and one whose hour is over."""
    held = cache.get(_address(user, key))
    if held is None:
        return None
    file_name, packed, name, released_on = held
    return KeptFile(file_name, zlib.decompress(packed), name, released_on)


def forget_file(key: str, *, user: User) -> None:
    cache.delete(_address(user, key))


def _address(user: User, key: str) -> str:
    # A key of the address may hold anything; a cache's key may not.
    return f"published-file:{user.pk}:{key.encode().hex()[:100]}"
