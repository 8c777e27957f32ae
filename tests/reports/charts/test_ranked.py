from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.calculations.polarity import Polarity
from reports.charts.ranked import MOST_NAMED, ranked_chart
from tests.reports.charts.boards import matrix, measure

NOBODY: frozenset[str] = frozenset()


def bars(spec: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = spec["data"]["values"]
    return found


def test_the_data_are_the_displays_of_the_entries() -> None:
    held = matrix(["21", None, "10.25", "30", "21"])
    chart = ranked_chart(held, held.measures[0], NOBODY)
    assert len(chart.rows) == 5
    for row in chart.rows:
        entry = held.entries[str(row["code"]), held.measures[0].key]
        value = entry.line.value
        assert (row["display"], row["value"], row["symbol"]) == (value.display, value.value, value.symbol)
        assert (row["numerator"], row["denominator"]) == (value.numerator, value.denominator)
        assert row["rank"] == entry.rank
    assert [bar["end"] for bar in bars(chart.spec)] == ["10.3%", "21.0%", "21.0%", "30.0%"]


@pytest.mark.parametrize(
    ("polarity", "unit", "order", "words"),
    [
        (Polarity.LOW, "percentage", ["10", "20", "30"], "Best first: low is good."),
        (Polarity.HIGH, "percentage", ["30", "20", "10"], "Best first: high is good."),
        (Polarity.NEUTRAL, "percentage", ["30", "20", "10"], "neither end is good"),
        (Polarity.LOW, "number", ["30", "20", "10"], "nobody is ranked by a count"),
    ],
)
def test_the_best_is_first_and_without_a_best_the_highest(
    polarity: Polarity, unit: str, order: list[str], words: str
) -> None:
    one = measure(polarity=polarity, unit=unit)
    held = matrix(["20", "30", "10"], measures=[one])
    chart = ranked_chart(held, one, NOBODY)
    assert [Decimal(str(bar["value"])) for bar in bars(chart.spec)] == [Decimal(text) for text in order]
    assert words in " ".join(chart.spec["title"]["subtitle"])


def test_the_own_authority_is_marked_by_a_sign_and_not_by_colour_alone() -> None:
    held = matrix(["20", "30", "10"])
    chart = ranked_chart(held, held.measures[0], frozenset({"T002"}))
    marked = {bar["label"] for bar in bars(chart.spec) if bar["marked"]}
    assert marked == {"► Place 002"}


def test_the_band_lies_between_the_quartiles_and_says_so() -> None:
    held = matrix(["10", "20", "30", "40", "50"])
    chart = ranked_chart(held, held.measures[0], NOBODY)
    assert chart.spec["layer"][0]["data"]["values"] == [{"low": 20.0, "high": 40.0}]
    assert "The middle half lies between 20.0% and 40.0%, and the median is 30.0%." in chart.alt
    assert "Shaded: the middle half, 20.0% to 40.0%." in " ".join(chart.spec["title"]["subtitle"])


def test_three_figures_have_no_middle_half() -> None:
    held = matrix(["10", "20", "30", None])
    chart = ranked_chart(held, held.measures[0], NOBODY)
    assert "middle half" not in chart.alt
    assert "Too few figures for a middle half." in " ".join(chart.spec["title"]["subtitle"])


def test_of_many_bars_only_the_marked_are_named() -> None:
    held = matrix([str(number) for number in range(1, MOST_NAMED + 2)])
    chart = ranked_chart(held, held.measures[0], frozenset({"T001", "T002"}))
    named = [bar for bar in bars(chart.spec) if bar["label"] or bar["end"]]
    assert [bar["end"] for bar in named] == ["► Place 001: 1.0%, 1 of 41", "► Place 002: 2.0%, 2 of 41"]
    # Two neighbours' names do not stand on each other.
    assert named[1]["middle"] - named[0]["middle"] > 14


def test_two_authorities_of_one_name_are_told_apart() -> None:
    held = matrix(["10", "20"], names=["Twin", "Twin"])
    chart = ranked_chart(held, held.measures[0], NOBODY)
    assert [bar["label"] for bar in bars(chart.spec)] == ["Twin (T001)", "Twin (T002)"]


def test_the_words_say_rank_and_standing_of_the_own_authority() -> None:
    held = matrix(["10", "20", "20", "40", "50"])
    chart = ranked_chart(held, held.measures[0], frozenset({"T003"}))
    assert "Place 003: 20.0%, rank 2 of 5 (shared), middle half." in chart.alt


def test_the_order_is_that_of_the_figures_as_they_are_shown_and_then_of_names() -> None:
    held = matrix(["15.52", "15.51", "15.5", "15.49", "30"], names=["A", "B", "C", "D", "E"])
    chart = ranked_chart(held, held.measures[0], NOBODY)
    assert [bar["label"] for bar in bars(chart.spec)] == ["A", "B", "C", "D", "E"]
    assert "from 15.5% (4 authorities) to 30.0% (E)" in chart.alt


def test_figures_that_read_alike_set_nobody_first() -> None:
    held = matrix(["15.52", "15.51", "15.5", "15.49", None], names=["D", "C", "B", "A", "E"])
    chart = ranked_chart(held, held.measures[0], frozenset({"T001"}))
    assert chart.alt == "All 4 stand at 15.5%. Not drawn: E (suppressed)."


def test_names_with_commas_are_told_apart() -> None:
    held = matrix(["20", None, None], names=["A", "Bournemouth, Christchurch and Poole", "Bristol, City of"])
    chart = ranked_chart(held, held.measures[0], NOBODY)
    assert "Not drawn: Bournemouth, Christchurch and Poole and Bristol, City of (suppressed)" in chart.alt


@pytest.mark.parametrize("unit", ["percentage", "number", "rate"])
def test_two_lines_stand_beneath_the_title(unit: str) -> None:
    one = measure(unit=unit, polarity=Polarity.NEUTRAL)
    held = matrix(["10000", "20000", "30000", "40000", *[None] * 20], measures=[one])
    assert len(ranked_chart(held, one, NOBODY).spec["title"]["subtitle"]) == 2
