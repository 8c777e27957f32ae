from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from authorities.models import Authority, AuthorityCode, AuthorityName, Region, Succession
from authorities.register.loader import read_demonstration
from authorities.register.rows import Register, Span
from authorities.register.store import Report, store_register

pytestmark = pytest.mark.django_db
YEARS = range(2012, 2026)
TABLES = (Region, Authority, AuthorityName, AuthorityCode, Succession)


def rows_of(register: Register) -> int:
    return sum(
        len(part)
        for part in (
            register.regions,
            register.authorities,
            register.every_name(),
            register.codes,
            register.successions,
        )
    )


def test_the_first_storing_adds_every_row_and_the_second_changes_none(register: Register) -> None:
    total = rows_of(register)
    assert store_register(register) == Report(added=total, changed=0, unchanged=0)
    assert sum(table.objects.count() for table in TABLES) == total
    assert store_register(register) == Report(added=0, changed=0, unchanged=total)
    assert sum(table.objects.count() for table in TABLES) == total


def test_the_stored_authorities_of_a_day_are_those_of_the_register(stored: Register) -> None:
    for year in YEARS:
        for day in (date(year, 3, 31), date(year, 4, 1)):
            codes = set(Authority.objects.on(day).values_list("code", flat=True))
            assert codes == {row.code for row in stored.on(day)}, day


def test_an_authority_has_one_nine_character_code_on_each_day(stored: Register) -> None:
    held = [(code.authority_id, Span(code.valid_from, code.valid_to)) for code in AuthorityCode.objects.all()]
    for year in YEARS:
        for day in (date(year, 3, 31), date(year, 4, 1)):
            having_one = sorted(authority for authority, span in held if span.covers(day))
            assert having_one == sorted(Authority.objects.on(day).values_list("pk", flat=True)), day


def test_a_difference_is_corrected_and_counted(stored: Register) -> None:
    Authority.objects.filter(code="343").update(name="Sephton", valid_to=date(2020, 1, 1))
    AuthorityCode.objects.filter(code="E08000014").update(valid_to=date(2020, 1, 1))
    assert store_register(stored) == Report(added=0, changed=2, unchanged=rows_of(stored) - 2)
    sefton = Authority.objects.get(code="343")
    assert (sefton.name, sefton.valid_to) == ("Sefton", None)
    assert sefton.codes.get().valid_to is None


def test_a_lost_row_is_added_again(stored: Register) -> None:
    Succession.objects.filter(predecessor__code="928").delete()
    assert store_register(stored) == Report(added=2, changed=0, unchanged=rows_of(stored) - 2)


def test_what_the_register_does_not_name_is_left_alone(stored: Register) -> None:
    north_west = Region.objects.get(name="North West")
    Authority.objects.create(code="999", name="Added in the portal", region=north_west)
    AuthorityName.objects.create(
        authority=Authority.objects.get(code="343"), name="Sefton MBC", key="sefton", is_alias=True
    )
    store_register(stored)
    assert Authority.objects.filter(code="999").exists()
    assert AuthorityName.objects.filter(name="Sefton MBC").exists()


def test_the_demonstration_is_stored_beside_the_register_and_flagged_fictional(stored: Register) -> None:
    report = store_register(read_demonstration(stored))
    assert report == Report(added=1 + 12 + 12, changed=0, unchanged=0)
    fictional = Authority.objects.filter(fictional=True)
    assert fictional.count() == 12
    assert {authority.region.fictional for authority in fictional.select_related("region")} == {True}
    assert not Authority.objects.filter(fictional=False, region__fictional=True).exists()
    assert store_register(stored).changed == 0


def test_storing_takes_a_few_queries_however_many_authorities(
    register: Register, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(30):
        store_register(register)


def test_the_successions_name_who_took_over_from_whom(stored: Register) -> None:
    after = Succession.objects.filter(successor__code="839").values_list("predecessor__code", "kind")
    assert set(after) == {("835", "split"), ("836", "merger"), ("837", "merger")}
