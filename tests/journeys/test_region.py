"""Who is late, and send me the table: a regional lead on the day returns are due, by keyboard alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.journeys.stack import Stack
from tests.journeys.test_roles import check, sign_in

__all__ = ["sign_in"]

REGION = "D12000001"
# More stops than any page has between its top and what is looked for.
FURTHEST = 150


def tabbed_to(page: Page, what: Locator) -> None:
    """Press Tab from the top of the page until the element has the focus, as without a mouse."""
    page.locator("body").evaluate("document.activeElement.blur()")
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        if what.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{what} cannot be reached with Tab on {page.url}")


def entered(page: Page, what: Locator) -> None:
    """Tab to what leads to another page, press Enter, and wait until that page stands."""
    tabbed_to(page, what)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def test_a_lead_sees_who_is_late_and_reminds_them(stack: Stack, sign_in: Callable[[str], Page]) -> None:
    page = sign_in("Regional lead")
    entered(page, page.get_by_role("link", name="Who has returned").first)
    row = page.get_by_role("row").filter(has_text="Alderbrook")
    expect(row).to_contain_text("late")
    expect(row).to_contain_text("Not started")
    expect(page.get_by_role("row").filter(has_text="Beta")).to_contain_text("Published")
    check(page)
    entered(page, page.get_by_role("button", name="Remind who is late and can be written to (1)"))
    expect(page.get_by_text("Alderbrook").first).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Alderbrook")).to_contain_text("Reminded today")
    check(page)
    letter = newest_letter(stack)
    assert "Alderbrook" in letter and "%" not in letter
    entered(page, page.get_by_role("link", name="Change the deadline"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("are due")
    check(page)
    page.set_viewport_size({"width": 375, "height": 812})
    check(page)


def test_a_lead_takes_the_table_away(stack: Stack, sign_in: Callable[[str], Page], tmp_path: Path) -> None:
    page = sign_in("Regional lead")
    entered(page, page.get_by_role("link", name="Side by side").first)
    shown = page.locator("table tbody td").all_inner_texts()
    percentages = {text.split()[-1] for text in shown if text.strip().endswith("%")}
    assert len(percentages) > 5
    book = load_workbook(downloaded(page, "Workbook", tmp_path))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    said = {word for cell in cells for word in cell.split()}
    assert percentages <= said | cells, "the workbook says every figure of the page"
    text = downloaded(page, "CSV", tmp_path).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert percentages <= {row["display"] for row in rows} | middles(rows)
    assert {row["authority"] for row in rows} >= {"Alpha", "Beta"}


def middles(rows: list[dict[str, str]]) -> set[str]:
    """The medians and quartiles that a percentage's column shows, to one decimal."""
    named = [row[name] for row in rows for name in ("q1", "median", "q3") if row.get(name)]
    return {f"{float(value):.{places}f}%" for value in named for places in (0, 1)}


def downloaded(page: Page, name: str, folder: Path) -> Path:
    link = page.get_by_role("link", name=name, exact=True).first
    tabbed_to(page, link)
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def newest_letter(stack: Stack) -> str:
    newest = max((stack.folder / "mail").iterdir(), key=lambda path: path.stat().st_mtime)
    return newest.read_text(encoding="utf-8").replace("=\n", "")
