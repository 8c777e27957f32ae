"""The commands, on small files of our own."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from authorities.models import Role
from indicators.benchmarks.building import build_for_release
from tests.authorities.neighbours.files import as_csv, eleven, wide
from tests.authorities.populations import files as populations
from tests.factories.membership import MembershipFactory
from tests.indicators.benchmarks.world import World

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def said(*words: str) -> dict[str, Any]:
    """As it is printed: figures to their last digit."""
    found: dict[str, Any] = json.loads(run(*words), parse_float=Decimal)
    return found


@pytest.fixture
def world() -> World:
    world = World.make()
    series, rate = world.series(basis="Referral base"), world.series("REF_RATE", per_children=True)
    world.publish(series, 2023, A="21")
    world.publish(series, A="23.40", B="20", C="25", D="c", E="23.4", region="c", england="22.40")
    world.publish(rate, A="586", B="100", C="10")
    world.vintage(A=54_412, B=30_000, C=9_000)
    world.neighbours("Model", A="BCD", B="AC")
    world.neighbours("Ours", owner="A", A="BE")
    build_for_release(world.release)
    return world


ASKED = ("benchmarks", "--authority", "801", "--indicator", "REREF_PCT", "--year", "2024")


def test_one_figure_is_printed_with_all_that_it_is_compared_with(world: World) -> None:
    assert said(*ASKED) == {
        "authority": "801",
        "indicator": "REREF_PCT",
        "series": world.dataset.series.get(column="reref_pct").key,
        "year": 2024,
        "release": world.release.name,
        "neighbours": "Model",
        "vintage": None,
        "authority_value": Decimal("23.4"),
        "neighbour_mean": Decimal("22.5"),
        "neighbour_median": Decimal("22.5"),
        "neighbours_used": 2,
        "neighbours_listed": 3,
        "region_value": None,
        "england_value": Decimal("22.4"),
        "q1": Decimal("22.55"),
        "q3": Decimal("23.8"),
        "of": 4,
        "position": "in range",
        "rank": 2,
        "tied": True,
        "average": "mean",
        "neighbour_average": Decimal("22.5"),
        "symbols": {"authority": "", "region": "c", "england": ""},
        "basis": "Referral base",
        "year_means": "year to 31 March",
        "released_on": "2025-10-30",
    }


def test_a_figure_is_printed_to_its_last_digit_and_a_rate_names_its_population(world: World) -> None:
    found = said(*ASKED[:3], "--indicator", "REF_RATE", "--year", "2024")
    assert found["authority_value"] == Decimal("107.6968315813")
    assert found["vintage"] == "Mid-2023"


def test_a_year_may_be_written_as_papers_write_it(world: World) -> None:
    assert said(*ASKED[:6], "2023-24") == said(*ASKED)


def test_another_list_and_the_median_are_taken_by_name(world: World) -> None:
    found = said(*ASKED, "--neighbours", "ours", "--average", "median")
    assert (found["neighbours"], found["average"]) == ("Ours", "median")
    assert found["neighbour_average"] == found["neighbour_median"] == Decimal("21.7")


def test_the_same_is_printed_as_csv(world: World) -> None:
    [row] = csv.DictReader(io.StringIO(run(*ASKED, "--format", "csv")))
    assert (row["authority_value"], row["region_value"], row["region_symbol"]) == ("23.4", "", "c")
    assert (row["neighbours_used"], row["rank"], row["tied"], row["vintage"]) == ("2", "2", "yes", "")


def test_everything_is_printed_each_by_its_list_in_force_or_all_by_one(world: World) -> None:
    rows = list(csv.DictReader(io.StringIO(run("benchmarks", "--all"))))
    by_list = {(row["authority"], row["neighbours"]) for row in rows}
    assert by_list == {("801", "Model"), ("802", "Model"), ("803", ""), ("804", ""), ("805", "")}
    assert len(rows) == 5 * 3
    rows = list(csv.DictReader(io.StringIO(run("benchmarks", "--all", "--neighbours", "Model"))))
    assert {row["authority"] for row in rows} == {"801", "802"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("benchmarks", "--authority", "999", *ASKED[3:]), "There is no authority with the code '999'"),
        ((*ASKED[:4], "NONE_PCT", *ASKED[5:]), "There is no national indicator with the code 'NONE_PCT'"),
        ((*ASKED[:6], "2023-25"), "'2023-25' is not a year: write 2024, or 2023-24"),
        ((*ASKED[:6], "2019"), "There is no REREF_PCT of A for 2019. There is one for 2023, 2024."),
        ((*ASKED, "--neighbours", "Modell"), "no neighbour list 'Modell' for A. There is Ours, Model."),
        ((*ASKED, "--release", "Nothing"), "There is no release named 'Nothing'"),
        ((*ASKED, "--vintage", "Mid-1999"), "no population vintage 'Mid-1999'. There is Mid-2023."),
        (ASKED[:5], "Say --year, or --all"),
        (
            ("benchmarks", "--all", "--neighbours", "Ours"),
            "no national neighbour list 'Ours'. There is Model.",
        ),
    ],
)
def test_a_name_that_nothing_bears_gets_a_sentence(
    world: World, words: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError) as refused:
        run(*words)
    assert sentence in str(refused.value)


def test_an_indicator_that_no_release_gives_says_so(world: World) -> None:
    world.series("CLA_N")
    with pytest.raises(CommandError, match="No release that was imported gives CLA_N of A"):
        run(*ASKED[:4], "CLA_N", *ASKED[5:])


def test_a_neighbour_list_and_a_population_are_imported_once(tmp_path: Path) -> None:
    eleven()
    lists, people = tmp_path / "wide.csv", tmp_path / "estimates.csv"
    lists.write_bytes(as_csv(wide()))
    people.write_bytes(
        populations.as_csv(
            populations.estimates([populations.ENGLAND, populations.local("N01", "Testing place 1")])
        )
    )
    neighbours = ("import_neighbours", str(lists), "--name", "Model", "--valid-from", "2025-05-01")
    first = said(*neighbours)
    assert (first["list"], first["created"], first["authorities"], first["neighbours"]) == (
        "Model",
        True,
        11,
        110,
    )
    assert said(*neighbours)["created"] is False
    population = ("import_population", str(people), "--name", "Mid-2024")
    first = said(*population)
    assert (first["vintage"], first["created"], first["mid_years"]) == ("Mid-2024", True, [2023, 2024])
    assert said(*population)["created"] is False


def test_what_cannot_be_imported_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(b"%PDF-1.7")
    named = ("--name", "Model", "--valid-from")
    with pytest.raises(CommandError):
        run("import_neighbours", str(path), *named, "2025-05-01")
    with pytest.raises(CommandError, match="'May' is not a day: write it like 2025-05-01"):
        run("import_neighbours", str(path), *named, "May")
    with pytest.raises(CommandError):
        run("import_population", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_population", str(tmp_path / "absent.csv"))


def test_only_an_administrator_imports_in_their_own_name(tmp_path: Path) -> None:
    analyst = MembershipFactory.create(role=Role.ANALYST).user
    path = tmp_path / "any.csv"
    path.write_bytes(b"")
    with pytest.raises(CommandError, match="may not import population estimates"):
        run("import_population", str(path), "--by", analyst.email)
