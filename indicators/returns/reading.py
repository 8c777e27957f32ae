"""From uploaded bytes to raw sheets, by way of a throwaway child process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings

# Bytes of answer; far more than the text and cells that the child lets through.
MOST_ANSWER = 16 * 1024 * 1024


class UnreadableFile(Exception):
    """The file cannot be read at all; the message is a sentence for the person who uploaded it."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as it stands: rows of cells, numbered from 0 as in the file."""

    name: str
    rows: list[list[Any]]


def read_sheets(file_name: str, content: bytes) -> list[RawSheet]:
    """The sheets of an xlsx or csv file. Raises UnreadableFile with a sentence.

    The child gets no environment of ours (no database address, no key) and is ended after
    `RETURN_READ_SECONDS`, or when it answers with more than MOST_ANSWER bytes.
    """
    if len(content) > settings.RETURN_MAX_BYTES:
        most = settings.RETURN_MAX_BYTES // (1024 * 1024)
        raise UnreadableFile(f"The file is larger than {most} MB. A return of figures is far smaller.")
    try:
        answer = json.loads(_answer(_ending(file_name), content) or b"{}")
    except json.JSONDecodeError:
        answer = {}
    if "refused" in answer:
        raise UnreadableFile(answer["refused"])
    if "sheets" not in answer:
        raise UnreadableFile(
            "The file could not be read: opening it took too long or too much memory. "
            "Copy the figures into the template and upload that."
        )
    return [RawSheet(_visible(sheet["name"]), sheet["rows"]) for sheet in answer["sheets"]]


def _answer(ending: str, content: bytes) -> bytes:
    """What the child says of the bytes; nothing where it failed, took too long or said too much."""
    with subprocess.Popen(
        [sys.executable, "-m", "indicators.returns.child", ending],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        timer = threading.Timer(settings.RETURN_READ_SECONDS, child.kill)
        timer.start()
        try:
            # The child reads everything before it answers, so neither waits for the other.
            with suppress(BrokenPipeError):
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
