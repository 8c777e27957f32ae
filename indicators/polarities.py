"""Which way an authority takes to be good, where it decides otherwise than the catalogue. Only grows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from authorities import audit
from authorities.models import Authority, User
from authorities.refusal import Refused
from indicators import jobs
from indicators.calculations.polarity import Polarity
from indicators.models import Indicator, PolarityOverride

REASON_MOST = 300


@transaction.atomic
def set_polarity(
    *,
    authority: Authority,
    indicator: Indicator,
    polarity: Polarity | None,
    valid_from: date,
    reason: str,
    by: User | None,
) -> PolarityOverride:
    """Record which way is good from a day on, and queue the recalculation; None goes back to the catalogue's.

    Raises Refused without a reason, or with one that is too long.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Refused("Say why: readers of the scorecard are shown the reason beside the line.")
    if len(reason) > REASON_MOST:
        raise Refused(f"The reason has {len(reason)} characters. Shorten it to {REASON_MOST}.")
    made = PolarityOverride.objects.create(
        authority=authority,
        indicator=indicator,
        polarity=polarity.value if polarity else "",
        valid_from=valid_from,
        reason=reason,
        set_by=by,
    )
    what = f"set the polarity of {indicator.code} to {polarity}" if polarity else _back(indicator)
    sentence = f"{what} from {valid_from:%d %B %Y}: {reason}"
    audit.record("set a polarity", sentence, by=by, authority=authority, about=made)
    jobs.enqueue("recalculate", authority=authority, reason=f"Polarity of {indicator.code} set", by=by)
    return made


def _back(indicator: Indicator) -> str:
    return f"put the polarity of {indicator.code} back to the catalogue's, {indicator.polarity},"


def all_polarities(authority: Authority) -> QuerySet[PolarityOverride]:
    """Every decision that was ever made for the authority, oldest first."""
    return (
        PolarityOverride.objects.filter(authority=authority)
        .select_related("indicator", "set_by")
        .order_by("set_at", "pk")
    )


def in_force(overrides: Iterable[PolarityOverride], day: date) -> dict[str, PolarityOverride]:
    """The decision that holds for each code on a day: the newest begun by then. They come oldest first."""
    newest = {row.indicator.code: row for row in overrides if row.valid_from <= day}
    return {code: row for code, row in newest.items() if row.polarity}


def polarities_at(authority: Authority, day: date) -> dict[str, PolarityOverride]:
    """The decision in force for each indicator code on a day; none where the catalogue's polarity stands."""
    return in_force(all_polarities(authority), day)
