"""The rows and the conditions that several definitions share."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from indicators.measures.choices import Choices
from indicators.measures.marks import team_told
from indicators.measures.vocabulary import (
    EVERY,
    col,
    events,
    in_order,
    later,
    period_end_less,
    snapshot,
    working_days,
)

SHORT_BREAKS = ("V3", "V4")
FOSTERED = ("U1", "U2", "U3", "U4", "U5", "U6")
TO_ADOPTION = ("E11", "E12")
TO_GUARDIANS = ("E43", "E44", "E45", "E46", "E47", "E48")
PLACED_FOR_ADOPTION = ("A3", "A4", "A5", "A6")
LOWER_FREQUENCY_DAYS = 91
LONGER_THAN_TWO_YEARS = 729  # days, counting the first and the last


def in_teams(teams: Iterable[str]) -> pl.Expr:
    """The row's team is one of them, however it is spaced or capitalised."""
    return col.team_told.is_in([team_told(team) for team in teams])


# What happened in the window.
CONTACTS = events(1, "contacted")
HELPED = events(2, "completed")
HELPED_IN_ORDER = in_order("started", "completed", HELPED)
REFERRALS = events(3, "referred")
REFERRALS_WITH_OUTCOME = REFERRALS.saying(
    "Referrals without a yes or a no, counted as no: {n}.", col.no_further_action.is_null()
)
ASSESSMENTS_STARTED = events(4, "started")
ASSESSED = events(4, "authorised")
ENQUIRIES = events(5, "started")
CONFERENCES = events(5, "conference")
NEED_ENDED = events(6, "ended")
PLANS_STARTED = events(7, "started")
PLANS_ENDED = events(7, "ended")
EXITS = events(8, "ended").that(
    (col.ceased != "X1").fill_null(True) & ~col.legal.is_in(SHORT_BREAKS).fill_null(False)
)
ADOPTED = events(10, "adopted")
MATCHED = events(10, "matched").without("no placement order date", col.ordered.is_null())
PLACED = events(10, "placed").without("no placement order date", col.ordered.is_null())

ASSESSED_IN_ORDER = in_order("started", "authorised", ASSESSED)
ASSESSED_AFTER_REFERRAL = in_order(
    "last_referral", "authorised", ASSESSED.that(col.last_referral.is_not_null())
)
ASSESSED_BY_CORPORATE_TEAMS = ASSESSED_IN_ORDER.that(lambda c: in_teams(c.corporate_teams))
CONFERENCES_IN_ORDER = in_order("started", "conference", CONFERENCES)
ENQUIRIES_DECIDED = ENQUIRIES.that(col.conference.is_not_null() | col.conference_unnecessary)
PLANS_COUNTED = PLANS_STARTED.without("earlier plans not known", col.earlier_plans.is_null())
PLANNED_BEFORE = col.earlier_plans >= 1
# The last 84 days of the quarter that holds the completion.
HELPED_IN_LAST_12_WEEKS = HELPED.that(
    col.completed >= col.completed.dt.truncate("1q").dt.offset_by("3mo").dt.offset_by("-84d")
)
EXITS_FROM_16 = EXITS.that(col.age_ceased.is_null() | (col.age_ceased >= 16)).without(
    "date of birth not known", col.age_ceased.is_null()
)


def by_then(field: str) -> pl.Expr:
    """The date is given and not after the period end."""
    return col(field) <= col.period_end


def not_yet(field: str) -> pl.Expr:
    """The date is blank or after the period end."""
    return col(field).is_null() | (col(field) > col.period_end)


def in_last_months(field: str, months: int) -> pl.Expr:
    """The date lies in the months up to the period end."""
    return (col(field) > period_end_less(months)) & by_then(field)


def held_for(field: str, months: int) -> pl.Expr:
    """The date is that many months or more before the period end."""
    return col(field) <= period_end_less(months)


# Who is there at a period end.
OPEN = by_then("started") & not_yet("ended")
BEING_HELPED = snapshot(2, by_then("started") & not_yet("completed"))
OPEN_NEED = snapshot(6, OPEN)
NEED_PLANS = OPEN_NEED.that(col.status == "c")
NEED_PLANS_VISITED = NEED_PLANS.that(
    lambda c: ~in_teams(c.visits_without_teams).fill_null(False) if c.visits_without_teams else EVERY
)
OPEN_PLANS = snapshot(7, OPEN)
PLANS_OF_3_MONTHS = OPEN_PLANS.that(held_for("started", 3))
LONG_PLAN = (col.period_end - col.started).dt.total_days() + 1 > LONGER_THAN_TWO_YEARS
LONG_ENDED_PLAN = (col.ended - col.started).dt.total_days() + 1 > LONGER_THAN_TWO_YEARS

