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

    Rates are per 10,000 of the denominator, scaled to a year in windows shorter than one. Raises
    Refused with a sentence for a code that is not free or not well formed, or a ratio without a base.
    """
    code = code.strip().upper()
    _refuse_if_wrong(authority, code, unit, windows, denominator.strip())
    try:
        with transaction.atomic():
            added = Indicator.objects.create(
                owner_authority=authority,
                code=code,
                name=name.strip(),
                family=FAMILY,
                unit=unit.value,
                windows=[window.value for window in windows],
                annualised=[w.value for w in windows if unit is Unit.RATE and w in ANNUALISED],
                polarity=polarity.value,
                numerator=numerator.strip(),
                denominator="" if unit is Unit.NUMBER else denominator.strip(),
                counts_people=counts_people,
                owner=authority.name,
                definition_date=timezone.localdate(),
            )
    except IntegrityError as taken:
        raise Refused(f"{code} is already one of your indicators. Choose another code.") from taken
    sentence = f"added the local indicator {code}: {added.name}"
    audit.record("add a local indicator", sentence, by=by, authority=authority, about=added)
    if in_set:
        because = f"the local indicator {code} was added"
        ask_for(authority=authority, figures=[(code, window) for window in windows], because=because, by=by)
    return added


def _refuse_if_wrong(
    authority: Authority, code: str, unit: Unit, windows: Sequence[Window], denominator: str
) -> None:
    if not CODE.fullmatch(code):
        raise Refused(
            f"A local code begins with {PREFIX} and goes on with capital letters, figures and underscores, "
            "24 characters at most: for example L_FAMILY_HUB_N."
        )
    if Indicator.objects.filter(owner_authority=authority, code=code).exists():
        raise Refused(f"{code} is already one of your indicators. Choose another code.")
    if not windows:
        raise Refused("Choose at least one window, so that it is known what a figure covers.")
    if unit is not Unit.NUMBER and not denominator:
        raise Refused(f"A figure of the kind {unit.value} is divided: say what the denominator counts.")
