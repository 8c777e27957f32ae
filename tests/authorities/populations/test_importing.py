from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from authorities.models import AuditEvent, Authority, PopulationEstimate, PopulationVintage
from authorities.populations.importing import PopulationReport, import_population
from authorities.refusal import Refused
from tests.authorities.populations.files import (
    ENGLAND,
    HEADER,
    INNER,
    REGION,
    as_csv,
    estimates,
    line,
    local,
)
from tests.factories.authority import AuthorityFactory
from tests.factories.region import RegionFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db
FIRST, SECOND = local("N01", "Testing place 1"), local("N02", "Testing place 2, County of")
PLACES = (ENGLAND, REGION, INNER, FIRST, SECOND)


@pytest.fixture(autouse=True)
def places() -> list[Authority]:
    region = RegionFactory.create(code="T12000001")
    return [AuthorityFactory.create(code=f"N0{n}", region=region, name=f"Testing place {n}") for n in (1, 2)]


def take(lines: list[str] | None = None, **other: Any) -> PopulationReport:
    content = as_csv(estimates(PLACES) if lines is None else lines, other.pop("header", HEADER))
    wanted: dict[str, Any] = {"content": content, "file_name": "estimates.csv", "by": None}
    return import_population(**(wanted | other))


def refusal(lines: list[str] | None = None, **other: Any) -> str:
    """What is said; and that nothing was stored."""
    tables = (PopulationVintage, PopulationEstimate, AuditEvent)
    before = [table.objects.count() for table in tables]
    with pytest.raises(Refused) as refused:
        take(lines, **other)
    assert [table.objects.count() for table in tables] == before
    return str(refused.value)


def test_every_estimate_is_stored_with_its_area(places: list[Authority]) -> None:
    report = take()
    assert (report.created, report.rows, report.stored, report.mid_years) == (True, 10, 10, [2023, 2024])
    rows = report.vintage.estimates.order_by("children").values_list(
        "children", "mid_year", "level", "area_code", "area_name", "authority__code", "region__code"
    )
    assert list(rows[:5]) == [
        (1000, 2023, "National", "E92000001", "England", None, None),
        (1001, 2023, "Regional", "T12000001", "Testing region", None, "T12000001"),
        (1002, 2023, "Regional", "T13000001", "Inner testing region", None, None),
        (1003, 2023, "Local authority", "N01", "Testing place 1", "N01", None),
        (1004, 2023, "Local authority", "N02", "Testing place 2, County of", "N02", None),
    ]
    assert list(rows.values_list("mid_year", flat=True))[5:] == [2024] * 5


def test_areas_that_the_register_does_not_know_are_stored_and_reported() -> None:
    report = take(estimates([*PLACES, local("Z99", "Nobody's place")]))
    assert report.unknown == ["T13000001 Inner testing region", "Z99 Nobody's place"]
    assert PopulationEstimate.objects.filter(area_code="Z99", authority=None).count() == 2


def test_a_symbol_is_kept_in_place_of_the_number() -> None:
    lines = estimates(PLACES)
    lines[3] = line(2023, FIRST, "x")
    report = take(lines)
    kept = report.vintage.estimates.get(area_code="N01", mid_year=2023)
    assert (kept.children, kept.symbol) == (None, "x")
    assert report.vintage.estimates.exclude(symbol="").count() == 1


def test_estimates_of_other_ages_are_read_and_not_stored() -> None:
    adults = [line(year, place, 5, ages="Adults") for year in (2023, 2024) for place in PLACES]
    report = take(estimates(PLACES) + adults)
    assert (report.rows, report.stored) == (20, 10)
    assert not PopulationEstimate.objects.filter(children=5).exists()


def test_the_same_file_again_changes_nothing() -> None:
    first = take()
    again = take(name="Another name", file_name="other.csv")
    assert not again.created and again.vintage == first.vintage
    assert (again.rows, again.stored, again.unknown) == (first.rows, first.stored, first.unknown)
    assert (PopulationVintage.objects.count(), PopulationEstimate.objects.count()) == (1, 10)
    assert AuditEvent.objects.count() == 1


