"""What the streams of lives share while they are being made: the chance, the staff, the children so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from indicators.synthetic.chance import Chance, weekday
from indicators.synthetic.events import Child, Contact
from indicators.synthetic.rates import ETHNICITIES, GENDERS
from indicators.synthetic.staff import Staff

# No post town has the area ZZ, so that no made-up postcode can be somebody's.
AREA = "ZZ"
OF_AN_INWARD_PART = "ABDEFGHJLNPQRSTUWXYZ"
SUNDAY = 6
# The next leap day is up to five years on.
LEAST_AGE_OF_A_LEAP_DAY = 6


@dataclass(slots=True)
class Making:
    """`year` is the first day of the twelve months in which new children come."""

    chance: Chance
    staff: Staff
    year: date
    children: list[Child] = field(default_factory=list)
    families: int = 0

    def day(self) -> date:
        """A working day of the year."""
        return self.chance.day(self.year, self.year + timedelta(days=363))

    def family(self) -> str:
        self.families += 1
        return f"SYN-F{self.families:06}"

    def child(self, born: date, family: str, *, unaccompanied: bool = False, disabled: float = 0.11) -> Child:
        chance = self.chance
        number = len(self.children) + 1
        drawn = chance.random()
        made = Child(
            number=number,
            identifier=f"SYN-{number:06}",
            family=family,
            born=born,
            gender="a" if unaccompanied and chance.happens(0.9) else chance.one(GENDERS),
            ethnicity="OOTH" if unaccompanied and chance.happens(0.4) else chance.one(ETHNICITIES),
            disability="y" if drawn < disabled else "u" if drawn > 0.98 else "n",
            unaccompanied=unaccompanied,
        )
        self.children.append(made)
        return made

    def birth(self, on: date, age: float) -> date:
        """A date of birth that makes somebody of about this age on that day."""
        leap = age >= LEAST_AGE_OF_A_LEAP_DAY and self.chance.happens(0.014)
        return birth_near(on - timedelta(days=int(age * 365.25)), leap=leap)

    def postcode(self) -> str:
        chance = self.chance
        inward = f"{chance.between(1, 9)}{chance.choice(OF_AN_INWARD_PART)}{chance.choice(OF_AN_INWARD_PART)}"
        return f"{AREA}{chance.between(1, 24)} {inward}"


def birth_near(day: date, *, leap: bool) -> date:
    """The Sunday before, at neither end of a month; with `leap`, the next 29 February.

    Nothing else in these lives happens on a Sunday but comings of age, so that a search for dates of birth
    in what the portal holds finds no other date.
    """
    if leap:
        return date(day.year // 4 * 4 + 4, 2, 29)
    born = day - timedelta(days=(day.weekday() - SUNDAY) % 7)
    while not 1 < born.day < 28:
        born -= timedelta(days=7)
    return born


def add_contact(child: Child, on: date, source: str) -> None:
    """Once for each day and source: a second row would be the same contact."""
    day = weekday(on)
    if not any(known.on == day and known.source == source for known in child.contacts):
        child.contacts.append(Contact(day, source))
