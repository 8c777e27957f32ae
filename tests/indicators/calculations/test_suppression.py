from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from indicators.calculations.figures import Unit
from indicators.calculations.suppression import (
    Hidden,
    hides_count,
    hides_ratio,
    hides_value,
    may_show_direction,
    may_show_rag,
)


def test_counts_of_one_to_five_children_are_hidden_and_no_others() -> None:
    assert [count for count in range(200) if hides_count(count, counts_people=True)] == [1, 2, 3, 4, 5]


def test_counts_of_things_are_shown() -> None:
    assert not any(hides_count(count, counts_people=False) for count in range(10))


@pytest.mark.parametrize(
    ("mean", "hidden"),
    [("0", False), ("0.3", True), ("3.75", True), ("5.4", True), ("6", False), ("6.2", False)],
)
def test_a_mean_that_would_read_as_a_small_count_is_hidden(mean: str, hidden: bool) -> None:
    assert hides_count(Decimal(mean), counts_people=True) is hidden


@pytest.mark.parametrize(
    ("numerator", "denominator", "hidden"),
    [
        # Barnsley prints 1.1% of 269 children, which gives back the 3 it hides elsewhere.
        (3, 269, True),
        (1, 100, True),
        (5, 100, True),
        (6, 100, False),
        (0, 100, False),
        # The few outside are as easily found as the few inside.
        (99, 100, True),
        (95, 100, True),
        (94, 100, False),
        (100, 100, False),
        # North Somerset's 67% is two reviews of three.
        (2, 3, True),
        (0, 9, True),
        (9, 9, True),
        (0, 10, False),
        (10, 10, False),
        # A zero base is not applicable, which hides nothing.
        (0, 0, False),
        # Rates: children on a population.
        (3, 43_367, True),
        (26, 43_367, False),
        # More events than children in the base leave no remainder to hide.
        (30, 12, False),
    ],
)
def test_ratios_are_hidden_where_they_give_away_a_small_count(
    numerator: int, denominator: int, hidden: bool
) -> None:
    assert hides_ratio(numerator, denominator) is hidden
    assert hides_value(Unit.PERCENTAGE, numerator, denominator, counts_people=True) is hidden
    assert hides_value(Unit.RATE, numerator, denominator, counts_people=False) is hidden


def test_no_shown_ratio_lets_its_small_count_be_worked_out() -> None:
    # By brute force: from a shown percentage and its base, the count inside and outside is 0 or at least 6.
    for base, count in product(range(1, 60), range(60)):
        if count <= base and not hides_ratio(count, base):
            assert count == 0 or count >= 6
            assert base - count == 0 or base - count >= 6
            assert base >= 10


def test_numbers_are_judged_by_what_they_count() -> None:
    assert hides_value(Unit.NUMBER, 3, None, counts_people=True)
    assert not hides_value(Unit.NUMBER, 3, None, counts_people=False)
    assert not hides_value(Unit.NUMBER, 45, 12, counts_people=True)


@pytest.mark.parametrize("unit", [Unit.AVERAGE, Unit.DAYS])
def test_averages_about_children_are_hidden_on_a_small_base(unit: Unit) -> None:
    assert hides_value(unit, 450, 9, counts_people=True)
    assert hides_value(unit, 4, 1, counts_people=True)
    assert not hides_value(unit, 450, 10, counts_people=True)
    # The total is days, not children, so a small one hides nothing on a large base.
    assert not hides_value(unit, 3, 40, counts_people=True)
    assert not hides_value(unit, 450, 9, counts_people=False)
    assert not hides_value(unit, 0, 0, counts_people=True)


def test_parts_that_are_not_known_hide_nothing_but_the_known_part_is_still_judged() -> None:
    for unit in Unit:
        assert not hides_value(unit, None, None, counts_people=True)
    assert hides_value(Unit.PERCENTAGE, 3, None, counts_people=True)
    assert not hides_value(Unit.PERCENTAGE, 30, None, counts_people=True)
    assert hides_value(Unit.PERCENTAGE, None, 7, counts_people=True)
    assert not hides_value(Unit.PERCENTAGE, None, 0, counts_people=True)
    assert not hides_value(Unit.PERCENTAGE, None, 70, counts_people=True)


def test_an_arrow_stands_between_two_shown_figures_alone() -> None:
    for current, earlier in product(Hidden, Hidden):
        both_shown = current is Hidden.NO and earlier is Hidden.NO
        assert may_show_direction(current, earlier) is both_shown


def test_a_hidden_figure_shows_no_colour() -> None:
    assert [may_show_rag(hidden) for hidden in Hidden] == [True, False, False]
