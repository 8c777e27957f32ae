"""The rows behind a figure, as the authority's own people see them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from authorities.models import AuditEvent, Authority, User
from indicators.calculations.periods import Window
from indicators.children.behind import LETTERS, LONG, RowBehind, look_behind, short
from indicators.children.teams import teams_of
from indicators.models import Indicator, ReturnState
from tests.factories.bank_holiday import BankHolidayFactory
from tests.factories.indicator import IndicatorFactory
from tests.indicators.children.answers import answer
from tests.indicators.children.conftest import Store
from tests.indicators.conftest import MONTH

CHILDREN = [4611686018427387904, -4611686018427387905, 4611686018427387904]


def referrals() -> Any:
    """Three referrals of two children: one without further action, one with, one where nobody said."""
    return answer(
        3,
        child=CHILDREN,
        referred=[date(2024, 9, 2), date(2024, 12, 3), date(2025, 1, 31)],
        no_further_action=[True, False, None],
        earlier_referrals=[0, 0, 1],
        team=["Duty", "east", None],
    )


@pytest.fixture
def indicator(db: None) -> Indicator:
    for year in (2024, 2025):
        BankHolidayFactory.create(day=date(year, 12, 25))
    made: Indicator = IndicatorFactory.create(code="REF_NFA_PCT", windows=["R6"], annex_a_lists=[3])
    return made


def look(authority: Authority, indicator: Indicator, by: User) -> list[RowBehind]:
    return look_behind(authority=authority, indicator=indicator, window=Window.R6, period_end=MONTH, by=by)


def test_every_row_names_its_place_its_side_and_its_dates(
    authority: Authority, analyst: User, indicator: Indicator, store: Store
) -> None:
    older = answer(3, rows=1, child=CHILDREN[:1], referred=[date(2024, 6, 3)])
    store(older, state=ReturnState.APPROVED, period_end=date(2024, 6, 30))
    kept = store(referrals(), state=ReturnState.APPROVED)

    rows = look(authority, indicator, analyst)

    assert [(row.row, row.side_in_words) for row in rows] == [
        *((2, "Counted"), (3, "In the base only"), (4, "In the base only"))
    ]
    assert {row.title for row in rows} == {"Referrals"} and {row.returned for row in rows} == {kept}
    assert ("Date of referral", date(2024, 9, 2)) in rows[0].dates


def test_a_short_pseudonym_tells_children_apart_and_gives_none_away(
    authority: Authority, analyst: User, indicator: Indicator, store: Store
) -> None:
    store(referrals(), state=ReturnState.APPROVED)

    first, second, third = (row.person for row in look(authority, indicator, analyst))

    assert first == third != second
    assert all(len(person) == LONG and set(person) <= set(LETTERS) for person in (first, second))
    assert first not in str(CHILDREN[0])


def test_pseudonyms_keep_their_short_form() -> None:
    """Worked by hand: 30 letters, the smallest place first; -1 is the last of 30 to the 6."""
    assert [short(n) for n in (0, 29, 30, 31, -1)] == ["000000", "Z00000", "010000", "110000", "ZZZZZZ"]


def test_each_look_is_recorded_without_a_child_in_it(
    authority: Authority, analyst: User, indicator: Indicator, store: Store
) -> None:
    store(referrals(), state=ReturnState.APPROVED)

    rows = look(authority, indicator, analyst)
    look(authority, indicator, analyst)

    event = AuditEvent.objects.filter(act="look at rows").latest("pk")
    assert AuditEvent.objects.filter(act="look at rows").count() == 2
    assert (event.actor, event.authority) == (analyst, authority)
    assert event.details == {"code": "REF_NFA_PCT", "window": "R6", "period": "2025-01-31", "rows": 3}
    written = f"{event.sentence} {event.details}"
    assert "3 rows behind REF_NFA_PCT, rolling 6 months, January 2025" in written
    assert not any(str(child) in written for child in CHILDREN)
    assert not any(row.person in written for row in rows)


def test_teams_are_those_of_the_newest_approved_lists(authority: Authority, store: Store) -> None:
    assert teams_of(authority) == []
    older = answer(3, rows=1, team=["Long gone"])
    store(older, state=ReturnState.APPROVED, period_end=date(2024, 6, 30))
    store(referrals(), state=ReturnState.APPROVED)
    store(answer(6, rows=1, team=["Not approved"]), state=ReturnState.READY)

    assert teams_of(authority) == ["Duty", "east"]
