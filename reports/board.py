"""The collection board: who has returned what for a period, and who is late. States only, no figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, TextChoices
from django.utils import timezone

from authorities.audit import OPERATOR
from authorities.models import Authority, Region, User
from indicators.calculations.periods import is_quarter_end, month_end_before
from indicators.models import Return, ReturnKind, ReturnState
from indicators.returns.period_choices import last_ended_quarter
from reports.collection.deadlines import due_on
from reports.models import CollectionDeadline, Publication, Reminder


class Stage(TextChoices):
    """How far a return has come, the furthest behind first."""

    NOT_STARTED = "not_started", "Not started"
    PROBLEMS = "problems", "Has problems to mend"
    SENT_BACK = "sent_back", "Sent back"
    UPLOADED = "uploaded", "Uploaded, not submitted"
    SUBMITTED = "submitted", "Submitted for approval"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"


STAGES: dict[str, Stage] = {
    ReturnState.PROBLEMS: Stage.PROBLEMS,
    ReturnState.SENT_BACK: Stage.SENT_BACK,
    ReturnState.READY: Stage.UPLOADED,
    ReturnState.SUBMITTED: Stage.SUBMITTED,
    ReturnState.APPROVED: Stage.APPROVED,
}
ORDER = list(Stage)


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of return of one authority: how far its newest version is, since when and by whom.

    `expected`: the region waits for it. A kind that an authority tries for the first time beside the one it
    always hands in holds nothing up.
    """

    kind: ReturnKind
    stage: Stage
    since: datetime | None
    by: str
    versions: int
    approved_version: int | None
    expected: bool

    @property
    def awaited(self) -> bool:
        return self.expected and self.approved_version is None

    @property
    def place(self) -> tuple[bool, bool, int]:
        """What is furthest behind, and matters, comes first."""
        return not self.expected, self.approved_version is not None, ORDER.index(self.stage)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One authority at a period end. `stage`, `since` and `by` are those of what is furthest behind.

    `awaited`: something that it hands in has no approved version. `days_late` is 0 for nobody awaited, and
    until the deadline has passed.
    """

    authority: Authority
    stage: Stage
    since: datetime | None
    by: str
    kinds: tuple[KindRow, ...]
    days_late: int
    published_version: int | None
    publication_id: int | None
    reminded_at: datetime | None

    @property
    def awaited(self) -> bool:
        return any(kind.awaited for kind in self.kinds)

    @property
    def versions(self) -> int:
        return sum(kind.versions for kind in self.kinds)

    @property
    def place(self) -> int:
        """For sorting: the furthest behind first, and who is late before who is not."""
        return ORDER.index(self.stage) + (0 if self.days_late else len(ORDER))

    def was_reminded_on(self, day: date) -> bool:
        return self.reminded_at is not None and timezone.localdate(self.reminded_at) == day


@dataclass(frozen=True, slots=True)
class _Published:
    version: int
    pk: int
    at: datetime
    by: User | None


def board_periods(region: Region, today: date) -> list[date]:
    """Newest first: the quarter that ended last, whatever was returned or has a deadline, of any age."""
    returned = Return.objects.filter(authority__region=region).values_list("period_end", flat=True).distinct()
    set_days = CollectionDeadline.objects.filter(region=region).values_list("period_end", flat=True)
    return sorted({last_ended_quarter(today), *returned.order_by(), *set_days.order_by()}, reverse=True)


def board(region: Region, period_end: date, today: date) -> list[BoardRow]:
    """Every authority of the region that existed then, by name, in a fixed number of queries."""
    returns: dict[int, list[Return]] = defaultdict(list)
    found = Return.objects.filter(authority__region=region, period_end=period_end)
    for row in found.select_related("uploaded_by", "submitted_by", "decided_by").order_by("version"):
        returns[row.authority_id].append(row)
    before = _handed_in_before(region, period_end)
    published = _published(region, period_end)
    reminded = _reminded(region, period_end)
    late = due_on(region, period_end).days_late(today)
    authorities = Authority.objects.filter(region=region).on(period_end).order_by("name")
    return [
        _row(
            authority,
            _kinds(returns[authority.pk], before.get(authority.pk, set())),
            late,
            published.get(authority.pk),
            reminded.get(authority.pk),
        )
        for authority in authorities
    ]


def counts(rows: Iterable[BoardRow]) -> dict[str, int]:
    """How many authorities there are, have uploaded, are approved, have published, and are late."""
    rows = list(rows)
    return {
        "authorities": len(rows),
        "uploaded": sum(row.versions > 0 for row in rows),
        "approved": sum(not row.awaited for row in rows),
        "published": sum(row.published_version is not None for row in rows),
        "late": sum(row.days_late > 0 for row in rows),
    }


def _handed_in_before(region: Region, period_end: date) -> dict[int, set[str]]:
    """By authority, the kinds approved for its newest earlier period of the year before.

    A quarter end is set against quarter ends alone: lists that also come each month say nothing of the
    figures that come each quarter.
    """
    approved = Return.objects.filter(
        authority__region=region,
        state=ReturnState.APPROVED,
        period_end__lt=period_end,
        period_end__gte=month_end_before(period_end, 12),
    )
    by_period: dict[int, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for authority, end, kind in approved.values_list("authority", "period_end", "kind"):
        if is_quarter_end(end) or not is_quarter_end(period_end):
            by_period[authority][end].add(kind)
    return {authority: kinds[max(kinds)] for authority, kinds in by_period.items()}


def _published(region: Region, period_end: date) -> dict[int, _Published]:
    """The newest publication of each authority for the period."""
    newest = (
        Publication.objects.filter(authority__region=region, scorecard__period_end=period_end)
        .values("scorecard")
        .annotate(newest=Max("pk"))
        .values_list("newest", flat=True)
    )
    rows = Publication.objects.filter(pk__in=newest).defer("snapshot").select_related("published_by")
    return {
        row.authority_id: _Published(row.version, row.pk, row.published_at, row.published_by)
        for row in rows.order_by("pk")
    }


def _reminded(region: Region, period_end: date) -> dict[int, datetime]:
    sent = Reminder.objects.filter(authority__region=region, period_end=period_end).order_by()
    return dict(sent.values("authority").annotate(last=Max("sent_at")).values_list("authority", "last"))


def _kinds(returns: Sequence[Return], before: set[str]) -> tuple[KindRow, ...]:
    """A row for each kind that is waited for or has come; of figures where nothing is known of either."""
    versions: Mapping[str, list[Return]] = {
        kind: [row for row in returns if row.kind == kind] for kind in ReturnKind
    }
    come = {kind for kind, rows in versions.items() if rows}
    expected = before or come or {ReturnKind.FIGURES}
    return tuple(
        _kind_row(kind, versions[kind], kind in expected)
        for kind in (ReturnKind.FIGURES, ReturnKind.CHILDREN)
        if kind in expected | come
    )


def _kind_row(kind: ReturnKind, versions: Sequence[Return], expected: bool) -> KindRow:
    standing = [row for row in versions if row.state in STAGES]
    newest = standing[-1] if standing else None
    at, by = _last_act(newest) if newest else (None, None)
    return KindRow(
        kind=kind,
        stage=STAGES[newest.state] if newest else Stage.NOT_STARTED,
        since=at,
        by=_name(by) if newest else "",
        versions=len(versions),
        approved_version=next((r.version for r in standing if r.state == ReturnState.APPROVED), None),
        expected=expected,
    )


def _row(
    authority: Authority,
    kinds: tuple[KindRow, ...],
    late: int,
    published: _Published | None,
    reminded_at: datetime | None,
) -> BoardRow:
    behind = min(kinds, key=lambda kind: kind.place)
    stage, since, by = behind.stage, behind.since, behind.by
    if published is not None and stage is Stage.APPROVED:
        stage, since, by = Stage.PUBLISHED, published.at, _name(published.by)
    return BoardRow(
        authority=authority,
        stage=stage,
        since=since,
        by=by,
        kinds=kinds,
        days_late=late if behind.awaited else 0,
        published_version=published.version if published else None,
        publication_id=published.pk if published else None,
        reminded_at=reminded_at,
    )


def _name(person: User | None) -> str:
    return str(person) if person else OPERATOR


def _last_act(row: Return) -> tuple[datetime | None, User | None]:
    if row.state in (ReturnState.APPROVED, ReturnState.SENT_BACK):
        return row.decided_at, row.decided_by
    if row.state == ReturnState.SUBMITTED:
        return row.submitted_at, row.submitted_by
    return row.uploaded_at, row.uploaded_by
