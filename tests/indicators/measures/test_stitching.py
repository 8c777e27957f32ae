"""What stitched returns promise: overlapping uploads count nothing twice, a correction moves only its own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from indicators.calculations.periods import Window, month_end, window_bounds
from indicators.synthetic.lives import Change
from tests.indicators.measures.histories import lives_of, returned, with_late_entries
from tests.indicators.measures.slow.counting import FLOWS, Key
from tests.indicators.measures.slow.rebuilt import REBUILT
from tests.indicators.measures.slow.world import SlowReturn
from tests.indicators.measures.worlds import figures_of

MARCH, JUNE, SEPTEMBER = date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)

# Promised alike for abutting and overlapping returns: what dates in lists 1 to 5 and 10 decide. Not promised:
# re-referrals, which a return's own counter decides; conferences, which a later return learns of; lists 6 to
# 8, of which a return holds each child's latest row alone; stocks, which each return gives of its own day.
PROMISED = {
    code
    for code, flow in FLOWS.items()
    if set(flow.lists) <= {1, 2, 3, 4, 5, 10}
    and not code.startswith(("REREF_", "ICPC_", "S47_ICPC_", "S47_NFA_"))
}
# A row of an older return can add to these: it began before the newest return's window, or was displaced.
LOOKING_BACK = {
    *("CONTACT_REPEAT_PCT", "STRAT_1WD_PCT", "ASM_45D_REF_PCT", "EH_STEPUP_PCT", "CLA_ASM12_PCT"),
    *("ICPC_RATE", "ICPC_15D_PCT"),
    *(code for code, flow in FLOWS.items() if flow.lists[0] in (6, 7, 8)),
}
# What a late entry in a field may move: for each figure, how many days before and after the event itself its
# window may lie, for figures that look at more than the event.
MOVES: dict[tuple[int, str], dict[str, tuple[int, int]]] = {
    (1, "contacted"): {"CONTACT_N": (0, 0), "CONTACT_REF_PCT": (0, 0), "CONTACT_REPEAT_PCT": (0, 366)},
    (2, "completed"): dict.fromkeys(("EH_DONE_N", "EH_CLOSED_N", "EH_45D_PCT", "EH_STEPUP_PCT"), (0, 0)),
    (3, "referred"): {
        **dict.fromkeys(("REF_N", "REF_RATE", "REF_NFA_PCT", "REF_ASM_PCT"), (0, 0)),
        # The counter speaks for all rows that the child has in the return.
        **dict.fromkeys(("REREF_PCT", "REREF_CHILD_PCT"), (184, 366)),
        "CONTACT_REF_PCT": (10, 0),
        "STRAT_1WD_PCT": (0, 5),
        "ASM_45D_REF_PCT": (0, 366),
        "EH_STEPUP_PCT": (20, 20),
    },
    (4, "authorised"): dict.fromkeys(
        ("ASM_RATE", "ASM_45D_PCT", "ASM_35D_PCT", "ASM_20D_PCT", "ASM_15D_PCT", "ASM_NFA_PCT",
         "ASM_45D_REF_PCT"), (0, 0),
    ),
    (6, "ended"): {"EH_STEPDOWN_N": (0, 0)},
}  # fmt: skip
# The plain count of each event, and in which part of it.
COUNTS = {
    (1, "contacted"): ("CONTACT_N", "numerator"),
    (2, "completed"): ("EH_DONE_N", "numerator"),
    (3, "referred"): ("REF_N", "numerator"),
    (4, "authorised"): ("ASM_45D_PCT", "denominator"),
}


@pytest.mark.parametrize("seed", range(3))
def test_a_span_told_in_overlapping_returns_has_the_same_flows_as_in_abutting_ones(seed: int) -> None:
    lives = lives_of(seed, 60)
    first, between, last = (returned(lives, day) for day in (MARCH, JUNE, SEPTEMBER))
    abutting, overlapping = figures_of([first, last]), figures_of([first, between, last])
    promised = [key for key in abutting.keys() | overlapping.keys() if key[0] in PROMISED]
    assert not [key for key in promised if abutting.get(key) != overlapping.get(key)]
    assert len(PROMISED) == 27
    assert {code for code, _, _ in promised} == PROMISED - {"ASM_45D_CORP_PCT"}


def test_a_conference_after_the_first_returns_day_is_known_only_to_a_return_that_overlaps_it() -> None:
    enquiry = {"child": "a", "started": date(2024, 3, 20), "conference": None}
    first = SlowReturn(MARCH, {5: [enquiry]})
    between = SlowReturn(JUNE, {5: [{**enquiry, "conference": date(2024, 4, 8)}]})
    last = SlowReturn(SEPTEMBER, {5: []})
    abutting, overlapping = figures_of([first, last]), figures_of([first, between, last])
    key = "ICPC_RATE", Window.R6, SEPTEMBER
    assert (abutting[key].numerator, overlapping[key].numerator) == (0, 1)


@pytest.mark.parametrize("seed", range(3))
def test_an_older_overlapping_return_changes_nothing_in_the_newest_returns_window(seed: int) -> None:
    lives = lives_of(seed, 60)
    older, newest = returned(lives, JUNE), returned(lives, SEPTEMBER)
    alone, both = figures_of([newest]), figures_of([older, newest])
    kept = 0
    for (code, window, period_end), figure in alone.items():
        inside = window in (Window.M, Window.Q, Window.R6, Window.S) and period_end == SEPTEMBER
        if inside and code not in LOOKING_BACK:
            assert both[code, window, period_end] == figure, (code, window)
            kept += 1
    assert kept > 60


def may_move(key: Key, change: Change) -> bool:
    """Whether that late entry can have anything to do with that figure."""
    code, window, period_end = key
    days = [day for day in (change.before, change.after) if day is not None]
    if code in REBUILT:
        is_list = REBUILT[code] == change.number
        return is_list and len(days) == 2 and min(days) <= period_end < max(days)
    reach = MOVES[change.number, change.field].get(code)
    if reach is None:
        return False
    first, last = window_bounds(window, period_end)
    return any(
        first <= day + timedelta(days=reach[1]) and day - timedelta(days=reach[0]) <= last for day in days
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_late_correction_changes_only_what_it_should(seed: int) -> None:
    lives = lives_of(seed, 80)
    late = with_late_entries(lives, date(2024, 1, 1), JUNE)
    older = [returned(lives, day) for day in (date(2023, 9, 30), date(2023, 12, 31), MARCH)]
    before = figures_of([*older, returned(lives, JUNE)])
    after = figures_of([*older, returned(late, JUNE)])
    assert before.keys() == after.keys()
    moved = [key for key in before if before[key] != after[key]]
    unexplained = [key for key in moved if not any(may_move(key, change) for change in late.changes)]
    assert not unexplained
    assert not [key for key in moved if key[2] < date(2023, 6, 30)]
    # And what should change does, by as many as were entered late.
    assert {change.number for change in late.changes} == {1, 2, 3, 4, 6}
    for event, (code, part) in COUNTS.items():
        of_event = [change for change in late.changes if (change.number, change.field) == event]
        for month in (month_end(2024, number) for number in range(1, 7)):
            key = code, Window.M, month
            gained = sum(is_in(change.after, month) - is_in(change.before, month) for change in of_event)
            assert getattr(after[key], part) - getattr(before[key], part) == gained, key


def is_in(day: date | None, month: date) -> bool:
    return day is not None and (day.year, day.month) == (month.year, month.month)
