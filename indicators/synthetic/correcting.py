"""Late entry: the same lives with a few events as they were entered after the fact."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from datetime import date, timedelta

from indicators.synthetic.chance import Chance, months_back, working_days_after
from indicators.synthetic.events import Child
from indicators.synthetic.lives import Change, Lives
from indicators.synthetic.making import add_contact

# The lives that come after one another are drawn from this many of each kind.
OF_EACH_KIND = 3


def corrected(lives: Lives, seed: int, since: date | None = None, until: date | None = None) -> Lives:
    """The same lives but for a few events between the two days; `changes` says which.

    An authorisation is later, a contact is added, early help and an episode of need have another end, and a
    referral is withdrawn. Without days, anywhere in what lists of the lives' period ends show.
    """
    chance = Chance(f"{lives.seed}/{seed}/late entry")
    first, last = since or months_back(lives.first, 6), until or lives.last
    children = list(lives.children)
    changes: list[Change] = []
    order = list(range(len(children)))
    chance.shuffle(order)
    for act, days in _ACTS.items():
        left = OF_EACH_KIND
        for place in order:
            if not left:
                break
            if not any(day and first <= day <= last for day in days(children[place])):
                continue
            if any(change.child == children[place].identifier for change in changes):
                continue
            child = copy.deepcopy(children[place])
            if change := act(child, first, last, chance):
                children[place], left = child, left - 1
                changes.append(change)
    return dataclasses.replace(lives, children=tuple(children), changes=(*lives.changes, *changes))


def _authorised_later(child: Child, first: date, last: date, chance: Chance) -> Change | None:
    for assessed in child.assessments:
        # The case goes on meanwhile, so that list 6 stays as it is.
        if not any(need.assessed == assessed.authorised != need.ended for need in child.needs):
            continue
        later = working_days_after(assessed.authorised or last, chance.between(1, 10))
        if assessed.authorised and first <= assessed.authorised and later <= last:
            before, assessed.authorised = assessed.authorised, later
            return Change(4, child.identifier, "authorised", before, later)
    return None


def _contact_added(child: Child, first: date, last: date, chance: Chance) -> Change | None:
    known = len(child.contacts)
    if not known or not first <= child.contacts[0].on <= last:
        return None
    add_contact(child, chance.day(first, last - timedelta(days=2)), "10")
    if len(child.contacts) == known:
        return None
    return Change(1, child.identifier, "contacted", None, child.contacts[-1].on)


def _help_ended_earlier(child: Child, first: date, last: date, chance: Chance) -> Change | None:
    for helped in child.earlyhelp:
        if helped.completed and first <= helped.completed <= last:
            earlier = max(first, helped.started, helped.completed - timedelta(days=7 * chance.between(1, 4)))
            if earlier.weekday() < 5 and earlier < helped.completed:
                before, helped.completed = helped.completed, earlier
                return Change(2, child.identifier, "completed", before, earlier)
    return None


def _need_ended_earlier(child: Child, first: date, last: date, chance: Chance) -> Change | None:
    # The latest alone is in list 6.
    for need in child.needs[-1:]:
        if child.plans or child.care or not (need.ended and need.assessed):
            continue
        earlier = need.ended - timedelta(days=7 * chance.between(1, 3))
        if first <= earlier and need.ended <= last and earlier > need.assessed and earlier.weekday() < 5:
            before, need.ended = need.ended, earlier
            return Change(6, child.identifier, "ended", before, earlier)
    return None


def _withdrawn(child: Child, first: date, last: date, _: Chance) -> Change | None:
    """A referral without further action that was entered by mistake."""
    for referral in child.referrals:
        if referral.no_further_action and first <= referral.on <= last:
            child.referrals.remove(referral)
            return Change(3, child.identifier, "referred", referral.on, None)
    return None


# Each act, and the days of which one must lie between the two bounds for it.
_ACTS: dict[Callable[[Child, date, date, Chance], Change | None], Callable[[Child], list[date | None]]] = {
    _authorised_later: lambda child: [assessed.authorised for assessed in child.assessments],
    _contact_added: lambda child: [contact.on for contact in child.contacts[:1]],
    _help_ended_earlier: lambda child: [helped.completed for helped in child.earlyhelp],
    _need_ended_earlier: lambda child: [need.ended for need in child.needs[-1:]],
    _withdrawn: lambda child: [referral.on for referral in child.referrals],
}
