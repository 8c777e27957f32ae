"""All that one reader sees of a region, kept as it stood after each approval."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indicators.calculations.periods import Window, month_end
from indicators.calculations.symbols import Symbol
from tests.attack.catalogue import MEASURES

QUARTER, YEAR = 3, 12


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """One figure: whose, of what, in which window, up to which month, and by which version of the return."""

    place: str
    code: str
    window: Window
    last: int
    corrected: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """What is shown: its parts where they are, and the figure as printed where they are not."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass
class Seen:
    """`shown` and `hidden` by figure, and what was shown of a figure that is another now.

    `small` are hidden counts beside an arrow, `not_small` those without one beside a shown count. Where some
    hidden counts have arrows and others have none, that tells which are hidden for being 1 to 5, and
    which for another's sake; where none has one, nothing.
    """

    shown: dict[Key, Figure] = field(default_factory=dict)
    hidden: set[Key] = field(default_factory=set)
    replaced: list[tuple[Key, Figure]] = field(default_factory=list)
    small: set[Key] = field(default_factory=set)
    not_small: set[Key] = field(default_factory=set)

    def add(self, key: Key, figure: Figure | None) -> None:
        held = self.shown.get(key)
        if held is not None and (figure is None or figure.value != held.value):
            self.replaced.append((key, held))
            del self.shown[key]
        if figure is None:
            self.hidden.add(key)
        elif held is None or held.value != figure.value or held.numerator is None:
            self.shown[key] = figure

    @property
    def never_shown(self) -> list[Key]:
        return sorted(self.hidden - set(self.shown))


@dataclass
class Onlooker:
    """A signed-in reader of a region who writes everything down.

    `turned` is the month of the corrected return; `corrects` says that its correction has been approved by
    now; `after` is the last month whose return was made before.
    """

    client: Client
    region: str
    turned: int
    after: int
    corrects: bool = False
    seen: Seen = field(default_factory=Seen)

    def look_at_matrix(self, last: int, back: int) -> None:
        """Every figure of a period, beside that of so many months before."""
        for row in self._rows("region_matrix_export", "csv", period=_iso(last), back=str(back)):
            self._note(row)

    def look_at_chart(self, chart: str, last: int, **query: str) -> None:
        for row in self._rows("region_chart", chart, "csv", period=_iso(last), **query):
            self._cell(row, "")

    def look_at_publication(self, pk: int, place: str) -> None:
        answer = self.client.get(reverse("published_export", args=[pk, "json"]))
        assert answer.status_code == 200
        for line in answer.json()["lines"]:
            for cell in (line["value"], line["earlier"]):
                if cell["as_at"]:
                    self._printed(place, line, cell)

    def _printed(self, place: str, line: dict[str, Any], cell: dict[str, Any]) -> None:
        row = {"code": place, "indicator": line["code"], "unit": line["unit"], "window": cell["window"]}
        parts = {name: "" if cell[name] is None else str(cell[name]) for name in ("numerator", "denominator")}
        value = "" if cell["value"] is None else str(cell["value"])
        rest = {"period_end": cell["as_at"], "value": value, "symbol": cell["symbol"], **parts}
        self._cell({**row, **rest}, "", rounded=True)

    def _rows(self, name: str, *kind: str, **query: str) -> Iterator[dict[str, str]]:
        address = reverse(name, args=[self.region, *kind])
        answer: HttpResponse = self.client.get(address, {"template": "all", **query})  # type: ignore[assignment]
        assert answer.status_code == 200, address
        yield from csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))

    def _note(self, row: dict[str, str]) -> None:
        now, before = self._cell(row, ""), self._cell(row, "earlier_")
        if row["unit"] != "number" or now is None or before is None:
            return
        for one, other in ((now, before), (before, now)):
            if one in self.seen.hidden and other not in self.seen.hidden:
                (self.seen.small if row["direction"] != "none" else self.seen.not_small).add(one)

    def _cell(self, row: dict[str, str], prefix: str, *, rounded: bool = False) -> Key | None:
        """The figure of a row written down, and its key; None where there is nothing to solve for."""
        if not row[f"{prefix}period_end"] or row["indicator"] not in MEASURES:
            return None
        key = self._key(row, date.fromisoformat(row[f"{prefix}period_end"]))
        hidden = (
            row.get(f"{prefix}symbol") == Symbol.SUPPRESSED or row.get(f"{prefix}display") == "suppressed"
        )
        if hidden:
            self.seen.add(key, None)
            return key
        if not row[f"{prefix}value"]:
            return None
        parts = (_number(row.get(f"{prefix}{part}", "")) for part in ("numerator", "denominator"))
        value = Decimal(row[f"{prefix}value"])
        figure = Figure(_as_kept(value) if rounded else value, *parts)
        self.seen.add(key, figure)
        return key

    def _key(self, row: dict[str, str], day: date) -> Key:
        last = day.year * 12 + day.month - 1
        corrected = last > self.after or (last == self.turned and self.corrects)
        return Key(row["code"], row["indicator"], Window(row["window"]), last, corrected)


def _iso(month: int) -> str:
    return month_end(month // 12, month % 12 + 1).isoformat()


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _as_kept(value: Decimal) -> Decimal:
    """A number of JSON, which may have lost the last of ten decimals."""
    return value.quantize(Decimal("1e-10")).normalize()
