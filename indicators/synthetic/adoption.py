"""The way to adoption: decision, placement order, match, placement and order; and those who adopt."""

from __future__ import annotations

from datetime import date, timedelta

from indicators.synthetic import rates
from indicators.synthetic.chance import Chance, weekday
from indicators.synthetic.events import Adopter, Adoption
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


def adopters(making: Making) -> list[Adopter]:
    """The one or two adults of a family that enquires in this year.

    Half are matched; the others wait, pause or leave. Lists 10 and 11 have nothing by which a child could
    be told to be with a family, so none is.
    """
    chance = making.chance
    steps = _steps(chance, making.day())
    drawn = chance.random()
    if drawn < 0.55 and steps.approved:
        steps.matched = _later(chance, steps.approved, 10, 420)
        steps.placed = _later(chance, steps.matched, 12, 45)
        steps.adopted = _later(chance, steps.placed, 110, 330)
        steps.children_placed = 1 if chance.happens(0.85) else 2
        steps.fostering = chance.happens(0.2)
    elif drawn < 0.85:
        _leave(chance, steps)
    return _couple(making, steps)


def _leave(chance: Chance, made: Adopter) -> None:
    """One who stops on the way: after one of the steps, and the later ones are not taken."""
    taken = [made.stage1_ended, made.stage2_started, made.stage2_ended, made.approved]
    left = [step for step in taken if step][chance.between(0, 3)] + timedelta(days=chance.between(1, 40))
    made.left, made.leaving_reason = weekday(left), chance.choice("1123")
    for name in ("stage1_ended", "stage2_started", "stage2_ended", "submitted", "approved"):
        if (day := getattr(made, name)) and day > made.left:
            setattr(made, name, None)


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


def _couple(making: Making, steps: Adopter) -> list[Adopter]:
    """The one or two adults of a family, who take every step together."""
    chance = making.chance
    steps.family = making.family()
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
