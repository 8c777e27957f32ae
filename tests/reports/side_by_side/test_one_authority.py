from __future__ import annotations

from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

import pytest

from indicators.models import Value
from reports.side_by_side.glyphs import PADDING, WIDTH
from reports.side_by_side.matrix import Measure
from reports.side_by_side.one_authority import Placed, Spine, spine
from reports.side_by_side.reading import over_time
from tests.reports.side_by_side.region_scene import BEFORE, RegionScene, make_region


def spine_of(scene: RegionScene, place: int, **choices: Any) -> Spine:
    matrix = scene.matrix(**choices)
    series = over_time(matrix, authorities=[scene.authorities[place]])
    return spine(matrix, scene.authorities[place], series, _href, lambda measure: f"past/{_href(measure)}")


def _href(measure: Measure) -> str:
    return f"?figure={measure.key}"


def rows(found: Spine) -> list[Placed]:
    return [row for family in found.families for row in family.rows]


def test_every_measure_stands_once_family_by_family_with_its_median(db: None) -> None:
    columns: list[list[int | None]] = [[10, 20, 30, 40, 50], [50, 40, None, 20, 10]]
    scene = make_region(columns)
    found = spine_of(scene, 0)
    assert [family.name for family in found.families] == ["family 0", "family 1"]
    for row, column in zip(rows(found), columns, strict=True):
        assert row.median == f"{median(v for v in column if v is not None):.1f}%"
        assert row.href == f"?figure={row.entry.measure.key}"
    assert [row.rank for row in rows(found)] == ["1 of 5", "4 of 4"]


def test_the_summary_names_the_best_and_the_worst_quarters(db: None) -> None:
    found = spine_of(make_region([[10, 20, 30, 40, 50], [50, 40, 30, 20, 10], [30, 20, 10, 40, 50]]), 0)
    assert [row.entry.measure.family for row in found.best] == ["family 0"]
    assert [row.entry.measure.family for row in found.worst] == ["family 1"]
    assert [row.standing for row in rows(found)] == ["Best quarter", "Worst quarter", "Middle half"]
    assert (found.judged, found.of) == (3, 3)


def test_without_polarity_nothing_is_best_or_worst(db: None) -> None:
    found = spine_of(make_region([[10, 20, 30, 40, 50]], polarity="neutral"), 0)
    assert (found.best, found.worst, found.judged) == ((), (), 0)
    assert rows(found)[0].standing == "Lowest quarter"


@pytest.mark.parametrize("polarity", ["high", "low", "neutral"])
def test_in_the_picture_better_lies_to_the_right(db: None, polarity: str) -> None:
    scene = make_region([[10, 20, 30, 40, 50]], polarity=polarity)
    [lowest] = rows(spine_of(scene, 0))
    [highest] = rows(spine_of(scene, 4))
    assert lowest.glyph and highest.glyph
    left, right = (highest, lowest) if polarity == "low" else (lowest, highest)
    assert left.glyph and left.glyph.own == PADDING
    assert right.glyph and right.glyph.own == WIDTH - PADDING


def test_the_picture_is_placed_from_the_spread_and_says_it_in_words(db: None) -> None:
    [row] = rows(spine_of(make_region([[10, 20, 30, 40, 50]], polarity="high"), 1))
    assert row.glyph is not None
    wide = WIDTH - 2 * PADDING
    assert (row.glyph.start, row.glyph.end) == (PADDING, WIDTH - PADDING)
    assert (row.glyph.box_start, row.glyph.box_width) == (PADDING + wide / 4, wide / 2)
    assert (row.glyph.median, row.glyph.own) == (PADDING + wide / 2, PADDING + wide / 4)
    assert row.glyph.label == (
        "5 figures from 10.0% to 50.0%, middle half 20.0% to 40.0%, median 30.0%; this authority at 20%."
    )


def test_equal_figures_have_a_picture_without_width(db: None) -> None:
    [row] = rows(spine_of(make_region([[20, 20, 20, 20]]), 0))
    assert row.glyph is not None
    assert (row.glyph.start, row.glyph.own, row.glyph.box_width) == (WIDTH / 2, WIDTH / 2, 0)


def test_figures_that_read_alike_stand_alike_in_the_picture(db: None) -> None:
    scene = make_region([[20, 20, 20, 20]])
    Value.objects.filter(authority=scene.authorities[0]).update(value=Decimal("20.4"))
    [row] = rows(spine_of(scene, 0))
    assert row.glyph is not None and row.glyph.own == row.glyph.median


def test_a_hidden_figure_has_no_dot_and_no_place(db: None) -> None:
    scene = make_region([[10, 20, 30, 40, 50]])
    Value.objects.filter(authority=scene.authorities[4]).update(told=False)
    [row] = rows(spine_of(scene, 4))
    assert row.glyph is not None and row.glyph.own is None
    assert row.glyph.label.endswith("this authority not shown.")
    assert (row.standing, row.rank) == ("", "")


def test_three_figures_have_no_picture_and_the_row_says_why(db: None) -> None:
    [row] = rows(spine_of(make_region([[10, 20, 30]]), 0))
    assert (row.glyph, row.median, row.standing) == (None, "", "Fewer than four figures shown")


def test_a_count_is_not_placed(db: None) -> None:
    [row] = rows(spine_of(make_region([[10, 20, 30, 40]], unit="number"), 0))
    assert (row.standing, row.rank) == ("A count: not placed", "")


def test_the_trend_is_the_authoritys_own_and_ends_at_the_figure(db: None) -> None:
    scene = make_region([[10, 20, 30, 40]])
    for year, per_cent in ((2022, 13), (2023, 12), (2024, 11)):
        scene.give(0, 0, per_cent, date(year, 1, 31))
    [row] = rows(spine_of(scene, 0))
    assert row.trend.label.startswith("4 figures, from 13% at 31 January 2022 to 10% at 31 January 2025")
    assert len(row.trend.points) == 4 and row.trend.ends_now


def test_figures_that_all_read_alike_have_no_rank_and_say_so(db: None) -> None:
    [row] = rows(spine_of(make_region([[20, 20, 20, 20]]), 0))
    assert (row.standing, row.rank, row.travel) == ("All the same", "", "")


def test_each_figure_leads_to_its_past_and_says_its_direction_as_the_matrix_does(db: None) -> None:
    scene = make_region([[10, 20, 30, 40], [None, 20, 30, 40]])
    scene.give(0, 0, 5, BEFORE)
    shown, without = rows(spine_of(scene, 0))
    assert (shown.past, without.past) == (f"past/?figure={shown.entry.measure.key}", "")
    assert (shown.travel, without.travel) == ("Up, worse", "")
