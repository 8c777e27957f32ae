"""The page that says what another list of neighbours would change, and the switch."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import NeighbourChoice, NeighbourList, Role
from authorities.neighbours.lists import list_in_force, neighbours_of
from indicators.calculations.periods import month_end_before
from indicators.models import Benchmark, Job, Release
from indicators.waiting import finish
from reports.models import Scorecard
from tests.factories.neighbour_choice import NeighbourChoiceFactory
from tests.factories.publication import PublicationFactory
from tests.reports.comparing.switch_scene import OF_2021, OF_2025, REVISED, Switching, a_model, make_switching
from tests.reports.html_tree import by_id, main, tree, words
from tests.reports.scenes import NOW, PERCENTAGE

BEFORE_2025 = date(2024, 4, 1)
SECTIONS = ("In your unpublished scorecards", "By the newest published figures")


@pytest.fixture
def there(db: None) -> Switching:
    return make_switching()


def asked(then: NeighbourList | None, day: date, **more: str) -> dict[str, Any]:
    parts = {"valid_from_day": day.day, "valid_from_month": day.month, "valid_from_year": day.year}
    return {"list": then.pk if then else "", **parts, **more}


def address(there: Switching, name: str) -> str:
    return reverse(name, args=[there.authority.code])


def page(there: Switching, then: NeighbourList, day: date, role: str = Role.APPROVER) -> Element:
    answer = there.scene.client(role).get(address(there, "neighbour_preview"), asked(then, day))
    assert answer.status_code == 200
    return tree(answer.content)


def said(there: Switching, then: NeighbourList, day: date, role: str = Role.APPROVER) -> str:
    return words(main(page(there, then, day, role)))


def sections(text: str) -> tuple[str, str]:
    """What the page says of the unpublished scorecards, and what by the newest figures."""
    drafts, newest = text.split(SECTIONS[0])[1].split(SECTIONS[1])
    return drafts, newest


def cells_of(table: Element) -> list[dict[str | None, str]]:
    rows = [row for row in table.iter("tr") if row.find("td") is not None]
    return [{cell.get("data-label"): words(cell) for cell in row.iter("td")} for row in rows]


def switch(there: Switching, then: NeighbourList, day: date) -> Any:
    client = there.scene.client(Role.APPROVER)
    sent = asked(then, day, reason="The newer model is nearer.")
    return client.post(address(there, "neighbour_switch"), sent, follow=True)


def run_the_job(there: Switching) -> None:
    finish(Job.objects.filter(authority=there.authority, kind="recalculate").latest("pk"))


def test_a_preview_counts_the_comparisons_that_would_change_side(there: Switching) -> None:
    text = said(there, there.newer, BEFORE_2025)
    drafts, newest = sections(text)
    assert (
        "In 1 unpublished scorecard, 1 comparison with neighbours would change, 1 of them to the other side."
        in drafts
    )
    assert (
        "January 2025: 1 of 1 comparison with neighbours would change, 1 of them to the other side" in drafts
    )
    assert "January 2025, from Model of 2021 to Model of 2025" in drafts
    assert "1 of 1 comparison would change side." in newest
    assert "by Model of 2021 and by Model of 2025" in newest
    assert not NeighbourChoice.objects.exists()


def test_a_preview_names_who_leaves_and_who_joins(there: Switching) -> None:
    shown = said(there, there.newer, BEFORE_2025)
    before, after = (
        {each.neighbour.name for each in neighbours_of(there.authority, one)}
        for one in (there.older, there.newer)
    )
    assert before - after and after - before
    assert f"No longer neighbours: {'; '.join(sorted(before - after))}." in shown
    assert f"New neighbours: {'; '.join(sorted(after - before))}." in shown


def test_a_switch_from_before_the_newest_list_says_what_it_changes_after_it(there: Switching) -> None:
    """On the first day the list is in use; for a later period another has taken its place since."""
    later = there.draft(date(2025, 6, 30))
    text = said(there, there.older, BEFORE_2025)
    assert "Nothing would change." not in text
    assert "1 April 2024 to 31 March 2025: Model of 2021, as now" in text
    assert "1 April 2025 and later: Model of 2021, instead of Model of 2025" in text
    drafts, newest = sections(text)
    assert "June 2025, from Model of 2025 to Model of 2021" in drafts
    assert "January 2025" not in drafts
    assert "by Model of 2025 and by Model of 2021" in newest
    assert "Switch to this list" in text
    switch(there, there.older, BEFORE_2025)
    run_the_job(there)
    assert Scorecard.objects.get(pk=later.pk).basis["neighbour_list"] == there.older.pk


def test_a_scorecard_that_is_pinned_to_another_list_than_the_one_in_use_is_not_said_to_stay(
    there: Switching,
) -> None:
    later = there.draft(date(2025, 6, 30))
    later.basis |= {"neighbour_list": there.older.pk}
    later.save()
    text = said(there, there.newer, OF_2025)
    assert "Nothing would change." not in text
    assert "June 2025, from Model of 2021 to Model of 2025" in sections(text)[0]
    assert "Switch to this list" in text


def test_a_list_that_is_in_use_throughout_would_change_nothing(there: Switching) -> None:
    there.draft(date(2025, 6, 30))
    text = said(there, there.newer, OF_2025)
    assert "Nothing would change." in text
    assert "Switch to this list" not in text


def test_what_the_page_says_is_what_the_scorecard_then_shows(there: Switching) -> None:
    """By the release that the scorecard is pinned to, though a revised one has come since."""
    there.release(REVISED, name="Referrals, revised", released_on=date(2025, 5, 1))
    found = page(there, there.newer, BEFORE_2025)
    (row,) = cells_of(next(main(found).iter("table")))
    assert row["Your published figure"] == "20.0%"
    assert row["Neighbours now"] == "15.0%2023-24, 2 of 2"
    assert row["Neighbours after"] == "30.0%2023-24, 1 of 2"
    assert (row["You are now"], row["You would be"]) == ("above them", "below them Other side")
    # The newest release has 40 against 55 and 60, which is no other side.
    assert "0 of 1 comparison would change side" in sections(words(main(found)))[1]
    assert neighbours_shown(there) == "15.0%"
    switch(there, there.newer, BEFORE_2025)
    run_the_job(there)
    assert neighbours_shown(there) == "30.0%1 of 2"


def neighbours_shown(there: Switching) -> str:
    where = reverse("scorecard", args=[there.authority.code, there.scene.scorecard.pk])
    line = by_id(tree(there.scene.client(Role.ANALYST).get(where).content), f"line-{PERCENTAGE}")
    return next(words(cell) for cell in line.iter("td") if cell.get("data-label") == "SN, 2023-24")


def test_a_published_scorecard_is_not_said_to_change(there: Switching) -> None:
    PublicationFactory.create(scorecard=there.scene.scorecard, authority=there.authority)
    drafts, _ = sections(said(there, there.newer, BEFORE_2025))
    assert "You have none for a period that ends on 1 April 2024 or later." in drafts


def test_scorecards_that_use_the_list_already_are_said_to_stay(there: Switching) -> None:
    there.draft(date(2025, 6, 30))
    drafts, _ = sections(said(there, there.newer, date(2025, 2, 28)))
    assert "Nothing would change on those you have for periods that end on 28 February 2025" in drafts


def test_the_newest_twelve_scorecards_are_shown_and_the_others_counted(there: Switching) -> None:
    for months in range(12):
        there.draft(month_end_before(date(2023, 12, 31), months))
    found = page(there, there.newer, OF_2021)
    drafts, _ = sections(words(main(found)))
    assert "These are the newest 12; 1 more would move to the list too." in drafts
    assert "January 2025:" in drafts and "February 2023:" in drafts and "January 2023:" not in drafts
    answer = switch(there, there.newer, OF_2021)
    assert "February 2023; and 1 more. Published ones do not change." in words(tree(answer.content))


def test_neighbours_without_any_figure_are_no_comparison_and_no_change_of_side(there: Switching) -> None:
    silent = a_model(there.scene, there.near[3:], name="Silent", valid_from=OF_2021)
    there.release(("20", "10", "20", "30", None), name="Again", released_on=date(2025, 6, 1))
    drafts, newest = sections(said(there, silent, BEFORE_2025))
    assert "none of them to the other side" in drafts and "1 of 1 comparison would change side" not in newest
    assert "0 of 1 comparison would change side. 1 would have no comparison any more." in newest
    assert "No longer compared" in newest and "no comparison" in newest


def test_an_analyst_sees_the_preview_and_no_switch(there: Switching) -> None:
    text = said(there, there.newer, BEFORE_2025, role=Role.ANALYST)
    assert "would change side" in text
    assert "An approver of your authority makes the switch." in text
    assert "Switch to this list" not in text
    sent = asked(there.newer, BEFORE_2025, reason="x")
    refused = there.scene.client(Role.ANALYST).post(address(there, "neighbour_switch"), sent)
    assert refused.status_code == 403


def test_without_published_figures_a_list_can_still_be_chosen(there: Switching) -> None:
    Benchmark.objects.all().delete()
    Scorecard.objects.all().delete()
    text = said(there, there.newer, BEFORE_2025)
    assert "There is no published figure to compare yet." in text
    assert "Switch to this list" in text


@pytest.mark.parametrize(
    ("fields", "said_so"),
    [
        ({"list": ""}, "Choose a list."),
        ({"list": "999999"}, "does not cover your authority"),
        ({"valid_from_month": "13"}, "is not a day"),
    ],
)
def test_a_preview_of_what_cannot_be_says_why(there: Switching, fields: dict[str, str], said_so: str) -> None:
    sent = {**asked(there.newer, OF_2025), **fields}
    answer = there.scene.client(Role.APPROVER).get(address(there, "neighbour_preview"), sent)
    assert said_so in words(main(tree(answer.content)))


def test_after_the_switch_the_list_page_says_from_when_and_links_to_the_scorecards(
    there: Switching,
) -> None:
    answer = switch(there, there.newer, BEFORE_2025)
    assert answer.redirect_chain == [(address(there, "neighbours"), 302)]
    found = tree(answer.content)
    assert "Model of 2025 is used for period ends from 1 April 2024." in words(found)
    assert "The newer model is nearer." in words(found)
    links = {words(link): link.get("href") for link in found.iter("a")}
    assert links["January 2025"] == reverse(
        "scorecard", args=[there.authority.code, there.scene.scorecard.pk]
    )
    kept = NeighbourChoice.objects.get()
    assert kept.chosen_by == there.scene.people[Role.APPROVER]
    assert list_in_force(there.authority, BEFORE_2025) == there.newer
    assert Job.objects.filter(authority=there.authority, kind="recalculate").exists()


def test_after_a_switch_that_moves_no_scorecard_the_page_says_so(there: Switching) -> None:
    answer = switch(there, there.older, date(2025, 7, 1))
    text = words(tree(answer.content))
    assert "Model of 2021 is used for period ends from 1 July 2025. No unpublished scorecard moves." in text


def test_a_switch_without_a_reason_comes_back_with_the_preview(there: Switching) -> None:
    client: Client = there.scene.client(Role.APPROVER)
    answer = client.post(address(there, "neighbour_switch"), asked(there.newer, BEFORE_2025, reason=""))
    text = words(main(tree(answer.content)))
    assert "There is a problem" in text
    assert "Say why: it is kept with the choice." in text
    assert "1 of 1 comparison would change side." in text
    assert not NeighbourChoice.objects.exists()


def test_a_choice_that_is_refused_comes_back_with_the_sentence(there: Switching) -> None:
    NeighbourChoiceFactory.create(
        authority=there.authority, neighbour_list=there.newer, valid_from=BEFORE_2025
    )
    answer = switch(there, there.newer, BEFORE_2025)
    assert "is already chosen from 01 April 2024." in words(main(tree(answer.content)))
    assert NeighbourChoice.objects.count() == 1


def test_several_layouts_are_told_apart_by_their_titles(there: Switching) -> None:
    template = there.scene.template
    template.pk, template.name, template.title = None, "another", "Another layout"
    template.save()
    there.scene.template = template
    there.draft(NOW)
    drafts, _ = sections(said(there, there.newer, BEFORE_2025))
    assert "January 2025, Another layout:" in drafts and "January 2025, Scene scorecard:" in drafts
    assert re.search("In 2 unpublished scorecards, 2 comparisons", drafts)
    assert Release.objects.count() == 1
