from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from authorities.models import Authority, AuthorityName
from authorities.register.finding import AuthorityIndex, find_authority
from authorities.register.loader import read_demonstration
from authorities.register.rows import Register
from authorities.register.store import store_register

pytestmark = pytest.mark.usefixtures("stored")
TODAY = date(2025, 9, 30)

FOUND = [
    ("343", TODAY, "343"),
    (" 343 ", TODAY, "343"),
    ("E08000014", TODAY, "343"),
    ("e08000014", TODAY, "343"),
    ("Sefton Council", TODAY, "343"),
    ("St Helens", TODAY, "342"),
    ("City of Bristol", TODAY, "801"),
    ("Hull", TODAY, "810"),
    ("Durham", TODAY, "840"),
    ("County Durham", TODAY, "840"),
    ("City of London", TODAY, "201"),
    ("Dorset", date(2019, 3, 31), "835"),
    ("Dorset", date(2019, 4, 1), "838"),
    ("Poole (Pre LG)", date(2018, 1, 1), "836"),
    # A code of 2025 in a file about 2014, and one of before 2013 in a file about 2020.
    ("E08000038", date(2014, 3, 31), "370"),
    ("E08000020", date(2020, 3, 31), "390"),
]
NOT_FOUND = [
    ("", TODAY),
    ("England", TODAY),
    ("London", TODAY),
    ("940 / 941", TODAY),
    ("Northamptonshire", date(2021, 4, 1)),
    ("928", date(2021, 4, 1)),
    ("E10000021", date(2021, 4, 1)),
    ("Cumberland", date(2023, 3, 31)),
    ("Bournemouth", TODAY),
]


@pytest.mark.parametrize(("text", "day", "code"), FOUND)
def test_an_authority_is_found_by_what_it_is_called_on_the_day(text: str, day: date, code: str) -> None:
    found = find_authority(text, day)
    assert found is not None and found.code == code


@pytest.mark.parametrize(("text", "day"), NOT_FOUND)
def test_what_is_no_authority_on_the_day_finds_none(text: str, day: date) -> None:
    assert find_authority(text, day) is None


def test_the_index_answers_as_the_single_look_up_does() -> None:
    index = AuthorityIndex.load()
    questions = [(text, day) for text, day, _ in FOUND] + NOT_FOUND
    assert [index.find(*question) for question in questions] == [find_authority(*q) for q in questions]


def test_the_index_reads_the_database_three_times_however_many_are_asked(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(3):
        index = AuthorityIndex.load()
        for text, day, code in FOUND:
            found = index.find(text, day)
            assert found is not None and (found.code, found.region.name != "") == (code, True)


def test_a_former_name_finds_the_authority_only_while_it_held() -> None:
    AuthorityName.objects.create(
        authority=Authority.objects.get(code="343"),
        name="Bootle and Southport",
        key="bootle and southport",
        valid_to=date(2015, 3, 31),
    )
    found = find_authority("Bootle & Southport", date(2015, 3, 31))
    assert found is not None and found.code == "343"
    assert find_authority("Bootle & Southport", date(2015, 4, 1)) is None


def test_a_name_that_stands_for_two_authorities_finds_neither() -> None:
    for code in ("343", "344"):
        AuthorityName.objects.create(
            authority=Authority.objects.get(code=code), name="Merseyside", key="merseyside", is_alias=True
        )
    assert find_authority("Merseyside", TODAY) is None


def test_a_fictional_authority_is_found_once_the_demonstration_is_stored(stored: Register) -> None:
    assert find_authority("Alpha", TODAY) is None
    store_register(read_demonstration(stored))
    found = find_authority("alpha council", TODAY)
    assert found is not None and (found.code, found.fictional) == ("D01", True)
