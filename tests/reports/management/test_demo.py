"""The demonstration: the same flow as anybody's, repeatable, and never in production."""

from __future__ import annotations

import io
import json
import subprocess

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from authorities.models import Role, User
from indicators.models import Return, Value
from reports.management.commands.demo import server
from reports.models import Scorecard

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_the_demonstration_is_whole_and_changes_only_its_passwords_when_run_again() -> None:
    words = ("demo", "--authorities", "1", "--quarters", "3")
    first = json.loads(run(*words))
    counts = (Return.objects.count(), Value.objects.count(), Scorecard.objects.count())
    again = json.loads(run(*words))
    assert (Return.objects.count(), Value.objects.count(), Scorecard.objects.count()) == counts
    assert {one["role"] for one in first["sign_ins"]} == set(Role.labels)
    passwords = [[one["password"] for one in said["sign_ins"]] for said in (first, again)]
    assert not set(passwords[0]) & set(passwords[1])
    for one in again["sign_ins"]:
        assert User.objects.get(email=one["email"]).check_password(one["password"])


def test_the_demonstration_refuses_to_run_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PRODUCTION", True)
    with pytest.raises(CommandError, match="do not belong in production"):
        run("demo")
    assert not User.objects.exists()


def test_the_server_of_the_demonstration_puts_its_own_address_into_invitations() -> None:
    done = subprocess.run(
        [*server("127.0.0.1:8001"), "--print-config"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "LFL_PUBLIC_ADDRESS=http://127.0.0.1:8001" in done.stdout, done.stderr
    assert "127.0.0.1:8001" in done.stdout.partition("bind")[2].splitlines()[0]
