"""Who stands out, and on what? The regional lead at the table of all indicators, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_accessible, follow
from tests.journeys.stack import Stack
from tests.journeys.test_roles import check, sign_in

__all__ = ["sign_in"]

REGION = "D12000001"
REREFERRALS = "Referrals within 12 months of a previous referral"


def opened(stack: Stack, page: Page, query: str = "") -> str:
    """The address of the demonstration region's matrix, opened."""
    matrix = f"{stack.address}/regions/{REGION}/matrix/"
    page.goto(matrix + query)
    return matrix


def test_a_lead_finds_the_worst_on_re_referrals_by_keyboard_and_keeps_the_view(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Regional lead")
    matrix = opened(stack, page)
    check(page)
    sort = page.get_by_role("link", name=f"Sort authorities by {REREFERRALS}, worst first")
    sort.focus()
    page.keyboard.press("Enter")
    caption = page.locator("#matrix-caption")
    expect(caption).to_contain_text(f"by {REREFERRALS}, worst first")
    # The focus is where it was, on the link that now turns the order.
    turned = page.get_by_role("link", name=f"Sort authorities by {REREFERRALS}, best first")
    expect(turned).to_be_focused()
    expect(page.locator("#matrix-status")).to_contain_text("worst first")
    expect(page).to_have_url(f"{matrix}?sort=-REREF_PCT.R12")
    head = page.get_by_role("rowheader").filter(has_text=REREFERRALS)
    expect(head).to_have_attribute("aria-sort", "descending")
    assert_accessible(page)
    cells = page.get_by_role("row").filter(has=head).locator("td:not(.lfl-matrix__sum)")
    shown = [float(text.split("%")[0].split()[-1]) for text in cells.all_inner_texts() if "%" in text]
    assert len(shown) > 1 and shown == sorted(shown, reverse=True)
    shade = page.get_by_label("Shade by")
    shade.focus()
    shade.select_option(label="Own target (red, amber, green)")
    expect(page.locator("#matrix-status")).to_contain_text("own target")
    expect(shade).to_be_focused()
    expect(caption).to_contain_text("worst first")
    assert "shade=target" in page.url and "sort=-REREF_PCT.R12" in page.url
    assert_accessible(page)
    page.go_back()
    expect(caption).to_contain_text("worst first")
    expect(page.get_by_label("Shade by")).to_have_value("quartile")
    page.go_forward()
    expect(page.get_by_label("Shade by")).to_have_value("target")
    # No store of the browser keeps what was shown.
    stores = "JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
    assert REREFERRALS not in page.evaluate(stores)
    page.get_by_role("button", name="Keep this view").click()
    problem = page.get_by_role("link", name="Give the view a name")
    expect(problem).to_be_visible()
    problem.press("Enter")
    expect(page.get_by_label("Keep this view by name")).to_be_focused()
    expect(page.get_by_label("Shade by")).to_have_value("target")
    assert_accessible(page)
    page.get_by_label("Keep this view by name").fill("Red on re-referrals")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This view is kept as Red on re-referrals")).to_be_visible()
    check(page)
    page.goto(matrix)
    follow(page, page.get_by_role("link", name="Red on re-referrals"))
    expect(page.get_by_label("Shade by")).to_have_value("target")
    expect(page.locator("#matrix-caption")).to_contain_text("worst first")
    follow(page, page.get_by_role("button", name="Remove Red on re-referrals"))
    expect(page.get_by_text("no longer among your kept views")).to_be_visible()
    follow(page, page.get_by_role("button", name="Keep Red on re-referrals again"))
    expect(page.get_by_role("link", name="Red on re-referrals")).to_be_visible()


def test_the_table_alone_scrolls_and_its_headings_stay_in_sight(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Analyst")
    for query in ("", "?transposed=1"):
        opened(stack, page, query)
        region = page.get_by_role("region", name="by name of the authority")
        page.set_viewport_size({"width": 800, "height": 700})
        region.focus()
        for _ in range(50):
            page.keyboard.press("ArrowRight")
            if region.evaluate("box => box.scrollLeft") > 20:
                break
        assert region.evaluate("box => box.scrollLeft") > 20
        left = page.locator("#matrix-figures tbody th[scope=row]").first.bounding_box()
        box = region.bounding_box()
        assert left is not None and box is not None and abs(left["x"] - box["x"]) < 2
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        check(page)
        page.set_viewport_size({"width": 375, "height": 812})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        check(page)


def test_authorities_are_picked_by_hand_and_the_address_is_the_view(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Analyst")
    opened(stack, page, "?shade=distance")
    page.locator("summary").filter(has_text="Pick authorities by hand").focus()
    page.keyboard.press("Enter")
    for name in ("Alpha", "Beta"):
        page.get_by_role("checkbox", name=name, exact=True).focus()
        page.keyboard.press("Space")
    check(page)
    page.get_by_role("button", name="Show these authorities").focus()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    expect(page.locator("#matrix-caption")).to_contain_text("A set of 2 picked by hand")
    expect(page.get_by_label("Shade by")).to_have_value("distance")
    heads = page.locator("#matrix-figures thead th").all_inner_texts()
    assert [name.split()[0] for name in heads[4:]] == ["Alpha", "Beta"]
    address = page.get_by_role("link", name="the address of this view").get_attribute("href")
    page.goto(f"{stack.address}{address}")
    expect(page.locator("#matrix-caption")).to_contain_text("A set of 2 picked by hand")
    assert_accessible(page)


def test_whoever_is_signed_out_meanwhile_is_asked_to_sign_in_and_nothing_is_half_shown(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Regional lead")
    opened(stack, page)
    page.route("**/matrix/table/**", lambda route: route.abort())
    page.get_by_label("Shade by").select_option(label="Direction of travel")
    expect(page.get_by_text("The table could not be fetched")).to_be_visible()
    page.unroute("**/matrix/table/**")
    page.get_by_label("Shade by").select_option(label="Distance from the median")
    expect(page.get_by_text("The table could not be fetched")).not_to_be_visible()
    expect(page.locator("#matrix-status")).to_contain_text("distance from the median")
    page.context.clear_cookies()
    page.get_by_role("link", name="Sort authorities by name, last first").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.locator("#matrix")).to_have_count(0)
