"""From a referral through assessment, enquiry, conference and plan, until children's services step back."""

from __future__ import annotations

from datetime import date, timedelta

from indicators.synthetic import rates
from indicators.synthetic.care import enter_care
from indicators.synthetic.chance import birthday, weekday, working_days_after
from indicators.synthetic.events import Assessment, Child, EarlyHelp, Enquiry, Need, Plan, Referral
from indicators.synthetic.making import Making, add_contact
from indicators.synthetic.staff import Worker

# A referral nearer to the eighteenth birthday leads to adult services, not to an assessment.
TOO_OLD = timedelta(days=150)


def journey(making: Making, child: Child, on: date, source: str, outcome: str) -> None:
    """A first referral and those that follow it."""
    chance = making.chance
    too_old = birthday(child.born, 18) - TOO_OLD
    while on < too_old:
        closed = refer(making, child, on, source, outcome)
        if closed is None or not chance.happens(rates.REFERRED_AGAIN):
            return
        soon = chance.happens(rates.WITHIN_A_YEAR)
        later = chance.between(12, 250) if soon else chance.between(251, 1100)
        on = weekday(closed + timedelta(days=later))
        source, outcome = chance.one(rates.SOURCES), chance.one(rates.OUTCOMES)
        if child.care and chance.happens(rates.CARE_AGAIN):
            outcome = "care"


def refer(making: Making, child: Child, on: date, source: str, outcome: str) -> date | None:
    """One referral and all that comes of it; the day on which the case is closed, None at eighteen."""
    chance, staff = making.chance, making.staff
    duty = staff.one("Assessment Team", chance)
    if chance.happens(rates.BY_CONTACT):
        add_contact(child, on - timedelta(days=chance.choice((0, 0, 0, 1, 1, 3))), source)
    nothing = outcome != "care" and chance.happens(rates.REFERRAL_NFA)
    child.referrals.append(Referral(on, source, nothing, duty))
    if nothing:
        return on
    disabled = child.disability == "y" and chance.happens(0.6)
    team = "Children with Disabilities Team" if disabled else "Safeguarding Team"
    need = Need(on, None, None, "N2" if disabled else chance.one(rates.NEEDS), "", staff.one(team, chance))
    child.needs.append(need)
    need.assessed = _assess(making, child, on, duty, supported=outcome != "none")
    adult = birthday(child.born, 18)
    closed = min(_work(making, child, need, outcome, duty), adult)
    need.ended = closed
    if closed == adult:
        need.closure = "RC6" if child.disability == "y" else "RC7"
        return None
    need.closure = need.closure or chance.one(rates.CLOSURES)
    if need.closure == "RC9" or (need.closure == "RC7" and chance.happens(0.08)):
        started = working_days_after(closed, chance.between(0, 9))
        early_help(making, child, started)
    return closed if need.closure not in ("RC1", "RC2", "RC5") else None


def early_help(making: Making, child: Child, started: date) -> EarlyHelp:
    chance = making.chance
    most = (8, 45, 40) if chance.happens(0.62) else (46, 160, 60)
    completed = working_days_after(started, int(chance.triangular(*most)))
    child.earlyhelp.append(EarlyHelp(started, completed, chance.one(rates.ORGANISATIONS)))
    return child.earlyhelp[-1]


def _assess(making: Making, child: Child, on: date, worker: Worker, *, supported: bool) -> date:
    """The day on which the assessment is authorised."""
    chance = making.chance
    started = working_days_after(on, chance.choice((0, 0, 1, 1, 1, 2, 2, 3, 5, 8)))
    most = (4, 45, 43) if chance.happens(rates.ASSESSED_IN_TIME) else (46, 95, 48)
    authorised = working_days_after(started, int(chance.triangular(*most)))
    seen = "y" if chance.happens(0.94) else chance.choice("nu")
    child.assessments.append(Assessment(started, authorised, seen, supported, worker))
    return authorised


