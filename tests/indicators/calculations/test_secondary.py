"""What may be told: against linear programming, against all worlds of a few months, and by example."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calculations.protected import Known, Secret, Summed, small_base, small_mean
from indicators.calculations.secondary import may_be_told
from indicators.calculations.worlds import Relation
from tests.indicators.calculations.figure_worlds import SHAPES, MadeUp, quarters_of, with_told
from tests.indicators.calculations.linear_attack import Attack

RATIO = [Relation("d", "n")]


def known(key: int, series: str, start: int | None, end: int, value: int, *, told: bool = False) -> Known:
    return Known(key, (Summed(series, start, end, value),), told=told)


def hidden(key: int, series: str, start: int | None, end: int, value: int) -> Known:
    count = Summed(series, start, end, value)
    return Known(key, (count,), hidden=True, secrets=(Secret(count),))


def hint(key: int, series: str, start: int, end: int) -> Known:
    """A figure that was given without the counts it is made of."""
    return Known(key, (), hints=(Summed(series, start, end, None),))


@pytest.mark.parametrize(
    ("series", "start", "end", "may"),
    [("n", 0, 3, False), ("n", 2, 5, False), ("n", 4, 6, True), ("d", 0, 1, False), ("other", 0, 3, True)],
)
def test_a_figure_without_its_parts_is_not_told_beside_what_is_hidden_of_its_months(
    series: str, start: int, end: int, may: bool
) -> None:
    figures = [hidden(1, "n", 0, 3, 3), hint(2, series, start, end)]
    assert may_be_told(figures, RATIO) == ([2] if may else [])


def figures_of(seed: int) -> tuple[list[list[Known]], list[Relation]]:
    random = Random(seed)  # noqa: S311
    made = random.choice(SHAPES)(random)
    return list(quarters_of(made, random)), made.relations


def widths(figures: list[Known], relations: list[Relation]) -> list[int]:
    attack = Attack(figures, relations)
    ends = [attack.possible(secret) for secret in attack.secrets()]
    assert all(ends), "the figures contradict each other"
    return [most - least for least, most in (each for each in ends if each)]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 100_000))
def test_no_linear_programme_pins_a_hidden_count_to_fewer_than_three_values(seed: int) -> None:
    """Fewer than three only where the rule by which small counts are hidden says so, nothing being told."""
    quarters, relations = figures_of(seed)
    figures = [each for quarter in quarters for each in quarter]
    told = with_told(figures, may_be_told(figures, relations))
    if any(each.secrets for each in figures):
        untold = widths(figures, relations)
        for secret, before, after in zip(
            Attack(told, relations).secrets(), untold, widths(told, relations), strict=True
        ):
            assert after >= min(secret.apart, before), secret


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 100_000))
def test_quarter_after_quarter_nothing_newly_told_pins_a_count(seed: int) -> None:
    quarters, relations = figures_of(seed)
    figures: list[Known] = []
    for quarter in quarters[-3:]:
        before = [*figures, *quarter]
        figures = with_told(before, may_be_told(before, relations))
        if any(each.secrets for each in figures):
            for had, has in zip(widths(before, relations), widths(figures, relations), strict=True):
                assert has >= min(2, had)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 100_000))
def test_asking_again_tells_nothing_more_and_takes_nothing_back(seed: int) -> None:
    quarters, relations = figures_of(seed)
    figures = [each for quarter in quarters for each in quarter]
    once = with_told(figures, may_be_told(figures, relations))
    assert may_be_told(once, relations) == []


def test_the_attacker_would_succeed_if_only_small_counts_were_hidden() -> None:
    pinned = 0
    for seed in range(4):
        quarters, relations = figures_of(seed)
        figures = [each for quarter in quarters for each in quarter]
        naive = [replace(each, told=not each.hidden) for each in figures]
        pinned += sum(width < 2 for width in widths(naive, relations))
    assert pinned > 10


# All worlds of three months in which no month has more than this many in a part.
MOST = 8
PART, REST = np.indices((MOST + 1,) * 6, dtype=np.int8).reshape(2, 3, -1)


def values_left(figures: list[Known], secret: Secret) -> int:
    """How many values the count takes in all worlds that agree with what is told and with the rule."""
    fits = np.ones(PART.shape[1], dtype=bool)
    for figure in figures:
        for count in figure.counts if figure.told else ():
            fits &= _over(count) == count.value
        for each in figure.secrets:
            fits &= (_over(each.count) >= each.least) & (_over(each.count) <= each.most)
    return len(np.unique(_over(secret.count)[fits]))


def _over(count: Summed) -> np.ndarray:
    assert count.start is not None
    months = {"n": PART, "d less n": REST, "d": PART + REST}[count.series][count.start : count.end]
    return months.sum(axis=0)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=3), st.integers(0, 99))
def test_three_values_are_left_among_all_worlds_of_a_few_months(
    months: list[tuple[int, int]], seed: int
) -> None:
    part = [one for one, _ in months]
    made = MadeUp({"n": part, "d": [a + b for a, b in months]}, RATIO, [("n", "d")])
    spans = [(0, 1), (1, 2), (2, 3), (0, 2), (1, 3), (0, 3)]
    chosen = Random(seed).sample(spans, 3)  # noqa: S311
    figures = [made.ratio(key, "n", "d", *span) for key, span in enumerate(chosen)]
    figures += [made.number(10 + key, "d", *span) for key, span in enumerate(spans)]
    told = with_told(figures, may_be_told(figures, RATIO))
    for figure in told:
        for secret in figure.secrets:
            assert values_left(told, secret) >= min(3, values_left(figures, secret))


def test_twelve_months_less_six_do_not_give_the_other_six() -> None:
    figures = [known(1, "n", 0, 12, 20), known(2, "n", 0, 6, 17), hidden(3, "n", 6, 12, 3)]
    assert may_be_told(figures, []) == [1]


def test_the_quarters_of_a_shown_year_hide_one_more() -> None:
    year = known(1, "n", 0, 12, 40)
    quarters = [known(2, "n", 0, 3, 12), known(3, "n", 3, 6, 15), known(4, "n", 6, 9, 9)]
    assert may_be_told([year, *quarters, hidden(5, "n", 9, 12, 4)], []) == [1, 2, 3]


def test_a_count_that_others_cannot_give_back_hides_nothing() -> None:
    figures = [
        hidden(1, "n", 0, 3, 3),
        known(2, "n", 3, 6, 9),
        known(3, "n", 6, 9, 14),
        known(4, "m", 0, 3, 9),
    ]
    assert may_be_told(figures, []) == [2, 3, 4]


def test_a_base_hidden_under_one_measure_is_not_told_as_the_count_of_another() -> None:
    base = Summed("d", 0, 3, 8)
    ratio = Known(1, (Summed("n", 0, 3, 0), base), hidden=True, secrets=(small_base(base),))
    assert may_be_told([ratio, known(2, "d", 0, 3, 8), known(3, "d", 3, 6, 8)], RATIO) == [3]


def test_a_rest_is_not_given_by_its_total_and_its_part() -> None:
    rest = Summed("d less n", 0, 3, 2)
    counts = (Summed("n", 0, 3, 40), Summed("d", 0, 3, 42))
    ratio = Known(1, counts, hidden=True, secrets=(Secret(rest),))
    assert may_be_told([ratio, known(2, "d", 0, 3, 42), known(3, "n", 0, 3, 40)], RATIO) == [2]


def test_a_stock_does_not_give_what_ended_between() -> None:
    relations = [Relation("begun", "ended", "open", level=True)]
    figures = [
        known(1, "open", None, 0, 100), known(2, "begun", 0, 6, 20), hidden(3, "ended", 0, 6, 3),
        known(4, "open", None, 6, 117),
    ]  # fmt: skip
    assert may_be_told(figures, relations) == [1, 2]
    # Where nothing that ended is hidden, all of it may be told.
    assert may_be_told([each for each in figures if each.key != 3], relations) == [1, 2, 4]


def test_two_parts_of_a_told_total_hide_each_other() -> None:
    relations = [Relation("decided", "led", "needless")]
    figures = [known(1, "decided", 0, 3, 40), known(2, "led", 0, 3, 36), hidden(3, "needless", 0, 3, 4)]
    assert may_be_told(figures, relations) == [1]


def test_what_was_told_stays_told_and_the_later_figure_is_withheld_instead() -> None:
    half, rest = known(1, "n", 0, 6, 17), hidden(3, "n", 6, 12, 3)
    assert may_be_told([replace(half, told=True), known(2, "n", 0, 12, 20), rest], []) == []
    assert may_be_told([half, replace(known(2, "n", 0, 12, 20), told=True), rest], []) == []


def test_the_first_in_order_of_worth_is_told_and_the_other_withheld() -> None:
    half, year, rest = known(1, "n", 0, 6, 17), known(2, "n", 0, 12, 20), hidden(3, "n", 6, 12, 3)
    assert may_be_told([half, year, rest], []) == [1]
    assert may_be_told([year, half, rest], []) == [2]


def test_nothing_is_told_near_a_count_that_too_little_room_is_found_for() -> None:
    """Nested small counts: three values are left, which no single way of differing shows."""
    all_of_it, few = [0] * 6 + [2, 0, 0, 3, 0, 0, 1, 0, 0, 1, 0, 0], [0] * 6 + [1, 0, 0] * 4
    relations = [Relation("t", "a"), Relation("a", "b"), Relation("t", "b")]
    made = MadeUp({"t": all_of_it, "a": all_of_it, "b": few}, relations, [])
    figures = [made.ratio(1, "a", "t", 0, 3), made.ratio(2, "b", "t", 3, 6), made.number(3, "a", 3, 15)]
    for start, end in ((6, 9), (0, 12), (9, 12), (3, 15), (12, 15), (6, 18), (15, 18)):
        figures += [made.ratio(10 * end + start, part, "t", start, end) for part in ("a", "b")]
        figures += [made.number(1000 + 10 * end + start, "b", start, end)]
    figures.append(made.number(4, "b", 3, 6))
    told = with_told(figures, may_be_told(figures, relations))
    for had, has in zip(widths(figures, relations), widths(told, relations), strict=True):
        assert has >= min(2, had)


def test_a_mean_read_as_a_small_count_keeps_three_whole_means() -> None:
    total = Summed("n", 0, 12, 66)
    mean = Known(1, (total,), hidden=True, secrets=(small_mean(total, 12),))
    assert may_be_told([mean, known(2, "n", 0, 12, 66)], []) == []
    # What six months leave is a range of counts, but hardly one of means.
    assert may_be_told([mean, known(2, "n", 0, 6, 60)], []) == []
    assert may_be_told([mean, known(2, "n", 0, 6, 6)], []) == [2]


def test_figures_that_contradict_each_other_are_judged_as_if_the_error_were_known() -> None:
    """The quarters do not add up to the year: the hidden one is still about what is left."""
    quarters = [known(2, "n", 0, 3, 12), known(3, "n", 3, 6, 15), known(4, "n", 6, 9, 9)]
    figures = [known(1, "n", 0, 12, 30), *quarters, hidden(5, "n", 9, 12, 4)]
    assert may_be_told(figures, []) == [1, 2, 3]
    impossible = [known(6, "d", 0, 12, 5, told=True), hidden(7, "n", 0, 12, 4), known(8, "n", 0, 6, 90)]
    assert may_be_told([*impossible, known(9, "n", 6, 12, 2)], RATIO) == [8]


def test_a_count_that_the_authority_hid_from_the_portal_too_is_protected() -> None:
    count = Summed("n", 9, 12, None)
    by_itself = Known(5, (), hidden=True, secrets=(Secret(count),))
    assert may_be_told([known(1, "n", 0, 12, 40), known(2, "n", 0, 9, 37), by_itself], []) == [1]


@pytest.mark.parametrize("figures", [[], [Known(1, ())], [hidden(1, "n", 0, 3, 2)]])
def test_little_to_judge_is_no_trouble(figures: list[Known]) -> None:
    assert may_be_told(figures, []) == [each.key for each in figures if not each.hidden]
