"""The portal as it runs in earnest, for the faults: approved through its pages, watched through its database.

With PostgreSQL and Redis: web, worker (one spawned process) and schedule, and a Redis that may be killed. In
the embedded mode: one gunicorn.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from indicators.models import JobState
from tests.faults.processes import kill, kill_whole, pool_of
from tests.faults.redis_server import RedisServer
from tests.faults.visitor import Visitor
from tests.journeys.stack import Stack, server_address, wait_until_ready
from tests.services import free_port

PATIENCE_SECONDS = 60
# A worker that has said nothing for so long is thought lost; the longest silence of a sound one is shorter.
LOST_AFTER_SECONDS = 8
# Open cases behind the lists of an authority: few where a lock makes counting last, many where rows do.
FEW, MANY = 300, 4_000
# What counting asks for when the rows are read, and what is asked for when the values are written.
CALENDAR, LAYOUTS = "indicators_bankholiday", "reports_scorecardtemplate"
# What a job says in its first step, in which the lists are read and counted.
READING, COUNTING = "Reading the rows", "Counting"
COUNTED, VALUES, SCORECARDS = "indicators_countedvalue", "indicators_value", "reports_scorecard"

Figures = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class SeenJob:
    """A job's row as it stands."""

    pk: int
    state: str
    attempt: int
    text: str
    error: str
    result: dict[str, int]

    @property
    def counting(self) -> bool:
        """In its first step, of which nothing is written yet."""
        begun = COUNTING if settings.DATABASE_URL else (READING, COUNTING)
        return self.state == JobState.RUNNING and self.text.startswith(begun)


class Portal:
    """`bell` is None in the embedded mode; `prepared` is what tests/faults/prepare.py printed."""

    def __init__(self, stack: Stack, bell: RedisServer | None) -> None:
        self.stack, self.bell = stack, bell
        self.prepared: dict[str, Any] = {}
        self.visitors: dict[str, Visitor] = {}

    def sign_in(self) -> None:
        """The approvers, ahead of everything: what follows is measured in moments."""
        for code, place in self.prepared["returns"].items():
            self.visitors[code] = Visitor(self.stack.address, place["approver"], self.prepared["password"])

    # --- what people do ---------------------------------------------------------------------------

    def approve(self, code: str) -> None:
        """Press the button on the page of the return."""
        self.visitors[code].post(f"/authorities/{code}/returns/{self._place(code)['return']}/approve/")

    # --- what is seen -----------------------------------------------------------------------------

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        if self.stack.database:
            with psycopg.connect(server_address(self.stack.database), autocommit=True) as connection:
                return connection.execute(statement.encode()).fetchall()
        with closing(sqlite3.connect(self.stack.folder / "like-for-like.sqlite3", timeout=20)) as file:
            return file.execute(statement).fetchall()

    def jobs(self, code: str) -> list[SeenJob]:
        """Every job of the authority, oldest first."""
        found = self.rows(
            "SELECT id, state, attempt, progress_text, error, result FROM indicators_job "
            f"WHERE authority_id = {self._key(code)} ORDER BY id"
        )
        # SQLite gives JSON as text.
        return [
            SeenJob(
                pk, state, attempt, text, error, json.loads(result) if isinstance(result, str) else result
            )
            for pk, state, attempt, text, error, result in found
        ]

    def job(self, code: str) -> SeenJob:
        """Its only job."""
        (only,) = self.jobs(code)
        return only

    def figures(self, code: str) -> Figures:
        """Its counted figures, values and scorecards, without what differs between two authorities."""
        parts = "of.numerator, of.denominator, of.value, of.symbol, of.complete"
        figures = f"i.code, of.window, of.period_end, {parts} FROM"
        named = "of JOIN indicators_indicator i ON i.id = of.indicator_id"
        held = {
            COUNTED: f"{figures} {COUNTED} {named}",
            VALUES: f"{figures} {VALUES} {named}",
            SCORECARDS: f"of.period_end, of.template_id, of.calculated_at IS NULL FROM {SCORECARDS} of",
        }
        return {
            table: self.rows(f"SELECT {what} WHERE of.authority_id = {self._key(code)} ORDER BY 1, 2, 3")
            for table, what in held.items()
        }

    def _key(self, code: str) -> int:
        key: int = self._place(code)["authority"]
        return key

    def _place(self, code: str) -> dict[str, Any]:
        place: dict[str, Any] = self.prepared["returns"][code]
        return place

    def wait_for(self, code: str, wanted: Callable[[SeenJob], bool], what: str) -> SeenJob:
        """The job once it is as wanted. Fails when it is over without having been so, or after a minute."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            seen = self.job(code)
            if wanted(seen):
                return seen
            assert seen.state not in (JobState.DONE, JobState.PARKED), f"never {what}: {seen}"
            time.sleep(0.002)
        raise AssertionError(f"not {what} within {PATIENCE_SECONDS} seconds: {seen}\n{self._logs()}")

    def wait_until_done(self, code: str) -> SeenJob:
        return self.wait_for(code, lambda job: job.state == JobState.DONE, "done")

    def _logs(self) -> str:
        return "\n".join(path.read_text()[-2000:] for path in self.stack.folder.glob("*.log"))

    # --- what befalls it --------------------------------------------------------------------------

    @contextmanager
    def held_up(self, asks: str) -> Iterator[None]:
        """Within it a job comes no further than to where it asks for that table, which is locked: there is
        time for a fault. On SQLite nothing keeps a reader waiting; there many rows give the time."""
        if not self.stack.database:
            yield
            return
        with psycopg.connect(server_address(self.stack.database)) as connection:
            connection.execute(f"LOCK TABLE {asks} IN ACCESS EXCLUSIVE MODE".encode())
            yield
            connection.rollback()

    def kill_who_counts(self) -> None:
        """The worker's own process for tasks; in the embedded mode the whole portal, as both are one."""
        if self.bell is None:
            kill_whole(self._process("gunicorn"))
            return
        (only,) = pool_of(self._process("celery"))
        kill(only)

    def start_again(self) -> None:
        """What nobody starts again by itself: the embedded portal. Celery replaces its own process."""
        if self.bell is None:
            self.stack.processes.remove(self._process("gunicorn"))
            start_web(self.stack)
            wait_until_ready(self.stack)

    def stop(self) -> None:
        try:
            self.stack.stop()
        finally:
            if self.bell is not None:
                self.bell.kill()

    def _process(self, name: str) -> subprocess.Popen[bytes]:
        return next(p for p in self.stack.processes if isinstance(p.args, list) and name in p.args)


