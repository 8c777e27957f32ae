"""The colours of the matrix can be read, and told apart by eyes that see less of them."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from indicators.calculations.spread import Shade
from reports.side_by_side.exports.marks import FILLS
from reports.side_by_side.shading import JUDGED, KEYS, NEUTRAL, RATED

PROJECT = Path(__file__).resolve().parents[3]
SCSS = PROJECT / "frontend" / "scss"
BUILT = (PROJECT / "static" / "like-for-like.css").read_text(encoding="utf-8-sig")
Colour = tuple[float, float, float]
# How the cones that a deuteranope and a protanope lack are stood in for, on linear light
# (Viénot, Brettel and Mollon 1999).
BLIND: dict[str, tuple[Colour, Colour, Colour]] = {
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
}


def shades() -> dict[str, tuple[str, str]]:
    """The background and the text of each class, as the style sheet is written."""
    palette = dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", (SCSS / "_palette.scss").read_text(), re.M))
    text = re.sub(r"palette\.\$([\w-]+)", lambda m: palette[m[1]], (SCSS / "_matrix.scss").read_text())
    found = re.findall(r'^  "([\w-]+)": \((#[0-9a-f]{6}), (#[0-9a-f]{6})\),', text, re.M)
    return {f"lfl-{name}": (back, ink) for name, back, ink in found}


def linear(colour: str) -> Colour:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def apart(one: str, other: str, blind: str) -> float:
    """How far two colours lie from one another to such an eye, in linear light."""
    found = []
    for colour in (one, other):
        light = linear(colour)
        found.append([sum(w * part for w, part in zip(row, light, strict=True)) for row in BLIND[blind]])
    return float(sum((a - b) ** 2 for a, b in zip(*found, strict=True)) ** 0.5)


def test_every_shade_has_a_colour() -> None:
    kinds = {kind for kind, _ in [*JUDGED.values(), *NEUTRAL.values(), *RATED.values()]}
    assert kinds - {"lfl-level"} == set(shades())


@pytest.mark.parametrize("kind", sorted(shades()))
def test_text_can_be_read_on_every_shade(kind: str) -> None:
    back, ink = shades()[kind]
    assert contrast(back, ink) >= 4.5
    # Links and muted words stand on white and on headings alone; the figures have this ink.
    assert re.search(rf"td\.{kind}\b[^{{]*\{{[^}}]*background:\s*{back}", BUILT), (
        "the style sheet is not built"
    )


@pytest.mark.parametrize("blind", BLIND)
def test_good_and_bad_are_told_apart_by_eyes_that_see_less_colour(blind: str) -> None:
    held = shades()
    for good, bad in product(("lfl-better", "lfl-far-better"), ("lfl-worse", "lfl-far-worse")):
        assert apart(held[good][0], held[bad][0], blind) > 0.15, (good, bad)


def test_high_and_low_are_as_strong_as_each_other_where_neither_is_good() -> None:
    held = shades()
    for high, low in (("lfl-far-above", "lfl-far-below"), ("lfl-above", "lfl-below")):
        assert contrast(held[high][0], held[low][0]) < 1.1, "one of them looks the worse"
    for step in ("above", "below"):
        assert luminance(held[f"lfl-far-{step}"][0]) < luminance(held[f"lfl-{step}"][0])


@pytest.mark.parametrize("blind", BLIND)
def test_high_and_low_are_told_apart_by_eyes_that_see_less_colour(blind: str) -> None:
    held = shades()
    for high, low in product(("lfl-above", "lfl-far-above"), ("lfl-below", "lfl-far-below")):
        assert apart(held[high][0], held[low][0], blind) > 0.15, (high, low)


def test_a_workbook_has_the_colours_of_the_page() -> None:
    assert {kind: back for kind, (back, _) in shades().items()} == FILLS


@pytest.mark.parametrize("shade", list(Shade))
def test_no_two_marks_of_a_scale_look_alike_without_colour(shade: Shade) -> None:
    for heading, marks in KEYS[shade]:
        signs = [mark.sign for mark in marks]
        # Of direction, the words beside an arrow say which is good: two of its marks share both arrows.
        if shade is not Shade.DIRECTION:
            assert len(set(signs)) == len(signs), heading
        assert all(mark.words for mark in marks)
