from __future__ import annotations

from decimal import Decimal

import pytest

from reports.comparing.years import year_of, year_words
from reports.rows import line_from_json
from tests.reports.comparing.scenes import a_release, columns, make_compared_scene, publish_figures, relayout


@pytest.mark.parametrize(
    ("label", "year_means", "year"),
    [
        ("2023-24", "year to 31 March", 2024),
        ("2023/24", "31 March", 2024),
        ("2023-24", "", 2024),
        ("1999-00", "", 2000),
        # 30 September 2023 is in the financial year 2023-24.
        ("2023-24", "30 September", 2023),
        ("2024", "30 September", 2024),
        ("2023-25", "", None),
        ("2024-25 Q1", "", None),
        ("local baseline, April 2023", "", None),
        ("year as given", "", None),
    ],
)
def test_a_heading_means_the_year_that_the_paper_meant(label: str, year_means: str, year: int | None) -> None:
    assert year_of(label, year_means) == year


@pytest.mark.parametrize(
    ("year", "year_means", "words"),
    [
        (2024, "year to 31 March", "2023-24"),
        (2000, "", "1999-00"),
        (2024, "30 September", "30 September 2024"),
    ],
)
def test_a_year_is_written_as_the_papers_do_where_it_ends_in_march(
    year: int, year_means: str, words: str
) -> None:
    assert year_words(year, year_means) == words


def test_a_scorecard_after_the_papers_last_period_compares_with_the_latest_year(db: None) -> None:
    scene = make_compared_scene()
    release = a_release(scene)
    publish_figures(scene, release=release)
    publish_figures(
        scene, release=release, year=2023, authority_value=Decimal("20.1"), neighbour_mean=Decimal("19.9")
    )
    relayout(scene, columns("2022-23") | {"printed_until": "2024-12-31"})

    later = line_from_json(scene.recalculated().lines[0]).comparators
    assert {c.year for c in later if c.release} == {"2023-24"}

    relayout(scene, columns("2022-23") | {"printed_until": None})
    printed = line_from_json(scene.recalculated().lines[0]).comparators
    assert {c.year for c in printed if c.release} == {"2022-23"}
