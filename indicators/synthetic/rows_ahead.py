"""Rows of lists 9 to 11: care leavers, children with a plan of adoption, prospective adopters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from indicators.synthetic.events import Adopter, Adoption, Child, Leaver
from indicators.synthetic.rhythms import latest_visit
from indicators.synthetic.view import View

Row = dict[str, Any]
STEPS = (
    *("enquired", "stage1_started", "stage1_ended", "stage2_started", "stage2_ended", "submitted"),
    *("approved", "matched", "placed", "adopted", "left"),
)


def add(lists: dict[int, list[Row]], view: View, child: Child, person: Row) -> None:
    """The rows of one child."""
    if child.leaver and child.leaver.since <= view.at < child.leaver.until:
        lists[9].append(_leaver_row(view, child, child.leaver, person))
    if (adoption := child.adoption) and _listed(view, adoption):
        lists[10].append(_adoption_row(view, child, adoption, person))


def add_adopters(lists: dict[int, list[Row]], view: View, adopters: Iterable[Adopter]) -> None:
    """Those past their enquiry who were in touch with the agency in the window."""
    for adopter in adopters:
        done = adopter.left or adopter.adopted
        if adopter.stage1_started <= view.at and (done is None or done > view.since):
            lists[11].append(_adopter_row(view, adopter))


def _leaver_row(view: View, child: Child, leaver: Leaver, person: Row) -> Row:
    eligibility = view.in_force(leaver.eligibility)
    standing = [held for held in leaver.standings if held.since <= view.at][-1]
    in_touch = standing.in_touch == "a"
    contact = latest_visit(leaver.since, view.at, every=38 if in_touch else 160, number=child.number + 6)
    return {
        **person,
        "disability": child.disability,
        "uasc": child.unaccompanied,
        "team": leaver.worker.team,
        "worker": leaver.worker.name,
        "adviser": leaver.adviser.name,
        "eligibility": eligibility[1] if eligibility else None,
        "in_touch": standing.in_touch,
        "latest_plan": latest_visit(leaver.since, view.at, every=170, number=child.number + 7, first=30),
        "latest_contact": contact,
        "accommodation": standing.accommodation or None,
        "suitability": standing.suitability or None,
        "activity": standing.activity or None,
    }


def _listed(view: View, adoption: Adoption) -> bool:
    """Adopted or given up in the window, or decided and neither yet."""
    done = adoption.adopted or adoption.reversed
    return adoption.decided <= view.at and (done is None or done > view.since)


def _adoption_row(view: View, child: Child, adoption: Adoption, person: Row) -> Row:
    reversed_on = view.known(adoption.reversed)
    return {
        **person,
        "family": child.family,
        "disability": child.disability,
        "entered_care": adoption.entered,
        "decided": adoption.decided,
        "ordered": view.known(adoption.ordered),
        "matched": view.known(adoption.matched),
        "placed": view.known(adoption.placed),
        "adopted": view.known(adoption.adopted),
        "reversed": reversed_on,
        "reversal": adoption.reversal if reversed_on else None,
        "fostered": view.known(adoption.fostered),
    }


def _adopter_row(view: View, adopter: Adopter) -> Row:
    row: Row = {
        "row": 0,
        "adopter": adopter.identifier,
        "family": adopter.family,
        "gender": adopter.gender,
        "ethnicity": adopter.ethnicity,
        "disability": "y" if adopter.disability else "n",
        "fostering": adopter.fostering,
    }
    for step in STEPS:
        row[step] = view.known(getattr(adopter, step))
    row["children_placed"] = adopter.children_placed if row["placed"] else None
    row["leaving_reason"] = adopter.leaving_reason or None if row["left"] else None
    return row
