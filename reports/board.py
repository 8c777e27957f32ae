"""The regional board: who has returned what for a period. States only; no figure is read here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from authorities.models import Authority, Region, User
from indicators.models import Return, ReturnState
from reports.models import Publication

NOTHING = "Nothing uploaded"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One authority at a period end. `since` and `by` are of its newest version."""

    authority: Authority
    state: str
    state_words: str
    since: datetime | None
    by: str
    versions: int
    approved_version: int | None
    published_version: int | None
    publication_id: int | None


def board_periods(region: Region) -> list[date]:
    """The period ends for which anybody in the region has uploaded anything, newest first."""
    found = Return.objects.filter(authority__region=region).order_by("-period_end")
    return list(found.values_list("period_end", flat=True).distinct())


def board(region: Region, period_end: date) -> list[BoardRow]:
    """Every authority of the region that existed then, by name, in a fixed number of queries."""
    returns: dict[int, list[Return]] = defaultdict(list)
    found = Return.objects.filter(authority__region=region, period_end=period_end)
    for row in found.select_related("uploaded_by", "submitted_by", "decided_by").order_by("uploaded_at"):
        returns[row.authority_id].append(row)
    published = _published(region, period_end)
    authorities = Authority.objects.filter(region=region).on(period_end)
    return [_row(a, returns[a.pk], published.get(a.pk)) for a in authorities.order_by("name")]


def counts(rows: Iterable[BoardRow]) -> dict[str, int]:
    """How many authorities there are, have uploaded, are approved and have published."""
    rows = list(rows)
    return {
        "authorities": len(rows),
        "uploaded": sum(row.versions > 0 for row in rows),
        "approved": sum(row.approved_version is not None for row in rows),
        "published": sum(row.published_version is not None for row in rows),
    }


def _published(region: Region, period_end: date) -> dict[int, tuple[int, int]]:
    """The newest publication of each authority for the period: version and key."""
    newest = (
        Publication.objects.filter(authority__region=region, scorecard__period_end=period_end)
        .values("scorecard")
        .annotate(newest=Max("pk"))
        .values_list("newest", flat=True)
    )
    rows = Publication.objects.filter(pk__in=newest).order_by("pk")
    return {
        authority: (version, pk) for authority, version, pk in rows.values_list("authority", "version", "pk")
    }


def _row(authority: Authority, versions: list[Return], published: tuple[int, int] | None) -> BoardRow:
    newest = versions[-1] if versions else None
    approved = next((row.version for row in versions if row.state == ReturnState.APPROVED), None)
    at, by = _last_act(newest) if newest else (None, None)
    return BoardRow(
        authority=authority,
        state=newest.state if newest else "",
        state_words=newest.get_state_display() if newest else NOTHING,
        since=at,
        by=(str(by) if by else "the operator") if newest else "",
        versions=len(versions),
        approved_version=approved,
        published_version=published[0] if published else None,
        publication_id=published[1] if published else None,
    )


def _last_act(row: Return) -> tuple[datetime | None, User | None]:
    if row.state in (ReturnState.APPROVED, ReturnState.SENT_BACK):
        return row.decided_at, row.decided_by
    if row.state == ReturnState.SUBMITTED:
        return row.submitted_at, row.submitted_by
    return row.uploaded_at, row.uploaded_by
