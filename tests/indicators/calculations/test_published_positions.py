"""Sefton's printed "compared to mid-50%" worked out again from the published statistics of all authorities.

The published files are looked for beside the project, and the tests are skipped where they are absent.
"""

from __future__ import annotations

import csv
import statistics
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from indicators.calculations.figures import Unit, parse_figure
from indicators.calculations.positions import position, quartiles

pytestmark = pytest.mark.published

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "published"
SEFTON = "343"
CLA = "cla_number_and_rate_per_10k_children.csv"
REFERRALS = "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv"
SUITABLE = "la_care_leavers_accommodation_suitability.csv"
ACTIVITY = "la_care_leavers_activity.csv"
AGED_19_TO_21 = {"care_leaver_age": "19 to 21 years"}


def figures_by_authority(
    file: str, year: str, column: str, unit: Unit, wanted: dict[str, str]
) -> dict[str, Decimal]:
    """Old three-figure code to value, for every authority that has one."""
    path = PUBLISHED / file
    if not path.exists():
        pytest.skip(f"The published file {file} is not beside the project, in ../shared/data/published.")
    found = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            at_home = row["geographic_level"] == "Local authority" and row["time_period"] == year
            if at_home and all(row[name] == value for name, value in wanted.items()):
                figure = parse_figure(row[column], unit)
                if figure is not None and figure.value is not None:
                    found[row["old_la_code"]] = figure.value
    return found


@pytest.mark.parametrize(
    ("file", "year", "column", "unit", "wanted", "printed_value", "printed_position"),
    [
        # January 2025, row 2: re-referrals on the base of children, 2023-24.
        (REFERRALS, "2024", "rereferral_child_percent", Unit.PERCENTAGE, {}, 23, "higher"),
        # January 2025, row 17: looked after on 31 March; the figure printed is of 2022-23.
        (
            CLA,
            "2023",
            "rate_per_10000",
            Unit.RATE,
            {"population_type": "Children looked after on 31 March each year"},
            114,
            "higher",
        ),
        # January 2025, row 25: suitable accommodation at 19 to 21.
        (
            SUITABLE,
            "2023",
            "care_leaver_percent",
            Unit.PERCENTAGE,
            AGED_19_TO_21 | {"breakdown": "Accommodation considered suitable"},
            91,
            "in range",
        ),
        # January 2025, row 26: in education, employment or training at 19 to 21.
        (
            ACTIVITY,
            "2023",
            "care_leaver_percent",
            Unit.PERCENTAGE,
            AGED_19_TO_21 | {"breakdown": "Total in education, employment or training"},
            47,
            "lower",
        ),
    ],
)
def test_a_printed_position_follows_from_the_published_figures(
    file: str,
    year: str,
    column: str,
    unit: Unit,
    wanted: dict[str, str],
    printed_value: int,
    printed_position: str,
) -> None:
    values = figures_by_authority(file, year, column, unit, wanted)
    assert len(values) > 100
    assert round(values[SEFTON]) == printed_value
    found = quartiles(values.values())
    assert found is not None
    assert position(values[SEFTON], *found) == printed_position
    q1, _, q3 = statistics.quantiles([Fraction(value) for value in values.values()], n=4, method="inclusive")
    assert (Fraction(found[0]), Fraction(found[1])) == (q1, q3)
