"""Tables of child-level returns: their lists, the figures counted from them, the rows behind, the choices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from authorities.audit import OPERATOR
from indicators.annex_a.lists import BY_NUMBER
from indicators.calculations.periods import long_date
from indicators.children.behind import RowBehind
from indicators.children.comparison import CountedLine
from indicators.children.preview import RowsOfList
from indicators.children.questions import chosen_in_words
from indicators.models import ListRead, MeasureChoice
from indicators.tables import NUMBER, ROW_HEADING, SENTENCE

NOTHING = SafeString("–")
NOTE = '<span class="lfl-figure__note">{}</span>'


class ListTable(tables.Table):
    caption = "The lists in the file"
    number = tables.Column(verbose_name="List", attrs=ROW_HEADING)
    sheet = tables.Column()
    layout = tables.Column()
    taken = tables.Column(accessor="rows", verbose_name="Rows taken", attrs=NUMBER)
    rejected = tables.Column(verbose_name="Not usable", attrs=NUMBER)
    repeated = tables.Column(verbose_name="Repeated", attrs=NUMBER)

    class Meta:
        model = ListRead
        fields = ("number", "sheet", "layout", "taken", "rejected", "repeated")
        orderable = False
        empty_text = "No list was taken."

    def render_number(self, value: int) -> str:
        return f"{value}. {BY_NUMBER[value].title}"

    def render_taken(self, value: int) -> str:
        return f"{value:,}"

    def render_rejected(self, value: int) -> str:
        return f"{value:,}"

    def render_repeated(self, value: int) -> str:
        return f"{value:,}"


class FigureChangeTable(tables.Table):
    name = tables.Column(verbose_name="Indicator", attrs={"td": {"scope": "row", "class": "lfl-text"}})
    window = tables.Column()
    now = tables.Column(default="not counted", attrs=NUMBER)
    then = tables.Column(verbose_name="Once approved", default="no longer counted", attrs=NUMBER)

    class Meta:
        orderable = False
        default = ""
        empty_text = "No figure of this period end would change."

    def __init__(self, *args: Any, heading: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption = heading

    def render_name(self, value: str, record: Any) -> SafeString:
        return format_html("{}" + NOTE, value, record.code)


class RowsOfListTable(tables.Table):
    title = tables.Column(verbose_name="List", attrs=ROW_HEADING)
    before = tables.Column(default="not there", attrs=NUMBER)
    now = tables.Column(verbose_name="In these lists", default="not there", attrs=NUMBER)

    class Meta:
        orderable = False
        default = ""
        empty_text = "No list was taken."

    def __init__(self, *args: Any, heading: str, beside: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption = heading
        self.columns["before"].column.verbose_name = beside

    def render_title(self, record: RowsOfList) -> str:
        return f"{record.number}. {record.title}"

    def render_before(self, value: int) -> str:
        return f"{value:,}"

    def render_now(self, value: int) -> str:
        return f"{value:,}"


class CountedTable(tables.Table):
    name = tables.Column(verbose_name="Indicator", attrs={"td": {"scope": "row", "class": "lfl-text"}})
    window = tables.Column(orderable=False)
    shown = tables.Column(verbose_name="Counted", orderable=False, empty_values=(), attrs=NUMBER)
    given_shown = tables.Column(
        verbose_name="As returned", orderable=False, default="not returned", attrs=NUMBER
    )
    difference = tables.Column(orderable=False, empty_values=(), attrs=NUMBER)
    lacks = tables.Column(verbose_name="What to know", orderable=False, empty_values=(), attrs=SENTENCE)
    behind = tables.Column(verbose_name="Rows behind", orderable=False, empty_values=())

    class Meta:
        empty_text = "No figure matches. Change the filter."
        default = ""

    def __init__(
        self, *args: Any, authority_code: str, may_see_rows: bool, heading: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.caption, self.authority_code = heading, authority_code
        self.may_see_rows = may_see_rows
        if not may_see_rows:
            self.columns.hide("behind")

    def render_name(self, record: CountedLine) -> SafeString:
        return format_html("{}" + NOTE, record.name, record.code)

    def render_shown(self, record: CountedLine) -> SafeString:
        href = self._rows_behind(record) if self.may_see_rows else ""
        label = f"{record.name}, {record.window.lower()}: the rows behind it"
        return _figure(record.shown, record.counted.symbol, record.parts, href=href, label=label)

    def render_given_shown(self, record: CountedLine) -> SafeString:
        assert record.given is not None
        return _figure(record.given_shown, record.given.symbol, record.given_parts)

    def render_difference(self, record: CountedLine) -> str | SafeString:
        if not record.differs:
            return "Same" if record.given is not None else NOTHING
        tag = render_to_string("components/tag.html", {"rag": "amber", "word": "Differs"})
        return format_html("{}{}", record.difference, format_html(NOTE, tag))

    def render_lacks(self, record: CountedLine) -> SafeString:
        tags = (
            ("amber", "Incomplete", record.lacks != ""),
            ("state", "Proxy", record.counted.proxy),
            ("state", "Rebuilt", record.counted.rebuilt),
        )
        shown = [render_to_string("components/tag.html", {"rag": r, "word": w}) for r, w, on in tags if on]
        said = [f"Lacks {record.lacks}."] if record.lacks else []
        said += [text for text in (record.left_out, *record.counted.notes) if text]
        return format_html_join(" ", "{}", ((tag,) for tag in shown)) + _lines(said) or NOTHING

    def render_behind(self, record: CountedLine) -> SafeString:
        return format_html(
            '<a class="govuk-link" href="{}">See<span class="govuk-visually-hidden"> the rows behind {}, {}'
            "</span></a>",
            self._rows_behind(record),
            record.name,
            record.window.lower(),
        )

    def _rows_behind(self, record: CountedLine) -> str:
        counted = record.counted
        where = [self.authority_code, f"{counted.period_end:%Y-%m}", record.code, counted.window]
        return reverse("rows_behind", args=where)


def _lines(said: Iterable[str]) -> SafeString:
    """A line of small print each."""
    return format_html_join("", NOTE, ((line,) for line in said))


def _figure(shown: str, symbol: str, parts: str, *, href: str = "", label: str = "") -> SafeString:
    """A figure with what it was divided from beneath; a count is not said twice."""
    context = {"display": shown, "symbol": symbol, "note": parts if parts != shown else ""}
    linked = {"href": href, "label": label} if href else {}
    return render_to_string("components/figure.html", context | linked)


class BehindTable(tables.Table):
    number = tables.Column(verbose_name="List", attrs=ROW_HEADING)
    row = tables.Column(attrs=NUMBER)
    returned = tables.Column(verbose_name="In the file of")
    person = tables.Column(verbose_name="Short pseudonym", default="none")
    side_in_words = tables.Column(verbose_name="How it counts")
    dates = tables.Column(verbose_name="The dates that decided", empty_values=(), attrs=SENTENCE)

    class Meta:
        orderable = False
        default = ""
        empty_text = "No row stands behind it."

    def __init__(self, *args: Any, authority_code: str, heading: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption, self.authority_code = heading, authority_code

    def render_number(self, record: RowBehind) -> str:
        return f"{record.number}. {record.title}"

    def render_returned(self, record: RowBehind) -> SafeString:
        returned = record.returned
        return format_html(
            '<a class="govuk-link" href="{}">{}, version {}</a>',
            reverse("return_detail", args=[self.authority_code, returned.pk]),
            f"{returned.period_end:%B %Y}",
            returned.version,
        )

    def render_side_in_words(self, record: RowBehind) -> SafeString:
        return format_html("{}{}", record.side_in_words, _lines([record.reason] if record.reason else []))

    def render_dates(self, record: RowBehind) -> SafeString:
        return _lines(f"{name}: {long_date(day)}" for name, day in record.dates)


class ChoiceHistoryTable(tables.Table):
    caption = "Decisions, newest first"
    chosen_at = tables.DateTimeColumn(verbose_name="Decided on", format="j F Y, H:i", attrs=ROW_HEADING)
    chosen = tables.Column(verbose_name="Instead of the defaults", empty_values=(), attrs=SENTENCE)
    reason = tables.Column(attrs=SENTENCE)
    chosen_by = tables.Column(verbose_name="By", default=OPERATOR)

    class Meta:
        model = MeasureChoice
        fields = ("chosen_at", "chosen", "reason", "chosen_by")
        orderable = False
        empty_text = "Your authority has chosen nothing: the defaults hold."

    def render_chosen(self, record: MeasureChoice) -> str | SafeString:
        said = chosen_in_words(record.chosen)
        return _lines(said) if said else "Nothing: the defaults again"
