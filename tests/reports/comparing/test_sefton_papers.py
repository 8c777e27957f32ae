"""The printed comparators of the Sefton papers against the ten published files and the 2021 neighbours.

golden/sefton-comparators.csv lists every printed own, neighbour, region and England figure that those
files can yield, and every printed position, with what the portal makes of it and, where the two differ,
why. The reasons were found by looking at the figures; the README beside the file says how.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from authorities.models import PopulationEstimate
from indicators.calculations.display import round_half_up
from indicators.models import PublishedValue
from reports.papers.papers import PaperLine
from reports.rows import Comparator, Line
from tests.keeping import kept_for_the_module
from tests.reports.comparing.published_world import (
    PAPERS,
    import_everything,
    load_papers,
    needs_published_files,
    recalculated,
)

pytestmark = [needs_published_files, pytest.mark.django_db]

GOLDEN = Path(__file__).parent / "golden" / "sefton-comparators.csv"
COLUMNS = ["paper", "row", "code", "column", "year", "printed", "ours", "verdict", "quartiles", "reason"]
FILLED = {"own published", "statistical neighbours", "region", "england"}
POSITION = "mid-50%"
CHILD_BASE, RESTATED, OTHER_YEAR = "child base", "population restated", "printed of 2022-23"
REASONS = {RESTATED, OTHER_YEAR, "revised release"}
MIDDLE_HALF = {
    "sefton-2023-11": ["1", "2", "10", "11", "12", "14", "22", "23"],
    "sefton-2025-01": ["1", "2", "13", "14", "15", "17", "25", "26"],
}
# Counts behind the three rates that the portal makes itself.
COUNTED = {"REF_RATE": "REF_N", "CIN_RATE": "CIN_N", "CP_RATE": "CP_N"}
Row = dict[str, str]


@pytest.fixture(scope="module")
def lines(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, dict[str, Line]]]:
    with kept_for_the_module(django_db_blocker):
        scorecards = load_papers()
        import_everything()
        yield {name: recalculated(scorecard) for name, scorecard in scorecards.items()}


def golden() -> list[Row]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found(lines: dict[str, dict[str, Line]]) -> list[Row]:
    """The rows that the papers and the portal give, without reasons."""
    rows: list[Row] = []
    for name, paper in PAPERS.items():
        for printed in paper.lines:
            line = lines[name][printed.number]
            rows += figures(name, printed, line)
            rows += position(name, printed, line)
    return rows


def figures(name: str, printed: PaperLine, line: Line) -> Iterator[Row]:
    for comparator in line.comparators:
        text = printed.comparators.get(comparator.key, "")
        if comparator.kind in FILLED and comparator.release and text not in ("", "-"):
            ours = at_printed_decimals(comparator, text)
            yield row(name, printed, comparator.key, comparator.year, text, ours, "")


def position(name: str, printed: PaperLine, line: Line) -> Iterator[Row]:
    middle = line.middle
    if middle is not None and printed.position:
        quartiles = f"{middle.low_display} to {middle.high_display} of {middle.of}"
        yield row(name, printed, POSITION, middle.year, printed.position.lower(), line.position, quartiles)


def row(name: str, printed: PaperLine, column: str, year: str, text: str, ours: str, quartiles: str) -> Row:
    verdict = "match" if plain(text) == plain(ours) else "differs"
    cells = (name, printed.number, printed.code, column, year, text, ours, verdict, quartiles, "")
    return dict(zip(COLUMNS, cells, strict=True))


def plain(text: str) -> str:
    return text.replace("%", "").replace(",", "").strip()


def at_printed_decimals(comparator: Comparator, text: str) -> str:
    if comparator.value is None:
        return comparator.symbol
    return f"{round_half_up(Decimal(comparator.value), len(plain(text).partition('.')[2])):f}"


def test_every_printed_comparator_that_the_files_yield_is_as_the_golden_list_says(
    lines: dict[str, dict[str, Line]],
) -> None:
    listed = golden()
    assert [{**row, "reason": ""} for row in listed] == found(lines)


def test_every_row_that_differs_has_its_reason_and_no_other_row_needs_one() -> None:
    for row in golden():
        if row["verdict"] == "differs":
            assert row["reason"] in REASONS, row
        else:
            assert row["reason"] == (CHILD_BASE if row["code"] == "REREF_PCT" else ""), row


def test_every_testable_position_is_as_the_papers_print_it() -> None:
    placed = [row for row in golden() if row["column"] == POSITION]
    assert {name: [row["row"] for row in placed if row["paper"] == name] for name in PAPERS} == MIDDLE_HALF
    assert {row["verdict"] for row in placed} == {"match"}


def test_one_other_population_for_each_area_explains_every_restated_rate(
    lines: dict[str, dict[str, Line]],
) -> None:
    """The counts are today's: what population turns each into the rate that was printed?"""
    areas = {"LA": "343", "NW": "E12000002", "Eng": "E92000001"}
    for name, year in (("sefton-2023-11", 2022), ("sefton-2025-01", 2024)):
        for column, area in areas.items():
            rates = [r for r in printed_rates(name) if r["column"] == column]
            ranges = [implied(count_of(COUNTED[r["code"]], year, area), Decimal(r["printed"])) for r in rates]
            if ranges:
                low, high = max(low for low, _ in ranges), min(high for _, high in ranges)
                assert len(ranges) == 3 and low < high, (name, column)
                estimate = children(area, year - 1)
                assert not low <= estimate <= high, (name, column)
                assert abs(estimate / low - 1) < Decimal("0.03")


def test_the_printed_england_rate_of_children_looked_after_is_not_of_its_year(
    lines: dict[str, dict[str, Line]],
) -> None:
    england = [r for r in printed_rates("sefton-2025-01") if r["column"] == "Eng"]
    least = max(
        implied(count_of(COUNTED[r["code"]], 2024, "E92000001"), Decimal(r["printed"]))[0] for r in england
    )
    _, most = implied(count_of("CLA_N", 2024, "E92000001"), Decimal(71))
    assert most < least
    own = next(c for c in lines["sefton-2025-01"]["17"].comparators if c.key == "LA")
    assert (own.display, own.year) == ("114", "2022-23")


def printed_rates(name: str) -> list[Row]:
    return [r for r in golden() if r["paper"] == name and r["code"] in COUNTED and r["column"] != POSITION]


def implied(count: Decimal, rate: Decimal) -> tuple[Decimal, Decimal]:
    """Fewest and most children that give a rate per 10,000 which rounds to the printed one."""
    half = Decimal("0.5")
    return count * 10_000 / (rate + half), count * 10_000 / (rate - half)


def count_of(code: str, year: int, area: str) -> Decimal:
    found = PublishedValue.objects.get(
        series__indicator__code=code, series__headline=True, year=year, area_code=area
    )
    assert found.value is not None
    return found.value


def children(area: str, mid_year: int) -> Decimal:
    found = PopulationEstimate.objects.get(area_code=area, mid_year=mid_year)
    return Decimal(found.children or 0)
