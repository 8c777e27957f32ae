"""Lists that would take the place of far fuller ones: said before anybody submits them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from authorities.models import Authority
from indicators.annex_a.answer import AnnexARead
from indicators.annex_a.lists import BY_NUMBER
from indicators.models import ListRead, Return, ReturnKind, ReturnState
from indicators.returns.rows import Problem

# A list of this many rows that shrinks to less than this share of them was hardly meant to.
FEWEST, SHARE = 20, 2 / 3


def fewer_rows(authority: Authority, period_end: date, read: AnnexARead) -> Iterator[Problem]:
    """A warning for each list that is gone, or much shorter, beside the approved lists of the period.

    Where none are approved yet the newest approved ones before it are what a list is held against.
    """
    approved = Return.objects.filter(
        authority=authority,
        kind=ReturnKind.CHILDREN,
        state=ReturnState.APPROVED,
        period_end__lte=period_end,
    )
    beside = approved.order_by("-period_end").first()
    if beside is None:
        return
    same = beside.period_end == period_end
    which = f"the approved version {beside.version}" if same else f"the lists for {beside.period_end:%B %Y}"
    now = {each.number: len(each.columns["row"]) for each in read.lists}
    for held in ListRead.objects.filter(of_return=beside, rows__gt=0):
        title = f"List {held.number} ({BY_NUMBER[held.number].title})"
        rows = now.get(held.number)
        if rows is None:
            what = "Its figures would go from the scorecards." if same else "Its figures will be missing."
            sentence = f"{title} is not in this file; {which} has {held.rows:,} rows of it. {what}"
            yield Problem("warning", "list_gone", sentence)
        elif held.rows >= FEWEST and rows < held.rows * SHARE:
            sentence = (
                f"{title} has {rows:,} rows in this file and {held.rows:,} in {which}. Confirm that so many "
                "fewer are right: this file would speak for the whole list."
            )
            yield Problem("warning", "list_much_shorter", sentence)
