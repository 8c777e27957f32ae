"""The page of how an authority has its figures counted."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from authorities.models import Authority, User
from indicators.children.storing import store_lists
from indicators.measures.choices import Choices
from indicators.models import Job, MeasureChoice, ReturnState
from tests.factories.return_version import ChildrenReturnFactory
from tests.indicators.children.answers import answer, read
from tests.indicators.forms.test_counting import posted

PAGE = reverse("counting_choices", args=["901"])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_an_analyst_reads_what_holds_and_cannot_change_it(as_analyst: Client) -> None:
    page = text_of(as_analyst.get(PAGE))

    assert "20 working days (the default)" in page
    assert "An approver of your authority makes the choices." in page
    assert "Your authority has chosen nothing" in page
    assert "<textarea" not in page
    assert as_analyst.post(PAGE, posted(care_visit_days="30")).status_code == 403
    assert not MeasureChoice.objects.exists()


def test_an_approver_chooses_with_a_reason_and_everybody_reads_it(
    as_approver: Client, as_analyst: Client, approver: User
) -> None:
    changed = posted(care_visit_days="30", reason="Our <b> standard")
    page = text_of(as_approver.post(PAGE, changed, follow=True))

    made = MeasureChoice.objects.get()
    assert (made.chosen, made.chosen_by) == ({"care_visit_days": 30}, approver)
    assert Job.objects.get().codes == ["CLA_PWP_VISIT_PCT", "CLA_VISIT_PCT"]
    assert "data-lfl-progress" in page and reverse("counted_newest", args=["901"]) in page
    assert "The choice is kept" in page and "Our &lt;b&gt; standard" in page
    assert 'value="30"' in page
    read_back = text_of(as_analyst.get(PAGE))
    assert "30 days" in read_back and "Children in care: days in which a visit is due: 30 days" in read_back


def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(as_approver: Client) -> None:
    page = text_of(as_approver.post(PAGE, posted(care_visit_days="0", reason="")))

    assert "<title>Error:" in page and "Say why the way of counting changes." in page
    assert "greater than or equal to 1" in page
    assert not MeasureChoice.objects.exists()


def test_nothing_chosen_is_refused_with_the_sentence_of_the_service(as_approver: Client) -> None:
    page = text_of(as_approver.post(PAGE, posted()))

    assert "Nothing differs from what holds now." in page
    assert not MeasureChoice.objects.exists()


def test_the_teams_of_the_newest_lists_are_offered_to_whoever_chooses(
    as_approver: Client, as_analyst: Client, authority: Authority
) -> None:
    kept = ChildrenReturnFactory.create(authority=authority, state=ReturnState.APPROVED)
    store_lists(kept, read(answer(6, rows=2, team=["Duty <East>", "North"])))

    assert "Duty &lt;East&gt;" in text_of(as_approver.get(PAGE))
    assert "Duty &lt;East&gt;" not in text_of(as_analyst.get(PAGE))


def test_a_team_that_the_newest_lists_do_not_name_is_refused_by_its_name(
    as_approver: Client, authority: Authority
) -> None:
    kept = ChildrenReturnFactory.create(authority=authority, state=ReturnState.APPROVED)
    store_lists(kept, read(answer(6, rows=2, team=["Duty East", "North"])))

    refused = text_of(as_approver.post(PAGE, posted(corporate_teams="duty  east\nDuty West")))
    assert "Duty West is not a team in your newest lists." in refused
    assert not MeasureChoice.objects.exists()
    as_approver.post(PAGE, posted(corporate_teams="duty  east"))
    assert MeasureChoice.objects.get().chosen == {"corporate_teams": ["duty east"]}


def test_without_lists_any_team_can_be_named(as_approver: Client) -> None:
    as_approver.post(PAGE, posted(corporate_teams="Anything"))

    assert MeasureChoice.objects.get().chosen == {"corporate_teams": ["Anything"]}


def test_a_team_chosen_before_stays_though_newer_lists_do_not_name_it(
    as_approver: Client, authority: Authority
) -> None:
    before = Choices(corporate_teams=("Old Team",))
    MeasureChoice.objects.create(authority=authority, chosen={"corporate_teams": ["Old Team"]}, reason="Then")
    kept = ChildrenReturnFactory.create(authority=authority, state=ReturnState.APPROVED)
    store_lists(kept, read(answer(6, rows=2, team=["Duty East", "North"])))

    as_approver.post(PAGE, posted(before, care_visit_days="30"))

    newest = MeasureChoice.objects.first()
    assert newest is not None
    assert newest.chosen == {"corporate_teams": ["Old Team"], "care_visit_days": 30}


def test_placement_types_are_said_with_their_words(as_analyst: Client) -> None:
    page = text_of(as_analyst.get(PAGE))

    assert all(f"{code}: " in page for code in ("K1", "K2", "R1", "S1"))


def test_it_is_for_the_authoritys_own_staff(
    as_scrutiny: Client, as_stranger: Client, as_administrator: Client
) -> None:
    browsers = (as_scrutiny, as_stranger, as_administrator)
    assert [browser.get(PAGE).status_code for browser in browsers] == [403, 404, 404]
    changed = posted(care_visit_days="30")
    assert [browser.post(PAGE, changed).status_code for browser in browsers] == [403, 404, 404]
    assert not MeasureChoice.objects.exists()
