"""What is covered, what is complete, and where a figure is given at all."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.calculations.periods import Window
from indicators.measures.choices import Choices
from indicators.measures.counting import count
from indicators.measures.held import NONE, Coverage, Held, month_of
from tests.indicators.measures.plain_returns import a_return, day, figures, parts
from tests.indicators.measures.slow.world import Row
from tests.indicators.measures.worlds import CALENDAR, WANTED

MARCH, JUNE, DECEMBER = date(2024, 3, 31), date(2024, 6, 30), date(2024, 12, 31)


def held(period_end: date, *numbers: int) -> Held:
    return Held(period_end, dict.fromkeys(numbers, "2019"))


def speakers(coverage: Coverage, number: int) -> dict[int, int]:
    """The return that speaks for each covered month, by the month's index."""
    line = coverage.newest[number].tolist()
    return {coverage.first + place: index for place, index in enumerate(line) if index != NONE}


def test_a_return_covers_six_months_of_most_lists_twelve_of_adoption_and_one_day_of_leavers() -> None:
    coverage = Coverage([held(MARCH, 3, 9, 10)])
    assert sorted(speakers(coverage, 3)) == [month_of(date(2023, m, 1)) for m in (10, 11, 12)] + [
        month_of(date(2024, m, 1)) for m in (1, 2, 3)
    ]
    assert min(speakers(coverage, 10)) == coverage.first == month_of(date(2023, 4, 1))
    assert list(speakers(coverage, 9)) == [month_of(MARCH)]
    assert not speakers(coverage, 1)


def test_the_newest_return_that_covers_a_month_speaks_for_it() -> None:
    coverage = Coverage([held(MARCH, 3, 4), held(JUNE, 3), held(DECEMBER, 3)])
    by_month = speakers(coverage, 3)
    assert [by_month[month_of(date(2023, 12, 1))], by_month[month_of(date(2024, 1, 1))]] == [0, 1]
    assert by_month[month_of(JUNE)] == 1 and by_month[month_of(date(2024, 7, 1))] == 2
    # List 4 was in the first return alone.
    assert set(speakers(coverage, 4).values()) == {0}


def test_a_gap_is_where_the_next_return_does_not_reach_back() -> None:
    coverage = Coverage([held(MARCH, 5), held(JUNE, 5), held(DECEMBER, 5)])
    gaps = [coverage.first + place for place, gap in enumerate(coverage.gaps(5)) if gap]
    assert gaps == [month_of(JUNE)]


def test_returns_out_of_order_or_at_another_day_than_a_month_end_are_refused() -> None:
    with pytest.raises(ValueError, match="in order of their period ends"):
        Coverage([held(JUNE, 3), held(MARCH, 3)])
    with pytest.raises(ValueError, match="30 March 2024 is not a month end"):
        Coverage([held(date(2024, 3, 30), 3)])


def test_without_returns_there_is_no_figure() -> None:
    assert count({}, [], Choices(), CALENDAR, WANTED) == []
    assert count({}, [Held(MARCH, {})], Choices(), CALENDAR, WANTED) == []


def test_a_list_without_rows_gives_noughts_and_a_list_not_held_gives_no_figure() -> None:
    counted = count({}, [held(MARCH, 3)], Choices(), CALENDAR, {"REF_N": [Window.M], "S47_N": [Window.M]})
    assert [(each.code, each.numerator) for each in counted] == [("REF_N", 0)] * 6


def referral(text: str) -> Row:
    return {"referred": day(text), "child": text}


def test_a_window_is_complete_when_every_month_of_it_is_covered() -> None:
    one = [a_return("2024-03-31", list3=[referral("2024-01-05")])]
    half, year = figures(one, "REF_RATE", Window.R6), figures(one, "REF_RATE", Window.R12)
    assert [end for end, figure in half.items() if figure.complete] == ["2024-03-31"]
    assert not any(figure.complete for figure in year.values())
    two = [a_return("2023-09-30", list3=[]), *one]
    assert [e for e, figure in figures(two, "REF_RATE", Window.R12).items() if figure.complete] == [
        "2024-03-31"
    ]
    apart = [a_return("2023-08-31", list3=[]), *one]
    assert not any(figure.complete for figure in figures(apart, "REF_RATE", Window.R12).values())


def test_a_figure_is_given_where_any_month_of_its_window_is_covered() -> None:
    returns = [a_return("2023-03-31", list3=[]), a_return("2024-06-30", list3=[])]
    months = figures(returns, "REF_N", Window.M)
    assert "2023-04-30" not in months and "2024-01-31" in months and len(months) == 12
    # The twelve months to December 2023 hold the first three of the year.
    assert "2023-12-31" in figures(returns, "REF_RATE", Window.R12)
    assert "2023-10-31" not in figures(returns, "REF_RATE", Window.R6)
    assert set(figures(returns, "REF_N", Window.Q)) == {
        *("2022-12-31", "2023-03-31", "2024-03-31", "2024-06-30")
    }


