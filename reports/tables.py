"""The lists of scorecards, publications and authorities: sorted and paged by the server."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from authorities.models import Region
from indicators.calculations.periods import long_date
from reports.board import BoardRow
from reports.models import Publication, Scorecard
from reports.status import Status

ROW_HEADING = {"td": {"scope": "row"}}
NUMBER = {"cell": {"class": "lfl-num"}}
SENTENCE = {"td": {"class": "lfl-text"}}
LINK = '<a class="govuk-link" href="{}">{}</a>'


def _tag(word: str, rag: str = "state") -> SafeString:
    return render_to_string("components/tag.html", {"word": word, "rag": rag})


class ScorecardTable(tables.Table):
    caption = "Scorecards"
    period_end = tables.Column("Period ending", attrs=ROW_HEADING)
    template = tables.Column("Scorecard", order_by="template__title")
    status = tables.Column("Status", empty_values=(), orderable=False)
    published = tables.Column("Published", empty_values=(), orderable=False)
    calculated_at = tables.DateTimeColumn(verbose_name="Calculated", format="j F Y, H:i", default="Not yet")

    class Meta:
        sequence = ("period_end", "template", "status", "published", "calculated_at")

    # Read for the rows of the page at hand, once it is known which they are.
    statuses: Mapping[int, Status] = {}

    def render_period_end(self, record: Scorecard) -> str:
        href = reverse("scorecard", args=[record.authority.code, record.pk])
        return format_html(LINK, href, long_date(record.period_end))

    def render_status(self, record: Scorecard) -> str:
        return _tag(self.statuses[record.pk].text)

    def render_published(self, record: Scorecard) -> str:
        status = self.statuses[record.pk]
        if status.publication_id is None:
            return "Not yet"
        href = reverse("published_scorecard", args=[status.publication_id])
        return format_html(LINK, href, f"Version {status.version}")


class PublicationTable(tables.Table):
    caption = "Published scorecards"
    period_end = tables.Column("Period ending", accessor="scorecard__period_end", attrs=ROW_HEADING)
    title = tables.Column("Scorecard", accessor="frozen_title")
    authority = tables.Column("Authority", accessor="authority__name")
    version = tables.Column("Version", attrs=NUMBER)
    published_at = tables.DateTimeColumn(verbose_name="Published", format="j F Y")

    class Meta:
        sequence = ("period_end", "title", "authority", "version", "published_at")

    def render_period_end(self, record: Publication) -> str:
        href = reverse("published_scorecard", args=[record.pk])
        return format_html(LINK, href, long_date(record.scorecard.period_end))


class BoardTable(tables.Table):
    """A `lead` sees who did what and may remind.

    `reachable`: the authorities with somebody to write to; `readable`: those whose publications the person
    may open. Both by primary key.
    """

    authority = tables.Column("Authority", accessor="authority__name", attrs=ROW_HEADING)
    place = tables.Column("State", attrs=SENTENCE)
    since = tables.DateTimeColumn(verbose_name="Since", format="j F Y, H:i", default="–")
    by = tables.Column("By", default="–")
    versions = tables.Column("Versions", attrs=NUMBER)
    published_version = tables.Column("Published", default="Not yet")
    reminded_at = tables.DateColumn(verbose_name="Last reminded", format="j F Y", default="–")
    remind = tables.Column("Remind", empty_values=(), orderable=False)

    def __init__(
        self,
        *args: Any,
        region: Region,
        period_end: date,
        today: date,
        lead: bool,
        reachable: Collection[int],
        readable: Collection[int],
        **kwargs: Any,
    ) -> None:
        self.caption = f"Returns of {region}, {long_date(period_end)}"
        self.region, self.period_end, self.today = region, period_end, today
        self.reachable, self.readable = reachable, readable
        hidden = () if lead else ("by", "versions", "reminded_at", "remind")
        super().__init__(*args, exclude=hidden, **kwargs)

    def render_place(self, record: BoardRow) -> SafeString:
        return render_to_string("reports/parts/board_state.html", {"row": record})

    def render_by(self, record: BoardRow) -> str:
        return record.by or "–"

    def render_published_version(self, record: BoardRow) -> str:
        version = f"Version {record.published_version}"
        if record.authority.pk not in self.readable:
            return version
        return format_html(LINK, reverse("published_scorecard", args=[record.publication_id]), version)

    def render_remind(self, record: BoardRow) -> str:
        if not record.awaited:
            return "–"
        if record.was_reminded_on(self.today):
            return "Reminded today"
        if record.authority.pk not in self.reachable:
            return "Nobody to write to: ask the administrator for an account"
        # A template column would run the context processors, and their queries, for every row.
        context = {"row": record, "region": self.region, "period_end": self.period_end}
        context |= {"csrf_token": get_token(self.request)}
        return render_to_string("reports/parts/board_remind.html", context)
