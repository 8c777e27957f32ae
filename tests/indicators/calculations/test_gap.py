"""How many fewer or more would have met the target: each case with its reckoning."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from indicators.calculations.figures import Unit
from indicators.calculations.gap import Parts, gap, gap_in_words, parts_of
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.calculations.rag import Rag, Scheme, rag
from indicators.calculations.rates import value_of
from indicators.calculations.targets import Sense, default_sense, parse_target

END = date(2025, 9, 30)
PCT, RATE, NUMBER, AVERAGE, DAYS = Unit.PERCENTAGE, Unit.RATE, Unit.NUMBER, Unit.AVERAGE, Unit.DAYS
HIGH, LOW = Sense.AT_LEAST, Sense.AT_MOST


def parts(
    unit: Unit, top: int | str | None, base: int | None, window: str = "S", annualised: bool = False
) -> Parts | None:
    numerator = None if top is None else Decimal(top)
    denominator = None if base is None else Decimal(base)
    value = value_of(unit, numerator, denominator, Window(window), END, annualised)
    return parts_of(unit, value, numerator, denominator, Window(window), END, annualised)


def wanted(
    unit: Unit, top: int | str, base: int | None, target: str, sense: Sense | None, **how: Any
) -> int | None:
    held, aim = parts(unit, top, base, **how), parse_target(target, unit)
    assert held is not None
    assert aim is not None
    return gap(held, aim, sense)


@pytest.mark.parametrize(
    ("top", "base", "target", "sense", "events"),
    [
        # 218 of 812 is 26.8%. At most 23.7%: 0.237 x 812 = 192.4, so 192 at most: 26 fewer.
        (218, 812, "23.7%", LOW, -26),
        # At least 85% of 200 is 170; 160 is 10 short.
        (160, 200, "85", HIGH, 10),
        # At least 85% of 201 is 170.85, so 171.
        (160, 201, "85", HIGH, 11),
        # Exactly met, and met with room.
        (170, 200, "85", HIGH, 0),
        (180, 200, "85", HIGH, 0),
        (30, 200, "20", LOW, 0),
        # '90+' is a target with its side in it, whatever the polarity: 90% of 50 is 45.
        (40, 50, "90+", LOW, 5),
        # '<14' leaves 14 itself out: 14 of 100 needs one fewer, 15 two.
        (14, 100, "<14", None, -1),
        (15, 100, "<14", None, -2),
        (13, 100, "<14", None, 0),
        # More than 90 of 10: nine are just 90%, so all ten.
        (8, 10, ">90", None, 2),
        # A range from outside, either side, and inside: 20% of 150 is 30, 25% is 37.5, so 37.
        (40, 150, "25-20", None, -3),
        (25, 150, "20-25", None, 5),
        (33, 150, "20-25", None, 0),
    ],
)
def test_a_percentage_is_so_many_fewer_or_more_of_its_base(
    top: int, base: int, target: str, sense: Sense | None, events: int
) -> None:
    assert wanted(PCT, top, base, target, sense) == events


@pytest.mark.parametrize(
    ("top", "base", "target"),
    [
        # Of three, thirds: 33.3% and 66.7%, and nothing between 40% and 50%.
        (1, 3, "40-50"),
        (2, 3, "40-50"),
        # More than the whole cannot be.
        (9, 10, ">100"),
        # Fewer than none cannot be.
        (3, 10, "<0"),
    ],
)
def test_nothing_is_said_where_no_whole_number_would_meet_it(top: int, base: int, target: str) -> None:
    held = parts(PCT, top, base)
    aim = parse_target(target, NUMBER)
    assert held is not None
    assert aim is not None
    assert gap(held, aim, None) is None


@pytest.mark.parametrize(
    ("window", "annualised", "target", "events"),
    [
        # 300 in six months among 43,367 children, doubled: 138.4. At most 130: 130 x 43,367 / 20,000 = 281.9.
        ("R6", True, "130", -19),
        # 300 in a quarter, times four: 276.7. At most 130: 130 x 43,367 / 40,000 = 140.9.
        ("Q", True, "130", -160),
        # 300 in twelve months, not scaled: 69.2. At most 65: 65 x 43,367 / 10,000 = 281.9.
        ("R12", False, "65", -19),
        # A snapshot is never scaled, whatever its indicator: 300 are 69.2, at most 65 are 281.
        ("S", True, "65", -19),
        # April to September is six months of the year.
        ("YTD", True, "130", -19),
    ],
)
def test_a_rate_is_counted_in_the_events_of_its_own_window(
    window: str, annualised: bool, target: str, events: int
) -> None:
    assert wanted(RATE, 300, 43367, target, LOW, window=window, annualised=annualised) == events


@pytest.mark.parametrize(
    ("unit", "top", "base", "window", "target", "sense", "events"),
    [
        (NUMBER, 12, None, "S", "9", LOW, -3),
        (NUMBER, 4, None, "YTD", "10", HIGH, 6),
        # A count given as a mean, 45.5 against at most 40: whole ones, so six.
        (NUMBER, "45.5", None, "S", "40", LOW, -6),
        # The mean of twelve months that total 126 is 10.5; at most 10 is a total of 120.
        (NUMBER, 126, None, "MEAN12", "10", LOW, -6),
        # 372 cases over 22 workers is 16.9; at most 15 is 330.
        (AVERAGE, 372, 22, "S", "15", LOW, -42),
        # 4,300 days over 10 cases is 430; at most 426 is 4,260.
        (DAYS, 4300, 10, "R12", "426", LOW, -40),
    ],
)
def test_counts_and_averages_are_counted_in_what_they_add_up(
    unit: Unit, top: int | str, base: int | None, window: str, target: str, sense: Sense, events: int
) -> None:
    assert wanted(unit, top, base, target, sense, window=window) == events


@pytest.mark.parametrize(
    ("unit", "top", "base", "window"),
    [
        (PCT, 21, None, "S"),
        (PCT, None, 100, "S"),
        (PCT, 0, 0, "S"),
        (RATE, 30, None, "R6"),
        (AVERAGE, None, 20, "S"),
        (NUMBER, None, None, "S"),
    ],
)
def test_a_figure_without_its_parts_has_no_gap(
    unit: Unit, top: int | None, base: int | None, window: str
) -> None:
    assert parts(unit, top, base, window) is None


@pytest.mark.parametrize("target", ["Increase", "Below regional average"])
def test_a_target_without_a_number_has_no_gap(target: str) -> None:
    assert wanted(PCT, 21, 100, target, LOW) is None


def test_a_point_without_a_side_has_no_gap() -> None:
    assert wanted(PCT, 21, 100, "20", None) is None


def test_the_gap_is_what_trying_one_more_and_one_fewer_finds() -> None:
    """Every percentage of twelve against every whole target and side, tried one event at a time."""
    for top in range(13):
        for target in range(0, 101, 5):
            for polarity in (Polarity.HIGH, Polarity.LOW):
                sense = default_sense(polarity)
                found = wanted(PCT, top, 12, str(target), sense)
                step = 1 if polarity is Polarity.HIGH else -1
                aim = parse_target(str(target), PCT)
                tried = next(
                    n
                    for n in count()
                    if rag(
                        value_of(PCT, Decimal(top + n * step), Decimal(12), Window.S, END, False),
                        aim,
                        sense,
                        Scheme(),
                    ).rag
                    is Rag.GREEN
                )
                assert found == tried * step, (top, target, polarity)


@pytest.mark.parametrize(
    ("unit", "top", "base", "window", "events", "words"),
    [
        (PCT, 218, 812, "S", -26, "26 fewer of 812 would have met it (192 instead of 218)."),
        (PCT, 1160, 1400, "Q", 30, "30 more of 1,400 would have met it (1,190 instead of 1,160)."),
        (RATE, 300, 43367, "R6", -19, "19 fewer would have met it (281 instead of 300)."),
        (NUMBER, 12, None, "S", -3, "3 fewer would have met it (9 instead of 12)."),
        (AVERAGE, 372, 22, "S", -42, "42 fewer in all, over 22, would have met it (330 instead of 372)."),
        (
            DAYS,
            4300,
            10,
            "R12",
            -40,
            "40 fewer days in all, over 10, would have met it (4,260 instead of 4,300).",
        ),
        (PCT, 218, 812, "S", 0, ""),
    ],
)
def test_the_gap_is_said_in_a_sentence(
    unit: Unit, top: int, base: int | None, window: str, events: int, words: str
) -> None:
    held = parts(unit, top, base, window)
    assert held is not None
    assert gap_in_words(held, events) == words
    assert gap_in_words(held, None) == ""
