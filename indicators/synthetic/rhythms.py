"""Visits, reviews and checks: events so regular that a life need not hold them one by one.

Each answers with the latest before a day, in the same time however long the story. The same child gives the
same days at every period end, so that a later list only knows more.
"""

from __future__ import annotations

from datetime import date, timedelta

from indicators.synthetic.chance import weekday


def latest_visit(
    start: date, at: date, *, every: int, number: int, missed: int = 10, first: int = 3
) -> date | None:
    """The last of the visits every so many days from `first` days after the start; one in `missed` fails."""
    if (turns := (at - start).days - first) < 0:
        return None
    turn = turns // every
    for back in range(4):
        if (this := turn - back) < 0:
            return None
        drawn = _drawn(number, this)
        day = weekday(start + timedelta(days=first + this * every + drawn // 16 % max(1, every // 4)))
        if drawn % missed and start <= day <= at:
            return day
    return None


def latest_review(start: date, at: date, *, number: int, first: int, second: int, then: int) -> date | None:
    """The last review: `first` and `second` are days after the start, the others follow `then` days apart."""
    days = (at - start).days
    turn = 1 + (days - second) // then if days >= second else 0
    for this in range(turn, -1, -1):
        due = first if this == 0 else second + (this - 1) * then
        drawn = _drawn(number, this + 99)
        # Mostly in the fortnight before it is due, one in eight a month late.
        moved = drawn // 8 % 28 if drawn % 8 == 0 else -(drawn // 8 % 12)
        if start < (day := weekday(start + timedelta(days=max(1, due + moved)))) <= at:
            return day
    return None


def seen_alone(number: int, at: date) -> str:
    """Whether the child was seen alone at the visit of that day: y, n or u."""
    drawn = _drawn(number, at.toordinal()) % 20
    return "n" if drawn < 3 else "u" if drawn == 3 else "y"


def _drawn(number: int, turn: int) -> int:
    """A number that looks drawn by chance and is always the same for the same child and turn."""
    mixed = (number * 2_654_435_761 + turn * 40_503 + 12_345) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    return (mixed * 2_246_822_519 & 0xFFFFFFFF) >> 8