UNDER_18 = (col.age < 18).fill_null(True)
IN_CARE = OPEN & ~col.legal.is_in(SHORT_BREAKS).fill_null(False) & UNDER_18
LOOKED_AFTER = snapshot(8, IN_CARE).saying(
    "Children whose age is not known, counted as under 18: {n}.", col.age.is_null()
)
LOOKED_AFTER_12_MONTHS = LOOKED_AFTER.that(held_for("started", 12))
LOOKED_AFTER_30_MONTHS = LOOKED_AFTER.that((col.age < 16) & held_for("started", 30)).saying(
    "Children placed for adoption (A3 to A6) who are not in the numerator: {n}.",
    col.placement.is_in(PLACED_FOR_ADOPTION) & ~held_for("placed", 24).fill_null(False),
)
LOOKED_AFTER_FOR_CHECKS = LOOKED_AFTER.that(lambda c: EVERY if c.checks_of_all else held_for("started", 12))
PLACED_WITH_PARENTS = LOOKED_AFTER.that(col.placement == "P1")
BASE_OF_IN_HOUSE = LOOKED_AFTER.that(
    lambda c: col.placement.is_in(FOSTERED) if c.in_house_of_fostered else EVERY
)
# A first review is due 20 working days after care began.
REVIEW_DUE = LOOKED_AFTER.that(~(col.latest_review.is_null() & (working_days("started", "period_end") <= 20)))
CARE_ROWS = snapshot(8).that(lambda c: IN_CARE if c.missing_of_current else EVERY)
MISSING_KNOWN = CARE_ROWS.without("counter not given", col.missing.is_null())
ABSENT_KNOWN = CARE_ROWS.without("counter not given", col.absent.is_null())
EVER_MISSING = snapshot(8, col.missing >= 1)

LEAVERS = snapshot(9)
LEAVERS_2024 = snapshot(9, layout="2024")
LEAVERS_19_TO_21 = LEAVERS.that(
    col.age.is_between(19, 21) & ~col.in_touch.is_in(("c", "f")).fill_null(False)
).that(lambda c: col.eligibility == "b" if c.former_relevant_only else EVERY)
LEAVERS_HOUSED = LEAVERS_19_TO_21.that(~col.accommodation.is_in(("G", "H", "R")).fill_null(False))

NOT_SETTLED = not_yet("adopted") & not_yet("reversed")
AWAITING_ADOPTION = snapshot(10, by_then("decided") & not_yet("placed") & NOT_SETTLED)
PLACED_TO_ADOPT = snapshot(10, by_then("placed") & NOT_SETTLED)


# What was done in time.
CONTACTED_AGAIN = col.contacted_before >= later("contacted", -12)
DATES_AGAIN = (col.referred_before >= later("referred", -12)).fill_null(False)
REFERRED_AGAIN = col.again_by_counter
REFERRED_AGAIN_STITCHED = col.again_by_counter | DATES_AGAIN
REFERRAL_NEAR = (working_days("completed", "next_referral") <= 10).fill_null(False) | (
    working_days("last_referral", "completed") <= 10
).fill_null(False)
REVIEWED_PLAN = ((col.latest_review >= col.started) & (col.latest_review <= later("started", 3))) | (
    col.latest_review >= period_end_less(6)
)
FIRST_REVIEW = (working_days("started", "latest_review") <= 20).fill_null(False)
REVIEWED_CARE = by_then("latest_review") & (
    col.period_end
    <= pl.when(FIRST_REVIEW).then(later("latest_review", 3)).otherwise(later("latest_review", 6))
)


def visited_in_care(c: Choices) -> pl.Expr:
    """Seen within the standard, which a settled long-term placement may lengthen to 91 days."""
    days = (col.period_end - col.last_visit).dt.total_days()
    settled = (col.permanence == "f").fill_null(False) & held_for("placed", 12).fill_null(False)
    standard = pl.lit(c.care_visit_days)
    if c.lower_visit_frequency:
        standard = pl.when(settled).then(LOWER_FREQUENCY_DAYS).otherwise(standard)
    return by_then("last_visit") & (days <= standard)


def health_checked(c: Choices) -> pl.Expr:
    """A health assessment in the last 12 months, or in the last six of a child under five where chosen."""
    within_year = in_last_months("last_health", 12)
    if not c.health_under_5_in_6_months:
        return within_year
    under_5 = (col.age < 5).fill_null(False)
    return pl.when(under_5).then(in_last_months("last_health", 6)).otherwise(within_year)


def stayed_to_18(c: Choices) -> pl.Expr:
    """Care ended on the 18th birthday or later, or on its eve where chosen."""
    return col.stayed_to_eve_of_18 if c.eve_of_18_counts else col.stayed_to_18
