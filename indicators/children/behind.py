"""The rows behind a counted figure, for the authority's own analysts and approvers. Each look is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from authorities import audit
from authorities.models import Authority, User
from indicators.annex_a.lists import BY_NUMBER
from indicators.calculations.display import counted
from indicators.calculations.periods import Window, window_name
from indicators.children.calendar import working_days
from indicators.children.choosing import choices_of
from indicators.children.measuring import approved_lists, held_of
from indicators.children.rows import frames_of
from indicators.measures.behind import Behind, rows_behind
from indicators.models import Indicator, Return

# No vowels, so that no word comes of it, and none that is taken for a number.
LETTERS = "0123456789BCDFGHJKMNPQRSTVWXYZ"
LONG = 6
SIDES = {"numerator": "Counted", "denominator": "In the base only", "excluded": "Left out"}
ORDER = list(SIDES)


@dataclass(frozen=True, slots=True)
class RowBehind:
    """One row that a figure was reckoned from, by its place in the authority's own file.

    `person` is a short pseudonym, the same for the same person in every return of the authority.
    """

    number: int
    title: str
    row: int
    returned: Return
    person: str
    side: str
    reason: str
    dates: tuple[tuple[str, date], ...]

    @property
    def side_in_words(self) -> str:
        return SIDES[self.side]


def look_behind(
    *, authority: Authority, indicator: Indicator, window: Window, period_end: date, by: User
) -> list[RowBehind]:
    """The rows behind a figure: counted, in the base only, left out. The look is recorded, without them."""
    returns = approved_lists(authority)
    frames = frames_of(authority, returns)
    calendar, choices = working_days(), choices_of(authority)
    found = rows_behind(frames, held_of(returns), choices, calendar, indicator.code, window, period_end)
    rows = sorted((_row(each, returns) for each in found), key=_place)
    sentence = (
        f"looked at {counted(len(rows), 'row')} behind {indicator.code}, {window_name(window)}, "
        f"{period_end:%B %Y}"
    )
    audit.record(
        "look at rows",
        sentence,
        by=by,
        authority=authority,
        code=indicator.code,
        window=window.value,
        period=period_end.isoformat(),
        rows=len(rows),
    )
    return rows


def _row(behind: Behind, returns: Sequence[Return]) -> RowBehind:
    return RowBehind(
        number=behind.number,
        title=BY_NUMBER[behind.number].title,
        row=behind.row,
        returned=returns[behind.held],
        person="" if behind.person is None else short(behind.person),
        side=behind.side,
        reason=behind.reason,
        dates=tuple((_heading(behind.number, name), day) for name, day in behind.dates.items()),
    )


def _place(row: RowBehind) -> tuple[int, int, date, int]:
    return ORDER.index(row.side), row.number, row.returned.period_end, row.row


def _heading(number: int, name: str) -> str:
    """The heading that the template gives a field of the list; a derived one in its own words."""
    headings = {column.field: column.heading for column in BY_NUMBER[number].columns}
    return headings.get(name, name.replace("_", " ").capitalize())


def short(pseudonym: int) -> str:
    """Six letters and digits of a pseudonym: enough to tell the rows of one person on a page apart."""
    rest, text = pseudonym % len(LETTERS) ** LONG, ""
    for _ in range(LONG):
        rest, digit = divmod(rest, len(LETTERS))
        text += LETTERS[digit]
    return text
