"""Tables of floor 2: returns, their problems and figures, the indicator set, the catalogue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from authorities.audit import OPERATOR
from authorities.models import User
from indicators.calculations.periods import Window, window_name
from indicators.models import Indicator, IndicatorInSet, Return, ReturnKind, ReturnProblem

ROW_HEADING = {"td": {"scope": "row"}}
NUMBER = {"cell": {"class": "lfl-num"}}
ONE_LINE = {"cell": {"class": "lfl-nowrap"}}
SENTENCE = {"cell": {"class": "lfl-text"}}
DAY = "j F Y"


class ReturnTable(tables.Table):
    caption = "All returns"
    period_end = tables.DateColumn(
        verbose_name="Period end", format=DAY, order_by=("period_end", "version"), attrs=ONE_LINE
    )
    kind = tables.Column(verbose_name="What it holds", order_by=("kind", "-period_end", "-version"))
    version = tables.Column(attrs={"td": {"scope": "row", "class": "lfl-nowrap"}}, orderable=False)
    state = tables.Column()
    uploaded_at = tables.Column(verbose_name="Uploaded")
    submitted_at = tables.Column(verbose_name="Submitted")
    decided_at = tables.Column(verbose_name="Approved or sent back")

    class Meta:
        model = Return
        fields = ("period_end", "kind", "version", "state", "uploaded_at", "submitted_at", "decided_at")
        order_by = "-period_end"
        empty_text = "No return has been uploaded yet."
        default = ""

    def render_version(self, record: Return) -> SafeString:
        lists = f", {record.get_kind_display()}" if record.kind == ReturnKind.CHILDREN else ""
        return format_html(
            '<a class="govuk-link" href="{}">Version {}<span class="govuk-visually-hidden"> of {}</span></a>',
            reverse("return_detail", args=[record.authority.code, record.pk]),
            record.version,
            f"{record.period_end:%B %Y}{lists}",
        )

    def render_state(self, record: Return) -> SafeString:
        context = {"state": record.state, "word": record.get_state_display()}
        return render_to_string("indicators/return_state.html", context)

    def render_uploaded_at(self, record: Return) -> SafeString:
        return _act(record.uploaded_at, record.uploaded_by)

    def render_submitted_at(self, record: Return) -> SafeString:
        return _act(record.submitted_at, record.submitted_by)

    def render_decided_at(self, record: Return) -> SafeString:
        return _act(record.decided_at, record.decided_by)


class ProblemTable(tables.Table):
    sheet = tables.Column()
    row = tables.Column(attrs=NUMBER)
    column = tables.Column()
    found = tables.Column(verbose_name="What stood there", orderable=False, default="–")
    sentence = tables.Column(verbose_name="What is wrong and what to do", orderable=False, attrs=SENTENCE)

    class Meta:
        model = ReturnProblem
        fields = ("sheet", "row", "column", "found", "sentence")
        default = ""

    def __init__(self, *args: Any, heading: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption = heading


class FigureTable(tables.Table):
    caption = "Figures"
    code = tables.Column(attrs=ROW_HEADING)
    indicator = tables.Column(attrs=SENTENCE)
    window = tables.Column()
    numerator = tables.Column(orderable=False, attrs=NUMBER)
    denominator = tables.Column(orderable=False, attrs=NUMBER)
    shown = tables.Column(verbose_name="Value as shown", orderable=False, attrs=NUMBER)
    as_at = tables.Column(verbose_name="As at", orderable=False)
    note = tables.Column(orderable=False)

    class Meta:
        default = ""


class ComparatorTable(tables.Table):
    caption = "Comparators as the file gives them"
    code = tables.Column(attrs=ROW_HEADING)
    indicator = tables.Column(attrs=SENTENCE)
    name = tables.Column(verbose_name="Comparator")
    year = tables.Column()
    shown = tables.Column(verbose_name="Value", orderable=False, attrs=NUMBER)

    class Meta:
        default = ""


class ChangeTable(tables.Table):
    code = tables.Column(attrs=ROW_HEADING)
    indicator = tables.Column(attrs=SENTENCE)
    window = tables.Column()
    before = tables.Column(orderable=False, default="not given", attrs=NUMBER)
    after = tables.Column(orderable=False, default="no longer given", attrs=NUMBER)

    def __init__(self, *args: Any, heading: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption = heading


class SetTable(tables.Table):
    caption = "Figures that you return each period"
    code = tables.Column(accessor="indicator__code", attrs=ROW_HEADING)
    name = tables.Column(accessor="indicator__name", verbose_name="Indicator", attrs=SENTENCE)
    family = tables.Column(accessor="indicator__family")
    window = tables.Column()
    unit = tables.Column(accessor="indicator__unit")
    remove = tables.Column(verbose_name="Change", empty_values=(), orderable=False, attrs=ONE_LINE)

    class Meta:
        model = IndicatorInSet
        fields = ("code", "name", "family", "window", "unit", "remove")
        order_by = ("family", "code")
        empty_text = "Your set is empty. Add the figures that you return each period."

    def __init__(self, *args: Any, may_manage: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_manage:
            self.columns.hide("remove")

    def render_remove(self, record: IndicatorInSet) -> SafeString:
        # A template column would run the context processors, and their queries, for every row.
        context = {"record": record, "csrf_token": get_token(self.request)}
        return render_to_string("indicators/set_remove_cell.html", context)

    def render_window(self, value: str) -> str:
        return window_name(Window(value)).capitalize()

    def render_family(self, value: str) -> str:
        return family_name(value)


class CatalogueTable(tables.Table):
    caption = "Indicators"
    code = tables.Column(attrs=ROW_HEADING)
    name = tables.Column(attrs=SENTENCE)
    family = tables.Column()
    unit = tables.Column()
    windows = tables.Column(orderable=False)
    polarity = tables.Column()

    class Meta:
        model = Indicator
        fields = ("code", "name", "family", "unit", "windows", "polarity")
        order_by = ("family", "code")
        empty_text = "No indicator matches. Change the filter."

    def __init__(self, *args: Any, entry: str, authority_code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.authority_code = entry, authority_code

    def render_code(self, value: str) -> SafeString:
        where = [self.authority_code, value] if self.authority_code else [value]
        return format_html('<a class="govuk-link" href="{}">{}</a>', reverse(self.entry, args=where), value)

    def render_family(self, value: str) -> str:
        return family_name(value)

    def render_windows(self, value: list[str]) -> str:
        return ", ".join(value)

    def render_polarity(self, value: str) -> SafeString:
        return render_to_string("components/polarity.html", {"polarity": value})


def family_name(family: str) -> str:
    """A family as a heading; its own capitals (CLA) stay."""
    return family[:1].upper() + family[1:]


def _act(at: datetime | None, by: User | None) -> SafeString:
    """When a thing was done, and by whom beneath."""
    if at is None:
        return SafeString("")
    local = timezone.localtime(at)
    return format_html(
        '<span class="lfl-nowrap">{} {}</span><span class="lfl-figure__note">{}</span>',
        local.day,
        f"{local:%B %Y, %H:%M}",
        by or OPERATOR,
    )
