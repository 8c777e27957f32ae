"""Setting and finding targets. A target is never overwritten: the newest that holds at a date speaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Unpack

from django.db import transaction
from django.db.models import QuerySet

from authorities import audit
from authorities.models import Authority, User
from indicators import jobs
from indicators.calculations.figures import Unit
from indicators.models import Indicator, Target
from indicators.polarities import polarities_at
from indicators.target_checks import TargetDetails, TargetRefused, kept_target, refuse_contrary_sides

__all__ = ["TargetRefused", "all_targets", "has_bands", "in_force", "set_target", "targets_at"]


@transaction.atomic
def set_target(
    *,
    authority: Authority,
    indicator: Indicator,
    text: str,
    sense: str = "",
    valid_from: date,
    valid_to: date | None = None,
    by: User | None,
    **details: Unpack[TargetDetails],
) -> Target:
    """Record a target and queue the recalculation. Without text and bands it ends the target from that date.

    `details` (see TargetDetails): bands, baseline, tolerance, source and reason, each of which may be left
    out. Raises TargetRefused, a Refused that names the field, with a sentence for whatever cannot be.
    """
    if valid_to is not None and valid_to < valid_from:
        raise TargetRefused("valid_to", "The last day is before the first. Correct one of the two dates.")
    target = Target(
        authority=authority,
        indicator=indicator,
        sense=sense,
        valid_from=valid_from,
        valid_to=valid_to,
        set_by=by,
        **kept_target(Unit(indicator.unit), text, **details),
    )
    refuse_contrary_sides(target, _polarity(authority, indicator, valid_from))
    target.save(force_insert=True)
    audit.record(
        "set a target",
        f"set the target of {indicator.code} to {_in_short(target)} from {valid_from:%d %B %Y}",
        by=by,
        authority=authority,
        about=target,
    )
    jobs.enqueue("recalculate", authority=authority, reason=f"Target of {indicator.code} set", by=by)
    return target


def _polarity(authority: Authority, indicator: Indicator, day: date) -> str:
    override = polarities_at(authority, day).get(indicator.code)
    return override.polarity if override else indicator.polarity


def _in_short(target: Target) -> str:
    """The target for the audit trail: 'none' where it was ended."""
    parts = [target.text or ("" if has_bands(target) else "none")]
    if has_bands(target):
        bands = " / ".join((target.requires_improvement, target.good, target.outstanding))
        parts.append(f"bands {bands}")
    if target.baseline is not None:
        parts.append(f"baseline {target.baseline.normalize():f}")
    return ", ".join(part for part in parts if part)


def has_bands(target: Target) -> bool:
    """Whether the target has bands; it then has all three."""
    return bool(target.outstanding)


def overridden_by(target: Target) -> list[Target]:
    """Targets set before it that begin while it holds: the one set last speaks in their place."""
    earlier = all_targets(target.authority).filter(indicator=target.indicator, pk__lt=target.pk)
    within = earlier.filter(valid_from__gte=target.valid_from)
    if target.valid_to is not None:
        within = within.filter(valid_from__lte=target.valid_to)
    return [each for each in within if each.text or has_bands(each)]


def all_targets(authority: Authority) -> QuerySet[Target]:
    """Every target that was ever set for the authority, oldest first."""
    return (
        Target.objects.filter(authority=authority)
        .select_related("indicator", "set_by")
        .order_by("set_at", "pk")
    )


def in_force(targets: Iterable[Target], day: date) -> dict[str, Target]:
    """The target in force for each code on a day: the newest that holds. `targets` come oldest first.

    A row with bands or a baseline and no text counts; one with none of the three ended the target.
    """
    newest = {
        target.indicator.code: target
        for target in targets
        if target.valid_from <= day and (target.valid_to is None or target.valid_to >= day)
    }
    return {
        code: target
        for code, target in newest.items()
        if target.text or has_bands(target) or target.baseline is not None
    }


def targets_at(authority: Authority, period_end: date) -> dict[str, Target]:
    """The target in force for each indicator code at a period end."""
    return in_force(all_targets(authority), period_end)
