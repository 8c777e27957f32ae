"""Each role's way through the portal in a real browser, from signing in to the moment it comes for.

The portal runs as it does for its users (tests/journeys/stack.py). Every page on the way is checked
with axe, and no page may scroll sideways.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import assert_accessible, follow
from tests.journeys.stack import Stack

ALPHA = "D01"


def check(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


@pytest.fixture
def sign_in(stack: Stack, page: Page) -> Callable[[str], Page]:
    def sign_in(role: str) -> Page:
        email, password = stack.sign_ins[role]
        page.goto(stack.address)
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("compared like with like")
        check(page)
        return page

    return sign_in


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()


def upload(page: Page, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Upload").click()


def test_a_quarter_closes_from_the_analysts_workbook_to_the_directors_publication(
    stack: Stack, sign_in: Callable[[str], Page], tmp_path: Path
) -> None:
    # An analyst drops a workbook with a slip in it, reads what is wrong, mends it and submits.
    page = sign_in("Analyst")
    follow(page, page.get_by_role("link", name="Upload a return of Alpha"))
    check(page)
    upload(page, with_a_slip(stack.sample, tmp_path))
    expect(page.get_by_text("has problems to mend", exact=False).first).to_be_visible()
    problem = page.get_by_role("row").filter(has_text="Figures").filter(has_text="Numerator").first
    expect(problem).to_contain_text("4")
    check(page)
    page.goto(f"{stack.address}/authorities/{ALPHA}/returns/upload/")
    upload(page, stack.sample)
    expect(page.get_by_text("Ready to submit").first).to_be_visible()
    check(page)
    confirm = page.get_by_label("I have read the warnings and the figures are right")
    if confirm.count():
        confirm.check()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Submitted for approval").first).to_be_visible()
    returned = page.url

    # The very same file is said to be the same.
    page.goto(f"{stack.address}/authorities/{ALPHA}/returns/upload/")
    upload(page, stack.sample)
    expect(page.get_by_text("same file as version", exact=False).first).to_be_visible()
    check(page)
    sign_out(page)

    # The approver sees what waits, what changed since the last version, and approves.
    page = sign_in("Approver")
    page.get_by_role("link", name="waits for approval").first.click()
    expect(page).to_have_url(returned)
    expect(page.get_by_text("changed", exact=False).first).to_be_visible()
    check(page)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("recalculated.", exact=False)).to_be_visible(timeout=30_000)
    check(page)

    # The scorecard has the new figure; its new version says what changed, and is published with a reason.
    page.goto(f"{stack.address}/authorities/{ALPHA}/scorecards/")
    check(page)
    follow(page, page.get_by_role("row").nth(1).get_by_role("link").first)
    check(page)
    page.get_by_role("link", name="Publish a new version").click()
    expect(page.get_by_role("heading", name="What changes from version 1")).to_be_visible()
    check(page)
    page.get_by_label("Why it is published again").fill("Late health assessments were entered.")
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_text("Late health assessments were entered.").first).to_be_visible()
    check(page)


def with_a_slip(sample: Path, folder: Path) -> Path:
    """The sample with text where a number belongs, in the first row of figures."""
    book = load_workbook(sample)
    book["Figures"]["D4"] = "about 20"
    path = folder / "with-a-slip.xlsx"
    book.save(path)
    return path


def test_an_analyst_writes_beside_a_figure_and_follows_it_to_its_return(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Analyst")
    page.get_by_role("link", name="Scorecards of Sefton").click()
    page.get_by_role("link", name="January 2025").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check(page)
    # A figure leads to its parts, its window and the return that it came from.
    page.get_by_role("link", name="23.0%").first.click()
    expect(page.get_by_text("rolling 6 months", exact=False).first).to_be_visible()
    expect(page.get_by_role("link", name="version 1", exact=False).first).to_be_visible()
    check(page)
    follow(page, page.get_by_role("link", name="analysis", exact=False).first)
    check(page)
    page.get_by_label("Analysis").fill("Re-referrals stand above the target of 21%.")
    page.get_by_role("button", name="Save the analysis").click()
    expect(page.get_by_text("Re-referrals stand above the target of 21%.").first).to_be_visible()
    check(page)


def test_a_scrutiny_member_reads_what_is_published_and_nothing_else(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Scrutiny member")
    follow(page, page.get_by_role("link", name="All published scorecards"))
    check(page)
    page.get_by_role("row").filter(has_text="North Somerset").get_by_role("link").first.click()
    expect(page.get_by_text("differs from the paper", exact=False).first).to_be_visible()
    # Two children stepped down: too few to be shown outside the council.
    row = page.get_by_role("row").filter(has_text="stepped down from Child in Need")
    expect(row.get_by_text("suppressed", exact=False).first).to_be_visible()
    check(page)
    page.get_by_role("link", name="Exception report").click()
    for heading in ("Green to celebrate", "Reds to watch", "Reds of concern"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    check(page)
    page.goto(f"{stack.address}/authorities/802/scorecards/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "December 2023" not in page.content()
    check(page)


def test_a_regional_lead_sees_who_has_returned_and_compares_side_by_side(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Regional lead")
    page.get_by_role("link", name="Who has returned what").click()
    for name in ("Alpha", "Beta", "Alderbrook"):
        expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    check(page)
    follow(page, page.get_by_role("link", name="Side by side").first)
    check(page)
    follow(page, page.get_by_role("link", name="Children in need per 10,000 children", exact=True).first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Children in need per 10,000 children")
    check(page)


def test_an_administrator_invites_a_person_who_comes_in_by_the_link(
    stack: Stack, sign_in: Callable[[str], Page], browser: Browser
) -> None:
    page = sign_in("Portal administrator")
    follow(page, page.get_by_role("link", name="People and invitations"))
    check(page)
    follow(page, page.get_by_role("link", name="Invite a person"))
    check(page)
    page.get_by_label("E-mail address").fill("clerk@demonstration.example")
    page.get_by_label("Scrutiny member").check()
    page.get_by_label("Authority", exact=True).select_option(label="Beta")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("An invitation was sent to clerk@demonstration.example.")).to_be_visible()
    check(page)

    guest = browser.new_page()
    guest.goto(stack.newest_link())
    expect(guest.get_by_text("Scrutiny member, Beta")).to_be_visible()
    check(guest)
    guest.get_by_label("Choose a password").fill("four-plain-words-together")
    guest.get_by_label("The password again").fill("four-plain-words-together")
    guest.get_by_role("button", name="Start using Like for Like").click()
    expect(guest.get_by_role("heading", level=1)).to_contain_text("compared like with like")
    expect(guest.get_by_role("link", name="Beta", exact=False).first).to_be_visible()
    check(guest)
    guest.close()

    for link in ("Catalogue", "Authorities", "Published statistics", "Audit trail"):
        follow(page, page.get_by_role("navigation").get_by_role("link", name=link))
        check(page)
    expect(page.get_by_text("invited clerk@demonstration.example", exact=False).first).to_be_visible()


def test_sorting_and_paging_work_without_scripts(stack: Stack, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    email, password = stack.sign_ins["Portal administrator"]
    page.goto(f"{stack.address}/administration/catalogue/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Code").click()
    codes = page.get_by_role("rowheader").all_inner_texts()
    assert codes in (sorted(codes), sorted(codes, reverse=True))
    page.get_by_role("link", name="Next").click()
    more = page.get_by_role("rowheader").all_inner_texts()
    assert more and [*codes, *more] in (sorted(codes + more), sorted(codes + more, reverse=True))
    context.close()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (375, 800), (1280, 900)])
def test_the_main_pages_fit_every_width(stack: Stack, browser: Browser, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    email, password = stack.sign_ins["Analyst"]
    page.goto(stack.address)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    places = ("returns", "returns/upload", "scorecards", "targets", "neighbours", "indicators", "audit")
    paths = ["/", *(f"/authorities/343/{place}/" for place in places), "/published/", "/help/"]
    for path in paths:
        page.goto(stack.address + path)
        check(page)
    page.goto(f"{stack.address}/authorities/343/scorecards/")
    follow(page, page.get_by_role("link", name="January 2025").first)
    check(page)
    context.close()