def test_an_event_in_a_month_that_no_return_covers_is_not_counted() -> None:
    late = {"started": day("2023-05-01"), "authorised": day("2023-06-15")}
    returns = [a_return("2024-03-31", list4=[late, {**late, "child": "b", "authorised": day("2023-11-15")}])]
    assert parts(returns, "ASM_RATE", Window.R12, "2024-03-31") == (1, None)


def test_a_mean_of_twelve_months_divides_by_the_months_that_are_covered() -> None:
    returns = [a_return("2024-03-31", list3=[referral("2023-10-05"), referral("2024-03-05")])]
    means = figures(returns, "REF_N", Window.MEAN12)
    assert [(f.numerator, f.denominator) for f in means.values()] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (1, 4),
        (1, 5),
        (2, 6),
    ]
    assert not any(figure.complete for figure in means.values())


def test_a_figure_of_two_lists_is_complete_only_where_both_are_covered() -> None:
    returns = [
        a_return("2024-03-31", list1=[{"contacted": day("2024-03-04")}]),
        a_return("2024-06-30", list1=[], list3=[]),
    ]
    monthly = figures(returns, "CONTACT_REF_PCT", Window.M)
    assert [end for end, figure in monthly.items() if figure.complete] == [
        *("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30")
    ]


def test_a_repeat_contact_needs_the_twelve_months_before_the_quarter() -> None:
    ends = ("2023-03-31", "2023-09-30", "2024-03-31", "2024-06-30")
    returns = [a_return(end, list1=[]) for end in ends]
    complete = {end: f.complete for end, f in figures(returns, "CONTACT_REPEAT_PCT", Window.Q).items()}
    assert complete["2023-12-31"] and complete["2024-06-30"] and not complete["2023-09-30"]


def test_a_repeat_plan_within_two_years_needs_three_years() -> None:
    ends = [f"{year}-{month}" for year in (2022, 2023, 2024) for month in ("03-31", "09-30")]
    returns = [a_return(end, list7=[]) for end in ends]
    complete = [end for end, f in figures(returns, "CP_REPEAT_2Y_PCT", Window.R12).items() if f.complete]
    assert complete == ["2024-09-30"]


def test_the_year_to_date_begins_in_april() -> None:
    returns = [
        a_return(
            "2024-05-31", list4=[{"started": day(f"2024-0{m}-10"), "child": str(m)} for m in range(1, 6)]
        )
    ]
    to_date = figures(returns, "ASM_START_RATE", Window.YTD)
    assert [to_date[end].numerator for end in ("2024-03-31", "2024-04-30", "2024-05-31")] == [3, 1, 2]
    assert not to_date["2024-03-31"].complete and to_date["2024-05-31"].complete


def test_a_snapshot_is_given_at_the_period_ends_of_returns_and_a_quarterly_one_at_quarter_ends() -> None:
    care: Row = {"started": day("2020-01-01"), "age": 9, "placements": 3}
    returns = [a_return("2024-02-29", list8=[care]), a_return("2024-06-30", list8=[care])]
    assert list(figures(returns, "CLA_3PLACE_PCT", Window.S)) == ["2024-02-29", "2024-06-30"]
    assert list(figures(returns, "CLA_VISIT_PCT", Window.Q)) == ["2024-06-30"]
    assert list(figures(returns, "CLA_VISIT_PCT", Window.R12)) == ["2024-02-29", "2024-06-30"]


def test_care_leavers_last_contact_and_advisers_are_in_the_newer_layout_alone() -> None:
    leaver: Row = {"age": 20, "latest_contact": day("2024-03-01"), "adviser": "x"}
    for layout, given in (("2019", []), ("2024", ["2024-03-31"])):
        returns = [a_return("2024-03-31", layout, list9=[leaver])]
        assert list(figures(returns, "CL_SEEN8W_PCT", Window.M)) == given
        assert list(figures(returns, "WF_PA20_PCT", Window.S)) == given


def test_a_figure_names_the_returns_that_speak_for_it() -> None:
    returns = [a_return(end, list3=[]) for end in ("2023-06-30", "2023-09-30", "2024-03-31")]
    year = figures(returns, "REF_RATE", Window.R12)
    assert year["2024-03-31"].held == (1, 2)
    assert figures(returns, "REF_N", Window.M)["2023-03-31"].held == (0,)


def test_returns_that_only_meet_are_said_to_lose_late_conferences() -> None:
    met = [a_return(end, list5=[]) for end in ("2023-09-30", "2024-03-31")]
    overlapping = [a_return(end, list5=[]) for end in ("2023-09-30", "2024-02-29")]
    said = figures(met, "ICPC_15D_PCT", Window.R6)["2023-12-31"].notes
    assert said and said[0].startswith("Conferences of enquiries in an earlier return may be missing")
    assert figures(met, "ICPC_15D_PCT", Window.R6)["2024-03-31"].notes == ()
    assert figures(overlapping, "ICPC_15D_PCT", Window.R6)["2023-12-31"].notes == ()
    assert figures(met, "S47_N", Window.M)["2023-09-30"].notes == ()
