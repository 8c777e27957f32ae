"""`compare` at the command line: what a regional lead sees, in the shape that scripts rely on."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from authorities.models import AuditEvent, Authority, Region
from reports.management.commands.compare import Command
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.neighbour import NeighbourFactory
from tests.factories.neighbour_list import NeighbourListFactory
from tests.factories.region import RegionFactory
from tests.factories.scorecard_template import ScorecardTemplateFactory
from tests.reports.scenes import BEFORE, give

CELL = {
    *("authority", "measure", "value", "symbol", "display", "period_end", "numerator", "denominator"),
    *("earlier", "direction", "word", "target", "rag", "rank", "equal", "standing", "distance"),
}
MEASURE = {
    *("key", "code", "window", "label", "family", "unit", "polarity", "period"),
    *("q1", "median", "q3", "shown"),
}


@pytest.fixture
def region(db: None) -> Region:
    """A to E with 10, 20, 30, 40 and a hidden 3 of 61; C is compared with A and B."""
    region = RegionFactory.create(code="T12000009", name="Vale")
    indicator = IndicatorFactory.create(code="REREF_PCT")
    ScorecardTemplateFactory.create(name="quarterly-standard", codes=["REREF_PCT"])
    held = [AuthorityFactory.create(region=region, name=f"Place {letter}") for letter in "ABCDE"]
    for tens, authority in enumerate(held[:4], start=1):
        give(authority, indicator, 100 * tens, 1000, 10 * tens)
        give(authority, indicator, 90 * tens, 1000, 9 * tens, BEFORE)
    give(held[4], indicator, 3, 61, "4.918", places=1)
    model = NeighbourListFactory.create()
    for rank, neighbour in enumerate(held[:2], start=1):
        NeighbourFactory.create(neighbour_list=model, authority=held[2], neighbour=neighbour, rank=rank)
    return region


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("compare", *words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def data(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "--period", "2025-01"))
    return found


@pytest.mark.parametrize("name", ["Vale", "vale", "T12000009"])
def test_a_region_by_name_or_code_as_json(region: Region, name: str) -> None:
    found = data("--region", name)
    assert (found["region"], found["template"], found["period"]) == (
        "T12000009",
        "quarterly-standard",
        "2025-01",
    )
    assert [each["name"] for each in found["authorities"]] == [f"Place {letter}" for letter in "ABCDE"]
    [measure] = found["measures"]
    assert set(measure) == MEASURE
    assert [measure[n] for n in ("key", "q1", "median", "q3", "shown")] == [
        "REREF_PCT.R12",
        17.5,
        25,
        32.5,
        4,
    ]
    assert all(set(cell) == CELL for cell in found["cells"])
    assert [cell["value"] for cell in found["cells"]] == [10, 20, 30, 40, None]
    assert [cell["symbol"] for cell in found["cells"]] == ["", "", "", "", "c"]


def test_the_operator_reads_as_a_lead_does_and_no_small_count_is_printed(region: Region) -> None:
    for kind in ("json", "csv"):
        said = run("--region", "Vale", "--period", "2025-01", "--format", kind)
        assert "4.9" not in said and "61" not in said
        assert "suppressed" in said


def test_an_authority_with_its_neighbours(region: Region) -> None:
    about = Authority.objects.get(name="Place C")
    found = data("--neighbours-of", about.code)
    assert found["neighbours_of"] == about.code and "region" not in found
    assert [each["name"] for each in found["authorities"]] == ["Place A", "Place B", "Place C"]
    assert found["measures"][0]["q1"] is None, "three figures have no middle half"


def test_csv_has_a_row_a_cell(region: Region) -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("--region", "Vale", "--period", "2025-01", "--format", "csv")))
    )
    assert [row["value"] for row in rows] == ["10", "20", "30", "40", ""]


def test_a_workbook_goes_to_a_file(region: Region, tmp_path: Path) -> None:
    path = tmp_path / "vale.xlsx"
    said = run("--region", "Vale", "--period", "2025-01", "--format", "xlsx", "--output", str(path))
    assert said == ""
    assert openpyxl.load_workbook(path)["Cover"]["A1"].value == "Vale, period ending 31 January 2025"


def test_reading_leaves_a_trace_in_the_trail(region: Region) -> None:
    data("--region", "Vale")
    event = AuditEvent.objects.get(act="compare authorities")
    assert (event.actor_name, event.region) == ("the operator", region)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--region", "Nowhere"), "no region 'Nowhere'. There are: Vale"),
        (
            ("--region", "Vale", "--template", "no-such"),
            "'no-such'. There are: all, quarterly-standard",
        ),
        (("--neighbours-of", "999"), "no authority with the code '999'"),
    ],
)
def test_a_wrong_word_is_answered_with_what_there_is(
    region: Region, words: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        run(*words, "--period", "2025-01")
    assert sentence in str(refusal.value)
    assert not AuditEvent.objects.filter(act="compare authorities").exists()


def test_a_period_without_figures_is_refused_and_the_others_are_named(region: Region) -> None:
    with pytest.raises(CommandError, match=r"no figure to show for March 2020.*2025-01, 2024-01"):
        run("--region", "Vale", "--period", "2020-03")


def test_an_authority_without_neighbours_is_said_to_have_none(region: Region) -> None:
    code = Authority.objects.get(name="Place A").code
    with pytest.raises(CommandError, match="Place A has no list of neighbours"):
        run("--neighbours-of", code, "--period", "2025-01")


def test_region_and_neighbours_exclude_each_other(region: Region) -> None:
    for words in ((), ("--region", "Vale", "--neighbours-of", "001")):
        with pytest.raises(CommandError):
            run(*words, "--period", "2025-01")


def test_the_command_tells_of_itself() -> None:
    said = Command().create_parser("manage.py", "compare").format_help()
    for word in ("--region", "--neighbours-of", "--template", "--period", "--format", "--output"):
        assert word in said
