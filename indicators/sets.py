"""An authority's indicator set: the figures it returns each period."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from authorities import audit
from authorities.models import Authority, User
from indicators.calculations.display import counted
from indicators.calculations.periods import Window
from indicators.models import Indicator, IndicatorInSet


@transaction.atomic
def ask_for(
    *, authority: Authority, figures: Iterable[tuple[str, Window]], because: str, by: User | None
) -> int:
    """Add figures (indicator code, window) to the authority's set; the count of those that were new.

    KeyError for a code that the authority cannot use.
    """
    indicators = {indicator.code: indicator for indicator in Indicator.for_authority(authority)}
    held = {
        (item.indicator_id, item.window): item for item in IndicatorInSet.objects.filter(authority=authority)
    }
    added = 0
    for code, window in dict.fromkeys(figures):
        indicator = indicators[code]
        item = held.get((indicator.pk, window.value))
        if item is None:
            IndicatorInSet.objects.create(authority=authority, indicator=indicator, window=window.value)
        elif not item.active:
            item.active = True
            item.save(update_fields=["active"])
        else:
            continue
        added += 1
    if added:
        sentence = f"added {counted(added, 'figure')} to the indicator set: {because}"
        audit.record("extend the indicator set", sentence, by=by, authority=authority)
    return added


@transaction.atomic
def stop_asking(*, item: IndicatorInSet, by: User | None) -> IndicatorInSet:
    """Take a figure out of the set; those returned earlier stay. Doing it twice changes nothing."""
    if item.active:
        item.active = False
        item.save(update_fields=["active"])
        sentence = f"took {item.indicator.code} {item.window} out of the indicator set"
        act = "reduce the indicator set"
        audit.record(act, sentence, by=by, authority=item.authority, about=item.indicator)
    return item
