"""The command line that scripts rely on: shapes, exit codes, and the policy in somebody's name."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from authorities.models import AuditEvent, Role, User
from indicators.models import Return, ReturnState
from reports.demonstration.region import TEMPLATE, synthetic_return
from reports.models import ScorecardTemplate
from tests.keeping import kept_for_the_module
from tests.world import LAST, OPEN, World, make_world

pytestmark = pytest.mark.django_db

VALUES = "authority,indicator,window,period_end,numerator,denominator,value,symbol,complete"
LINE = {
    *("number", "code", "indicator", "section", "unit", "polarity", "value", "earlier", "direction"),
    *("word", "target", "rag", "comparators", "position", "analysis"),
}
FIGURE = {"value", "symbol", "display", "window", "numerator", "denominator", "as_at"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with kept_for_the_module(django_db_blocker):
        yield make_world()


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def workbook(world: World, folder: Path, *, corrected: bool = False) -> Path:
    layout = ScorecardTemplate.objects.get(name=TEMPLATE).layout
    wanted = [(code, window) for code, window, back in layout.needs() if back == 0]
    path = folder / "return.xlsx"
    path.write_bytes(synthetic_return(world.own.authority, OPEN, wanted, corrected=corrected))
    return path


def test_reference_data_loads_twice_alike() -> None:
    first = json.loads(run("load_reference", "--demonstration"))
    again = json.loads(run("load_reference", "--demonstration"))
    assert set(first) == {
        *("authorities", "indicators", "fictional authorities"),
        *("published statistics", "scorecard templates"),
        *("bank holidays", "definitions of counted figures"),
    }
    assert again["indicators"] == "0 added, 0 changed, 157 unchanged, 0 retired"
    assert again["published statistics"].startswith("0 added, 0 changed")
    assert again["scorecard templates"].startswith("0 added, 0 changed")


def test_a_return_goes_in_and_its_values_and_scorecard_come_out(world: World, tmp_path: Path) -> None:
    path = workbook(world, tmp_path, corrected=True)
    said = json.loads(
        run("submit_return", str(path), "--authority", "T01", "--period", "2025-09", "--approve")
    )
    assert (said["state"], said["version"], said["figures"]) == ("approved", 2, 24)
    assert said["values_changed"] == 24
    assert AuditEvent.objects.filter(act="approve").latest("pk").actor_name == "the operator"

    table = run("values", "--authority", "T01", "--period", "2025-09")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert table.splitlines()[0] == VALUES and len(rows) == 24
    rate = next(row for row in rows if row["indicator"] == "CLA_RATE")
    expected = Decimal(rate["numerator"]) * 10000 / Decimal(rate["denominator"])
    assert abs(Decimal(rate["value"]) - expected) < Decimal("1e-9")
    assert json.loads(run("values", "--authority", "T01", "--period", "2025-09", "--format", "json")) == [
        {
            key: value or (None if key in ("numerator", "denominator", "value") else "")
            for key, value in r.items()
        }
        for r in rows
    ]

    scorecard = json.loads(run("scorecard", "--authority", "T01", "--period", "2025-09"))
    assert set(scorecard) == {"authority", "template", "period", "status", "inputs", "lines"}
    assert (scorecard["template"], scorecard["period"], scorecard["status"]) == (TEMPLATE, "2025-09", "draft")
    for line in scorecard["lines"]:
        assert set(line) == LINE and set(line["value"]) == set(line["earlier"]) == FIGURE


def test_a_scorecard_goes_to_a_file_and_reads_alike_as_csv(world: World, tmp_path: Path) -> None:
    path = tmp_path / "scorecard.csv"
    words = ("scorecard", "--authority", "T01", "--period", f"{LAST:%Y-%m}", "--format", "csv")
    run(*words, "--output", str(path))
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    lines = json.loads(run(*words[:-2], "--format", "json"))["lines"]
    assert [row["number"] for row in rows] == [line["number"] for line in lines]
    assert [row["rag"] for row in rows] == [line["rag"] for line in lines]


def test_in_somebodys_name_the_policy_holds(world: World, tmp_path: Path) -> None:
    path = workbook(world, tmp_path, corrected=True)
    words = ("submit_return", str(path), "--authority", "T01", "--period", "2025-09", "--by")
    stranger: User = world.other.people[Role.ANALYST]
    with pytest.raises(CommandError, match="may not upload"):
        run(*words, stranger.email)
    analyst: User = world.own.people[Role.ANALYST]
    with pytest.raises(CommandError, match="may not approve"):
        run(*words, analyst.email, "--approve")
    assert json.loads(run(*words, analyst.email))["state"] == "submitted"
    assert Return.objects.get(period_end=OPEN, authority__code="T01", version=2).uploaded_by == analyst


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--authority", "999", "--period", "2025-09"), "no authority with the code"),
        (("--authority", "T01", "--period", "2025-13"), "2025-13"),
        (("--authority", "T01", "--period", "2025-09", "--by", "x@y.z"), "no account with the address"),
    ],
)
def test_a_wrong_word_is_answered_with_a_sentence_and_changes_nothing(
    world: World, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = Return.objects.count()
    with pytest.raises(CommandError, match=sentence):
        run("submit_return", str(workbook(world, tmp_path)), *words)
    assert Return.objects.count() == before


def test_a_file_with_problems_is_kept_and_not_submitted(world: World, tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("Code,Window,Value\nREREF_PCT,R12,about 20\n")
    said = io.StringIO()
    with pytest.raises(CommandError, match="has problems and was not submitted"):
        call_command("submit_return", str(path), "--authority", "T01", "--period", "2025-09", stderr=said)
    assert "Figures, row 2, Value" in said.getvalue()
    kept = Return.objects.get(authority__code="T01", period_end=OPEN, version=2)
    assert kept.state == ReturnState.PROBLEMS and bytes(kept.file.content) == path.read_bytes()


def test_an_authority_without_a_scorecard_is_said_to_have_none(world: World) -> None:
    with pytest.raises(CommandError, match="has no scorecard for January 2020"):
        run("scorecard", "--authority", "T01", "--period", "2020-01")
