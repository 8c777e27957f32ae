"""Long lists in pages."""

from __future__ import annotations

from django.core.paginator import EmptyPage
from django.http import HttpRequest
from django_tables2 import RequestConfig, Table

ROWS = 50


def paged(request: HttpRequest, table: Table) -> None:
    """Order the table as the address asks, and cut it to the page that it asks for, of 50 rows.

    How many rows a page has is not the visitor's to choose. A page that is no number is the first one;
    one that does not exist is the last.
    """
    RequestConfig(request, paginate=False).configure(table)
    try:
        page = int(request.GET.get(table.prefixed_page_field, 1))
    except ValueError:
        page = 1
    try:
        table.paginate(page=page, per_page=ROWS)
    except EmptyPage:
        table.page = table.paginator.page(table.paginator.num_pages)
