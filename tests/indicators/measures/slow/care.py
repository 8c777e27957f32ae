"""Stocks of children looked after, from list 8 of the period end's own return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.indicators.measures.slow.dates import last_months, month_of, moved
from tests.indicators.measures.slow.protection import SHORT_BREAKS
from tests.indicators.measures.slow.stocks import At, Stock, number, share
from tests.indicators.measures.slow.world import Row, Slow

FOSTERED = ("U1", "U2", "U3", "U4", "U5", "U6")


def is_minor(age: int | None) -> bool:
    """A child whose age nobody gave counts as one."""
    return age is None or age < 18


def looked_after(at: At) -> list[Row]:
    return [row for row in at.open(8) if row.get("legal") not in SHORT_BREAKS and is_minor(at.age(row))]


def in_care(at: At) -> Slow:
    return number(looked_after(at))


def unaccompanied(at: At) -> Slow:
    return number(row for row in looked_after(at) if row.get("uasc") is True)


def checked_cohort(at: At) -> list[Row]:
    everyone = at.world.choices.checks_of_all
    return [row for row in looked_after(at) if everyone or row["started"] <= at.months_ago(12)]


def is_since(at: At, day: date | None, months: int) -> bool:
    """In (period end minus so many months, period end]."""
    return day is not None and at.months_ago(months) < day <= at.period_end


def dental(at: At) -> Slow:
    cohort = checked_cohort(at)
    return share([row for row in cohort if is_since(at, row.get("last_dental"), 12)], cohort)


def health(at: At) -> Slow:
    cohort, checked = checked_cohort(at), []
    for row in cohort:
        age = at.age(row)
        strict = at.world.choices.health_under_5_in_6_months and age is not None and age < 5
        if is_since(at, row.get("last_health"), 6 if strict else 12):
            checked.append(row)
    return share(checked, cohort)


def assessed_in_a_year(at: At) -> Slow | None:
    months = last_months(month_of(at.period_end), 12)
    covered = [at.world.is_covered(4, month) for month in months]
    if not any(covered):
        return None
    cohort = [row for row in looked_after(at) if row["started"] <= at.months_ago(12)]
    assessed = [
        row
        for row in cohort
        if any(is_since(at, each["authorised"], 12) for each in at.world.of_child(4, row["child"]))
    ]
    return Slow(len(assessed), len(cohort), complete=all(covered))


def three_placements(at: At) -> Slow:
    cohort = looked_after(at)
    return share([row for row in cohort if (row.get("placements") or 0) >= 3], cohort)


def is_placed_by(row: Row, day: date) -> bool:
    return row.get("placed") is not None and row["placed"] <= day


def long_term_stable(at: At) -> Slow:
    cohort = []
    for row in looked_after(at):
        age = at.age(row)
        if age is not None and age < 16 and row["started"] <= at.months_ago(30):
            cohort.append(row)
    return share([row for row in cohort if is_placed_by(row, at.months_ago(24))], cohort)


def counted_episodes(name: str) -> Callable[[At], Slow]:
    def figure(at: At) -> Slow:
        rows = looked_after(at) if at.world.choices.missing_of_current else at.rows(8)
        known = [row for row in rows if row.get(name) is not None]
        figure = share([row for row in known if row[name] >= 1], known)
        figure.excluded["counter not given"] = len(rows) - len(known)
        return figure

    return figure


def interviews_accepted(at: At) -> Slow:
    missing = [row for row in at.rows(8) if (row.get("missing") or 0) >= 1]
    return share([row for row in missing if row.get("interview_accepted") == "y"], missing)


def is_visited(at: At, row: Row) -> bool:
    choices, visit = at.world.choices, row.get("last_visit")
    if visit is None or visit > at.period_end:
        return False
    days = choices.care_visit_days
    settled = row.get("permanence") == "f" and is_placed_by(row, at.months_ago(12))
    if choices.lower_visit_frequency and settled:
        days = 91
    return (at.period_end - visit).days <= days


def visited(at: At) -> Slow:
    cohort = looked_after(at)
    return share([row for row in cohort if is_visited(at, row)], cohort)


def with_parents(at: At) -> list[Row]:
    return [row for row in looked_after(at) if row.get("placement") == "P1"]


def visited_with_parents(at: At) -> Slow:
    return share([row for row in with_parents(at) if is_visited(at, row)], with_parents(at))


def care_order_with_parents(at: At) -> Slow:
    return share([row for row in with_parents(at) if row.get("legal") == "C2"], looked_after(at))


def is_reviewed(at: At, row: Row) -> bool:
    review, started = row.get("latest_review"), row["started"]
    if review is None or review > at.period_end:
        return False
    first = started <= review and at.world.working.within(started, review, 20)
    return at.period_end <= moved(review, 3 if first else 6)


def reviewed(at: At) -> Slow:
    due = [
        row
        for row in looked_after(at)
        if row.get("latest_review") is not None
        or not at.world.working.within(row["started"], at.period_end, 20)
    ]
    return share([row for row in due if is_reviewed(at, row)], due)


def residential(at: At) -> Slow:
    return number(row for row in looked_after(at) if row.get("placement") in at.world.choices.residential)


def in_house(at: At) -> Slow:
    cohort = looked_after(at)
    fostered = [row for row in cohort if row.get("placement") in FOSTERED]
    own = [row for row in fostered if row.get("provider") == "PR1"]
    return share(own, fostered if at.world.choices.in_house_of_fostered else cohort)


CARE: dict[str, Stock] = {
    code: Stock((8,), figure)
    for code, figure in {
        "CLA_N": in_care,
        "CLA_RATE": in_care,
        "UASC_RATE": unaccompanied,
        "CLA_DENTAL_PCT": dental,
        "CLA_HEALTH_PCT": health,
        "CLA_ASM12_PCT": assessed_in_a_year,
        "CLA_3PLACE_PCT": three_placements,
        "CLA_LTS_PCT": long_term_stable,
        "CLA_MISS_PCT": counted_episodes("missing"),
        "CLA_AWAY_PCT": counted_episodes("absent"),
        "RHI_ACCEPT_PCT": interviews_accepted,
        "CLA_VISIT_PCT": visited,
        "CLA_PWP_VISIT_PCT": visited_with_parents,
        "CLA_PWP_PCT": care_order_with_parents,
        "CLA_REVIEW_PCT": reviewed,
        "CLA_RESID_N": residential,
        "CLA_INHOUSE_PCT": in_house,
    }.items()
}
