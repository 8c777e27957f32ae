from __future__ import annotations

import pytest

from authorities.models import Region, User
from authorities.refusal import Refused
from reports.models import SavedView
from reports.side_by_side.saved import MOST, keep_view, kept_views, remove_view, restore_view
from tests.factories.region import RegionFactory
from tests.factories.saved_view import SavedViewFactory
from tests.factories.user import UserFactory


@pytest.fixture
def person(db: None) -> User:
    return UserFactory.create()


@pytest.fixture
def region(db: None) -> Region:
    return RegionFactory.create()


def test_only_choices_are_kept_of_what_was_sent(person: User, region: Region) -> None:
    sent = "shade=target&period=2025-06-30&token=secret&sort=%3Cb%3E&member=D01&member=D02&next=//elsewhere"
    kept = keep_view(region=region, name="  Red   ones ", query=sent, by=person)
    assert kept.name == "Red ones"
    assert kept.query == "period=2025-06-30&group=set-D01.D02&shade=target"


@pytest.mark.parametrize(
    ("name", "said"), [(" ", "Give the view a name"), ("x" * 81, "has 81 characters. Shorten it to 80")]
)
def test_a_name_is_needed_and_fits(person: User, region: Region, name: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        keep_view(region=region, name=name, query="", by=person)
    assert not SavedView.objects.exists()


def test_a_name_is_used_once_by_a_person_and_freely_by_others(person: User, region: Region) -> None:
    first = keep_view(region=region, name="Mine", query="", by=person)
    with pytest.raises(Refused, match="You keep a view called Mine already"):
        keep_view(region=region, name="Mine", query="shade=target", by=person)
    keep_view(region=region, name="Mine", query="", by=UserFactory.create())
    keep_view(region=RegionFactory.create(), name="Mine", query="", by=person)
    assert kept_views(person, region) == [first]


def test_fifty_are_kept_and_no_more(person: User, region: Region) -> None:
    SavedViewFactory.create_batch(MOST, person=person, region=region)
    with pytest.raises(Refused, match="You keep 50 views already"):
        keep_view(region=region, name="One more", query="", by=person)
    remove_view(view=kept_views(person, region)[0], by=person)
    keep_view(region=region, name="One more", query="", by=person)
    assert len(kept_views(person, region)) == MOST


def test_a_view_that_was_removed_can_be_put_back(person: User, region: Region) -> None:
    view = keep_view(region=region, name="Mine", query="shade=target", by=person)
    remove_view(view=view, by=person)
    assert kept_views(person, region) == []
    restore_view(view=view, by=person)
    assert [each.query for each in kept_views(person, region)] == ["shade=target"]
    remove_view(view=view, by=person)
    keep_view(region=region, name="Mine", query="", by=person)
    with pytest.raises(Refused, match="called Mine already"):
        restore_view(view=view, by=person)


def test_nobody_removes_the_view_of_another(person: User, region: Region) -> None:
    view = keep_view(region=region, name="Mine", query="", by=person)
    for verb in (remove_view, restore_view):
        with pytest.raises(Refused, match="another person"):
            verb(view=view, by=UserFactory.create())
    assert kept_views(person, region) == [view]


def test_a_view_of_too_many_authorities_is_refused_in_words(person: User, region: Region) -> None:
    members = "&".join(f"member={number:04}" for number in range(600))
    with pytest.raises(Refused, match="too many authorities"):
        keep_view(region=region, name="All", query=members, by=person)
