"""What a published paper printed for a scorecard's lines, kept beside what the portal works out."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from authorities import audit
from authorities.models import Authority, User
from indicators import jobs
from indicators.models import Job
from reports.models import PrintedVerdict, Scorecard


@transaction.atomic
def record_printed(
    *, scorecard: Scorecard, verdicts: Iterable[PrintedVerdict], by: User | None
) -> Job | None:
    """Keep the printed verdicts of a scorecard (unsaved rows, one a line) and queue its rebuilding.

    None, and nothing written, where they are all known already.
    """
    wanted = {verdict.number: verdict for verdict in verdicts}
    known = {verdict.number: verdict for verdict in scorecard.printed_verdicts.all()}
    changed = [v for number, v in wanted.items() if _content(known.get(number)) != _content(v)]
    if not changed:
        return None
    # One writer at a time, so that two loads of the same paper do not meet.
    Authority.objects.select_for_update().get(pk=scorecard.authority_id)
    for verdict in changed:
        verdict.scorecard, verdict.authority = scorecard, scorecard.authority
    PrintedVerdict.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=("scorecard", "number"),
        update_fields=("rag", "direction", "position", "note"),
    )
    sentence = f"recorded what the published paper prints for {len(changed)} lines of {scorecard}"
    audit.record("record a printed paper", sentence, by=by, authority=scorecard.authority, about=scorecard)
    return jobs.enqueue("recalculate", authority=scorecard.authority, reason="Printed paper recorded", by=by)


def _content(verdict: PrintedVerdict | None) -> tuple[str, ...]:
    return (verdict.rag, verdict.direction, verdict.position, verdict.note) if verdict else ()
