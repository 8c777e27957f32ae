"""The portal as it really runs, for the journeys: loaded by `demo`, served by gunicorn, with its worker.

With PostgreSQL and Redis the web, worker and beat are three processes, as in docker-compose.yml; in
the embedded mode it is one. Each pytest process has a stack of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings

from tests.services import free_port

PATIENCE_SECONDS = 60
AUTHORITIES, QUARTERS = "6", "8"


@dataclass
class Stack:
    """A running portal: its address, one sign-in a role, and the folder that its mail is written to."""

    address: str
    folder: Path
    sign_ins: dict[str, tuple[str, str]] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    database: str = ""

    @property
    def sample(self) -> Path:
        """The corrected workbook that `demo` leaves for a visitor to upload."""
        return next((self.folder / "demonstration").glob("corrected-return-*.xlsx"))

    @property
    def lists(self) -> Path:
        """The newest Annex A workbook of the authority that hands in lists."""
        return next((self.folder / "demonstration").glob("annex-a-*.xlsx"))

    def newest_link(self) -> str:
        """The invitation link in the newest mail."""
        newest = max((self.folder / "mail").iterdir(), key=lambda path: path.stat().st_mtime)
        text = newest.read_text(encoding="utf-8").replace("=\n", "")
        found = re.search(r"http://127\.0\.0\.1:\d+(/invitations/\S+/)", text)
        assert found is not None, text
        return self.address + found[1]

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def start(self, *words: str) -> None:
        with (self.folder / f"{words[0]}-{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait(timeout=30)
        if self.database:
            with psycopg.connect(server_address("postgres"), autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{self.database}" WITH (FORCE)')


def start_stack(folder: Path, worker: str) -> Stack:
    port = free_port()
    stack = Stack(f"http://127.0.0.1:{port}", folder)
    stack.environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("LFL_", "DATABASE_", "REDIS_"))
        },
        "LFL_DATA_DIR": str(folder),
        "LFL_PUBLIC_ADDRESS": stack.address,
        "LFL_EMAIL_URL": f"filemail:///{folder / 'mail'}",
        "LFL_PUBLISHED_DIR": str(settings.PUBLISHED_DIR),
    }
    if settings.DATABASE_URL:
        stack.database = f"journeys_{worker}"
        with psycopg.connect(server_address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{stack.database}"')
        stack.environment["DATABASE_URL"] = server_address(stack.database)
        stack.environment["REDIS_URL"] = settings.REDIS_URL
    loaded = json.loads(stack.manage("demo", "--authorities", AUTHORITIES, "--quarters", QUARTERS))
    stack.sign_ins = {one["role"]: (one["email"], one["password"]) for one in loaded["sign_ins"]}
    stack.start("gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}", "--threads", "4")
    if settings.REDIS_URL:
        stack.start("celery", "-A", "config.celery", "worker", "--pool", "solo", "--loglevel", "WARNING")
        schedule = str(folder / "celerybeat-schedule")
        stack.start("celery", "-A", "config.celery", "beat", "--schedule", schedule, "--loglevel", "WARNING")
    wait_until_ready(stack)
    return stack


def server_address(database: str) -> str:
    """The address of a database on the tests' PostgreSQL server."""
    parts = urlsplit(settings.DATABASE_URL)
    return urlunsplit(parts._replace(path=f"/{database}"))


def wait_until_ready(stack: Stack) -> None:
    """Until the web process says that it and what it stands on are ready."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{stack.address}/health/ready/", timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        ended = [p for p in stack.processes if p.poll() is not None]
        assert not ended, [log.read_text()[-2000:] for log in stack.folder.glob("*.log")]
        time.sleep(0.1)
    raise AssertionError(f"{stack.address} was not ready within {PATIENCE_SECONDS} seconds")
