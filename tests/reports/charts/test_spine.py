from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.calculations.polarity import Polarity
from reports.charts.spine import INSET, spine_chart
from tests.reports.charts.boards import matrix, measure

COLUMN = ["10", "20", "30", "40", "50"]


@pytest.mark.parametrize(
    ("polarity", "unit", "at"),
    [
        (Polarity.HIGH, "percentage", 0.0),
        (Polarity.LOW, "percentage", 1.0),
    ],
)
def test_better_is_to_the_right_where_better_is_meant(polarity: Polarity, unit: str, at: float) -> None:
    one = measure(polarity=polarity, unit=unit)
    held = matrix(COLUMN, measures=[one])
    chart = spine_chart(held, held.authorities[0])
    assert chart.spec["data"]["values"][0]["dot"] == at * chart.spec["width"]


def test_a_row_without_a_good_direction_runs_from_low_to_high_and_not_from_worse_to_better() -> None:
    """Few children in a small authority are no better than many in a large one."""
    neutral, judged = measure(1, polarity=Polarity.NEUTRAL), measure(3)
    count = measure(2, unit="number", family="Counts")
    held = matrix(COLUMN, COLUMN, COLUMN, measures=[count, neutral, judged])
    chart = spine_chart(held, held.authorities[0])
    rows = chart.spec["data"]["values"]
    assert [(row["low"], row["high"]) for row in rows] == [("low", "high"), ("low", "high"), ("", "")]
    assert [row["dot"] for row in rows] == [INSET, INSET, chart.spec["width"]]
    heads = next(
        layer["data"]["values"] for layer in chart.spec["layer"] if "worse" in str(layer.get("encoding"))
    )
    assert [(head["said"], head["worse"]) for head in heads] == [("Counts", ""), ("Family one", "◄ worse")]


def test_the_title_does_not_say_the_authority_twice() -> None:
    held = matrix(COLUMN, about=1)
    assert spine_chart(held, held.authorities[1]).title.startswith("Place 002 beside its neighbours, ")
    assert spine_chart(held, held.authorities[0]).title.startswith("Place 001 beside Test region, ")


def test_the_data_are_the_entries_beside_the_groups_spread() -> None:
    held = matrix(COLUMN, ["5", None, "6", "7", "8"])
    chart = spine_chart(held, held.authorities[1])
    for row, entry in zip(chart.rows, held.row(held.authorities[1]), strict=True):
        spread = held.spreads[entry.measure.key]
        assert spread is not None
        value = entry.line.value
        assert (row["display"], row["value"], row["rank"]) == (value.display, value.value, entry.rank)
        told = [Decimal(str(row[name])) for name in ("low", "q1", "median", "q3", "high")]
        assert told == [spread.low, spread.q1, spread.median, spread.q3, spread.high]


def test_a_hidden_figure_has_no_dot_and_says_why() -> None:
    held = matrix(["10", None, "30", "40", "50"])
    row = spine_chart(held, held.authorities[1]).spec["data"]["values"][0]
    assert (row["dot"], row["own"]) == (None, "suppressed")


def test_a_row_of_too_few_figures_says_so() -> None:
    held = matrix(["10", "20", "30"])
    row = spine_chart(held, held.authorities[0]).spec["data"]["values"][0]
    assert (row["none"], row["dot"], row["from"]) == ("Too few figures to show a spread", None, None)
    assert row["own"] == "10.0%"


def test_a_group_of_equal_figures_lies_in_the_middle() -> None:
    held = matrix(["20"] * 5)
    chart = spine_chart(held, held.authorities[0])
    row = chart.spec["data"]["values"][0]
    assert (row["dot"], row["alike"]) == (chart.spec["width"] / 2, "all the same")


def test_the_words_name_the_measures_in_the_worst_and_the_best_quarter() -> None:
    held = matrix(COLUMN, COLUMN[::-1], ["3", "1", "2", "4", "5"])
    alt = spine_chart(held, held.authorities[0]).alt
    assert "In the worst quarter on 1: Measure 2." in alt
    assert "In the best quarter on 1: Measure 1." in alt
    assert "In the middle half on 1." in alt
