"""Tables of published statistics: releases, populations, national neighbour lists, what a release holds."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from authorities.audit import OPERATOR
from authorities.models import NeighbourList, PopulationVintage
from indicators.models import Release, Series
from indicators.neighbour_tables import NUMBER, ONE_LINE, ROW_HEADING, SENTENCE, span_in_words
from indicators.published.differences import Difference

DAY = "j F Y"


class ReleaseTable(tables.Table):
    caption = "Releases"
    name = tables.Column(verbose_name="Release", attrs=ROW_HEADING)
    dataset = tables.Column(accessor="dataset__name", verbose_name="Dataset", attrs=SENTENCE)
    newest = tables.Column(verbose_name="Which", empty_values=(), orderable=False)
    released_on = tables.DateColumn(verbose_name="Date", format=DAY, attrs=ONE_LINE)
    years = tables.Column(empty_values=(), orderable=False, attrs=ONE_LINE)
    rows_read = tables.Column(verbose_name="Rows", attrs=NUMBER)
    imported_by = tables.Column(verbose_name="Imported by", default=OPERATOR, orderable=False)

    class Meta:
        model = Release
        fields = ("name", "dataset", "newest", "released_on", "years", "rows_read", "imported_by")
        order_by = ("dataset", "-released_on")
        default = ""

    def __init__(self, *args: Any, newest: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newest = newest

    def render_name(self, record: Release) -> SafeString:
        address = reverse("release_detail", args=[record.pk])
        return format_html('<a class="govuk-link" href="{}">{}</a>', address, record.name)

    def render_newest(self, record: Release) -> SafeString:
        if record.pk in self.newest:
            return render_to_string("components/tag.html", {"rag": "state", "word": "Newest"})
        return render_to_string("components/tag.html", {"rag": "none", "word": "Earlier"})

    def render_years(self, record: Release) -> str:
        return years_in_words(record.report.get("years", []))

    def render_rows_read(self, value: int) -> str:
        return f"{value:,}"


class PopulationTable(tables.Table):
    """Expects its rows annotated with `first` and `last` mid-year."""

    caption = "Children aged 0 to 17: editions of the mid-year estimates"
    name = tables.Column(verbose_name="Edition", attrs=ROW_HEADING)
    mid_years = tables.Column(empty_values=(), orderable=False, verbose_name="Mid-years", attrs=ONE_LINE)
    file_name = tables.Column(verbose_name="File", orderable=False, attrs=SENTENCE)
    imported_at = tables.DateTimeColumn(verbose_name="Imported", format=DAY)
    imported_by = tables.Column(verbose_name="By", default=OPERATOR, orderable=False)

    class Meta:
        model = PopulationVintage
        fields = ("name", "mid_years", "file_name", "imported_at", "imported_by")
        order_by = "-imported_at"
        default = ""

    def render_mid_years(self, record: Any) -> str:
        return years_in_words([record.first, record.last] if record.first else [])


class NationalListTable(tables.Table):
    """Expects its rows annotated with `covered`, the number of authorities that the list has."""

    caption = "National lists of statistical neighbours"
    name = tables.Column(verbose_name="List", attrs=ROW_HEADING)
    source = tables.Column(orderable=False, attrs=SENTENCE)
    valid_from = tables.Column(verbose_name="Holds")
    covered = tables.Column(verbose_name="Authorities", attrs=NUMBER)
    made_at = tables.DateTimeColumn(verbose_name="Imported", format=DAY)
    made_by = tables.Column(verbose_name="By", default=OPERATOR, orderable=False)

    class Meta:
        model = NeighbourList
        fields = ("name", "source", "valid_from", "covered", "made_at", "made_by")
        order_by = "-valid_from"
        default = ""

    def render_valid_from(self, record: NeighbourList) -> str:
        return span_in_words(record.valid_from, record.valid_to)


class SeriesTable(tables.Table):
    """Expects its rows annotated with `figures` and `stored`, of one release."""

    caption = "What was taken from the file"
    code = tables.Column(accessor="indicator__code", attrs=ROW_HEADING)
    indicator = tables.Column(accessor="indicator__name", verbose_name="Indicator", attrs=SENTENCE)
    column = tables.Column(verbose_name="Column of the file", orderable=False, attrs=SENTENCE)
    basis = tables.Column(orderable=False, attrs=SENTENCE)
    figures = tables.Column(verbose_name="Figures", attrs=NUMBER)
    stored = tables.Column(verbose_name="Cells", attrs=NUMBER)

    class Meta:
        model = Series
        fields = ("code", "indicator", "column", "basis", "figures", "stored")
        order_by = "code"
        default = ""

    def render_column(self, record: Series) -> str:
        filters = ", ".join(f"{column}: {value}" for column, value in record.filters.items())
        return f"{record.column} ({filters})" if filters else record.column

    def render_basis(self, record: Series) -> str:
        rate = "A rate is made from it, per 10,000 children." if record.per_children else ""
        second = "" if record.headline else "Kept beside the one that scorecards compare with."
        return " ".join(part for part in (_sentence(record.basis), rate, second) if part)

    def render_figures(self, value: int) -> str:
        return f"{value:,}"

    def render_stored(self, value: int) -> str:
        return f"{value:,}"


class DifferenceTable(tables.Table):
    area = tables.Column(attrs=ROW_HEADING, orderable=False)
    indicator = tables.Column(attrs=SENTENCE, orderable=False)
    year = tables.Column(orderable=False, localize=False)
    before = tables.Column(attrs=NUMBER, orderable=False)
    after = tables.Column(attrs=NUMBER, orderable=False)

    class Meta:
        fields = ("area", "indicator", "year", "before", "after")
        default = ""

    def __init__(self, *args: Any, heading: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption = heading

    def render_indicator(self, record: Difference) -> SafeString:
        return format_html('{}<span class="lfl-figure__note">{}</span>', record.indicator, record.basis)


def years_in_words(years: list[int]) -> str:
    """'2013 to 2025', '2024', or nothing for none."""
    if not years:
        return ""
    first, last = min(years), max(years)
    return f"{first} to {last}" if last > first else str(first)


def _sentence(text: str) -> str:
    """The words with their full stop."""
    return f"{text.rstrip('.')}." if text else ""
