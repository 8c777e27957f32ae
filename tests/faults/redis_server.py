"""A Redis of the portal's own, that a test may kill and start again on the same port."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import redis

from tests.services import start_redis

# Celery's name for the list in which nudges wait.
QUEUE = "celery"
PATIENCE_SECONDS = 20


class RedisServer:
    """`address` stays the same; what was in it is lost with each restart, since nothing is kept on disk."""

    def __init__(self, folder: Path) -> None:
        self.process, self.address = start_redis(folder)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=PATIENCE_SECONDS)

    def start_again(self) -> None:
        """By the command line of the first time, port and all."""
        self.process = subprocess.Popen(self.process.args, stdin=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with redis.Redis.from_url(self.address) as client:
                    client.ping()
                    return
            except redis.ConnectionError:
                assert time.monotonic() < until, "Redis did not start again."
                time.sleep(0.05)

    def waiting(self) -> int:
        """How many nudges nobody has taken yet."""
        with redis.Redis.from_url(self.address) as client:
            waiting: int = client.llen(QUEUE)
            return waiting
