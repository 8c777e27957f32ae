"""Of overlapping returns, which rows speak: the newest of each, without what was corrected away."""

from __future__ import annotations

import pytest

from indicators.calculations.periods import Window
from tests.indicators.measures.plain_returns import a_return, day, figures, parts
from tests.indicators.measures.slow.world import Row


def test_a_row_in_two_returns_is_counted_once_and_as_the_newer_one_tells_it() -> None:
    older: Row = {"referred": day("2024-02-01"), "no_further_action": True}
    newer: Row = {**older, "no_further_action": False}
    returns = [a_return("2024-03-31", list3=[older]), a_return("2024-06-30", list3=[newer])]
    assert parts(returns, "REF_NFA_PCT", Window.Q, "2024-03-31") == (0, 1)
    assert parts(returns[:1], "REF_NFA_PCT", Window.Q, "2024-03-31") == (1, 1)


def test_contacts_of_one_day_from_two_sources_are_two() -> None:
    contacts: list[Row] = [
        {"contacted": day("2024-02-01"), "source": "6"},
        {"contacted": day("2024-02-01"), "source": "8"},
        {"contacted": day("2024-02-01"), "source": None},
    ]
    returns = [a_return("2024-03-31", list1=contacts), a_return("2024-06-30", list1=contacts)]
    assert parts(returns, "CONTACT_N", Window.M, "2024-02-29") == (3, None)


def test_a_row_is_corrected_away_only_by_a_return_that_covers_its_date() -> None:
    rows: list[Row] = [{"referred": day("2023-12-31")}, {"referred": day("2024-01-01")}]
    returns = [a_return("2024-03-31", list3=rows), a_return("2024-06-30", list3=[])]
    assert parts(returns, "REF_N", Window.M, "2023-12-31") == (1, None)
    assert parts(returns, "REF_N", Window.M, "2024-01-31") == (0, None)


def test_a_return_without_the_list_corrects_nothing() -> None:
    returns = [
        a_return("2024-03-31", list3=[{"referred": day("2024-02-01")}]),
        a_return("2024-06-30", list1=[]),
    ]
    assert parts(returns, "REF_N", Window.M, "2024-02-29") == (1, None)


def test_an_old_assessment_that_ends_in_a_newer_return_is_told_by_that_one() -> None:
    started: Row = {"started": day("2023-11-20")}
    returns = [
        a_return("2024-03-31", list4=[started]),
        a_return("2024-06-30", list4=[{**started, "authorised": day("2024-04-10")}]),
    ]
    assert parts(returns, "ASM_RATE", Window.R6, "2024-06-30") == (1, None)
    assert parts(returns, "ASM_START_N", Window.M, "2023-11-30") == (1, None)


ENDED: Row = {"started": day("2023-05-01"), "ended": day("2024-02-10")}


def test_an_ended_plan_that_a_newer_plan_displaced_still_ended() -> None:
    returns = [
        a_return("2024-03-31", list7=[ENDED]),
        a_return("2024-06-30", list7=[{"started": day("2024-05-01")}]),
    ]
    assert parts(returns, "CP_END_2Y_PCT", Window.R6, "2024-06-30") == (0, 1)
    assert figures(returns, "CP_N", Window.S)["2024-01-31"].numerator == 1
    assert figures(returns, "CP_N", Window.S)["2024-02-29"].numerator == 0


@pytest.mark.parametrize(
    "newer", [[], [{"started": day("2023-04-30")}], [{"child": "b", "started": day("2024-05-01")}]]
)
def test_an_ended_plan_that_nothing_newer_of_the_child_displaced_was_corrected_away(newer: list[Row]) -> None:
    returns = [a_return("2024-03-31", list7=[ENDED]), a_return("2024-06-30", list7=newer)]
    assert parts(returns, "CP_END_2Y_PCT", Window.R6, "2024-06-30") == (0, 0)


