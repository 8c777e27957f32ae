"""Setting and finding targets. A target is never overwritten: the newest that holds at a date speaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from authorities import audit
from authorities.models import Authority, User
from authorities.refusal import Refused
from indicators import jobs
from indicators.calculations.figures import Unit
from indicators.calculations.targets import parse_target
from indicators.models import Indicator, Target

TEXT_MOST = 60


@transaction.atomic
def set_target(
    *,
    authority: Authority,
    indicator: Indicator,
    text: str,
    sense: str = "",
    valid_from: date,
    valid_to: date | None = None,
    source: str = "",
    reason: str = "",
    by: User | None,
) -> Target:
    """Record a target and queue the recalculation. A blank text ends the target from that date.

    Raises Refused with a sentence when the text is no target or the dates are the wrong way round.
    """
    if valid_to is not None and valid_to < valid_from:
        raise Refused("The last day is before the first. Correct one of the two dates.")
    target = Target.objects.create(
        authority=authority,
        indicator=indicator,
        text=_kept_text(text, indicator),
        sense=sense,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source.strip(),
        reason=reason.strip(),
        set_by=by,
    )
    audit.record(
        "set a target",
        f"set the target of {indicator.code} to {target.text or 'none'} from {valid_from:%d %B %Y}",
        by=by,
        authority=authority,
        about=target,
    )
    jobs.enqueue("recalculate", authority=authority, reason=f"Target of {indicator.code} set", by=by)
    return target


def _kept_text(text: str, indicator: Indicator) -> str:
    """The target as it is kept; '' where it says that there is none, as '-' and 'n/a' do."""
    try:
        parsed = parse_target(text, Unit(indicator.unit))
    except ValueError as refusal:
        raise Refused(str(refusal)) from refusal
    kept = " ".join(text.split()) if parsed is not None else ""
    if len(kept) > TEXT_MOST:
        raise Refused(f"The target has {len(kept)} characters. Shorten it to {TEXT_MOST}.")
    return kept


def all_targets(authority: Authority) -> QuerySet[Target]:
    """Every target that was ever set for the authority, oldest first."""
    return (
        Target.objects.filter(authority=authority)
        .select_related("indicator", "set_by")
        .order_by("set_at", "pk")
    )


def in_force(targets: Iterable[Target], day: date) -> dict[str, Target]:
    """The target in force for each code on a day: the newest that holds. `targets` come oldest first."""
    newest = {
        target.indicator.code: target
        for target in targets
        if target.valid_from <= day and (target.valid_to is None or target.valid_to >= day)
    }
    return {code: target for code, target in newest.items() if target.text}


def targets_at(authority: Authority, period_end: date) -> dict[str, Target]:
    """The target in force for each indicator code at a period end."""
    return in_force(all_targets(authority), period_end)
