"""What config/settings.py makes of an environment, read by a process of its own as at every start."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SAFE = {
    "LFL_PRODUCTION": "1",
    "LFL_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJKLMNOP",
    "LFL_ALLOWED_HOSTS": "scorecards.example.gov.uk",
    "LFL_PUBLIC_ADDRESS": "https://scorecards.example.gov.uk",
    "LFL_EMAIL_URL": "smtp+tls://user:password@mail.example.gov.uk:587",
    "DATABASE_URL": "postgresql://user:password@postgres.example.gov.uk/name",
    "REDIS_URL": "redis://redis.example.gov.uk:6379/0",
}


def start(folder: Path, show: str = "", **given: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    code = f"from config import settings; print({show or 'None'})"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={**kept, "LFL_DATA_DIR": str(folder / "data"), **given},
        capture_output=True,
        text=True,
        check=False,
    )


def refusal(folder: Path, **given: str) -> str:
    done = start(folder, **given)
    assert done.returncode != 0, f"it started with {given}"
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last, done.stderr
    return last


def test_a_safe_production_starts(tmp_path: Path) -> None:
    done = start(tmp_path, "settings.PRODUCTION, settings.ALLAUTH_TRUSTED_PROXY_COUNT", **SAFE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "True 1"


@pytest.mark.parametrize("name", ["LFL_PRODUCTION", "LFL_DEBUG"])
def test_a_switch_that_is_neither_on_nor_off_stops_with_a_sentence(tmp_path: Path, name: str) -> None:
    said = refusal(tmp_path, **{name: "yess"})
    assert name in said and "'yess'" in said and "1" in said


@pytest.mark.parametrize(
    ("word", "on"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("false", False), ("", False)]
)
def test_a_switch_is_on_or_off_by_the_usual_words(tmp_path: Path, word: str, on: bool) -> None:
    done = start(tmp_path, "settings.DEBUG", LFL_DEBUG=word)
    assert (done.returncode, done.stdout.strip()) == (0, str(on)), done.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"LFL_DEBUG": "1"}, "LFL_DEBUG must be off"),
        ({"LFL_ALLOWED_HOSTS": "*"}, "LFL_ALLOWED_HOSTS must name the hosts"),
        ({"LFL_EMAIL_URL": "filemail:///mail"}, "LFL_EMAIL_URL must name a mail server"),
        ({"LFL_EMAIL_URL": "dummymail://"}, "LFL_EMAIL_URL must name a mail server"),
        ({"LFL_SECRET_KEY": "ab" * 30}, "at least 10 different characters"),
        ({"LFL_SECRET_KEY": "short"}, "at least 50 characters"),
        ({"REDIS_URL": ""}, "REDIS_URL must be given"),
    ],
)
def test_production_does_not_start_with_what_would_expose_the_data(
    tmp_path: Path, given: dict[str, str], said: str
) -> None:
    assert said in refusal(tmp_path, **{**SAFE, **given})


@pytest.mark.parametrize("given", [{"LFL_DEBUG": "1"}, {"LFL_ALLOWED_HOSTS": "localhost,*"}])
def test_a_database_on_another_machine_is_guarded_though_nobody_said_production(
    tmp_path: Path, given: dict[str, str]
) -> None:
    (name,) = given
    for address in (SAFE["DATABASE_URL"], "postgresql:///name?host=postgres.example.gov.uk"):
        assert name in refusal(tmp_path, DATABASE_URL=address, **given)
    for here in ("postgresql://user@localhost/name", "postgresql:///name?host=/run/postgresql"):
        done = start(tmp_path, DATABASE_URL=here, **given)
        assert done.returncode == 0, done.stderr


def test_the_data_folder_is_made_for_its_owner_alone_and_one_that_exists_is_left(tmp_path: Path) -> None:
    assert start(tmp_path).returncode == 0
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    (tmp_path / "data").chmod(0o755)
    assert start(tmp_path).returncode == 0
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o755


def test_no_proxy_is_believed_unless_there_is_one(tmp_path: Path) -> None:
    shown = "settings.ALLAUTH_TRUSTED_PROXY_COUNT"
    assert start(tmp_path, shown).stdout.strip() == "0"
    assert start(tmp_path, shown, LFL_TRUSTED_PROXIES="2", **SAFE).stdout.strip() == "2"