def test_a_later_edition_stands_beside_the_earlier_one() -> None:
    first, second = take().vintage, take(estimates(PLACES, start=2000)).vintage
    both = PopulationEstimate.objects.filter(area_code="N01", mid_year=2023).order_by("children")
    assert list(both.values_list("vintage", "children")) == [(first.pk, 1003), (second.pk, 2003)]


def test_a_vintage_is_called_after_its_file_and_newest_mid_year_with_a_number_if_taken() -> None:
    names = [take(estimates(PLACES, start=start)).vintage.name for start in (1000, 2000, 3000)]
    assert names == ["estimates, mid-2024", "estimates, mid-2024 (2)", "estimates, mid-2024 (3)"]
    long = take(estimates(PLACES, start=4000), file_name=f"{'a' * 150}.csv").vintage
    assert len(long.name) <= 120 and long.name.endswith("a, mid-2024")


def test_a_name_that_another_edition_bears_is_refused() -> None:
    take(name=" Edition  one ")
    assert "named Edition one already" in refusal(estimates(PLACES, start=2000), name="Edition one")
    assert refusal(estimates(PLACES, start=2000), name="a" * 121).startswith("The name has 121 characters.")


def test_the_import_is_on_the_trail_with_who_did_it() -> None:
    person = UserFactory.create()
    report = take(by=person)
    event = AuditEvent.objects.get()
    assert (event.actor, event.object_id) == (person, str(report.vintage.pk))
    assert event.details == {"sha256": report.vintage.sha256}
    assert "10 estimates" in event.sentence
    assert report.vintage.imported_by == person


def test_a_vintage_of_fictional_authorities_is_fictional_and_the_two_never_mix(
    places: list[Authority],
) -> None:
    assert take().vintage.fictional
    Authority.objects.update(fictional=False)
    assert not take(estimates(PLACES, start=2000)).vintage.fictional
    Authority.objects.filter(code="N02").update(fictional=True)
    assert refusal(estimates(PLACES, start=3000)).startswith("The file mixes real and fictional authorities")


@pytest.mark.parametrize("cell", ["1003.5", "-1", "99999999999", "1000000001", "many", ""])
def test_an_estimate_that_is_no_number_of_children_is_refused_with_its_line(cell: str) -> None:
    lines = estimates(PLACES)
    lines[3] = line(2023, FIRST, cell)
    assert refusal(lines).startswith("Line 5, population_estimate: ")


def test_a_file_of_something_else_is_refused() -> None:
    said = refusal(header=HEADER.replace("population_estimate", "referrals"))
    assert said.startswith("Line 1: the columns age_group and population_estimate are needed")
    others = [line(year, place, 5, ages="Adults") for year in (2023, 2024) for place in PLACES]
    assert refusal(others).startswith("No row has 'Children aged 0 to 17 years'")
    assert refusal(content=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3")
    assert refusal(content=b"a" * (20 * 1024 * 1024 + 1)).startswith("The file is larger than 20 MB.")


def test_a_file_cut_short_stores_nothing_and_names_the_line() -> None:
    whole = as_csv(estimates(PLACES))
    assert "Line 11" in refusal(content=whole[:-40])
    lines = estimates(PLACES)
    lines[7] = lines[7].rpartition(",")[0]
    assert refusal(lines).startswith("Line 9 has 11 cells, the header has 12")


def test_an_area_that_comes_twice_in_a_year_is_refused() -> None:
    lines = estimates(PLACES)
    assert "Line 12" in refusal([*lines, lines[-1]])


def test_estimates_split_further_are_refused_with_both_lines() -> None:
    lines = [f"{line},{sex}" for line in estimates(PLACES) for sex in ("Boys", "Girls")]
    said = refusal(lines, header=f"{HEADER},sex").splitlines()[0]
    assert said.startswith("Line 3 has another estimate of England in 2023, beside line 2.")


def test_an_import_takes_the_same_few_queries_whatever_the_length(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    many = [local(f"X{n:02}", f"Far place {n}") for n in range(100)]
    with django_assert_max_num_queries(12):
        take(estimates([*PLACES, *many]))
