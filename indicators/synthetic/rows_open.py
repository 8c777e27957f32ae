"""Rows of lists 6 to 8, one for each child: the latest episode of need, plan and period of care."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from indicators.synthetic.chance import months_back
from indicators.synthetic.events import Care, Child, Need, Plan
from indicators.synthetic.rhythms import latest_review, latest_visit, seen_alone
from indicators.synthetic.rows_front import of_worker
from indicators.synthetic.view import View

Row = dict[str, Any]
# A case of the last two days has no worker of its own yet.
UNALLOCATED = timedelta(days=2)


class Episode(Protocol):
    started: Any
    ended: Any


E = TypeVar("E", bound=Episode)


def add(lists: dict[int, list[Row]], view: View, child: Child, person: Row) -> None:
    """The rows of one child."""
    if need := _latest(view, child.needs):
        lists[6].append(_need_row(view, child, need, person))
    if plan := _latest(view, child.plans):
        lists[7].append(_plan_row(view, child, plan, person))
    if care := _latest(view, child.care):
        lists[8].append(_care_row(view, child, care, person))


def _latest(view: View, episodes: Iterable[E]) -> E | None:
    """The last that had begun, where it is open at the period end or ended in the window."""
    begun = [episode for episode in episodes if episode.started <= view.at]
    if not begun:
        return None
    last = max(begun, key=lambda episode: episode.started)
    return last if last.ended is None or last.ended > view.since else None


def _need_row(view: View, child: Child, need: Need, person: Row) -> Row:
    ended = view.known(need.ended)
    until = ended or view.at
    cared = any(view.open(care.started, care.ended) for care in child.care)
    planned = any(view.open(plan.started, plan.ended) for plan in child.plans)
    if ended:
        status = "e"
    elif cared:
        status = "a"
    elif planned:
        status = "b"
    else:
        status = "c" if view.known(need.assessed) else "d"
    every = 28 if cared else 11 if planned else 24
    worker = need.worker
    if cared:
        worker = child.care[-1].worker
    return {
        **person,
        "disability": child.disability,
        "started": need.started,
        "need": need.need,
        "last_seen": latest_visit(max(need.started, child.born), until, every=every, number=child.number),
        "ended": ended,
        "closure": need.closure if ended else None,
        "status": status,
        "team": worker.team,
        "worker": None if not ended and view.at - need.started < UNALLOCATED else worker.name,
    }


def _plan_row(view: View, child: Child, plan: Plan, person: Row) -> Row:
    ended = view.known(plan.ended)
    until = ended or view.at
    visited = latest_visit(plan.started, until, every=11, number=child.number + 1, missed=14)
    protected = view.known(plan.protected)
    return {
        **person,
        "disability": child.disability,
        "started": plan.started,
        "initial_category": plan.initial,
        "latest_category": plan.latest if view.known(plan.changed) else plan.initial,
        "last_visit": visited,
        "seen_alone": seen_alone(child.number, visited) if visited else None,
        "latest_review": latest_review(
            plan.started, until, number=child.number, first=88, second=262, then=176
        ),
        "ended": ended,
        "protected": protected is not None and protected > months_back(view.at, 6),
        "earlier_plans": plan.earlier,
        **of_worker(plan.worker),
    }


def _care_row(view: View, child: Child, care: Care, person: Row) -> Row:
    ended = view.known(care.ended)
    year = months_back(view.at, 12)
    legal = view.in_force(care.legal) or care.legal[0]
    permanence = view.in_force(care.permanence)
    again = any(
        other is not care and other.started < care.started and other.ended > year for other in child.care
    )
    return {
        **person,
        "uasc": child.unaccompanied,
        "disability": child.disability,
        "started": care.started,
        "need": care.need,
        "again": again,
        "legal_started": legal[0],
        "legal": legal[1],
        **_care_dates(view, child, care),
        "permanence": permanence[1] if permanence else None,
        "ended": ended,
        "ceased": care.ceased if ended else None,
        **_placed(view, care),
        **_missing(view, care),
        **of_worker(care.worker),
    }


def _care_dates(view: View, child: Child, care: Care) -> Row:
    """Reviews, visits and checks; one child in fifteen refuses dentist or doctor."""
    until, number = view.known(care.ended) or view.at, child.number
    return {
        "latest_review": latest_review(care.started, until, number=number, first=24, second=110, then=177),
        "last_visit": latest_visit(care.started, until, every=33, number=number + 2, missed=12),
        "last_iro": latest_visit(care.started, until, every=85, number=number + 3, first=15),
        "last_health": None
        if number % 24 == 5
        else latest_visit(care.started, until, every=300, number=number + 4, missed=13, first=16),
        "last_dental": None
        if number % 15 == 3
        else latest_visit(care.started, until, every=290, number=number + 5, missed=8, first=70),
    }


def _placed(view: View, care: Care) -> Row:
    year = months_back(view.at, 12)
    until = view.known(care.ended) or view.at
    begun = [placement for placement in care.placements if placement.started <= until]
    now = begun[-1]
    # Those that began in the last twelve months, and the one that lasted into them.
    recent = sum(placement.started > year for placement in begun)
    return {
        "placements": max(1, recent + (care.started <= year < until)),
        "placed": now.started,
        "placement": now.kind,
        "provider": now.provider,
        "postcode": now.postcode,
        "URN of Placement": now.urn or None,
        "location": "a" if now.inside else "b",
        "LA of Placement": "Own authority" if now.inside else "Other authority",
    }


def _missing(view: View, care: Care) -> Row:
    year = months_back(view.at, 12)
    missing = sum(year < day <= view.at for day in care.missing)
    return {
        "missing": missing,
        "absent": sum(year < day <= view.at for day in care.absent),
        "interview_offered": care.offered if missing else None,
        "interview_accepted": care.accepted if missing else None,
    }
