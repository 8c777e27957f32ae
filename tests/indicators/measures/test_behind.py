"""The rows behind a figure are the rows that it counted."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest

from indicators.calculations.periods import Window
from indicators.measures.behind import Behind, rows_behind
from indicators.measures.choices import TEAM_GROUPS, Choices
from indicators.measures.counting import count
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.lines import Counted, in_months
from indicators.measures.vocabulary import Caseload
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import make_lives
from tests.indicators.measures.plain_returns import a_return, day
from tests.indicators.measures.slow.world import SlowReturn
from tests.indicators.measures.worlds import CALENDAR, WANTED, stored

ENDS = (date(2023, 9, 30), date(2024, 3, 31), date(2024, 6, 30))
LOOKED_AT = (date(2024, 2, 29), *ENDS[1:])


@cache
def world() -> tuple[Any, list[Counted]]:
    lives = make_lives(seed=5, children=150, first=date(2021, 1, 1), last=ENDS[-1])
    frames, held = stored([SlowReturn(end, lists_at(lives, end), "2024") for end in ENDS])
    teams = sorted(frames[6]["team"].drop_nulls().unique())
    assessing = frames[4]["team"].drop_nulls().mode().to_list()
    choices = Choices(corporate_teams=tuple(assessing), team_groups=dict.fromkeys(teams[:2], TEAM_GROUPS[1]))
    return (frames, held, choices, CALENDAR), count(frames, held, choices, CALENDAR, WANTED)


def sides(behind: list[Behind]) -> tuple[list[Behind], list[Behind]]:
    """Those of the numerator, and those of the denominator, which holds the numerator."""
    kept = [each for each in behind if each.side != "excluded"]
    return [each for each in kept if each.side == "numerator"], kept


def agree(figure: Counted, behind: list[Behind], frames: Any) -> None:
    numerator, base = sides(behind)
    definition = DEFINITIONS[figure.code]
    excluded = Counter(each.reason for each in behind if each.side == "excluded")
    assert excluded == figure.excluded
    if isinstance(definition, Caseload):
        agree_on_cases(figure, definition, numerator, base, frames)
        return
    if definition.distinct:
        assert len({each.person for each in numerator}) == figure.numerator
        assert figure.denominator in (None, len({each.person for each in base}))
        return
    if figure.code in ("AD_PO_MATCH_DAYS", "AD_PO_PLACE_MTH"):
        days = sum((each.dates[definition.rows.on] - each.dates["ordered"]).days for each in numerator)
        assert figure.numerator == (in_months(days) if definition.in_months else days)
    else:
        assert len(numerator) == figure.numerator
    if definition.based:
        assert len(base) == figure.denominator
    else:
        assert len(base) == len(numerator)


def agree_on_cases(
    figure: Counted, definition: Caseload, numerator: list[Behind], base: list[Behind], frames: Any
) -> None:
    def holders(rows: list[Behind]) -> set[object]:
        return {
            frames[each.number].filter(held=each.held, row=each.row)[definition.holder][0] for each in rows
        }

    if definition.figure == "over":
        assert (len(holders(numerator)), len(holders(base))) == (figure.numerator, figure.denominator)
        return
    assert len(numerator) == figure.numerator
    if definition.figure == "largest":
        assert len(holders(numerator)) == 1
    else:
        assert len(holders(numerator)) == figure.denominator


@pytest.mark.parametrize("code", DEFINITIONS)
def test_the_rows_behind_a_figure_add_up_to_its_parts(code: str) -> None:
    (frames, held, choices, calendar), counted = world()
    figures = [each for each in counted if each.code == code and each.period_end in LOOKED_AT]
    assert figures
    for figure in figures:
        behind = rows_behind(frames, held, choices, calendar, code, figure.window, figure.period_end)
        agree(figure, behind, frames)
        assert {each.held for each in behind} <= set(figure.held)


def test_the_world_has_rows_behind_nearly_every_figure() -> None:
    # Else the sums above would agree on nothing.
    _, counted = world()
    above = {each.code for each in counted if each.numerator and each.period_end in LOOKED_AT}
    assert len(above) > 60


def test_a_row_tells_the_dates_that_were_looked_at() -> None:
    returns = [
        a_return(
            "2024-06-30",
            list3=[{"referred": day("2024-04-02"), "row": 7}],
            list4=[
                {"started": day("2024-04-03"), "authorised": day("2024-05-01"), "row": 9},
                {"started": day("2024-04-01"), "authorised": day("2024-05-01"), "row": 10},
            ],
        )
    ]
    frames, held = stored(returns)
    behind = rows_behind(frames, held, Choices(), CALENDAR, "ASM_45D_REF_PCT", Window.R6, date(2024, 6, 30))
    assert [(each.number, each.held, each.row, each.side, each.reason) for each in behind] == [
        (4, 0, 9, "numerator", "")
    ]
    assert behind[0].dates == {
        "started": day("2024-04-03"), "authorised": day("2024-05-01"), "last_referral": day("2024-04-02"),
    }  # fmt: skip
    assert behind[0].person == frames[4]["child"][0]


def test_an_excluded_row_says_why() -> None:
    rows = [{"started": day("2024-05-10"), "authorised": day("2024-05-09")}]
    frames, held = stored([a_return("2024-06-30", list4=rows)])
    behind = rows_behind(frames, held, Choices(), CALENDAR, "ASM_45D_PCT", Window.R6, date(2024, 6, 30))
    assert [(each.side, each.reason) for each in behind] == [("excluded", "dates in the wrong order")]


@pytest.mark.parametrize(
    ("code", "window", "period_end"),
    [
        ("REF_N", Window.M, date(2030, 1, 31)),  # after the last return
        ("REF_N", Window.Q, date(2024, 2, 29)),  # no quarter end
        ("CLA_DENTAL_PCT", Window.S, date(2024, 2, 29)),  # no return of that day
        ("ASM_45D_CORP_PCT", Window.R6, ENDS[-1]),  # no team was chosen
    ],
)
def test_where_no_figure_is_given_there_are_no_rows(code: str, window: Window, period_end: date) -> None:
    frames, held, _, calendar = world()[0]
    assert rows_behind(frames, held, Choices(), calendar, code, window, period_end) == []


def test_in_twelve_months_the_rows_are_judged_by_the_earlier_returns_too() -> None:
    returns = [
        a_return("2023-12-31", list3=[{"referred": day("2023-10-02")}]),
        a_return("2024-06-30", list3=[{"referred": day("2024-05-01")}]),
    ]
    frames, held = stored(returns)

    def side(window: Window) -> list[str]:
        behind = rows_behind(frames, held, Choices(), CALENDAR, "REREF_PCT", window, date(2024, 6, 30))
        return [each.side for each in behind]

    assert side(Window.R12) == ["denominator", "numerator"]
    assert side(Window.R6) == ["denominator"]
