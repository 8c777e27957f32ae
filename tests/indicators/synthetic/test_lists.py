"""What the lists of a period end hold: the scopes and meanings of the template, and nothing of the future."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from indicators.annex_a.codes import CODE_SETS
from indicators.annex_a.lists import LISTS, AnnexAList, Kind
from indicators.calculations.periods import month_end_before
from indicators.synthetic.chance import age_on, months_back
from indicators.synthetic.layouts import in_layout
from indicators.synthetic.lists import lists_at, row_key
from indicators.synthetic.lives import Lives

FIRST, LAST = date(2023, 1, 31), date(2025, 1, 31)
HALF, YEAR = date(2024, 7, 31), date(2024, 1, 31)
Lists = dict[int, list[dict[str, Any]]]
OF_CHILDREN = range(1, 11)


def by_child(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found = defaultdict(list)
    for row in rows:
        found[row["child"]].append(row)
    return found


@pytest.mark.parametrize("spec", LISTS, ids=lambda spec: spec.title)
def test_rows_have_the_columns_of_their_list_and_values_of_their_kind(spec: AnnexAList, lists: Lists) -> None:
    kinds = {Kind.YES_NO: bool, Kind.COUNT: int, Kind.AGE: int, Kind.DATE: date, Kind.BIRTH: date}
    assert lists[spec.number], "a list without rows tells nothing"
    for row in lists[spec.number]:
        assert set(row) == {"row"} | {row_key(column) for column in spec.columns}
        for column in spec.columns:
            value = row[row_key(column)]
            if value is None:
                assert not column.needed
                continue
            assert type(value) is kinds.get(column.kind, str), (column.heading, value)
            if column.kind is Kind.CODE:
                assert value in {code.code for code in CODE_SETS[column.codes]}, column.heading


def test_rows_are_numbered_as_in_their_sheet_and_no_key_comes_twice(lists: Lists) -> None:
    for spec in LISTS:
        rows = lists[spec.number]
        assert [row["row"] for row in rows] == list(range(2, len(rows) + 2))
        keys = [tuple(row[key] for key in spec.key) for row in rows]
        assert len(keys) == len(set(keys)), spec.title


def test_ages_are_those_of_the_period_end(lists: Lists) -> None:
    for number in OF_CHILDREN:
        assert all(row["age"] == age_on(LAST, row["born"]) for row in lists[number])
    unborn = [row for row in lists[6] if row["age"] == -1]
    assert all(row["gender"] == "c" and row["born"] > LAST for row in unborn)


def test_lists_of_events_hold_those_of_six_months(lists: Lists) -> None:
    for number, field in ((1, "contacted"), (3, "referred")):
        assert all(HALF < row[field] <= LAST for row in lists[number])
    for number, field in ((2, "completed"), (4, "authorised")):
        for row in lists[number]:
            assert row["started"] <= LAST
            assert row[field] is None or HALF < row[field] <= LAST or row["started"] > HALF
        assert any(row[field] is None for row in lists[number])
    for row in lists[5]:
        decided = row["conference"] or row["conference_unnecessary"]
        assert HALF < row["started"] <= LAST or not decided


def test_lists_of_children_hold_one_row_for_each(lists: Lists) -> None:
    for number in (6, 7, 8, 9, 10):
        children = [row["child"] for row in lists[number]]
        assert len(children) == len(set(children))
    for number in (6, 7, 8):
        for row in lists[number]:
            assert row["started"] <= LAST
            assert row["ended"] is None or (HALF < row["ended"] <= LAST and row["started"] <= row["ended"])


def test_list_6_has_the_latest_episode_and_the_status_that_the_other_lists_bear_out(lists: Lists) -> None:
    cared = {row["child"] for row in lists[8] if row["ended"] is None}
    planned = {row["child"] for row in lists[7] if row["ended"] is None}
    needs = {row["child"]: row for row in lists[6]}
    assert cared <= set(needs) and planned <= set(needs)
    assessing = {row["child"] for row in lists[4] if row["authorised"] is None}
    for child, row in needs.items():
        expected = "e" if row["ended"] else "a" if child in cared else "b" if child in planned else "cd"
        assert row["status"] in expected
        assert (row["closure"] is None) == (row["ended"] is None)
        if row["status"] == "d":
            # Or it starts in the days to come.
            assert child in assessing or row["started"] > date(2025, 1, 15)


def test_list_9_has_young_people_with_a_duty_and_no_details_of_those_out_of_touch(lists: Lists) -> None:
    cared = {row["child"] for row in lists[8] if row["ended"] is None}
    for row in lists[9]:
        assert 16 <= row["age"] <= 25
        assert (row["child"] in cared) == (row["eligibility"] == "d")
        for detail in ("accommodation", "suitability", "activity"):
            assert (row[detail] is None) == (row["in_touch"] != "a")


def test_list_10_has_twelve_months_of_adoptions_and_every_open_plan(lists: Lists) -> None:
    cared = {row["child"] for row in lists[8] if row["ended"] is None}
    steps = ("decided", "ordered", "matched", "placed", "adopted")
    for row in lists[10]:
        assert not (row["adopted"] and row["reversed"])
        done = row["adopted"] or row["reversed"]
        assert YEAR < done <= LAST if done else row["child"] in cared
        taken = [row[step] for step in steps if row[step]]
        assert taken == sorted(taken)
        assert (row["reversal"] is None) == (row["reversed"] is None)


def test_list_11_has_adults_past_their_enquiry(lists: Lists) -> None:
    families = defaultdict(list)
    for row in lists[11]:
        assert row["stage1_started"] <= LAST
        assert (row["leaving_reason"] is None) == (row["left"] is None)
        assert all(done is None or done > YEAR for done in (row["left"], row["adopted"]))
        families[row["family"]].append(row)
    assert {len(adults) for adults in families.values()} == {1, 2}
    for one, *others in families.values():
        assert all(one["approved"] == other["approved"] for other in others)


def test_months_reach_further_back(lives: Lives, lists: Lists) -> None:
    longer = lists_at(lives, LAST, months=12)
    assert min(row["contacted"] for row in longer[1]) < HALF < min(row["contacted"] for row in lists[1])
    for number in (1, 2, 3, 4, 6, 7, 8):
        keys = {key_of(number, row) for row in longer[number]}
        assert {key_of(number, row) for row in lists[number]} <= keys
    assert len(longer[10]) == len(lists[10]), "always twelve months"


def key_of(number: int, row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[key] for key in LISTS[number - 1].key)


def test_the_counter_of_referrals_is_that_of_the_year_before_the_latest(lives: Lives) -> None:
    history = {child.identifier: [r.on for r in child.referrals] for child in lives.children}
    counts = set()
    for child, rows in by_child(lists_at(lives, LAST)[3]).items():
        latest = max(row["referred"] for row in rows)
        since = months_back(latest, 12)
        expected = len([day for day in history[child] if since <= day < latest])
        assert {row["earlier_referrals"] for row in rows} == {expected}
        assert expected >= len({row["referred"] for row in rows}) - 1
        counts.add(expected)
    assert {0, 1, 2} <= counts


def test_the_counters_of_enquiries_and_conferences_are_those_of_the_year_before(lives: Lives) -> None:
    history = {child.identifier: child.enquiries for child in lives.children}
    for child, rows in by_child(lists_at(lives, LAST)[5]).items():
        begun = [enquiry.started for enquiry in history[child] if enquiry.started <= LAST]
        since = months_back(max(begun), 12)
        enquiries = len([day for day in begun if since <= day < max(begun)])
        held = [enquiry.conference for enquiry in history[child] if enquiry.conference]
        conferences = len([day for day in held if since <= day < max(begun)])
        assert {(row["earlier_enquiries"], row["earlier_conferences"]) for row in rows} == {
            (enquiries, conferences)
        }


def test_counters_of_care_are_those_of_twelve_months(lives: Lives, lists: Lists) -> None:
    periods = {(c.identifier, care.started): care for c in lives.children for care in c.care}
    for row in lists[8]:
        care = periods[row["child"], row["started"]]
        until = row["ended"] or LAST
        here = [p for p in care.placements if p.started <= until]
        lasted = [
            place
            for place, after in zip(here, [*here[1:], None], strict=True)
            if (after.started if after else until) > YEAR or place.started > YEAR
        ]
        assert row["placements"] == max(1, len(lasted))
        assert row["missing"] == len([day for day in care.missing if YEAR < day <= LAST])
        assert (row["interview_offered"] is None) == (row["missing"] == 0)
        assert row["placed"] == here[-1].started <= until


def test_earlier_plans_never_go_down(lives: Lives) -> None:
    for child in lives.children:
        counts = [plan.earlier for plan in child.plans]
        assert counts == sorted(set(counts))


def test_a_later_period_end_only_knows_more(lives: Lives) -> None:
    earlier, later = (lists_at(lives, period_end, months=24) for period_end in (HALF, LAST))
    for number, fields in (
        (1, ()),
        (3, ("source", "no_further_action")),
        (2, ("completed",)),
        (4, ("authorised", "support_required")),
        (5, ("conference", "conference_unnecessary", "plan_made")),
    ):
        since = month_end_before(LAST, 24)
        first = LISTS[number - 1].columns[5].field if number != 1 else "contacted"
        first = {3: "referred", 4: "started", 5: "started"}.get(number, first)
        known = {key_of(number, row): row for row in later[number]}
        for row in earlier[number]:
            if row[first] <= since:
                continue
            after = known[key_of(number, row)]
            assert after["row"] and all(row[f] is None or row[f] == after[f] for f in fields)
    ends = {key_of(8, row): row["ended"] for row in later[8]}
    closed = [row for row in earlier[8] if row["ended"] and key_of(8, row) in ends]
    assert closed and all(ends[key_of(8, row)] == row["ended"] for row in closed)


def test_nothing_after_the_period_end_is_told(lives: Lives) -> None:
    for rows in lists_at(lives, HALF).values():
        for row in rows:
            told = [v for k, v in row.items() if isinstance(v, date) and k != "born"]
            assert max(told, default=HALF) <= HALF


def test_the_layout_of_2019_has_neither_the_newer_columns_nor_the_newer_codes(lives: Lives) -> None:
    lists = lists_at(lives, LAST, months=24)
    older = in_layout(lists, "2019")
    newer_codes = {(1, "source"): "5D", (6, "closure"): "RC9", (8, "ceased"): "E17", (9, "eligibility"): "d"}
    for (number, field), code in newer_codes.items():
        assert any(row[field] == code for row in lists[number]), (number, code)
        assert not any(row[field] == code for row in older[number])
    training = {"F4", "F5", "P4", "P5"}
    assert {row["activity"] for row in lists[9]} & training
    assert not {row["activity"] for row in older[9]} & training
    assert {row["activity"] for row in older[9]} & {"F3", "P3"}
    assert all(row["latest_contact"] is None and row["adviser"] is None for row in older[9])
    assert any(row["latest_contact"] for row in lists[9])
    assert in_layout(lists, "2024") is lists
    assert [row["row"] for row in older[9]] == list(range(2, len(older[9]) + 2))
