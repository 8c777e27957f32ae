"""A chart's description drawn on the server, without a browser and without a network, and kept a while."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from html import escape
from typing import TypeVar

import vl_convert
from django.core.cache import cache

from reports.charts.chart import Chart

# The language of the descriptions, and of what is kept: a new one is another key.
VEGA_LITE = "5.21"
KEPT_SECONDS = 60 * 60
PNG_SCALE = 2

Drawn = TypeVar("Drawn", str, bytes)
_TAG = re.compile(r"<[a-z][^>]*>")
# Roles of parts that no reader can step through, since the picture is shown as one image.
_OF_PARTS = re.compile(r' (?:role|aria-[a-z]+|style|pointer-events)="[^"]*"')


def svg_of(chart: Chart) -> str:
    """The chart as SVG text: one image with a name and its words, no script, no style, nothing from outside.

    Its fills are attributes, which the portal's content security policy lets stand.
    """
    return _kept(chart, "svg", _drawn_svg)


def png_of(chart: Chart) -> bytes:
    """The chart as a PNG, twice as large as the SVG for print and slides."""
    return _kept(chart, "png", _drawn_png)


def _kept(chart: Chart, kind: str, draw: Callable[[Chart], Drawn]) -> Drawn:
    """What was drawn before from the same description. The key is made of every figure that is in it."""
    told = json.dumps([VEGA_LITE, chart.title, chart.alt, chart.spec], sort_keys=True)
    key = f"chart:{kind}:{hashlib.sha256(told.encode()).hexdigest()}"
    found: Drawn | None = cache.get(key)
    if found is None:
        found = draw(chart)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _drawn_svg(chart: Chart) -> str:
    drawn = vl_convert.vegalite_to_svg(chart.spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    plain = _TAG.sub(lambda tag: _OF_PARTS.sub("", tag[0]), drawn)
    name, words = escape(chart.title), escape(chart.alt)
    root, rest = plain.split(">", 1)
    return f'{root} role="img" aria-label="{name}"><title>{name}</title><desc>{words}</desc>{rest}'


def _drawn_png(chart: Chart) -> bytes:
    return vl_convert.vegalite_to_png(chart.spec, vl_version=VEGA_LITE, scale=PNG_SCALE, allowed_base_urls=[])
