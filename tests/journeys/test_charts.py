"""A chart in a real browser, under the portal's own content security policy."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from reports.charts.theme import STRONG
from tests.journeys.stack import Stack
from tests.journeys.test_roles import sign_in

__all__ = ["sign_in"]

# How many pixels of a colour an image shows, as the browser has drawn it.
DRAWN = """async ([image, colour]) => {
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    const found = context.getImageData(0, 0, canvas.width, canvas.height).data;
    let pixels = 0;
    for (let at = 0; at < found.length; at += 4) {
        if (wanted.every((part, place) => Math.abs(found[at + place] - part) <= 2)) pixels += 1;
    }
    return pixels;
}"""


def test_a_chart_keeps_its_fills_and_changes_to_the_narrow_picture_on_a_telephone(
    stack: Stack, sign_in: Callable[[str], Page]
) -> None:
    page = sign_in("Analyst")
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(f"{stack.address}/")
    page.get_by_role("link", name="Region").first.click()
    page.get_by_role("link", name="One indicator").click()
    picture = page.locator(".lfl-chart img").first
    expect(picture).to_be_visible()
    # The bars of the analyst's own authorities: without its fill each would be black.
    assert page.evaluate(DRAWN, [picture.element_handle(), STRONG]) > 1000
    wide = str(picture.evaluate("image => image.currentSrc"))
    page.set_viewport_size({"width": 375, "height": 800})
    page.wait_for_function("image => image.currentSrc.includes('width=narrow')", arg=picture.element_handle())
    narrow = str(picture.evaluate("image => image.currentSrc"))
    assert urlsplit(wide).path == urlsplit(narrow).path
    assert not refused
