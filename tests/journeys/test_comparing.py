"""Compared with whom? The approver who chooses, the reader who asks, the administrator who imports."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import follow
from tests.journeys.stack import Stack
from tests.journeys.test_roles import check, sign_in

__all__ = ["sign_in"]

BETA = "D02"


def test_an_approver_makes_a_list_sees_what_it_would_change_and_switches(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Approver")
    page.goto(f"{stack.address}/authorities/{BETA}/neighbours/")
    expect(page.get_by_role("heading", name="The list in use today")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Make a list of our own").click()
    page.get_by_label("Name of the list").fill("Towns like ours")
    page.get_by_label("Why these authorities").fill("Three towns of one size")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    for name in ("Alpha", "Alderbrook", "Brackenmoor"):
        page.get_by_role("checkbox", name=name).check()
    check(page)
    page.get_by_role("button", name="Make the list").click()
    expect(page.get_by_role("heading", name="Preview a switch of neighbours")).to_be_visible()
    if page.get_by_label("Reason").count() == 0:
        follow(page, page.get_by_role("button", name="Show what would change"))
    check(page)
    page.get_by_label("Reason").fill("Nearer to us than the synthetic list")
    page.get_by_role("button", name="Switch to this list").click()
    expect(page.get_by_text("Towns like ours").first).to_be_visible()
    check(page)


def test_a_figure_can_be_followed_to_its_release_and_to_each_neighbour(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Analyst")
    page.goto(f"{stack.address}/authorities/D01/scorecards/")
    page.get_by_role("row").filter(has_text="Quarterly").get_by_role("link").first.click()
    page.get_by_role("link", name="What it compares with", exact=True).click()
    expect(page.get_by_text("Synthetic neighbours").first).to_be_visible()
    check(page)
    page.get_by_role("link", name="What it compares with, and how to change it").click()
    expect(page.get_by_role("heading", name="What this scorecard compares with")).to_be_visible()
    check(page)
    page.go_back()
    page.locator("#line-2 a").first.click()
    for more in ("Where these figures come from", "Each neighbour's figure"):
        page.get_by_text(more).click()
    expect(page.get_by_text("Synthetic statistics of the demonstration").first).to_be_visible()
    check(page)


def test_an_approver_judges_by_bands_and_sees_how_far_it_is(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Approver")
    for path in ("targets/", "targets/REREF_PCT/", "targets/REREF_PCT/polarity/", "scorecards/layouts/"):
        page.goto(f"{stack.address}/authorities/{BETA}/{path}")
        check(page)
    page.goto(f"{stack.address}/authorities/{BETA}/scorecards/")
    page.get_by_role("row").filter(has_text="with bands").get_by_role("link").first.click()
    expect(page.get_by_role("columnheader", name="Change from baseline").first).to_be_visible()
    check(page)
    page.locator("#line-2 a").first.click()
    expect(page.get_by_text("Outstanding").first).to_be_visible()
    check(page)


def test_an_administrator_sees_every_release_and_what_was_taken_from_it(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Portal administrator")
    follow(page, page.get_by_role("link", name="Published statistics", exact=True))
    check(page)
    page.get_by_role("link", name="Synthetic statistics of the demonstration").first.click()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()
    check(page)
    page.goto(f"{stack.address}/administration/published/import/")
    check(page)
