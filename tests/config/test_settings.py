"""What config/settings.py makes of an environment, read by a process of its own as at every start."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings

from config.child_keys import kept_child_keys


def key(content: bytes) -> str:
    return base64.b64encode(content).decode()


ONE, OTHER = key(bytes(range(32))), key(bytes(range(100, 132)))
SAFE = {
    "LFL_PRODUCTION": "1",
    "LFL_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJKLMNOP",
    "LFL_CHILD_KEYS": f"1:{ONE}",
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


def test_a_portal_without_settings_makes_its_childrens_key_once_for_its_owner_alone(tmp_path: Path) -> None:
    shown = "*settings.CHILD_KEYS, settings.CHILD_KEYS['1'].hex(), settings.CHILD_FILE_DAYS"
    first, second = start(tmp_path, shown), start(tmp_path, shown)
    assert first.returncode == 0, first.stderr
    version, made, days = first.stdout.split()
    assert (version, len(bytes.fromhex(made)), days) == ("1", 32, "30")
    assert second.stdout == first.stdout
    kept = tmp_path / "data" / "child-keys"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert {path.name for path in kept.parent.iterdir()} == {"child-keys", "secret-key", "static"}
    assert made not in start(tmp_path / "another", shown).stdout


def test_two_portals_that_start_at_once_make_one_key(tmp_path: Path) -> None:
    made: list[str] = []
    threads = [Thread(target=lambda: made.append(kept_child_keys(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 1 and len(made) == 8


def test_the_childrens_keys_come_from_the_environment_newest_last(tmp_path: Path) -> None:
    shown = "[(name, kept and len(kept)) for name, kept in settings.CHILD_KEYS.items()]"
    done = start(tmp_path, shown, **{**SAFE, "LFL_CHILD_KEYS": f"0:retired, 1:{ONE},2:{OTHER}"})
    assert done.stdout.strip() == "[('0', None), ('1', 32), ('2', 32)]", done.stderr
    assert not (tmp_path / "data" / "child-keys").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (ONE, "entry 1 of LFL_CHILD_KEYS has no version"),
        (f"1:{ONE},", "entry 2 of LFL_CHILD_KEYS has no version"),
        (f"1:{ONE},1:{OTHER}", "LFL_CHILD_KEYS has version 1 twice"),
        (f"1:{ONE},2:{ONE}", "the same key under two versions"),
        (f"1:{ONE},2:retired", "the last of LFL_CHILD_KEYS is retired"),
        ("1:not base64", "version 1 of LFL_CHILD_KEYS is not a key of 32 bytes"),
        (f"1:{key(bytes(range(31)))}", "version 1 of LFL_CHILD_KEYS is not a key of 32 bytes"),
        (f"1:{key(b'ab' * 16)}", "LFL_CHILD_KEYS must be random"),
    ],
)
def test_a_childrens_key_that_is_none_stops_in_every_mode_and_is_not_quoted(
    tmp_path: Path, line: str, said: str
) -> None:
    for mode in ({}, SAFE):
        refused = refusal(tmp_path, **{**mode, "LFL_CHILD_KEYS": line})
        assert said in refused
        assert not [part for part in re.split("[:,]", line) if len(part) > 8 and part in refused]


def test_production_does_not_start_without_a_childrens_key(tmp_path: Path) -> None:
    assert "LFL_CHILD_KEYS must be given" in refusal(tmp_path, **{**SAFE, "LFL_CHILD_KEYS": ""})
    assert not (tmp_path / "data" / "child-keys").exists()


SECRET = SAFE["LFL_SECRET_KEY"].encode()


@pytest.mark.parametrize(
    ("secret", "made"),
    [
        (SAFE["LFL_SECRET_KEY"], SECRET[:32]),
        (SAFE["LFL_SECRET_KEY"], SECRET[-32:]),
        (SAFE["LFL_SECRET_KEY"], hashlib.sha256(SECRET).digest()),
        (SAFE["LFL_SECRET_KEY"], hashlib.sha512(SECRET).digest()[:32]),
        (ONE + "-and-more-of-it", bytes(range(32))),
        (bytes(range(100, 132)).hex(), bytes(range(100, 132))),
    ],
    ids=["its beginning", "its end", "sha256", "sha512", "in base64", "in hexadecimal"],
)
def test_a_childrens_key_made_from_the_secret_key_is_refused(
    tmp_path: Path, secret: str, made: bytes
) -> None:
    given = {**SAFE, "LFL_SECRET_KEY": secret, "LFL_CHILD_KEYS": f"1:{key(made)}"}
    assert "not made from LFL_SECRET_KEY" in refusal(tmp_path, **given)


@pytest.mark.parametrize("days", ["0", "-1", "367"])
def test_a_file_about_children_is_kept_from_a_day_to_a_year(tmp_path: Path, days: str) -> None:
    assert "LFL_CHILD_FILE_DAYS must be a number of days from 1 to 366" in refusal(
        tmp_path, LFL_CHILD_FILE_DAYS=days
    )
    for good in ("1", "366"):
        done = start(tmp_path, "settings.CHILD_FILE_DAYS", LFL_CHILD_FILE_DAYS=good)
        assert done.stdout.strip() == good, done.stderr


@pytest.mark.parametrize("days", ["0", "-1", "367"])
def test_returns_are_due_from_a_day_to_a_year_after_their_period(tmp_path: Path, days: str) -> None:
    assert "LFL_RETURN_DUE_DAYS must be a number of days from 1 to 366" in refusal(
        tmp_path, LFL_RETURN_DUE_DAYS=days
    )
    done = start(tmp_path, "settings.RETURN_DUE_DAYS", LFL_RETURN_DUE_DAYS="14")
    assert done.stdout.strip() == "14", done.stderr
