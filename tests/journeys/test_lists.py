"""From an Annex A workbook to the rows behind a figure, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import follow
from tests.journeys.stack import Stack
from tests.journeys.test_roles import check, sign_in, sign_out, upload

__all__ = ["sign_in"]

ALDERBROOK = "D03"


def test_eleven_lists_go_in_and_every_figure_leads_back_to_its_rows(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    # The analyst drops the workbook that the authority holds already.
    page = sign_in("Analyst")
    page.goto(f"{stack.address}/authorities/{ALDERBROOK}/returns/upload/")
    check(page)
    upload(page, stack.lists)
    expect(page.get_by_text("Ready to submit").first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Children in care").first).to_be_visible()
    check(page)
    confirm = page.get_by_role("checkbox")
    if confirm.count():
        confirm.check()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Submitted for approval").first).to_be_visible()
    returned = page.url
    sign_out(page)

    # The approver approves; the figures are counted in the background and lead to their rows.
    page = sign_in("Approver")
    page.goto(returned)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("recalculated.", exact=False)).to_be_visible(timeout=60_000)
    check(page)
    follow(page, page.get_by_role("link", name="See the figures counted from these lists"))
    expect(page.get_by_role("heading", name="Figures counted from lists")).to_be_visible()
    check(page)
    follow(page, page.get_by_role("link", name="the rows behind").first)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check(page)

    # What the rules leave open is answered by the authority.
    page.goto(f"{stack.address}/authorities/{ALDERBROOK}/counting/")
    expect(page.get_by_role("heading", name="How we count", level=1)).to_be_visible()
    check(page)
