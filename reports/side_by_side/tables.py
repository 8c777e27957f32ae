"""The tables under the charts of one indicator: what each picture shows, sorted and paged by the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from authorities.models import Authority
from indicators.calculations.periods import long_date
from indicators.calculations.symbols import Symbol
from reports.rows import Cell, Point
from reports.side_by_side.matrix import Entry
from reports.side_by_side.one_indicator import Beside

ROW_HEADING = {"td": {"scope": "row"}}
NUMBER = {"cell": {"class": "lfl-num"}}
SENTENCE = {"cell": {"class": "lfl-text"}}
LINK = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>'
NOTHING = "–"
# How many periods stand side by side in the table of past figures.
MOST_PERIODS = 9


@dataclass(frozen=True, slots=True)
class Whose:
    """Where an authority's name leads, and the codes of those that the reader is staff of."""

    hrefs: Mapping[str, str]
    own: frozenset[str]
    # Where an authority's past leads, on a table that has a column for it.
    pasts: Mapping[str, str] = field(default_factory=dict)

    def cell(self, code: str, name: str) -> SafeString:
        mark = render_to_string("components/tag.html", {"rag": "state", "word": "Yours"})
        link = format_html(LINK, self.hrefs[code], name)
        return format_html("{} {}", link, mark) if code in self.own else link


class BesideTable(tables.Table):
    """What the tables of this page share: whose row it is."""

    authority = tables.Column("Authority", order_by="authority__name", attrs=ROW_HEADING)

    def __init__(self, *args: Any, caption: str, whose: Whose, **kwargs: Any) -> None:
        self.caption, self.whose = caption, whose
        super().__init__(*args, **kwargs)

    def render_authority(self, value: Authority) -> SafeString:
        return self.whose.cell(value.code, value.name)


class RankedTable(BesideTable):
    value = tables.Column("Figure", attrs=NUMBER, empty_values=())
    interval = tables.Column("95% interval", attrs=NUMBER, orderable=False)
    rank = tables.Column("Rank", order_by="ranked", attrs=NUMBER)
    position = tables.Column("In the group")
    before = tables.Column("Earlier", accessor="line__before__number", attrs=NUMBER, empty_values=())
    direction = tables.Column("Direction", accessor="travel", empty_values=())
    real = tables.Column("Real or noise?")
    past = tables.Column("Its past", accessor="authority", orderable=False)

    class Meta:
        default = NOTHING

    def render_value(self, record: Beside) -> SafeString:
        return figure(record.line.value)

    def render_before(self, record: Beside) -> SafeString:
        return figure(record.line.before)

    def render_direction(self, record: Beside) -> SafeString:
        line = record.line
        context = {"direction": line.direction, "effect": line.effect, "words": record.travel}
        return render_to_string("reports/parts/travel.html", context)

    def render_past(self, record: Beside) -> SafeString | str:
        code, name = record.authority.code, record.authority.name
        if record.value is None or code not in self.whose.pasts:
            return NOTHING
        return format_html(LINK, self.whose.pasts[code], f"{name} over time")


class FunnelTable(BesideTable):
    value = tables.Column("Figure", attrs=NUMBER)
    parts = tables.Column("Made of", order_by="base", attrs=NUMBER)
    limits_95 = tables.Column("95% limits", attrs=NUMBER, orderable=False)
    limits_998 = tables.Column("99.8% limits", attrs=NUMBER, orderable=False)
    inside = tables.Column("Inside or outside", attrs=SENTENCE)

    class Meta:
        default = NOTHING

    def render_value(self, record: Beside) -> SafeString:
        return figure(record.line.value)


class PastTable(BesideTable):
    """A row an authority, a column a period end; made by `past_table`."""

    class Meta:
        default = NOTHING


class PointColumn(tables.Column):
    """A past figure by its display; sorted by its value, the hidden and the missing together."""

    def __init__(self, key: str, heading: str) -> None:
        super().__init__(heading, accessor=key, attrs=NUMBER, empty_values=())
        self.key = key

    def render(self, record: dict[str, Any]) -> SafeString:
        point: Point | None = record["points"].get(self.key)
        symbol = Symbol.SUPPRESSED.value if point is not None and point.value is None else ""
        return _figure(point.display if point else "", symbol)


def past_table(entries: Sequence[Entry], caption: str, whose: Whose, prefix: str) -> PastTable:
    """The newest figures of each authority's series, at most MOST_PERIODS of them, the oldest first."""
    days = sorted({point.period_end for entry in entries for point in entry.line.series})[-MOST_PERIODS:]
    rows = []
    for entry in entries:
        points = {point.period_end: point for point in entry.line.series if point.period_end in days}
        values = {day: _number(points[day]) if day in points else None for day in days}
        rows.append({"authority": entry.authority, "points": points, **values})
    columns = [(day, PointColumn(day, long_date(date.fromisoformat(day)))) for day in days]
    return PastTable(rows, caption=caption, whose=whose, prefix=prefix, extra_columns=columns)


def figure(cell: Cell) -> SafeString:
    """A figure by its display, with its symbol where it has one."""
    return _figure(cell.display, cell.symbol)


def _figure(display: str, symbol: str) -> SafeString:
    return render_to_string("components/figure.html", {"display": display, "symbol": symbol})


def _number(point: Point) -> Decimal | None:
    return Decimal(point.value) if point.value is not None else None
