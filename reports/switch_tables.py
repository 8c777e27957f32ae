"""What a switch of neighbours would change on one unpublished scorecard, as a table and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from indicators.benchmarks.preview import Side
from indicators.calculations.display import counted
from indicators.calculations.periods import long_date
from reports.comparing.switching import Compared, MovedScorecard, Moving, Span
from reports.comparing.words import of_words
from reports.models import Scorecard
from reports.rows import Comparator

ROW_HEADING = {"td": {"scope": "row"}}
NUMBER = {"cell": {"class": "lfl-num"}}
SENTENCE = {"cell": {"class": "lfl-text"}}
NOTE = '<span class="lfl-figure__note">{}</span>'


class SwitchTable(tables.Table):
    """The comparisons of one scorecard that would change, in printed order."""

    label = tables.Column(verbose_name="Line", attrs=ROW_HEADING | SENTENCE)
    own = tables.Column(verbose_name="Your published figure", default="none", attrs=NUMBER)
    before = tables.Column(verbose_name="Neighbours now", attrs=NUMBER)
    after = tables.Column(verbose_name="Neighbours after", attrs=NUMBER)
    side_before = tables.Column(verbose_name="You are now")
    side_after = tables.Column(verbose_name="You would be")

    class Meta:
        orderable = False
        default = ""

    def __init__(self, moved: MovedScorecard, *, named: str, **kwargs: Any) -> None:
        super().__init__(moved.changed, **kwargs)
        self.caption = f"{named}, {_from_to(moved.moving)}"

    def render_label(self, record: Compared) -> str:
        return f"{record.number} {record.label}"

    def render_before(self, value: Comparator) -> SafeString:
        return _printed(value)

    def render_after(self, value: Comparator) -> SafeString:
        return _printed(value)

    def render_side_before(self, record: Compared) -> SafeString:
        return _side(record.side_before, record.own == record.before.display)

    def render_side_after(self, record: Compared) -> SafeString:
        side = _side(record.side_after, record.own == record.after.display)
        if not record.changes_side:
            return side
        return format_html(
            "{} {}", side, render_to_string("components/tag.html", {"rag": "amber", "word": "Other side"})
        )


def _printed(comparator: Comparator) -> SafeString:
    """As the scorecard prints it, with its year, and with how many neighbours had a figure."""
    if not comparator.display:
        return format_html("{}", "none")
    notes = [comparator.year, of_words(comparator) if comparator.release else "as given"]
    return format_html("{}" + NOTE, comparator.display, ", ".join(note for note in notes if note))


def _side(side: Side, alike: bool) -> SafeString:
    if side is Side.NONE:
        return format_html("{}", "no comparison")
    note = format_html(NOTE, "before rounding") if alike and side is not Side.EQUAL else ""
    return format_html('<span class="lfl-nowrap">{} them</span>{}', side, note)


def _from_to(moving: Moving) -> str:
    now, then = (each.name if each else "no list" for each in (moving.now, moving.then))
    return f"from {now} to {then}"


def names_of(scorecards: Sequence[Scorecard]) -> dict[int, str]:
    """'December 2024' by the key of each, with the layout's title where they are of several layouts."""
    several = len({each.template_id for each in scorecards}) > 1
    return {
        each.pk: f"{each.period_end:%B %Y}" + (f", {each.template.title}" if several else "")
        for each in scorecards
    }


def linked(scorecards: Sequence[Scorecard], most: int) -> SafeString:
    """Links to the first so many of one authority's scorecards, and how many more there are."""
    names = names_of(scorecards)
    links = format_html_join(
        "; ",
        '<a class="govuk-notification-banner__link" href="{}">{}</a>',
        (
            (reverse("scorecard", args=[each.authority.code, each.pk]), names[each.pk])
            for each in scorecards[:most]
        ),
    )
    more = len(scorecards) - most
    return format_html("{}{}", links, f"; and {more} more" if more > 0 else "")


def moved_in_words(moved: MovedScorecard, named: str) -> str:
    """'December 2024: 14 of 20 comparisons with neighbours would change, 2 of them to the other side'."""
    if not moved.compared:
        return f"{named}: it has no comparison with neighbours"
    compared = counted(len(moved.compared), "comparison")
    said = f"{named}: {len(moved.changed)} of {compared} with neighbours would change"
    return f"{said}, {_sides(moved.sides)}" if moved.changed else said


def all_in_words(moved: Sequence[MovedScorecard]) -> str:
    """How many comparisons would change in how many unpublished scorecards, and how many of them side."""
    changed = sum(len(each.changed) for each in moved)
    sides = sum(each.sides for each in moved)
    where = f"In {counted(len(moved), 'unpublished scorecard')}, "
    if not changed:
        return f"{where}no comparison with neighbours would print otherwise."
    return f"{where}{counted(changed, 'comparison')} with neighbours would change, {_sides(sides)}."


def _sides(number: int) -> str:
    return f"{number or 'none'} of them to the other side"


def span_in_words(span: Span) -> str:
    """'1 April 2024 to 30 April 2025: Model of 2021 instead of Model of 2025'; or that it is used already."""
    days = f"{long_date(span.first)} {f'to {long_date(span.last)}' if span.last else 'and later'}"
    now, then = (each.name if each else "no list" for each in (span.now, span.then))
    return f"{days}: {then}, {f'instead of {now}' if span.changes else 'as now'}"
