from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from reports.charts.funnel import MOST_NAMED, OUTSIDE, SHAPES, funnel_chart
from reports.charts.labels import placed
from reports.charts.theme import WIDE
from reports.side_by_side.chance import funnel
from tests.reports.charts.boards import matrix, measure

FIGURES = ["20", "20.5", "19.8", "21", "35", "20.1", "26", None]


def test_the_points_are_the_entries_and_the_limits_are_those_of_the_page() -> None:
    held = matrix(FIGURES)
    chart, found = funnel_chart(held, held.measures[0], frozenset()), funnel(held.column(held.measures[0]))
    assert chart is not None and found is not None
    drawn = [row for row in chart.rows if row["value"] is not None]
    assert [row["code"] for row in drawn] == [point.key for point in found.points]
    hidden = chart.rows[-1]
    assert (hidden["code"], hidden["display"], hidden["numerator"]) == ("T008", "suppressed", None)
    assert (hidden["high_95"], hidden["words"]) == (None, "")
    for row, point in zip(drawn, found.points, strict=True):
        value = held.entries[point.key, held.measures[0].key].line.value
        assert (row["display"], row["value"], row["base"]) == (value.display, value.value, value.denominator)
        assert (row["outside"], row["words"]) == (OUTSIDE[point.zone], point.words)
        assert abs(Decimal(str(row["high_998"])) - point.limits.high_998) <= Decimal("0.005")


def test_who_is_outside_is_named_and_has_a_shape_of_its_own() -> None:
    held = matrix(FIGURES)
    chart, found = funnel_chart(held, held.measures[0], frozenset()), funnel(held.column(held.measures[0]))
    assert chart is not None and found is not None
    drawn = chart.spec["data"]["values"]
    assert [point["shape"] for point in drawn] == [SHAPES[point.zone] for point in found.points]
    assert len({point["shape"] for point in drawn}) > 1
    assert {point["label"] for point in drawn if point["told"]} == {
        held.entries[point.key, held.measures[0].key].authority.name
        for point in found.points
        if point.zone.value != "inside"
    }
    assert "Outside the 99.8% limits: Place 005 35.0% (above, worse)" in chart.alt
    assert "Not drawn, as the counts are hidden or missing: Place 008." in chart.alt


def test_the_own_authority_is_named_though_it_is_inside() -> None:
    held = matrix(FIGURES)
    chart = funnel_chart(held, held.measures[0], frozenset({"T004"}))
    assert chart is not None
    assert "► Place 004" in {point["label"] for point in chart.spec["data"]["values"] if point["told"]}
    assert "Place 004: 21.0%. Within the limits" in chart.alt


def test_a_crowd_outside_is_counted_and_not_named() -> None:
    held = matrix(["5", "60"] * MOST_NAMED)
    chart = funnel_chart(held, held.measures[0], frozenset())
    assert chart is not None
    assert not [point for point in chart.spec["data"]["values"] if point["told"]]


def test_there_is_no_funnel_of_counts_or_without_the_counts_behind_a_figure() -> None:
    count = measure(unit="number")
    assert funnel_chart(matrix(FIGURES, measures=[count]), count, frozenset()) is None
    three = matrix(["20", "21", "22", None])
    assert funnel_chart(three, three.measures[0], frozenset()) is None


def test_names_cover_no_point_and_no_other_name() -> None:
    points = [(400.0 + 3 * place, 200.0 + 7 * (place % 3)) for place in range(10)] + [(60.0, 390.0)]
    found = placed(points, dict.fromkeys(range(11), "Gorsehampton"), 800, 400, WIDE)
    assert len(found) == 11
    boxes = [label.box for label in found.values()]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    assert all(box.within(800, 400) for box in boxes)
    for x, y in points:
        assert not [box for box in boxes if box.left < x < box.right and box.top < y < box.bottom]
    assert [label for label in found.values() if label.leader], "one that is far off has a line to its point"


def test_a_telephone_names_fewer() -> None:
    held = matrix(FIGURES)
    told = {}
    for wide in (True, False):
        chart = funnel_chart(held, held.measures[0], frozenset(), wide=wide)
        assert chart is not None
        told[wide] = {point["label"] for point in chart.spec["data"]["values"] if point["told"]}
    assert told[False] == {"Place 005"} < told[True]


def test_the_caution_stands_on_the_page_and_not_in_the_picture() -> None:
    held = matrix(["5", "60"] * 6)
    chart, found = funnel_chart(held, held.measures[0], frozenset()), funnel(held.column(held.measures[0]))
    assert chart is not None and found is not None and found.caution
    assert found.caution not in chart.alt and len(chart.spec["title"]["subtitle"]) == 2
    assert "Outside the 99.8% limits: Place 001 5.0% (below, better);" in chart.alt
