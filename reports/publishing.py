"""Publishing a scorecard: a frozen, numbered snapshot. The only writer of publications."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from authorities import audit
from authorities.models import User
from authorities.refusal import Refused
from reports.analyses import newest_analyses
from reports.building import is_stale
from reports.hidden_text import hidden_numbers_spoken
from reports.models import Publication, Scorecard
from reports.reading import Reading, whole_reading

SNAPSHOT_SHAPE = 1
LONGEST_NOTE = 300


def canonical(snapshot: Mapping[str, Any]) -> str:
    """The one text of a snapshot that its hash is taken over: keys in order, no spaces."""
    return json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(scorecard: Scorecard) -> str:
    """What somebody who looks at the scorecard now is shown: figures, analysis, last version."""
    written = sorted((number, row.pk) for number, row in newest_analyses(scorecard).items())
    seen = [scorecard.pk, scorecard.inputs_hash, written, latest_version(scorecard)]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def latest_version(scorecard: Scorecard) -> int:
    """The number of the newest publication; 0 before the first."""
    newest: int | None = scorecard.publications.aggregate(newest=Max("version"))["newest"]
    return newest or 0


def is_intact(publication: Publication) -> bool:
    """Whether the snapshot is still, byte for byte, what was published."""
    return hashlib.sha256(canonical(publication.snapshot).encode()).hexdigest() == publication.sha256


@transaction.atomic
def publish_scorecard(
    *, scorecard: Scorecard, seen: str, note: str, by: User | None, text_was_read: bool = False
) -> Publication:
    """Freeze the scorecard as its next version.

    `seen` is the `fingerprint` of what the person was shown. Raises Refused with a sentence when there is no
    figure, when it is out of date, when anything changed since it was shown, when a later version comes
    without the reason for it, or when the analysis may say a hidden number and nobody confirmed (with
    `text_was_read`) that it does not.
    """
    # No rebuild of its lines, no analysis and no other publication comes between here and the commit.
    current = (
        Scorecard.objects.select_for_update(of=("self",))
        .select_related("authority", "template")
        .get(pk=scorecard.pk)
    )
    version = latest_version(current) + 1
    _refuse_unready(current, seen, note.strip(), version)
    reading = whole_reading(current)
    spoken = [line.number for line in hidden_numbers_spoken(reading.lines)]
    if spoken and not text_was_read:
        raise Refused(
            f"The analysis of line {', '.join(spoken)} holds a number that is hidden from readers. Change "
            "the text, or confirm that it says nothing of the hidden figure."
        )
    publication = _freeze(current, reading, version, note.strip(), by)
    audit.record(
        "publish",
        f"published version {version} of {current}" + (f": {note.strip()}" if note.strip() else ""),
        by=by,
        authority=current.authority,
        about=publication,
        sha256=publication.sha256,
        lines_whose_text_was_read=spoken,
    )
    return publication


def _freeze(current: Scorecard, reading: Reading, version: int, note: str, by: User | None) -> Publication:
    """The row that holds the snapshot and the hash of its one text."""
    text = canonical({"shape": SNAPSHOT_SHAPE, "version": version} | reading.as_json())
    return Publication.objects.create(
        scorecard=current,
        authority=current.authority,
        version=version,
        snapshot=json.loads(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        note=note,
        published_by=by,
    )


def _refuse_unready(current: Scorecard, seen: str, note: str, version: int) -> None:
    if not any(cell["value"] is not None for line in current.lines for cell in line["cells"]):
        raise Refused("There is no figure on this scorecard. Approve a return for its period first.")
    if is_stale(current):
        raise Refused(
            "The scorecard is out of date: its figures, targets or layout changed since it was calculated. "
            "Wait for the recalculation, look at it again, then publish."
        )
    if fingerprint(current) != seen:
        raise Refused(
            "The scorecard changed after this page was shown to you. Nothing was published. "
            "Look at it again, then publish."
        )
    if version > 1 and not note:
        raise Refused(
            f"Say why version {version} is published, so that readers of version {version - 1} know."
        )
    if len(note) > LONGEST_NOTE:
        raise Refused(f"The reason has {len(note)} characters; the most is {LONGEST_NOTE}. Shorten it.")
