"""Where the figures of a series come from, and so where one is no longer made as the one before it.

Reads how figures came about, never a figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.children.measuring import BY_OWN_RULE, BY_PROXY
from indicators.models import ReturnKind, ReturnState, Value
from reports.side_by_side.groups import Basis
from reports.side_by_side.matrix import Entry


@dataclass(frozen=True, slots=True)
class Origin:
    """How one figure was made: returned or counted, by which rule, on which edition of the population."""

    counted: bool
    rule: str
    vintage: str

    def differs_from(self, earlier: Origin) -> str:
        """What changed since the earlier figure, as a clause; '' for nothing."""
        if self.counted != earlier.counted:
            ways = ("returned as a figure", "counted from the lists of children")
            return f"{ways[self.counted]} from here on, {ways[earlier.counted]} before"
        if self.rule != earlier.rule:
            return f"{self.rule or 'counted by the national rule'} from here on"
        if self.vintage != earlier.vintage:
            return f"on another count of children: {self.vintage or 'one that the authority gave'}"
        return ""


def origins(entry: Entry, basis: Basis) -> dict[date, Origin]:
    """How each approved figure of an entry's series was made, by period end. One query.

    Empty for published figures, whose releases say nothing of it year by year.
    """
    if basis is Basis.PUBLISHED:
        return {}
    rows = Value.objects.filter(
        authority=entry.authority,
        indicator__code=entry.measure.code,
        indicator__owner_authority=None,
        window=entry.measure.window,
        source_return__state=ReturnState.APPROVED,
    )
    told = rows.values_list("period_end", "source_return__kind", "basis", "vintage__name")
    return {
        ends: Origin(kind == ReturnKind.CHILDREN, _rule(words), vintage or "")
        for ends, kind, words, vintage in told
    }


def breaks(days: Sequence[date], made: Mapping[date, Origin]) -> dict[date, str]:
    """The period ends at which figures begin to be made another way, and what changed, as a clause.

    `days` are those of the series, in their order. One whose origin is not known is passed over: the next is
    set against the last that is.
    """
    found: dict[date, str] = {}
    last: Origin | None = None
    for day in days:
        if day not in made:
            continue
        if last is not None and (changed := made[day].differs_from(last)):
            found[day] = changed
        last = made[day]
    return found


def _rule(basis: str) -> str:
    return next((words for words in (BY_OWN_RULE, BY_PROXY) if words in basis), "")