def test_a_plan_that_ended_before_the_newer_returns_window_stays() -> None:
    returns = [
        a_return("2023-12-31", list7=[{**ENDED, "ended": day("2023-12-10")}]),
        a_return("2024-06-30", list7=[]),
    ]
    assert parts(returns, "CP_END_2Y_PCT", Window.R12, "2024-06-30") == (0, 1)


def test_a_displaced_open_case_ends_nowhere_and_is_open_until_its_return() -> None:
    returns = [
        a_return("2024-03-31", list6=[{"started": day("2023-05-01")}]),
        a_return("2024-06-30", list6=[{"started": day("2024-05-20")}]),
    ]
    at = figures(returns, "CIN_N", Window.S)
    months = ("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30")
    assert [at[end].numerator for end in months] == [1, 1, 1, 0, 1, 1]
    assert [at[end].rebuilt for end in months] == [True, True, False, True, True, False]


def test_a_snapshot_holds_the_rows_of_its_own_return_whatever_a_newer_one_says() -> None:
    child: Row = {"started": day("2020-01-01"), "age": 9}
    returns = [a_return("2024-03-31", list8=[child]), a_return("2024-06-30", list8=[])]
    at = figures(returns, "CLA_N", Window.S)
    assert [at[end].numerator for end in ("2024-02-29", "2024-03-31", "2024-04-30")] == [0, 1, 0]


def test_an_adoption_that_a_newer_return_no_longer_tells_of_is_gone() -> None:
    adopted: Row = {"adopted": day("2024-05-10"), "ordered": day("2023-01-10")}
    older = a_return("2024-05-31", list10=[adopted])
    assert parts([older], "AD_ADOPTED_N", Window.YTD, "2024-05-31") == (1, None)
    assert parts([older, a_return("2024-09-30", list10=[])], "AD_ADOPTED_N", Window.YTD, "2024-09-30") == (
        0,
        None,
    )
    moved = a_return("2024-09-30", list10=[{**adopted, "adopted": day("2024-06-10")}])
    assert parts([older, moved], "AD_ADOPTED_N", Window.YTD, "2024-05-31") == (0, None)
    assert parts([older, moved], "AD_ADOPTED_N", Window.YTD, "2024-09-30") == (1, None)


def test_an_assessment_of_an_earlier_return_counts_for_children_in_care() -> None:
    child: Row = {"started": day("2020-01-01"), "age": 9}
    assessed: Row = {"started": day("2023-08-01"), "authorised": day("2023-09-01")}
    returns = [a_return("2023-12-31", list4=[assessed]), a_return("2024-06-30", list4=[], list8=[child])]
    figure = figures(returns, "CLA_ASM12_PCT", Window.S)["2024-06-30"]
    assert (figure.numerator, figure.denominator, figure.complete) == (1, 1, True)
    alone = figures(returns[1:], "CLA_ASM12_PCT", Window.S)["2024-06-30"]
    assert (alone.numerator, alone.complete) == (0, False)


def test_at_a_rebuilt_month_end_the_newest_return_that_covers_it_must_bear_the_row_out() -> None:
    gone: Row = {"started": day("2023-11-01")}
    returns = [
        a_return("2024-06-30", list6=[gone]),
        a_return("2024-07-31", list6=[]),
        a_return("2024-09-30", list6=[{"started": day("2024-08-05")}]),
    ]
    at = figures(returns, "CIN_N", Window.S)
    # January is the first return's alone. July's covers February and March, and knows nothing of the row; by
    # September's, which covers the months from April, a newer one had taken its place.
    assert [at[end].numerator for end in ("2024-01-31", "2024-02-29", "2024-03-31")] == [1, 0, 0]
    assert [at[end].numerator for end in ("2024-04-30", "2024-05-31", "2024-06-30")] == [1, 1, 1]
    assert [at[end].numerator for end in ("2024-07-31", "2024-08-31")] == [0, 1]
