"""From uploaded bytes to raw sheets of figures, or to protected lists, by way of a throwaway process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings

from indicators.annex_a.answer import AnnexARead, understood

# Bytes of answer; more than the text and cells of figures, or 60,000 rows of lists, ever take.
MOST_ANSWER = 64 * 1024 * 1024
CHILD_ENVIRONMENT = {
    "PATH": os.defpath,
    "PYTHONDONTWRITEBYTECODE": "1",
    "LANG": "C.UTF-8",
    # Each thread of polars asks for memory of its own.
    "POLARS_MAX_THREADS": "2",
}


class UnreadableFile(Exception):
    """The file cannot be read at all; the message is a sentence for the person who uploaded it."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as it stands: rows of cells, numbered from 0 as in the file."""

    name: str
    rows: list[list[Any]]


def read_upload(
    file_name: str, content: bytes, *, period_end: date, key: bytes
) -> list[RawSheet] | AnnexARead:
    """The sheets of a return of figures, or the protected lists of an Annex A file, told by its content.

    `key` is the authority's own for pseudonyms. It goes to the child by stdin, as arguments and environments
    can be seen by others. Raises UnreadableFile with a sentence.
    """
    answer = _ask(file_name, content, {"period_end": period_end.isoformat(), "key": key.hex()})
    return understood(answer) if "lists" in answer else _sheets(answer)


def read_sheets(file_name: str, content: bytes) -> list[RawSheet]:
    """The sheets of a return of figures, xlsx or csv. Raises UnreadableFile with a sentence."""
    return _sheets(_ask(file_name, content, {"period_end": "", "key": ""}))


def _sheets(answer: dict[str, Any]) -> list[RawSheet]:
    return [RawSheet(_visible(sheet["name"]), sheet["rows"]) for sheet in answer["sheets"]]


def _ask(file_name: str, content: bytes, about: dict[str, str]) -> dict[str, Any]:
    """What the child answers. Raises UnreadableFile.

    The child gets no environment of ours (no database address, no key) and is ended after
    `RETURN_READ_SECONDS`, or when it answers with more than MOST_ANSWER bytes.
    """
    if len(content) > settings.RETURN_MAX_BYTES:
        most = settings.RETURN_MAX_BYTES // (1024 * 1024)
        raise UnreadableFile(f"The file is larger than {most} MB. A return is far smaller.")
    asked = json.dumps({"ending": _ending(file_name), **about}).encode()
    try:
        answer: dict[str, Any] = json.loads(_answer(asked, content) or b"{}")
    except json.JSONDecodeError:
        answer = {}
    if "refused" in answer:
        raise UnreadableFile(answer["refused"])
    if not answer.keys() & {"sheets", "lists"}:
        raise UnreadableFile(
            "The file could not be read: opening it took too long or too much memory. "
            "Copy the figures, or the lists, into a new workbook and upload that."
        )
    return answer


def _answer(asked: bytes, content: bytes) -> bytes:
    """What the child says of the bytes; nothing where it failed, took too long or said too much."""
    with subprocess.Popen(
        [sys.executable, "-m", "indicators.returns.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A traceback may quote what stands in a cell.
        stderr=subprocess.DEVNULL,
        cwd=settings.BASE_DIR,
        env=CHILD_ENVIRONMENT,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        timer = threading.Timer(settings.RETURN_READ_SECONDS, child.kill)
        timer.start()
        try:
            # The child reads everything before it answers, so neither waits for the other.
            with suppress(BrokenPipeError):
                child.stdin.write(asked + b"\n")
                child.stdin.write(content)
            with suppress(BrokenPipeError):
                child.stdin.close()
            said = child.stdout.read(MOST_ANSWER + 1)
            if len(said) > MOST_ANSWER:
                child.kill()
            failed = child.wait() != 0
        finally:
            child.kill()  # of no effect on one that has ended
            timer.cancel()
    return b"" if failed or len(said) > MOST_ANSWER else said


def _visible(name: str) -> str:
    return "".join(mark if mark.isprintable() else " " for mark in name)


def _ending(file_name: str) -> str:
    """All of the name that matters to reading: its ending. The rest may hold what no command line takes."""
    ending = PurePath(file_name).suffix.lower()
    return ending if ending[1:].isascii() and ending[1:].isalnum() else ""
