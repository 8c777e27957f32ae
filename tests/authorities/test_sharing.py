"""Who may see whose figures of this year, also against a slow second reading of the rules."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from authorities.models import (
    Authority,
    Region,
    SeenBy,
    SharingChoice,
)
from authorities.sharing import Reader, seen_together, terms_at
from tests.authorities.sharing_region import BEGINS, Three, agree, decide, make_three
from tests.factories.authority import AuthorityFactory
from tests.factories.sharing_choice import SharingChoiceFactory

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 30)
LEAD = Reader(lead=True)
ONLY_LEADS = "the region's agreement lets only regional leads compare this period"
OWN_DOES_NOT = "your authority does not share, so it is shown no others"
DOES_NOT = "does not share its figures"


@pytest.fixture
def three(db: None) -> Three:
    return make_three()


def staff(*authorities: Authority) -> Reader:
    return Reader(lead=False, own=frozenset(authority.code for authority in authorities))


def seen(region: Region, reader: Reader, day: date = DAY) -> tuple[list[str], dict[str, str]]:
    may, others = seen_together(region, day, reader)
    return [each.name for each in may], {each.name: why for each, why in others}


# The terms of a region


def test_without_an_agreement_staff_see_every_family(three: Three) -> None:
    terms = terms_at(three.region, DAY)
    assert (terms.seen_by, terms.left_out, terms.agreement) == (SeenBy.STAFF, frozenset(), None)


def test_an_agreement_holds_from_its_first_day_on_and_not_before(three: Three) -> None:
    agreed = agree(three.region, left_out=["workforce"])
    for day, held in ((BEGINS - timedelta(days=1), None), (BEGINS, agreed), (date(2030, 3, 31), agreed)):
        terms = terms_at(three.region, day)
        assert terms.agreement == held
        assert terms.seen_by == (SeenBy.LEADS if held else SeenBy.STAFF)
        assert terms.left_out == ({"workforce"} if held else set())


def test_the_agreement_recorded_last_speaks_even_for_days_that_an_earlier_one_named(three: Three) -> None:
    agree(three.region, valid_from=date(2026, 4, 1))
    newer = agree(three.region, seen_by=SeenBy.STAFF, left_out=["cla"])
    assert terms_at(three.region, date(2026, 6, 30)).agreement == newer
    later = agree(three.region, valid_from=date(2026, 4, 1))
    assert terms_at(three.region, date(2026, 6, 30)).agreement == later
    assert terms_at(three.region, date(2026, 3, 31)).agreement == newer


def test_the_terms_of_another_region_change_nothing_here(three: Three) -> None:
    agree(three.elsewhere.region)
    assert terms_at(three.region, DAY).agreement is None
    assert seen(three.region, staff(three.amber))[0] == ["Amber", "Birch", "Cedar"]


# Who is seen


def test_leads_and_staff_see_all_that_share_by_name_and_nobody_of_another_region(three: Three) -> None:
    for reader in (LEAD, staff(three.amber)):
        assert seen(three.region, reader) == (["Amber", "Birch", "Cedar"], {})


def test_one_that_does_not_share_is_named_with_the_reason_and_its_staff_see_it_alone(three: Three) -> None:
    SharingChoiceFactory.create(authority=three.birch)
    assert seen(three.region, LEAD) == (["Amber", "Cedar"], {"Birch": DOES_NOT})
    assert seen(three.region, staff(three.amber)) == (["Amber", "Cedar"], {"Birch": DOES_NOT})
    assert seen(three.region, staff(three.birch)) == (
        ["Birch"],
        {"Amber": OWN_DOES_NOT, "Cedar": OWN_DOES_NOT},
    )


def test_where_only_leads_compare_staff_see_their_own_and_those_who_do_not_share_are_said_so(
    three: Three,
) -> None:
    SharingChoiceFactory.create(authority=three.cedar)
    agree(three.region)
    assert seen(three.region, LEAD) == (["Amber", "Birch"], {"Cedar": DOES_NOT})
    assert seen(three.region, staff(three.amber)) == (["Amber"], {"Birch": ONLY_LEADS, "Cedar": DOES_NOT})
    # An earlier period keeps its earlier terms.
    assert seen(three.region, staff(three.amber), BEGINS - timedelta(days=1))[0] == ["Amber", "Birch"]


def test_the_choice_made_last_speaks_for_every_period(three: Three) -> None:
    decide(three.birch, shares=False)
    assert "Birch" not in seen(three.region, LEAD, date(2020, 3, 31))[0]
    decide(three.birch, shares=True)
    assert "Birch" in seen(three.region, LEAD, date(2020, 3, 31))[0]


def test_staff_of_two_authorities_see_the_others_where_one_of_the_two_shares(three: Three) -> None:
    SharingChoiceFactory.create(authority=three.amber)
    assert seen(three.region, staff(three.amber, three.birch)) == (["Amber", "Birch", "Cedar"], {})
    SharingChoiceFactory.create(authority=three.birch)
    assert seen(three.region, staff(three.amber, three.birch)) == (
        ["Amber", "Birch"],
        {"Cedar": "your authorities do not share, so they are shown no others"},
    )


def test_a_lead_who_is_also_staff_sees_what_either_sees(three: Three) -> None:
    SharingChoiceFactory.create(authority=three.amber)
    agree(three.region)
    both = Reader(lead=True, own=frozenset({three.amber.code}))
    assert seen(three.region, both) == (["Amber", "Birch", "Cedar"], {})


def test_those_that_did_not_exist_on_the_day_are_neither_seen_nor_named(three: Three) -> None:
    AuthorityFactory.create(name="Dale", region=three.region, valid_to=DAY - timedelta(days=1))
    AuthorityFactory.create(name="Elm", region=three.region, valid_from=DAY + timedelta(days=1))
    AuthorityFactory.create(name="Fir", region=three.region, valid_from=DAY, valid_to=DAY)
    assert seen(three.region, LEAD) == (["Amber", "Birch", "Cedar", "Fir"], {})


def test_staff_of_an_authority_that_had_ended_see_nobody_from_that_day_on(three: Three) -> None:
    ended = AuthorityFactory.create(name="Dale", region=three.region, valid_to=DAY - timedelta(days=1))
    may, others = seen(three.region, staff(ended))
    assert may == []
    assert set(others) == {"Amber", "Birch", "Cedar"}
    assert set(others.values()) == {"no authority of yours was part of the region by then"}
    assert seen(three.region, staff(ended), DAY - timedelta(days=1))[0] == ["Amber", "Birch", "Cedar", "Dale"]


def test_staff_of_an_authority_that_began_later_look_back_at_their_region(three: Three) -> None:
    began = AuthorityFactory.create(name="Elm", region=three.region, valid_from=DAY + timedelta(days=1))
    assert seen(three.region, staff(began)) == (["Amber", "Birch", "Cedar"], {})


def test_a_reader_who_is_neither_lead_nor_staff_there_sees_nobody(three: Three) -> None:
    for nobody in (Reader(lead=False), staff(three.elsewhere)):
        may, others = seen(three.region, nobody)
        assert may == [] and len(others) == 3


def test_every_mixture_of_terms_and_choices_equals_the_rules_read_one_pair_at_a_time(three: Three) -> None:
    places = [three.amber, three.birch, three.cedar]
    for leads_only in (False, True):
        if leads_only:
            agree(three.region)
        for shares in itertools.product([True, False], repeat=3):
            SharingChoice.objects.bulk_create(
                SharingChoice(authority=place, shares=each, reason="A mixture")
                for place, each in zip(places, shares, strict=True)
            )
            share = dict(zip([place.name for place in places], shares, strict=True))
            for size, lead in itertools.product(range(4), (False, True)):
                for own in itertools.combinations(places, size):
                    mine = {place.name for place in own}
                    reader = Reader(lead=lead, own=frozenset(place.code for place in own))
                    may, others = seen(three.region, reader)
                    gives = not leads_only and any(share[name] for name in mine)
                    wanted = {n for n in share if n in mine or (share[n] and (lead or gives))}
                    assert (set(may), set(others)) == (wanted, set(share) - wanted)


def test_more_authorities_cost_no_more_than_three_queries(
    three: Three, django_assert_max_num_queries
) -> None:
    for number in range(20):
        place = AuthorityFactory.create(region=three.region, name=f"Further {number:02}")
        SharingChoiceFactory.create(authority=place, shares=number % 2 == 0)
    agree(three.region, seen_by=SeenBy.STAFF)
    with django_assert_max_num_queries(3):
        may, _ = seen_together(three.region, DAY, staff(three.amber))
        assert len(may) == 13 and {each.region.name for each in may} == {three.region.name}
