"""Rows of lists 1 to 5: contacts, early help, referrals, assessments, enquiries and conferences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from indicators.synthetic.chance import months_back
from indicators.synthetic.events import Child
from indicators.synthetic.staff import Worker
from indicators.synthetic.view import View

Row = dict[str, Any]


def add(lists: dict[int, list[Row]], view: View, child: Child, person: Row) -> None:
    """The rows of one child."""
    for contact in child.contacts:
        if view.within(contact.on):
            lists[1].append({**person, "contacted": contact.on, "source": contact.source})
    for helped in child.earlyhelp:
        # Those begun in the window, closed in it, or still open.
        if helped.started <= view.at and (helped.completed is None or helped.completed > view.since):
            lists[2].append(
                {
                    **person,
                    "started": helped.started,
                    "completed": view.known(helped.completed),
                    "Organisation completing assessment": helped.organisation,
                }
            )
    if child.referrals:
        _referrals(lists[3], view, child, person)
    for assessed in child.assessments:
        if assessed.started <= view.at and assessed.authorised and assessed.authorised > view.since:
            authorised = view.known(assessed.authorised)
            lists[4].append(
                {
                    **person,
                    "disability": child.disability,
                    "started": assessed.started,
                    "seen": assessed.seen if authorised else "u",
                    "authorised": authorised,
                    "support_required": assessed.support_required if authorised else None,
                    **of_worker(assessed.worker),
                }
            )
    if child.enquiries:
        _enquiries(lists[5], view, child, person)


def of_worker(worker: Worker) -> Row:
    return {"team": worker.team, "worker": worker.name}


def earlier(days: Sequence[date], at: date) -> int:
    """How many fall in the twelve months before the latest of them that has come."""
    come = [day for day in days if day <= at]
    if not come:
        return 0
    latest = max(come)
    since = months_back(latest, 12)
    return sum(since <= day < latest for day in come)


def _referrals(rows: list[Row], view: View, child: Child, person: Row) -> None:
    listed = [referral for referral in child.referrals if view.within(referral.on)]
    if not listed:
        return
    count = earlier([referral.on for referral in child.referrals], view.at)
    rows += [
        {
            **person,
            "referred": referral.on,
            "source": referral.source,
            "no_further_action": referral.no_further_action,
            "earlier_referrals": count,
            **of_worker(referral.worker),
        }
        for referral in listed
    ]


def _enquiries(rows: list[Row], view: View, child: Child, person: Row) -> None:
    listed = [
        enquiry
        for enquiry in child.enquiries
        # Begun in the window, or undecided or waiting for its conference at the period end.
        if view.within(enquiry.started) or view.open(enquiry.started, enquiry.conference or enquiry.decided)
    ]
    if not listed:
        return
    begun = [enquiry.started for enquiry in child.enquiries if enquiry.started <= view.at]
    latest, enquiries = max(begun), earlier(begun, view.at)
    since = months_back(latest, 12)
    held = [enquiry.conference for enquiry in child.enquiries if enquiry.conference]
    conferences = sum(since <= day < latest for day in held if day <= view.at)
    for enquiry in listed:
        conference = view.known(enquiry.conference)
        unnecessary = not enquiry.conference_needed if enquiry.decided <= view.at else None
        rows.append(
            {
                **person,
                "disability": child.disability,
                "started": enquiry.started,
                "conference_unnecessary": unnecessary,
                "conference": conference,
                "plan_made": enquiry.plan_made if conference else None,
                "earlier_enquiries": enquiries,
                "earlier_conferences": conferences,
                **of_worker(enquiry.worker),
            }
        )
