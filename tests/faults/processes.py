"""The processes beneath one, and their end without warning."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# What a process that billiard spawned is started with; its tracker of semaphores is not.
SPAWNED = b"spawn_main"


def children_of(pid: int) -> list[int]:
    """The processes that this one started and that still run."""
    return [child for child, parent in _parents() if parent == pid]


def pool_of(worker: subprocess.Popen[bytes]) -> list[int]:
    """The processes in which a Celery worker runs its tasks."""
    return [pid for pid in children_of(worker.pid) if SPAWNED in _command_line(pid)]


def kill(pid: int) -> None:
    """As the kernel does when memory runs out: nothing can be tidied up."""
    os.kill(pid, signal.SIGKILL)


def kill_whole(process: subprocess.Popen[bytes]) -> None:
    """The process first, so that it cannot replace a child, then all that it left behind."""
    left = children_of(process.pid)
    process.kill()
    process.wait(timeout=20)
    for pid in left:
        with suppress(ProcessLookupError):
            kill(pid)


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        # It may end while we look.
        with suppress(OSError):
            # After the name, which may hold anything: the state, then the parent.
            fields = (folder / "stat").read_bytes().rpartition(b")")[2].split()
            yield int(folder.name), int(fields[1])


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
