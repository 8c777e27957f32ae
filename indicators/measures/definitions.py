"""Every figure that Annex A can yield, a line or two each. The catalogue says which windows each has.

The rules are those of the catalogue's `rule` column; docs/guide/counting.md tells them in words.
"""

from __future__ import annotations

from collections.abc import Mapping

from indicators.measures import cohorts as rows
from indicators.measures.cohorts import held_for, in_last_months
from indicators.measures.vocabulary import (
    Caseload,
    Measure,
    children,
    col,
    mean_of_days,
    number,
    per_10_000,
    share,
    working_days,
)

LATE_CONFERENCES = "Conferences of enquiries in an earlier return may be missing: two returns only meet."


def _authorised_within(days: int) -> Measure:
    return share(working_days("started", "authorised") <= days, rows.ASSESSED_IN_ORDER)


DEFINITIONS: Mapping[str, Measure | Caseload] = {
    # Front door
    "CONTACT_N": number(rows.CONTACTS),
    "CONTACT_REF_PCT": share(working_days("contacted", "next_referral") <= 3, rows.CONTACTS, also=3),
    "CONTACT_REPEAT_PCT": share(rows.CONTACTED_AGAIN, rows.CONTACTS, look_back=12),
    "REF_N": number(rows.REFERRALS),
    "REF_RATE": per_10_000(rows.REFERRALS),
    "REREF_PCT": share(rows.REFERRED_AGAIN, rows.REFERRALS, longer=rows.REFERRED_AGAIN_STITCHED),
    "REREF_CHILD_PCT": share(
        rows.REFERRED_AGAIN, rows.REFERRALS, longer=rows.REFERRED_AGAIN_STITCHED, distinct=True
    ),
    "REF_NFA_PCT": share(col.no_further_action, rows.REFERRALS_WITH_OUTCOME),
    "REF_ASM_PCT": share(working_days("referred", "next_assessment") <= 10, rows.REFERRALS, also=4),
    "STRAT_1WD_PCT": share(working_days("last_referral", "started") <= 1, rows.ENQUIRIES, also=3),
    # Early help
    "EH_DONE_N": number(rows.HELPED),
    "EH_CLOSED_N": number(rows.HELPED),
    "EH_ACTIVE_N": number(rows.BEING_HELPED),
    "EH_45D_PCT": share(working_days("started", "completed") <= 45, rows.HELPED_IN_ORDER),
    "EH_STEPUP_PCT": share(rows.REFERRAL_NEAR, rows.HELPED_IN_LAST_12_WEEKS, also=3),
    "EH_STEPDOWN_N": children(rows.NEED_ENDED.that(working_days("ended", "next_early_help") <= 10), also=2),
    # Assessment
    "ASM_RATE": per_10_000(rows.ASSESSED),
    "ASM_START_N": number(rows.ASSESSMENTS_STARTED),
    "ASM_START_RATE": per_10_000(rows.ASSESSMENTS_STARTED),
    "ASM_45D_PCT": _authorised_within(45),
    "ASM_35D_PCT": _authorised_within(35),
    "ASM_20D_PCT": _authorised_within(20),
    "ASM_15D_PCT": _authorised_within(15),
    "ASM_45D_REF_PCT": share(
        working_days("last_referral", "authorised") <= 45, rows.ASSESSED_AFTER_REFERRAL, also=3
    ),
    "ASM_45D_CORP_PCT": share(
        working_days("started", "authorised") <= 45,
        rows.ASSESSED_BY_CORPORATE_TEAMS,
        given=lambda c: bool(c.corporate_teams),
    ),
    "ASM_NFA_PCT": share(~col.support_required, rows.ASSESSED),
    # Section 47 and child protection
    "S47_N": number(rows.ENQUIRIES),
    "S47_RATE": per_10_000(rows.ENQUIRIES),
    "S47_ICPC_PCT": share(col.conference.is_not_null(), rows.ENQUIRIES, said_of_gaps=LATE_CONFERENCES),
    "S47_ICPC_DECIDED_PCT": share(
        col.conference.is_not_null(), rows.ENQUIRIES_DECIDED, said_of_gaps=LATE_CONFERENCES
    ),
    "S47_NFA_PCT": share(col.conference_unnecessary, rows.ENQUIRIES),
    "ICPC_RATE": per_10_000(rows.CONFERENCES, said_of_gaps=LATE_CONFERENCES),
    "ICPC_15D_PCT": share(
        working_days("started", "conference") <= 15, rows.CONFERENCES_IN_ORDER, said_of_gaps=LATE_CONFERENCES
    ),
    "CP_N": number(rows.OPEN_PLANS, from_dates=True),
    "CP_RATE": per_10_000(rows.OPEN_PLANS, from_dates=True),
    "CP_REPEAT_EVER_PCT": share(rows.PLANNED_BEFORE, rows.PLANS_COUNTED),
    "CP_REPEAT_EVER_N": number(rows.PLANS_COUNTED.that(rows.PLANNED_BEFORE.fill_null(True))),
    "CP_REPEAT_2Y_PCT": share(col.soon_after_another, rows.PLANS_STARTED, look_back=24),
    "CP_END_2Y_PCT": share(rows.LONG_ENDED_PLAN, rows.PLANS_ENDED),
    "CP_END_2Y_N": number(rows.PLANS_ENDED.that(rows.LONG_ENDED_PLAN)),
    "CP_OPEN_2Y_N": number(rows.OPEN_PLANS.that(rows.LONG_PLAN), from_dates=True),
    "CP_OPEN_2Y_PCT": share(rows.LONG_PLAN, rows.OPEN_PLANS, from_dates=True),
    "CP_REVIEW_PCT": share(rows.REVIEWED_PLAN, rows.PLANS_OF_3_MONTHS),
    "CP_VISIT_PCT": share(
        lambda c: working_days("last_visit", "period_end") <= c.cp_visit_working_days, rows.OPEN_PLANS
    ),
    # Children in need
    "CIN_N": number(rows.OPEN_NEED, from_dates=True),
    "CIN_RATE": per_10_000(rows.OPEN_NEED, from_dates=True),
    "CINPLAN_RATE": per_10_000(rows.NEED_PLANS),
    "CIN_VISIT_PCT": share(
        lambda c: working_days("last_seen", "period_end") <= c.cin_visit_working_days, rows.NEED_PLANS_VISITED
    ),
    # Children looked after
    "CLA_N": number(rows.LOOKED_AFTER, from_dates=True),
    "CLA_RATE": per_10_000(rows.LOOKED_AFTER, from_dates=True),
    "UASC_RATE": per_10_000(rows.LOOKED_AFTER.that(col.uasc)),
    "CLA_ASM12_PCT": share(
        in_last_months("last_assessment", 12), rows.LOOKED_AFTER_12_MONTHS, also=4, look_back=12
    ),
    "CLA_DENTAL_PCT": share(in_last_months("last_dental", 12), rows.LOOKED_AFTER_FOR_CHECKS),
    "CLA_HEALTH_PCT": share(rows.health_checked, rows.LOOKED_AFTER_FOR_CHECKS),
    "CLA_3PLACE_PCT": share(col.placements >= 3, rows.LOOKED_AFTER),
    "CLA_LTS_PCT": share(held_for("placed", 24), rows.LOOKED_AFTER_30_MONTHS),
    "CLA_MISS_PCT": share(col.missing >= 1, rows.MISSING_KNOWN),
    "CLA_AWAY_PCT": share(col.absent >= 1, rows.ABSENT_KNOWN),
    "RHI_ACCEPT_PCT": share(col.interview_accepted == "y", rows.EVER_MISSING),
    "CLA_VISIT_PCT": share(rows.visited_in_care, rows.LOOKED_AFTER),
    "CLA_PWP_VISIT_PCT": share(rows.visited_in_care, rows.PLACED_WITH_PARENTS),
    "CLA_REVIEW_PCT": share(rows.REVIEWED_CARE, rows.REVIEW_DUE),
    "CLA_RESID_N": number(rows.LOOKED_AFTER.that(lambda c: col.placement.is_in(c.residential))),
    "CLA_INHOUSE_PCT": share(
        col.placement.is_in(rows.FOSTERED) & (col.provider == "PR1"), rows.BASE_OF_IN_HOUSE
    ),
    "CLA_PWP_PCT": share((col.legal == "C2") & (col.placement == "P1"), rows.LOOKED_AFTER),
    "CLA_EXIT_ADOPT_PCT": share(col.ceased.is_in(rows.TO_ADOPTION), rows.EXITS),
    "CLA_EXIT_SGO_PCT": share(col.ceased.is_in(rows.TO_GUARDIANS), rows.EXITS),
    "CLA_STAY18_PCT": share(rows.stayed_to_18, rows.EXITS_FROM_16),
    # Care leavers
    "CL_SUIT_PCT": share(col.suitability == "a", rows.LEAVERS_HOUSED),
    "CL_EET_PCT": share(col.activity.str.slice(0, 1).is_in(("F", "P")), rows.LEAVERS_19_TO_21),
    "CL_SEEN8W_PCT": share(working_days("latest_contact", "period_end") <= 40, rows.LEAVERS_2024),
    "CL_EMERG_N": number(rows.LEAVERS.that(col.accommodation == "V")),
    # Adoption
    "AD_WAIT_N": number(rows.AWAITING_ADOPTION),
    "AD_PLACED_N": number(rows.PLACED_TO_ADOPT),
    "AD_ADOPTED_N": number(rows.ADOPTED),
    "AD_PO_MATCH_DAYS": mean_of_days("ordered", "matched", rows.MATCHED),
    "AD_PO_PLACE_MTH": mean_of_days("ordered", "placed", rows.PLACED, in_months=True),
    # Workforce
    "WF_CASELOAD_AVG": Caseload((rows.OPEN_NEED, rows.LEAVERS), "mean"),
    "WF_CASELOAD_TEAM": Caseload(
        (rows.OPEN_NEED, rows.LEAVERS), "groups", given=lambda c: bool(c.team_groups)
    ),
    "WF_CASELOAD_MAX": Caseload((rows.OPEN_NEED,), "largest"),
    "WF_SW20_PCT": Caseload((rows.OPEN_NEED,), "over"),
    "WF_PA20_PCT": Caseload((rows.LEAVERS_2024,), "over", holder="adviser"),
}
