"""The mid-year estimates of the Office for National Statistics, imported as published."""

from __future__ import annotations

import csv

import pytest

from authorities.models import PopulationEstimate
from authorities.populations.importing import PopulationReport, import_population
from authorities.populations.lookup import newest_vintage
from authorities.refusal import Refused
from authorities.register.loader import read_register
from authorities.register.store import store_register
from tests.authorities.register.published import folder

FILE = "ons_mid-year_population_estimates_2012_to_2024.csv"
# The regions of which the register makes one London.
LONDON = ["E13000001 Inner London", "E13000002 Outer London"]


@pytest.fixture
def england(db: None) -> None:
    store_register(read_register())


def content() -> bytes:
    return (folder("published") / FILE).read_bytes()


def take(altered: bytes | None = None) -> PopulationReport:
    return import_population(content=content() if altered is None else altered, file_name=FILE, by=None)


def read_independently() -> list[tuple[int, str, str, int | None, str]]:
    """Year, code, code of the authority, children and symbol of each row, by the csv module alone."""
    rows = []
    with (folder("published") / FILE).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            area = row["old_la_code"] or row["region_code"] or row["country_code"]
            cell = row["population_estimate"]
            number, symbol = (int(cell), "") if cell.isdigit() else (None, cell)
            rows.append((int(row["time_period"]), area, row["old_la_code"], number, symbol))
    return rows


@pytest.mark.usefixtures("england")
def test_every_estimate_of_the_file_is_stored_as_printed() -> None:
    report = take()
    printed = read_independently()
    assert (report.created, report.rows, report.stored) == (True, 2132, 2132)
    assert report.mid_years == list(range(2012, 2025))
    assert report.unknown == LONDON
    assert report.vintage.name == "ons mid-year population estimates 2012 to 2024, mid-2024"
    held = report.vintage.estimates.values_list(
        "mid_year", "area_code", "authority__code", "children", "symbol"
    )
    assert sorted((year, area, code or "", str(n), s) for year, area, code, n, s in held) == sorted(
        (year, area, code, str(n), s) for year, area, code, n, s in printed
    )


@pytest.mark.usefixtures("england")
def test_the_file_imported_again_changes_nothing() -> None:
    first = take()
    again = take()
    assert not again.created and again.vintage == first.vintage == newest_vintage()
    assert PopulationEstimate.objects.count() == 2132


@pytest.mark.usefixtures("england")
def test_a_file_cut_short_stores_nothing_and_names_a_line() -> None:
    lines = content().splitlines(keepends=True)
    for cut in (b"".join(lines[:1200]) + lines[1200][:50], b"".join(lines[:1200])):
        with pytest.raises(Refused, match=r"[Ll]ine 120\d"):
            take(cut)
    assert not PopulationEstimate.objects.exists()
