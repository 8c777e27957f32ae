"""Who is worst and worsening, is it noise, and how does one stand among its neighbours? By keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.stack import Stack
from tests.journeys.test_roles import check, sign_in

__all__ = ["sign_in"]

REGION = "D12000001"
REREFERRALS = "Referrals within 12 months of a previous referral"


def pressed(page: Page, what: Locator) -> None:
    """Reach what leads to another page by keyboard, press Enter, and wait until that page stands."""
    what.focus()
    expect(what).to_be_focused()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def opened(stack: Stack, page: Page, name: str) -> None:
    page.goto(f"{stack.address}/regions/{REGION}/{name}/")


def test_a_lead_sees_who_is_worst_and_worsening_on_re_referrals(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Regional lead")
    opened(stack, page, "compare")
    page.get_by_label("Indicator", exact=True).select_option(label=f"{REREFERRALS} (rolling 12 months)")
    page.get_by_label("Set against", exact=True).select_option(label="three months earlier")
    pressed(page, page.get_by_role("button", name="Show these figures"))
    expect(page.get_by_role("heading", name=REREFERRALS, level=1)).to_be_visible()
    check(page)
    pressed(page, page.get_by_role("link", name="Set them against twelve months earlier"))
    answer = page.get_by_role("region", name="Who stands out?")
    expect(answer).to_contain_text("Beta (32.9%)")
    check(page)
    ranked = page.get_by_role("table", name="From best to worst")
    worst = ranked.get_by_role("row").filter(has_text="Beta")
    expect(worst).to_contain_text("Real rise")
    pressed(page, ranked.get_by_role("link", name="Figure"))
    pressed(page, ranked.get_by_role("link", name="Figure"))
    expect(ranked.get_by_role("columnheader", name="Figure")).to_have_attribute("aria-sort", "descending")
    figures = [text for text in ranked.locator("td[data-label=Figure]").all_inner_texts() if "%" in text]
    shown = [float(text.strip("% \n")) for text in figures]
    assert len(shown) > 1 and shown == sorted(shown, reverse=True)
    check(page)


def test_a_lead_asks_whether_alphas_rise_is_noise(stack: Stack, sign_in: Callable[[str], Page]) -> None:
    page = sign_in("Regional lead")
    page.goto(f"{stack.address}/regions/{REGION}/compare/?figure=REREF_PCT.R12")
    past = page.get_by_role("table", name="Earlier figures")
    pressed(page, past.get_by_role("link", name="Alpha"))
    expect(page.get_by_role("heading", name=f"{REREFERRALS} over time", level=1)).to_be_visible()
    answer = page.get_by_role("region", name="Real or noise?")
    expect(answer).to_contain_text("No real difference: a change this small happens by chance.")
    check(page)
    page.set_viewport_size({"width": 375, "height": 812})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check(page)


def test_a_lead_sets_beta_among_its_neighbours_on_everything(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Regional lead")
    opened(stack, page, "authority")
    page.get_by_label("Authority", exact=True).select_option(label="Beta")
    pressed(page, page.get_by_role("button", name="Show these figures"))
    expect(page.get_by_role("heading", name="Beta among others", level=1)).to_be_visible()
    check(page)
    pressed(page, page.get_by_role("link", name="Set Beta among its statistical neighbours"))
    expect(page.get_by_text("Beta and its neighbours").first).to_be_visible()
    expect(page.get_by_role("region", name="Where does it stand?")).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=REREFERRALS))
    expect(row).to_contain_text("32.9%")
    summary = page.locator("summary").filter(has_text="All of it as one picture")
    summary.focus()
    page.keyboard.press("Enter")
    picture = page.get_by_role("img", name="Chart: Beta")
    expect(picture).to_be_visible()
    check(page)
    page.set_viewport_size({"width": 375, "height": 812})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check(page)
