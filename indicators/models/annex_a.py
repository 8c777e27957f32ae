"""The rows of the eleven Annex A lists, typed and pseudonymised. Append-only, by return.

Written by `indicators.children.storing` and read through `indicators.children.rows` alone: on PostgreSQL
these tables refuse every other way (docs/adr/0022). `row` is the row in the authority's own file, so that
its analyst finds the child there. Identifiers are keyed hashes, a birth is a month, free text is not kept.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from authorities.models import Authority
from indicators.models.returns import Return


def _date() -> models.DateField[Any, Any]:
    return models.DateField(null=True)


def _code() -> models.CharField[Any, Any]:
    return models.CharField(max_length=8, blank=True)


def _flag() -> models.BooleanField[Any, Any]:
    return models.BooleanField(null=True)


def _count() -> models.PositiveIntegerField[Any, Any]:
    return models.PositiveIntegerField(null=True)


def _pseudonym() -> models.BigIntegerField[Any, Any]:
    """64 bits of a keyed hash, the same for the same person in every return of the authority."""
    return models.BigIntegerField(null=True)


class ListRow(models.Model):
    """One row of one list. The key begins with the authority, so that a table can be divided by it."""

    pk = models.CompositePrimaryKey("authority", "of_return", "row")
    # Rows come by the million with their return, in its transaction: a check of each would double the time.
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", db_constraint=False,
                                  db_index=False)  # fmt: skip
    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="+", db_constraint=False,
                                  db_index=False)  # fmt: skip
    row = models.PositiveIntegerField()

    class Meta:
        abstract = True


class PersonRow(ListRow):
    """`age` is whole years at the period end, -1 for an unborn child. A birth on 29 February has the month
    of March, in which the law counts the birthday of most years."""

    child = models.BigIntegerField()
    gender = _code()
    ethnicity = _code()
    birth_month = _date()
    age = models.SmallIntegerField(null=True)

    class Meta:
        abstract = True


class WorkedRow(PersonRow):
    """A row with its team, as the file has it, and its worker."""

    team = models.CharField(max_length=60, blank=True)
    worker = _pseudonym()

    class Meta:
        abstract = True


class ContactRow(PersonRow):
    contacted = models.DateField()
    source = _code()


class EarlyHelpRow(PersonRow):
    started = models.DateField()
    completed = _date()


class ReferralRow(WorkedRow):
    referred = models.DateField()
    source = _code()
    no_further_action = _flag()
    earlier_referrals = _count()


class AssessmentRow(WorkedRow):
    disability = _code()
    started = models.DateField()
    seen = _code()
    authorised = _date()
    support_required = _flag()


class EnquiryRow(WorkedRow):
    disability = _code()
    started = models.DateField()
    conference_unnecessary = _flag()
    conference = _date()
    plan_made = _flag()
    earlier_enquiries = _count()
    earlier_conferences = _count()


class NeedRow(WorkedRow):
    disability = _code()
    started = models.DateField()
    need = _code()
    last_seen = _date()
    ended = _date()
    closure = _code()
    status = _code()


class PlanRow(WorkedRow):
    disability = _code()
    started = models.DateField()
    initial_category = _code()
    latest_category = _code()
    last_visit = _date()
    seen_alone = _code()
    latest_review = _date()
    ended = _date()
    protected = _flag()
    earlier_plans = _count()


class CareRow(WorkedRow):
    """`age_ceased` and the two after it were reckoned from the whole date of birth, which is not kept."""

    uasc = _flag()
    disability = _code()
    started = models.DateField()
    need = _code()
    again = _flag()
    legal_started = _date()
    legal = _code()
    latest_review = _date()
    last_visit = _date()
    permanence = _code()
    last_iro = _date()
    last_health = _date()
    last_dental = _date()
    placements = _count()
    ended = _date()
    ceased = _code()
    placed = _date()
    placement = _code()
    provider = _code()
    district = _code()
    location = _code()
    missing = _count()
    absent = _count()
    interview_offered = _code()
    interview_accepted = _code()
    age_ceased = models.SmallIntegerField(null=True)
    stayed_to_18 = _flag()
    stayed_to_eve_of_18 = _flag()


class LeaverRow(WorkedRow):
    """The fields from `uasc` to `latest_contact` but for the codes are in the layout of 2024 alone."""

    disability = _code()
    uasc = _flag()
    adviser = _pseudonym()
    eligibility = _code()
    in_touch = _code()
    latest_plan = _date()
    latest_contact = _date()
    accommodation = _code()
    suitability = _code()
    activity = _code()


class AdoptionRow(PersonRow):
    family = _pseudonym()
    disability = _code()
    entered_care = _date()
    decided = _date()
    ordered = _date()
    matched = _date()
    placed = _date()
    adopted = _date()
    reversed = _date()
    reversal = _code()
    fostered = _date()


class AdopterRow(ListRow):
    adopter = models.BigIntegerField()
    family = _pseudonym()
    gender = _code()
    ethnicity = _code()
    disability = _code()
    fostering = _flag()
    enquired = _date()
    stage1_started = _date()
    stage1_ended = _date()
    stage2_started = _date()
    stage2_ended = _date()
    submitted = _date()
    approved = _date()
    matched = _date()
    placed = _date()
    children_placed = _count()
    adopted = _date()
    left = _date()
    leaving_reason = _code()


# The table of each list, by its number.
TABLES: dict[int, type[ListRow]] = {
    1: ContactRow, 2: EarlyHelpRow, 3: ReferralRow, 4: AssessmentRow, 5: EnquiryRow, 6: NeedRow,
    7: PlanRow, 8: CareRow, 9: LeaverRow, 10: AdoptionRow, 11: AdopterRow,
}  # fmt: skip
