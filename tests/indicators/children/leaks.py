"""Every place where something of an uploaded file could stay, as text; and one search through all of it."""

from __future__ import annotations

import json
import re
import struct
import zipfile
import zlib
from base64 import urlsafe_b64decode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from kombu.transport.memory import Channel

# Place to text: 'indicators_returnproblem.sentence', 'page of the return', 'file data/like-for-like.sqlite3'.
Texts = Iterator[tuple[str, str]]

ANCHOR = 4
ARCHIVE = b"PK\x03\x04"
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
# Before each member: its method, and how long its name and the field after that are.
HEADER = struct.Struct("<8xH16xHH")
URL_SAFE = str.maketrans("+/", "-_")


class Search:
    """Finds which of many identifiers a text holds, whatever its capitals, in one pass.

    A postcode is looked for without its space too. ValueError for one so short that it may stand anywhere.
    """

    def __init__(self, wanted: Iterable[str]) -> None:
        self.by_anchor: dict[str, set[str]] = defaultdict(set)
        for one in wanted:
            for written in {one.casefold(), one.casefold().replace(" ", "")}:
                if len(written) <= ANCHOR:
                    raise ValueError(f"{one!r} is too short to be looked for.")
                self.by_anchor[written[:ANCHOR]].add(written)
        anchors = "|".join(re.escape(anchor) for anchor in sorted(self.by_anchor))
        self.anchored = re.compile(f"(?={anchors})")

    def found_in(self, text: str) -> set[str]:
        # Text of two bytes a letter, read as one, has a NUL beside each.
        plain = text.casefold().replace("\0", "")
        return {
            one
            for match in self.anchored.finditer(plain)
            for one in self.by_anchor[plain[match.start() : match.start() + ANCHOR]]
            if plain.startswith(one, match.start())
        }


def leaks(search: Search, texts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """By place, a few of the identifiers that were found there."""
    found: dict[str, set[str]] = defaultdict(set)
    for place, text in texts:
        found[place] |= search.found_in(text)
    return {place: sorted(those)[:5] for place, those in found.items() if those}


def as_text(value: Any) -> str:
    """A value as it would be read: bytes letter by letter, base64 and archives opened, JSON written out."""
    if isinstance(value, str):
        return "\n".join([value, *(_opened(run) for run in BASE64.findall(value))])
    if isinstance(value, bytes | bytearray | memoryview):
        return as_text(bytes(value).decode("latin-1")) + _members(bytes(value))
    if isinstance(value, Mapping | list | tuple):
        return as_text(json.dumps(value, default=as_text, ensure_ascii=False))
    return "" if value is None else str(value)


def _opened(run: str) -> str:
    """What a long run of base64 stands for, in Celery's messages and in packed sessions."""
    # Whole fours, as the padding may be left out: of what is compressed all but the end is there.
    content = urlsafe_b64decode(run[: len(run) // 4 * 4].translate(URL_SAFE))
    with suppress(zlib.error):
        content = zlib.decompressobj().decompress(content)
    return content.decode("latin-1") + _members(content)


def _members(content: bytes) -> str:
    """Names and contents of the archives in it, whole or cut off."""
    return "\n".join(_member(content, match.start()) for match in re.finditer(re.escape(ARCHIVE), content))


def _member(content: bytes, start: int) -> str:
    header = content[start : start + HEADER.size]
    if len(header) < HEADER.size:
        return ""
    method, name, extra = HEADER.unpack(header)
    text = start + HEADER.size
    held = b""
    # What is stored as it is has been read already.
    if method == zipfile.ZIP_DEFLATED:
        with suppress(zlib.error):
            held = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content[text + name + extra :])
    return (content[text : text + name] + held).decode("latin-1")


# --- places -------------------------------------------------------------------------------------


def in_the_database() -> Texts:
    """Every column of every table, whoever may read it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
            for name, values in zip(names, zip(*rows, strict=True), strict=False):
                yield f"{table}.{name}", "\n".join(as_text(value) for value in values)


def in_files(folder: Path) -> Texts:
    """Every file beneath the folder: its name and its bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"file {path.relative_to(folder)}", f"{path.name}\n{as_text(path.read_bytes())}"


def in_the_broker() -> Texts:
    """The messages that wait, and what is cached."""
    if settings.EMBEDDED:
        for name, queue in Channel.queues.items():
            yield f"queue {name}", "\n".join(as_text(message) for message in list(queue.queue))
        yield "cache", "\n".join(as_text(value) for value in cache._cache.values())  # type: ignore[attr-defined]
        return
    with closing(redis.Redis.from_url(settings.REDIS_URL)) as client:
        for key in client.scan_iter():
            yield f"redis {key.decode()}", as_text(_of_redis(client, key))


def _of_redis(client: redis.Redis, key: bytes) -> Any:
    kind = client.type(key)
    if kind == b"list":
        return client.lrange(key, 0, -1)
    if kind == b"hash":
        return list(client.hgetall(key).items())
    if kind == b"set":
        return list(client.smembers(key))
    if kind == b"zset":
        return client.zrange(key, 0, -1)
    return client.get(key)
