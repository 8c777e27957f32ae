"""A bounded load: a few connections that each ask again as soon as they are answered."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.services import free_port

CONNECTIONS = 4
HOME = Path(__file__).resolve().parent.parent


@contextmanager
def served(database: str) -> Iterator[int]:
    """The portal in one process of gunicorn with four threads, on the test database; its port."""
    port = free_port()
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}")
    environment = os.environ | {
        "DATABASE_URL": urlunsplit(address),
        "DJANGO_SETTINGS_MODULE": "bench.matrix_settings",
    }
    command = [sys.executable, "-W", "ignore", "-m", "gunicorn", "config.wsgi:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", str(CONNECTIONS)]
    command += ["--no-control-socket", "--log-level", "error", "--keep-alive", "30"]
    process = subprocess.Popen(command, cwd=HOME, env=environment)  # noqa: S603  (our own server)
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("The server of the bench ended before it answered.")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/health/live/")
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"The server of the bench answers with {answer.status}.")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server of the bench did not answer within half a minute.")


def requests_a_second(port: int, address: str, session: tuple[str, str], seconds: float) -> float:
    """Answers a second over all connections; RuntimeError for an answer that is not 200."""
    headers = {"Cookie": f"{session[0]}={session[1]}", "Accept-Encoding": "gzip"}
    counts, faults = [0] * CONNECTIONS, []
    began = time.perf_counter()

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while time.perf_counter() - began < seconds:
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                faults.append(answer.status)
                return
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"{address} was answered with {faults[0]}.")
    return sum(counts) / (time.perf_counter() - began)
