"""Local indicators: what one authority counts beside the national catalogue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from authorities import audit
from authorities.models import Authority, User
from authorities.refusal import Refused
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.models import Indicator
from indicators.sets import ask_for

PREFIX = "L_"
CODE = re.compile(r"L_[A-Z0-9][A-Z0-9_]{0,20}")
FAMILY = "Local"
# A rate of these is a flow, given as the rate of a whole year; the others cover a year or a moment.
ANNUALISED = (Window.M, Window.Q, Window.R3, Window.R6, Window.YTD)


@transaction.atomic
def add_local_indicator(
    *,
    authority: Authority,
    code: str,
    name: str,
    unit: Unit,
    windows: Sequence[Window],
    polarity: Polarity,
    numerator: str,
    denominator: str = "",
    counts_people: bool = True,
    in_set: bool = True,
    by: User | None,
) -> Indicator:
    """A new indicator of one authority; with `in_set` it is asked for from now on, in every window given.
    A rate is per 10,000 of the denominator. Refused: a code taken or ill formed, a ratio without a base."""
    code = code.strip().upper()
    _refuse_if_wrong(code, unit, windows, denominator.strip())
    scaled = [window.value for window in windows if unit is Unit.RATE and window in ANNUALISED]
    added = Indicator(
        owner_authority=authority,
        owner=authority.name,
        family=FAMILY,
        code=code,
        name=name.strip(),
        unit=unit.value,
        windows=[window.value for window in windows],
        annualised=scaled,
        polarity=polarity.value,
        numerator=numerator.strip(),
        denominator="" if unit is Unit.NUMBER else denominator.strip(),
        counts_people=counts_people,
        definition_date=timezone.localdate(),
    )
    _save(added, by)
    if in_set:
        ask_for(authority=authority, figures=[(code, w) for w in windows], because=f"{code} was added", by=by)
    return added


def _save(added: Indicator, by: User | None) -> None:
    try:
        with transaction.atomic():
            added.save(force_insert=True)
    except IntegrityError as taken:
        raise Refused(f"{added.code} is already one of your indicators. Choose another code.") from taken
    sentence = f"added the local indicator {added.code}: {added.name}"
    audit.record("add a local indicator", sentence, by=by, authority=added.owner_authority, about=added)


def _refuse_if_wrong(code: str, unit: Unit, windows: Sequence[Window], denominator: str) -> None:
    if not CODE.fullmatch(code):
        raise Refused(
            f"A local code begins with {PREFIX} and goes on with capital letters, figures and underscores, "
            "24 characters at most: for example L_FAMILY_HUB_N."
        )
    if not windows:
        raise Refused("Choose at least one window, so that it is known what a figure covers.")
    if unit is not Unit.NUMBER and not denominator:
        raise Refused(f"A figure of the kind {unit.value} is divided: say what the denominator counts.")
