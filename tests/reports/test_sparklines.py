from __future__ import annotations

from reports.rows import Cell, Point
from reports.sparklines import HEIGHT, WIDTH, sparkline


def points(*rows: tuple[str, str | None]) -> list[Point]:
    return [Point(end, value, f"{value}%" if value else "suppressed") for end, value in rows]


def test_the_highest_figure_stands_highest_and_time_runs_evenly() -> None:
    drawn = sparkline(points(("2024-01-31", "10"), ("2024-04-30", "30"), ("2024-07-31", "20"))).points
    assert [point.y for point in drawn] == [24, 4, 14]
    assert drawn[1].x - drawn[0].x == drawn[2].x - drawn[1].x
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in drawn)


def test_a_missing_period_and_a_hidden_figure_break_the_line() -> None:
    gap = points(("2024-01-31", "1"), ("2024-04-30", "2"), ("2024-10-31", "3"))
    assert [point.after_gap for point in sparkline(gap).points] == [False, False, True]
    hidden = points(("2024-01-31", "1"), ("2024-04-30", None), ("2024-07-31", "3"), ("2024-10-31", "4"))
    assert [point.after_gap for point in sparkline(hidden).points] == [False, True, False]


def test_figures_all_alike_draw_a_level_line() -> None:
    level = points(("2024-01-31", "5"), ("2024-04-30", "5"), ("2024-07-31", "5"))
    assert {point.y for point in sparkline(level).points} == {HEIGHT / 2}


def test_fewer_than_three_figures_are_said_and_not_drawn() -> None:
    two = sparkline(points(("2024-01-31", "10"), ("2024-04-30", "30")))
    assert two.points == ()
    assert two.label.startswith("2 figures, from 10% at 31 January 2024 to 30% at 30 April 2024")
    assert sparkline([]).label == "No figures to draw."
    assert sparkline(points(("2024-01-31", "10"))).label == "One figure only: 10% at 31 January 2024."


def test_the_words_name_the_lowest_and_the_highest_by_number_not_by_letter() -> None:
    drawn = sparkline(points(("2024-01-31", "9"), ("2024-04-30", "10"), ("2024-07-31", "100")))
    assert drawn.label.endswith("lowest 9%, highest 100%.")


THREE = (("2024-01-31", "9"), ("2024-04-30", "10"), ("2024-07-31", "100"))


def current(period_end: str, value: str | None) -> Cell:
    return Cell(key="current", label="Now", value=value, display="x", period_end=period_end)


def test_a_trend_that_reaches_the_current_figure_ends_there() -> None:
    assert sparkline(points(*THREE)).ends_now
    assert sparkline(points(*THREE), current("2024-07-31", "100")).ends_now


def test_a_hidden_newest_figure_is_neither_marked_nor_spoken_of_as_the_last() -> None:
    series = points(*THREE, ("2024-10-31", None))
    for drawn in (sparkline(series), sparkline(series, current("2024-10-31", None))):
        assert not drawn.ends_now
        assert "from 9% at 31 January 2024 to 100% at 31 July 2024" in drawn.label
        assert drawn.label.endswith("The current figure is not among them.")


def test_a_series_that_stops_before_the_current_period_does_not_end_at_the_current_figure() -> None:
    drawn = sparkline(points(*THREE), current("2024-10-31", None))
    assert len(drawn.points) == 3 and not drawn.ends_now
    assert drawn.label.endswith("The current figure is not among them.")
