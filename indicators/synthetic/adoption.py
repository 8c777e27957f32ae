"""The way to adoption: decision, placement order, match, placement and order; and those who adopt."""

from __future__ import annotations

from datetime import date, timedelta

from indicators.synthetic import rates
from indicators.synthetic.chance import Chance, weekday
from indicators.synthetic.events import Adopter, Adoption, Child
from indicators.synthetic.making import Making


def adopted_from(chance: Chance, entered: date) -> Adoption:
    """A plan of adoption for a child who came into care on that day; one in eight is given up."""
    made = Adoption(entered, _later(chance, entered, 120, 300))
    if chance.happens(0.13):
        made.fostered = _later(chance, entered, 20, 90)
    refused = chance.happens(0.03)
    if not refused:
        made.ordered = _later(chance, made.decided, 5, 110)
    if refused or chance.happens(0.1):
        made.reversed = _later(chance, made.decided, 150, 540)
        made.reversal = "RD2" if refused else chance.one(rates.REVERSALS)
        if made.ordered and made.ordered >= made.reversed:
            made.ordered = None
        return made
    made.matched = _later(chance, made.ordered or made.decided, 15, 330)
    made.placed = _later(chance, made.matched, 12, 45)
    made.adopted = _later(chance, made.placed, 110, 330)
    return made


def adopters(making: Making, count: int) -> list[Adopter]:
    """A family for every child who was matched, and so many others who wait, pause or withdraw."""
    made: list[Adopter] = []
    families = 0
    for child in making.children:
        if child.adoption and child.adoption.matched:
            families += 1
            made += _couple(making, families, _approved_for(making.chance, child, child.adoption))
    for _ in range(count):
        families += 1
        made += _couple(making, families, _still_waiting(making.chance, making.begin, making.last))
    for number, adopter in enumerate(made, start=1):
        adopter.identifier = f"SYN-A{number:05}"
    return made


def _approved_for(chance: Chance, child: Child, adoption: Adoption) -> Adopter:
    matched = adoption.matched or adoption.decided
    approved = weekday(matched - timedelta(days=chance.between(20, 400)))
    made = _steps(chance, weekday(approved - timedelta(days=chance.between(230, 330))))
    if made.approved and made.approved > matched:
        made.approved = matched
    made.matched, made.placed, made.adopted = matched, adoption.placed, adoption.adopted
    made.children_placed = 1
    made.fostering = adoption.fostered is not None
    return made


def _still_waiting(chance: Chance, begin: date, last: date) -> Adopter:
    """One of those who enquired without a match to come; half leave on the way."""
    made = _steps(chance, chance.day(begin, last))
    if chance.happens(0.55):
        steps = [made.stage1_ended, made.stage2_started, made.stage2_ended, made.approved]
        left = [step for step in steps if step][chance.between(0, 3)] + timedelta(days=chance.between(1, 40))
        made.left, made.leaving_reason = weekday(left), chance.choice("1123")
        for name in ("stage1_ended", "stage2_started", "stage2_ended", "submitted", "approved"):
            if (day := getattr(made, name)) and day > made.left:
                setattr(made, name, None)
    return made


def _steps(chance: Chance, enquired: date) -> Adopter:
    stage1 = _later(chance, enquired, 7, 40)
    stage1_ended = _later(chance, stage1, 50, 110)
    stage2 = _later(chance, stage1_ended, 1, 60)
    submitted = _later(chance, stage2, 60, 100)
    stage2_ended = _later(chance, submitted, 10, 30)
    approved = _later(chance, stage2_ended, 1, 20)
    return Adopter(
        identifier="",
        family="",
        gender="",
        ethnicity=chance.one(rates.ETHNICITIES),
        disability=chance.happens(0.04),
        fostering=False,
        enquired=enquired,
        stage1_started=stage1,
        stage1_ended=stage1_ended,
        stage2_started=stage2,
        stage2_ended=stage2_ended,
        submitted=submitted,
        approved=approved,
    )


def _couple(making: Making, number: int, steps: Adopter) -> list[Adopter]:
    """The one or two adults of a family, who take every step together."""
    chance = making.chance
    steps.family = f"SYN-P{number:05}"
    steps.gender = chance.one(rates.GENDERS)
    if chance.happens(0.16):
        return [steps]
    partner = Adopter(**{name: getattr(steps, name) for name in Adopter.__slots__})
    partner.gender = {"a": "b", "b": "a"}.get(steps.gender, "c") if chance.happens(0.85) else steps.gender
    partner.ethnicity = chance.one(rates.ETHNICITIES)
    partner.disability = chance.happens(0.04)
    return [steps, partner]


def _later(chance: Chance, day: date, least: int, most: int) -> date:
    return weekday(day + timedelta(days=chance.between(least, most)))
