"""The sides of the matrix: whether they show the same, what they ask, how many answers a second."""

from __future__ import annotations

import gzip
from functools import partial
from xml.etree.ElementTree import Element

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.matrix_load import requests_a_second, served
from bench.matrix_world import TEMPLATES, Made, make_indicators, make_region
from bench.timing import best_of, say
from tests.reports.html_tree import tree, words

# Figures by authority and indicator.
Cells = dict[tuple[str, str], str]
URLS = "bench.matrix_peers"
READ_OUT = "govuk-visually-hidden"


class Sides:
    def __init__(self) -> None:
        indicators = make_indicators()
        self.all = make_region("Everywhere", 1, 153, 2, indicators)
        self.few = make_region("A region", 201, 12, 2, indicators)
        self.long = make_region("A region of long standing", 301, 12, 12, indicators)

    # --- the same figures --------------------------------------------------------------------------

    def same_cells(self) -> bool:
        same = True
        for many in TEMPLATES:
            ours = _of_ours(tree(_body(self.all, _ours("region_matrix_table", self.all, many))))
            whole = _of_ours(tree(_body(self.all, _ours("region_matrix", self.all, many))))
            with override_settings(ROOT_URLCONF=URLS):
                theirs = _of_table(tree(_body(self.all, _peer(self.all, many))))
            hidden = sum(text == "suppressed" for text in theirs.values())
            if len(ours) != 153 * many or not ours == whole == theirs or not hidden:
                say(f"The tables of {many} indicators differ, or nothing in them is hidden.")
                same = False
        return same

    # --- queries -----------------------------------------------------------------------------------

    def same_queries(self) -> bool:
        """Of the table and of the page, with nothing kept and with everything kept."""
        sizes = {
            "12 x 20, 2 quarters": (self.few, 20),
            "12 x 20, 12 quarters": (self.long, 20),
            "153 x 30, 2 quarters": (self.all, 30),
            "153 x 60, 2 quarters": (self.all, 60),
        }
        same = True
        for name in ("region_matrix_table", "region_matrix"):
            counts = {
                size: self._queries(made, _ours(name, made, many)) for size, (made, many) in sizes.items()
            }
            say("", f"Queries of {name}, sign-in included: nothing kept, and kept")
            say(*(f"  {size:22}  {first:4}  {again:4}" for size, (first, again) in counts.items()))
            if len(set(counts.values())) != 1:
                say(f"The number of queries of {name} grows.")
                same = False
        return same

    @staticmethod
    def _queries(made: Made, address: str) -> tuple[int, int]:
        cache.clear()
        found = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                _body(made, address)
            found.append(len(captured))
        return found[0], found[1]

    # --- under load --------------------------------------------------------------------------------

    def rates(self, many: int, rounds: int, seconds: float) -> dict[str, float]:
        """The best of some rounds for each side, taken in turn so that a busy moment hits all of them."""
        addresses = {
            "empty view": "/bench/empty/",
            "empty view of the region": f"/bench/empty/{self.all.region.code}/",
            "ours, the table": _ours("region_matrix_table", self.all, many),
            "ours, the whole page": _ours("region_matrix", self.all, many),
            "django-tables2": _peer(self.all, many),
        }
        session = (settings.SESSION_COOKIE_NAME, self.all.session)
        best = dict.fromkeys(addresses, 0.0)
        cache.clear()
        with served(connection.settings_dict["NAME"]) as port:
            for address in addresses.values():
                requests_a_second(port, address, session, 0.5)
            for _ in range(rounds):
                for name, address in addresses.items():
                    best[name] = max(best[name], requests_a_second(port, address, session, seconds))
        return best

    def say_how_long_it_takes_to_draw(self) -> None:
        """What the first reader after a change waits for, beside the plain table."""
        say("", "With nothing kept, one answer at a time")
        for many in (30, 60):
            mine, plain = _ours("region_matrix_table", self.all, many), _peer(self.all, many)
            ours = best_of(3, partial(_body, self.all, mine), before=cache.clear)
            with override_settings(ROOT_URLCONF=URLS):
                theirs = best_of(2, partial(_body, self.all, plain))
            told = f"ours {ours:.3f} s, django-tables2 {theirs:.3f} s"
            say(f"  153 x {many}: {told}: {theirs / ours:.2f} times")


def _ours(name: str, made: Made, many: int) -> str:
    return f"{reverse(name, args=[made.region.code])}?template={TEMPLATES[many]}"


def _peer(made: Made, many: int) -> str:
    return f"/bench/table/{made.region.code}/{many}/"


def _body(made: Made, address: str) -> bytes:
    client: Client = made.client
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} was answered with {answer.status_code}.")
    squeezed = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(answer.content) if squeezed else answer.content


def _of_ours(page: Element) -> Cells:
    """Indicators down: a cell names its authority, a row's heading its indicator."""
    found: Cells = {}
    for row in page.iterfind(".//table[@id='matrix-figures']/tbody/tr"):
        heading = row.find("th/a")
        if heading is None:
            continue
        for cell in row.iterfind("td"):
            if "lfl-matrix__sum" not in cell.get("class", ""):
                found[cell.get("data-label", ""), words(heading)] = _figure(cell)
    return found


def _figure(cell: Element) -> str:
    """The figure without its sign and its words; where there is none, what is read out in its place."""
    seen = " ".join(_seen(cell).split())
    return seen or next((words(each) for each in cell.iter() if each.get("class") == READ_OUT), "")


def _seen(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.get("class") != READ_OUT and child.get("aria-hidden") != "true":
            parts.append(_seen(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _of_table(page: Element) -> Cells:
    heads = [words(head) for head in page.iterfind(".//thead//th")]
    found: Cells = {}
    for row in page.iterfind(".//tbody/tr"):
        name, *texts = (words(cell) for cell in row.iterfind("td"))
        found |= {(name, head): text for head, text in zip(heads[1:], texts, strict=True)}
    return found
