"""Tables about statistical neighbours: a list's members, the lists there are, what was chosen, a preview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from authorities.audit import OPERATOR
from authorities.models import Authority, Neighbour, NeighbourChoice, NeighbourList
from indicators.benchmarks.preview import Among, ChangedComparison, Side
from indicators.calculations.display import counted, default_places, display, round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.periods import long_date

ROW_HEADING = {"td": {"scope": "row"}}
NUMBER = {"cell": {"class": "lfl-num"}}
ONE_LINE = {"cell": {"class": "lfl-nowrap"}}
SENTENCE = {"cell": {"class": "lfl-text"}}
# As a benchmark is stored.
MOST_PLACES = 10


class NeighbourTable(tables.Table):
    """The neighbours of one authority in one list. An own list says nothing of order or closeness."""

    rank = tables.Column(verbose_name="Order")
    neighbour = tables.Column(accessor="neighbour__name", verbose_name="Authority", attrs=ROW_HEADING)
    code = tables.Column(accessor="neighbour__code", verbose_name="Code")
    region = tables.Column(accessor="neighbour__region__name", verbose_name="Region")
    closeness = tables.Column(verbose_name="How close", order_by="rank")

    class Meta:
        model = Neighbour
        fields = ("rank", "neighbour", "code", "region", "closeness")
        order_by = "rank"
        default = "not stated"

    def __init__(self, *args: Any, heading: str, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption = heading
        if own:
            for column in ("rank", "closeness"):
                self.columns.hide(column)


class NeighbourListTable(tables.Table):
    caption = "Lists that could be used"
    name = tables.Column(verbose_name="List", attrs=ROW_HEADING | SENTENCE)
    whose = tables.Column(empty_values=(), orderable=False)
    source = tables.Column(orderable=False, attrs=SENTENCE)
    valid_from = tables.Column(verbose_name="Holds")
    preview = tables.Column(verbose_name="Switch", empty_values=(), orderable=False, attrs=ONE_LINE)

    class Meta:
        model = NeighbourList
        fields = ("name", "whose", "source", "valid_from", "preview")
        order_by = "-valid_from"
        default = ""

    def __init__(self, *args: Any, authority: Authority, in_use: NeighbourList | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authority, self.in_use = authority, in_use

    def render_name(self, record: NeighbourList) -> SafeString:
        address = reverse("neighbour_list", args=[self.authority.code, record.pk])
        return format_html('<a class="govuk-link" href="{}">{}</a>', address, record.name)

    def render_whose(self, record: NeighbourList) -> str:
        return "Our own" if record.owner_id else "National"

    def render_valid_from(self, record: NeighbourList) -> str:
        return span_in_words(record.valid_from, record.valid_to)

    def render_preview(self, record: NeighbourList) -> SafeString:
        if record == self.in_use:
            return render_to_string("components/tag.html", {"rag": "state", "word": "In use"})
        return format_html(
            '<a class="govuk-link" href="{}?list={}">Preview<span class="govuk-visually-hidden"> a switch to '
            "{}</span></a>",
            reverse("neighbour_preview", args=[self.authority.code]),
            record.pk,
            record.name,
        )


class NeighbourChoiceTable(tables.Table):
    caption = "What was chosen, newest first"
    neighbour_list = tables.Column(
        accessor="neighbour_list__name", verbose_name="List", attrs=ROW_HEADING | SENTENCE
    )
    valid_from = tables.DateColumn(verbose_name="For period ends from", format="j F Y")
    reason = tables.Column(orderable=False, attrs=SENTENCE)
    chosen_at = tables.DateTimeColumn(verbose_name="Chosen on", format="j F Y, H:i")
    chosen_by = tables.Column(verbose_name="By", default=OPERATOR, orderable=False)

    class Meta:
        model = NeighbourChoice
        fields = ("neighbour_list", "valid_from", "reason", "chosen_at", "chosen_by")
        order_by = "-chosen_at"
        default = ""


def span_in_words(first: date, last: date | None) -> str:
    """'from 1 April 2021', '1 April 2021 to 31 March 2025'."""
    return f"{long_date(first)} to {long_date(last)}" if last else f"from {long_date(first)}"


def choice_in_words(choice: NeighbourChoice) -> str:
    """Who chose and when, in local time."""
    local = timezone.localtime(choice.chosen_at)
    return f"{choice.chosen_by or OPERATOR}, {long_date(local.date())}"


class PreviewTable(tables.Table):
    """Rows of `ChangedComparison`, those that change first. No column sorts: the order says what counts."""

    indicator = tables.Column(
        accessor="benchmark__series__indicator__name",
        verbose_name="Indicator",
        attrs=ROW_HEADING | SENTENCE,
    )
    year = tables.Column(accessor="benchmark__year", verbose_name="Year", localize=False)
    yours = tables.Column(empty_values=(), verbose_name="Your figure", attrs=NUMBER)
    before = tables.Column(verbose_name="Mean now", attrs=NUMBER)
    after = tables.Column(verbose_name="Mean after", attrs=NUMBER)
    side = tables.Column(accessor="before", verbose_name="You are now")
    side_after = tables.Column(accessor="after", verbose_name="You would be")
    changes = tables.Column(empty_values=(), verbose_name="What changes", attrs=ONE_LINE)

    class Meta:
        fields = ("indicator", "year", "yours", "before", "after", "side", "side_after", "changes")
        orderable = False
        default = ""

    def __init__(self, *args: Any, heading: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption = heading

    def render_indicator(self, record: ChangedComparison, value: str) -> SafeString:
        basis = record.benchmark.series.basis
        note = format_html('<span class="lfl-figure__note">{}</span>', basis) if basis else ""
        return format_html("{}{}", value, note)

    def render_yours(self, record: ChangedComparison) -> str:
        return _figure(record, record.value, record.symbol)

    def render_before(self, record: ChangedComparison) -> SafeString:
        return _mean(record, record.before)

    def render_after(self, record: ChangedComparison) -> SafeString:
        return _mean(record, record.after)

    def render_side(self, record: ChangedComparison) -> SafeString:
        return _side(record.before)

    def render_side_after(self, record: ChangedComparison) -> SafeString:
        return _side(record.after)

    def render_changes(self, record: ChangedComparison) -> SafeString:
        rag, word = ("none", "Nothing")
        if record.changes_side:
            rag, word = "amber", "Side"
        elif record.changes_place:
            rag, word = "state", "Place"
        elif record.begins or record.ends:
            rag, word = "state", "No longer compared" if record.ends else "Newly compared"
        return render_to_string("components/tag.html", {"rag": rag, "word": word})


def _figure(record: ChangedComparison, value: Decimal | None, symbol: str = "") -> str:
    unit = Unit(record.benchmark.series.indicator.unit)
    return display(value, symbol, unit, _places(record, unit)) or "none"


def _places(record: ChangedComparison, unit: Unit) -> int:
    """Decimals as published, and more where a mean would look equal to a figure that it is not equal to."""
    fewest = max(record.benchmark.places, default_places(unit))
    value = record.value
    close = [
        among.mean
        for among in (record.before, record.after)
        if among.mean is not None and among.side is not Side.EQUAL
    ]
    if value is None:
        return fewest
    enough = (
        places
        for places in range(fewest, MOST_PLACES)
        if all(round_half_up(mean, places) != round_half_up(value, places) for mean in close)
    )
    return next(enough, MOST_PLACES)


def _mean(record: ChangedComparison, among: Among) -> SafeString:
    return format_html(
        '{}<span class="lfl-figure__note">{} of {}</span>',
        _figure(record, among.mean),
        among.used,
        among.listed,
    )


def _side(among: Among) -> SafeString:
    if among.side is Side.NONE:
        return format_html("{}", "no comparison")
    return format_html(
        '<span class="lfl-nowrap">{} the mean</span>'
        '<span class="lfl-figure__note">{} higher, {} lower</span>',
        among.side,
        among.higher,
        among.lower,
    )


def changes_in_words(found: Sequence[ChangedComparison]) -> str:
    """'3 of 18 comparisons would change side, and 4 more would change place. 1 would have no comparison.'"""
    sides = sum(1 for each in found if each.changes_side)
    places = sum(1 for each in found if each.changes_place and not each.changes_side)
    said = f"{sides} of {counted(len(found), 'comparison')} would change side"
    said += f", and {places} more would change place." if places else "."
    begun, ended = (sum(1 for each in found if each.begins), sum(1 for each in found if each.ends))
    if begun:
        said += f" {begun} {'has' if begun == 1 else 'have'} no comparison now and would have one."
    if ended:
        said += f" {ended} would have no comparison any more."
    return said