def _work(making: Making, child: Child, need: Need, outcome: str, duty: Worker) -> date:
    """What follows the assessment; the day on which the case is closed."""
    chance = making.chance
    assessed = need.assessed or need.started
    if outcome == "none":
        need.closure = "RC8" if chance.happens(0.78) else "RC9"
        return assessed
    if outcome == "care":
        return _look_after(making, child, need, weekday(need.started + timedelta(days=chance.between(0, 35))))
    if outcome == "enquiry":
        wait = chance.between(0, 1) if chance.happens(0.7) else chance.between(2, 25)
        plan_from = _enquire(making, child, working_days_after(need.started, wait), duty)
        if plan_from:
            return _protect(making, child, need, plan_from)
        if chance.happens(0.45):
            need.closure = "RC8"
            return assessed
    until = weekday(assessed + timedelta(days=chance.wait(rates.HELP_DAYS, 25)))
    if chance.happens(rates.LATER_ENQUIRY):
        plan_from = _enquire(making, child, chance.day(assessed, until), need.worker)
        if plan_from:
            return _protect(making, child, need, plan_from)
    return until


def _enquire(making: Making, child: Child, on: date, worker: Worker, *, planned: bool = False) -> date | None:
    """A section 47 enquiry; the day of the conference where it makes a plan."""
    chance = making.chance
    if any(known.started == on for known in child.enquiries):
        return None
    decided = working_days_after(on, chance.between(2, 8))
    needed, conference, plan_made = planned or chance.happens(rates.CONFERENCE), None, False
    if needed and not planned:
        most = (8, 15, 14.5) if chance.happens(rates.CONFERENCE_IN_TIME) else (16, 34, 17)
        conference = working_days_after(on, int(chance.triangular(*most)))
        plan_made = conference < birthday(child.born, 18) and chance.happens(rates.PLAN_MADE)
    child.enquiries.append(Enquiry(on, decided, needed, conference, plan_made, worker))
    return conference if plan_made else None


def _protect(making: Making, child: Child, need: Need, started: date) -> date:
    """A child protection plan and what follows it; the day on which the case is closed."""
    chance = making.chance
    adult = birthday(child.born, 18)
    until = weekday(started + timedelta(days=30 + int(chance.gammavariate(2.2, rates.PLAN_DAYS / 2.2))))
    to_care = chance.happens(rates.PLAN_TO_CARE) and until < adult - TOO_OLD
    initial = chance.one(rates.ABUSE)
    moved = chance.happens(0.14)
    earlier = chance.between(1, 2) if not child.plans and chance.happens(rates.EARLIER_PLAN) else 0
    if child.plans:
        earlier = child.plans[-1].earlier + 1
    protected = started - timedelta(days=chance.between(1, 9)) if chance.happens(0.03) else None
    child.plans.append(
        Plan(
            started=started,
            ended=min(until, adult),
            initial=initial,
            latest=chance.one(rates.ABUSE) if moved else initial,
            changed=chance.day(started, until) if moved else None,
            earlier=earlier,
            protected=protected,
            worker=need.worker,
        )
    )
    if chance.happens(rates.ENQUIRY_ON_A_PLAN):
        on = chance.day(started + timedelta(days=14), until)
        if on < min(until, adult):
            _enquire(making, child, on, need.worker, planned=True)
    if until >= adult:
        return adult
    if to_care:
        return _look_after(making, child, need, until)
    return weekday(until + timedelta(days=chance.wait(85, 15)))


def _look_after(making: Making, child: Child, need: Need, started: date) -> date:
    """A period of care and what follows it; the day on which the case is closed."""
    if child.leaver:
        # A care leaver is helped as one, and does not come into care again.
        return weekday(started + timedelta(days=60))
    # An unborn child comes into care at birth.
    ended, ceased = enter_care(making, child, max(started, weekday(child.born)), need.need)
    closed, need.closure = closing(making, ended, ceased)
    return closed


def closing(making: Making, ended: date, ceased: str) -> tuple[date, str]:
    """When the case of a child who leaves care is closed, and why."""
    if ceased in ("E4A", "E4B", "E13", "E41"):
        reason = "RC3" if ceased == "E41" else ""
        return weekday(ended + timedelta(days=making.chance.wait(90, 20))), reason
    if ceased in ("E11", "E12"):
        return ended, "RC1"
    if ceased.startswith("E4"):
        return ended, "RC4"
    return ended, {"E2": "RC2", "E3": "RC5", "E7": "RC6"}.get(ceased, "RC7")