def _plain(result: Any) -> dict[str, int]:
    """SQLite gives JSON as text."""
    read: dict[str, int] = json.loads(result) if isinstance(result, str) else result
    return read


def start_portal(folder: Path, run: str, codes: list[str]) -> Portal:
    """Set up, loaded with a submitted return for each code, and serving. `run` names its database."""
    bell = RedisServer(folder / "redis") if settings.REDIS_URL else None
    stack = Stack(f"http://127.0.0.1:{free_port()}", folder)
    stack.environment = {
        # PATH and the language; nothing of a portal that this shell may know.
        **{n: v for n, v in os.environ.items() if not n.startswith(("LFL_", "DATABASE_", "REDIS_"))},
        "LFL_DATA_DIR": str(folder),
        "LFL_PUBLIC_ADDRESS": stack.address,
        "LFL_JOB_LOST_AFTER_SECONDS": str(LOST_AFTER_SECONDS),
    }
    if bell is not None:
        stack.database = f"faults_{run}"
        with psycopg.connect(server_address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{stack.database}"'.encode())
        stack.environment |= {"DATABASE_URL": server_address(stack.database), "REDIS_URL": bell.address}
    portal = Portal(stack, bell)
    try:
        portal.prepared = _prepare(stack, codes)
        start_web(stack)
        if bell is not None:
            _start_celery(stack)
        wait_until_ready(stack)
        portal.sign_in()
    except BaseException:
        portal.stop()
        raise
    return portal


def _start_celery(stack: Stack) -> None:
    celery = ("celery", "-A", "config.celery")
    pool = ("--pool-start-method", "spawn", "--concurrency", "1")
    stack.start(*celery, "worker", *pool, "--loglevel", "INFO")
    stack.start(*celery, "beat", "--schedule", str(stack.folder / "beat"), "--loglevel", "INFO")


def start_web(stack: Stack) -> None:
    address = stack.address.removeprefix("http://")
    stack.start(
        "gunicorn", "config.wsgi:application", "--bind", address, "--threads", "4", "--no-control-socket"
    )


def _prepare(stack: Stack, codes: list[str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.prepare", str(FEW if stack.database else MANY), *codes],
        cwd=settings.BASE_DIR,
        env=stack.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    prepared: dict[str, Any] = json.loads(done.stdout)
    return prepared
