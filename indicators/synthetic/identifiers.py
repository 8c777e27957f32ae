"""What must never leave the reader: for a search of everything the portal keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from indicators.synthetic.chance import birthday
from indicators.synthetic.events import Child
from indicators.synthetic.lives import Lives
from indicators.synthetic.making import SUNDAY
from indicators.synthetic.staff import Worker


def identifiers(lives: Lives) -> set[str]:
    """Every identifier, worker's name, postcode and whole date of birth (as DD/MM/YYYY and YYYY-MM-DD).

    A date of birth that is also the day on which somebody comes of age is left out, and so is a leap day
    off a Sunday: other events may have that date, and to find it would prove nothing. Nothing else in these
    lives happens on a Sunday.
    """
    found: set[str] = set()
    for child in lives.children:
        found |= {child.identifier, child.family}
        found |= {worker.name for worker in _workers(child)}
        for care in child.care:
            found |= {placement.postcode for placement in care.placements}
            found |= {placement.urn for placement in care.placements if placement.urn}
    for adopter in lives.adopters:
        found |= {adopter.identifier, adopter.family}
    for born in _births(lives):
        found |= {f"{born:%d/%m/%Y}", born.isoformat()}
    return found


def _workers(child: Child) -> Iterator[Worker]:
    for referral in child.referrals:
        yield referral.worker
    for assessment in child.assessments:
        yield assessment.worker
    for enquiry in child.enquiries:
        yield enquiry.worker
    for need in child.needs:
        yield need.worker
    for plan in child.plans:
        yield plan.worker
    for care in child.care:
        yield care.worker
    if child.leaver:
        yield from (child.leaver.worker, child.leaver.adviser)


def _births(lives: Lives) -> set[date]:
    """The dates of birth that no other date in the lives equals."""
    births = {child.born for child in lives.children}
    of_age = {birthday(child.born, years) for child in lives.children for years in (16, 17, 18)}
    of_age |= {day - timedelta(days=1) for day in of_age}
    return {born for born in births - of_age if born.weekday() == SUNDAY}
