"""From nothing to values by the command line alone: make a file, hand it in, approve it, print the values."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from authorities.models import AuditEvent, Authority
from indicators.calculations.display import exact
from indicators.children.calendar import working_days
from indicators.children.measuring import approved_lists, held_of, wanted_windows
from indicators.children.rows import frames_of
from indicators.measures.choices import Choices
from indicators.measures.counting import count
from indicators.models import EVERY, Job, Return, ReturnKind
from tests.factories.authority import AuthorityFactory
from tests.indicators.children.counted_world import load_what_counting_needs

CODE, PERIOD, PERIOD_END = "D01", "2025-01", date(2025, 1, 31)
PLACE = ("--authority", CODE, "--period", PERIOD)
MAKE = ("synthetic_annex_a", "--period", PERIOD, "--children", "100", "--seed", "7", "--output")
HAND_IN = ("submit_return", "--approve", *PLACE)
VALUES = ("values", "--format", "csv", *PLACE)

# What a command prints.
Say = Callable[..., str]
Parts = dict[tuple[str, str], tuple[str, str, str]]


def here(*words: str) -> str:
    printed = io.StringIO()
    call_command(*words, stdout=printed, stderr=io.StringIO())
    return printed.getvalue()


def parts_of(printed: str) -> Parts:
    """By indicator and window: numerator, denominator, whether it is complete."""
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert {(row["authority"], row["period_end"]) for row in rows} == {(CODE, PERIOD_END.isoformat())}
    found = {
        (row["indicator"], row["window"]): (row["numerator"], row["denominator"], row["complete"])
        for row in rows
    }
    assert len(found) == len(rows)
    return found


def counted_on_the_same_frames(authority: Authority) -> Parts:
    returns = approved_lists(authority)
    frames, wanted = frames_of(authority, returns), wanted_windows([EVERY])
    return {
        (one.code, one.window.value): (
            "" if one.numerator is None else exact(Decimal(one.numerator)),
            "" if one.denominator is None else exact(Decimal(one.denominator)),
            "yes" if one.complete else "no",
        )
        for one in count(frames, held_of(returns), Choices(), working_days(), wanted)
        if one.period_end == PERIOD_END
    }


@pytest.fixture
def authority(db: None) -> Authority:
    load_what_counting_needs()
    made: Authority = AuthorityFactory.create(code=CODE, name="Aldermere")
    return made


def test_values_are_those_that_counting_gives_on_the_stored_rows(
    authority: Authority, tmp_path: Path
) -> None:
    path = tmp_path / "annex-a.xlsx"
    made = json.loads(here(*MAKE, str(path)))
    handed_in = json.loads(here(HAND_IN[0], str(path), *HAND_IN[1:]))
    printed = parts_of(here(*VALUES))

    assert (handed_in["kind"], handed_in["state"], handed_in["version"]) == ("children", "approved", 1)
    assert handed_in["rows"] == made["rows"] > 300
    expected = counted_on_the_same_frames(authority)
    assert printed == expected
    assert len(printed) > 100
    assert {complete for _, _, complete in printed.values()} == {"yes", "no"}


def test_the_operator_stands_in_the_trail_and_no_job_is_left(authority: Authority, tmp_path: Path) -> None:
    path = tmp_path / "annex-a.xlsx"
    here(*MAKE, str(path))
    here(HAND_IN[0], str(path), *HAND_IN[1:])
    acts = AuditEvent.objects.filter(authority=authority).values_list("act", "actor_name")
    assert {("upload", "the operator"), ("submit", "the operator"), ("approve", "the operator")} <= set(acts)
    assert [job.state for job in Job.objects.all()] == ["done"]


def test_the_same_file_again_is_refused_and_changes_nothing(authority: Authority, tmp_path: Path) -> None:
    path = tmp_path / "annex-a.xlsx"
    here(*MAKE, str(path))
    here(HAND_IN[0], str(path), *HAND_IN[1:])
    before = here(*VALUES)
    with pytest.raises(CommandError, match="This is the same file as version 1"):
        here(HAND_IN[0], str(path), *HAND_IN[1:])
    assert here(*VALUES) == before


def test_csv_files_in_an_archive_give_the_values_of_the_workbook(
    authority: Authority, tmp_path: Path
) -> None:
    found = []
    for name, how in (("annex-a.xlsx", ()), ("annex-a.zip", ("--csv",))):
        path = tmp_path / name
        here(*MAKE, str(path), *how)
        here(HAND_IN[0], str(path), *HAND_IN[1:])
        found.append(parts_of(here(*VALUES)))
    assert found[0] == found[1]
    kinds = Return.objects.filter(authority=authority).order_by("version").values_list("kind", "state")
    assert list(kinds) == [(ReturnKind.CHILDREN, "superseded"), (ReturnKind.CHILDREN, "approved")]


def test_a_dirty_file_says_what_is_wrong_and_is_counted_without_those_rows(
    authority: Authority, tmp_path: Path
) -> None:
    path, problems = tmp_path / "annex-a.xlsx", io.StringIO()
    made = json.loads(here(*MAKE, str(path), "--dirt"))
    printed = io.StringIO()
    call_command(HAND_IN[0], str(path), *HAND_IN[1:], stdout=printed, stderr=problems)
    handed_in = json.loads(printed.getvalue())
    lines = problems.getvalue().splitlines()
    assert len(lines) > 20 and all(line.startswith("warning: ") for line in lines)
    assert 0.9 * made["rows"] < handed_in["rows"] < made["rows"]
    assert parts_of(here(*VALUES)) == counted_on_the_same_frames(authority)


def test_a_new_installation_goes_the_whole_way_in_processes_of_its_own(tmp_path: Path) -> None:
    """SQLite in an empty folder, a process for each command, as an operator would type them."""
    folder = tmp_path / "data"
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "HOME")}
    environment["LFL_DATA_DIR"] = str(folder)

    def manage(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    path = tmp_path / "annex-a.xlsx"
    manage("migrate", "--verbosity", "0")
    manage("load_reference", "--demonstration")
    made = json.loads(manage(*MAKE, str(path)))
    handed_in = json.loads(manage(HAND_IN[0], str(path), *HAND_IN[1:]))
    assert handed_in["state"] == "approved" and handed_in["rows"] == made["rows"]
    assert handed_in["values_changed"] >= len(parts_of(manage(*VALUES))) > 100
    assert (folder / "child-keys").stat().st_mode & 0o077 == 0
