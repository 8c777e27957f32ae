"""Writing the analysis beside a figure. Nothing is overwritten: each saving is a new row."""

from __future__ import annotations

from django.db import transaction

from authorities import audit
from authorities.models import User
from authorities.refusal import Refused
from reports.models import Analysis, Scorecard

LONGEST = 4000


@transaction.atomic
def write_analysis(*, scorecard: Scorecard, number: str, text: str, by: User | None) -> Analysis:
    """Save the analysis of one line; a blank text takes it away. Saving the same text again adds nothing.

    Raises Refused with a sentence for a line that the scorecard has not, or a text over LONGEST characters.
    """
    # Held while we look, so that two savings stand one after the other.
    current = (
        Scorecard.objects.select_for_update(of=("self",)).select_related("authority").get(pk=scorecard.pk)
    )
    if number not in {line["number"] for line in current.lines}:
        raise Refused(f"This scorecard has no line {number}. Go back to it and choose the line again.")
    # A form sends line ends as two characters, which is not what the writer counted.
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise Refused(
            f"The analysis has {len(text):,} characters; the most is {LONGEST:,}. Shorten it and save again."
        )
    newest = current.analyses.filter(number=number).order_by("-pk").first()
    if newest is not None and newest.text == text:
        return newest
    if newest is None and not text:
        raise Refused("There is no analysis to save. Write a sentence or two first.")
    written = Analysis.objects.create(
        scorecard=current, authority=current.authority, number=number, text=text, written_by=by
    )
    audit.record(
        "write analysis",
        f"{'wrote' if text else 'took away'} the analysis of line {number} of {current}",
        by=by,
        authority=current.authority,
        about=written,
        number=number,
    )
    return written
