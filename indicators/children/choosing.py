"""How an authority has its figures counted, where the rules leave a choice. The only writer of choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from authorities import audit
from authorities.models import Authority, User
from authorities.refusal import Refused
from indicators import jobs
from indicators.calculations.display import counted
from indicators.measures.choices import Choices, choices_from
from indicators.measures.staleness import codes_of_choices
from indicators.models import MeasureChoice


def choices_of(authority: Authority) -> Choices:
    """What holds for the authority now: the defaults where it chose nothing."""
    newest = MeasureChoice.objects.filter(authority=authority).first()
    return choices_from(newest.chosen) if newest is not None else Choices()


@transaction.atomic
def set_choices(
    *, authority: Authority, chosen: Mapping[str, Any], reason: str, by: User | None
) -> MeasureChoice:
    """Choose anew, and count again just the figures that this touches. Raises Refused.

    `chosen` holds what differs from the defaults, by the names of `Choices`.
    """
    if not reason.strip():
        raise Refused("Say why the way of counting changes: readers of older figures will ask.")
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    before, after = choices_of(authority), _checked(chosen)
    if before == after:
        raise Refused("Nothing differs from what holds now.")
    made = MeasureChoice.objects.create(
        authority=authority, chosen=_differing(after), reason=reason.strip()[:300], chosen_by=by
    )
    codes = codes_of_choices(before, after)
    sentence = f"chose how figures are counted ({counted(len(codes), 'figure')} to count again): {reason}"
    audit.record("choose how to count", sentence[:500], by=by, authority=authority, about=made)
    because = "The way of counting was changed"
    jobs.enqueue("recalculate", authority=authority, reason=because, codes=codes, by=by)
    return made


def _checked(chosen: Mapping[str, Any]) -> Choices:
    try:
        return choices_from(chosen)
    except (TypeError, ValueError) as wrong:
        raise Refused(str(wrong)) from wrong


def _differing(choices: Choices) -> dict[str, Any]:
    """Only what is not the default, so that a better default reaches everybody who chose nothing."""
    defaults = asdict(Choices())
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(choices).items()
        if value != defaults[name]
    }
