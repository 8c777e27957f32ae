"""Where a living scorecard has got to: draft, published, changed since, out of date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.db.models.fields.json import KT

from reports.building import stale_among
from reports.models import Analysis, Publication, Scorecard


@dataclass(frozen=True, slots=True)
class Status:
    """`text` is for the screen, `code` for scripts: draft, published or out of date.

    `version` and `publication_id` are of the newest publication; 0 and None before the first.
    """

    text: str
    code: str
    stale: bool = False
    changed: bool = False
    version: int = 0
    publication_id: int | None = None


def status_of(scorecard: Scorecard) -> Status:
    return statuses([scorecard])[scorecard.pk]


def statuses(scorecards: Sequence[Scorecard]) -> dict[int, Status]:
    """The status of several scorecards of one authority, in as many queries as for one."""
    stale = stale_among(scorecards)
    published = _newest_publications(scorecards)
    written = dict(
        Analysis.objects.filter(scorecard__in=list(scorecards))
        .order_by()
        .values("scorecard")
        .annotate(last=Max("written_at"))
        .values_list("scorecard", "last")
    )
    found = {}
    for scorecard in scorecards:
        newest = published.get(scorecard.pk)
        last = written.get(scorecard.pk)
        changed = newest is not None and (
            newest["frozen"] != scorecard.inputs_hash or (last is not None and last > newest["published_at"])
        )
        found[scorecard.pk] = _status(scorecard, scorecard.pk in stale, newest, changed)
    return found


def _newest_publications(scorecards: Sequence[Scorecard]) -> dict[int, Mapping[str, object]]:
    # Only one key of the snapshot is read: the whole is large.
    rows = (
        Publication.objects.filter(scorecard__in=list(scorecards))
        .order_by("version")
        .annotate(frozen=KT("snapshot__inputs"))
        .values("pk", "scorecard", "version", "published_at", "frozen")
    )
    return {row["scorecard"]: row for row in rows}


def _status(scorecard: Scorecard, stale: bool, newest: Mapping[str, object] | None, changed: bool) -> Status:
    version = int(str(newest["version"])) if newest else 0
    key = int(str(newest["pk"])) if newest else None
    if scorecard.calculated_at is None:
        return Status("Not calculated yet", "out of date", stale=True)
    if stale:
        return Status("Out of date", "out of date", True, changed, version, key)
    if changed:
        return Status(f"Changed since version {version}", "draft", False, True, version, key)
    if version:
        return Status(f"Published, version {version}", "published", False, False, version, key)
    return Status("Draft", "draft")
