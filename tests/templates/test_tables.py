"""The table of django_tables2/govuk.html: sorted and paged by links, and readable by a screen reader."""

from __future__ import annotations

import django_tables2 as tables
from django.test import RequestFactory


class ReturnsTable(tables.Table):
    caption = "Returns for the quarter"
    authority = tables.Column(attrs={"td": {"scope": "row"}})
    rows = tables.Column(attrs={"cell": {"class": "lfl-num"}})
    note = tables.Column(orderable=False)

    class Meta:
        empty_text = "No returns yet."


ROWS = [
    {"authority": f"Example {number:02}", "rows": number, "note": "<i>late</i>"} for number in range(1, 31)
]


def drawn(rows: list[dict[str, object]], query: str = "") -> str:
    """The table's HTML for an address with that query, ten rows a page, without needless white space."""
    request = RequestFactory().get(f"/returns?{query}")
    table = ReturnsTable(rows)
    tables.RequestConfig(request, paginate={"per_page": 10}).configure(table)
    return " ".join(table.as_html(request).split()).replace(" </", "</")


def test_a_table_has_a_caption_scopes_and_a_named_region_that_can_be_scrolled_by_keyboard() -> None:
    html = drawn(ROWS)
    assert "<caption>Returns for the quarter</caption>" in html
    assert 'role="region" tabindex="0" aria-label="Returns for the quarter"' in html
    assert html.count('scope="col"') == 3
    assert '<th scope="row">Example 01</th>' in html


def test_the_column_that_is_sorted_says_so_and_links_to_the_other_order() -> None:
    html = drawn(ROWS, "sort=-rows&period=2025-01")
    assert html.count("aria-sort") == 1
    assert 'aria-sort="descending"' in html
    assert "sort=rows&amp;period=2025-01" in html
    assert html.index("Example 30") < html.index("Example 29")


def test_pages_are_links_that_keep_the_rest_of_the_query() -> None:
    html = drawn(ROWS, "page=2&period=2025-01")
    assert "Rows 11 to 20 of 30" in html
    assert "?page=3&amp;period=2025-01" in html
    assert html.count('aria-current="page"') == 1


def test_an_empty_table_says_so_in_words() -> None:
    html = drawn([])
    assert "No returns yet." in html
    assert "govuk-pagination" not in html


def test_a_cell_is_escaped() -> None:
    assert "&lt;i&gt;late&lt;/i&gt;" in drawn(ROWS)


def test_each_cell_carries_its_heading_for_the_card_that_its_row_becomes_on_a_telephone() -> None:
    html = drawn(ROWS)
    assert 'class="lfl-cards lfl-table-region"' in html
    assert html.count('data-label="Rows"') == html.count('data-label="Note"') == 10
