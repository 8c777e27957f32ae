from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from authorities.models import Region
from authorities.tidy.reading import STANDARD as STANDARD_READ
from authorities.tidy.reading import TidyRow, figure, open_tidy
from indicators.calculations.figures import Unit
from indicators.models import PublishedValue
from indicators.published.importing import import_published
from reports.rows import Cell
from reports.side_by_side.exports.tidy import META, STANDARD, meta_csv, nine_character_codes, tidy_csv
from reports.side_by_side.groups import Basis
from reports.side_by_side.matrix import Matrix
from tests.factories.authority import AuthorityFactory
from tests.factories.authority_code import AuthorityCodeFactory
from tests.factories.dataset import DatasetFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.region import RegionFactory
from tests.factories.series import SeriesFactory
from tests.reports.side_by_side.exports.matrices import Column, Given, Wanted, five, matrix_of


def read_back(matrix: Matrix) -> list[TidyRow]:
    return list(open_tidy(tidy_csv(matrix, {}).encode()).rows())


def meta(matrix: Matrix) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(meta_csv(matrix))))


def test_our_own_reader_reads_back_every_figure() -> None:
    matrix = matrix_of([five()])
    rows = read_back(matrix)
    assert [(row.year, row.area_code, row.region_code) for row in rows] == [
        (2025, f"T0{n}", "T12000001") for n in range(1, 6)
    ]
    for row, entry in zip(rows, matrix.column(matrix.measures[0]), strict=True):
        value, symbol, _ = figure(row.cells["reref_pct_r12"])
        assert (value, symbol) == (entry.value, entry.line.value.symbol)
    assert [figure(rows[0].cells[f"reref_pct_r12_{part}"])[0] for part in ("numerator", "denominator")] == [
        Decimal(100),
        Decimal(1000),
    ]
    assert set(rows[4].cells.values()) == {"c"}


def test_symbols_stand_where_there_is_no_figure_and_no_cell_is_blank() -> None:
    given = {
        "T01": Given(symbol="c"),
        "T02": Given(symbol="k"),
        "T03": Given(symbol="z"),
        "T04": Given(symbol="x"),
        "T05": Given("8", symbol="u"),
        "T06": Given(),
        "T07": Given("22.26"),
    }
    [*rows] = csv.DictReader(io.StringIO(tidy_csv(matrix_of([Column("A_RATE", given, unit=Unit.RATE)]), {})))
    assert [row["a_rate_r12"] for row in rows] == ["c", "low", "z", "x", "u", "x", "22.3"]
    assert rows[6]["a_rate_r12_numerator"] == "x", "a figure that was given without its parts"
    assert all(cell for row in rows for cell in row.values())


def test_the_standard_columns_come_first_and_the_period_is_one_that_the_layout_knows() -> None:
    [row, *_] = csv.DictReader(io.StringIO(tidy_csv(matrix_of([five()]), {"T01": "E06000099"})))
    assert tuple(row)[: len(STANDARD)] == STANDARD and set(STANDARD) == set(STANDARD_READ)
    assert (row["time_period"], row["time_identifier"]) == ("2025", "June")
    assert (row["geographic_level"], row["new_la_code"], row["old_la_code"]) == (
        "Local authority",
        "E06000099",
        "T01",
    )


def test_the_partner_file_describes_each_column_of_figures_in_their_order() -> None:
    matrix = matrix_of([five(), Column("CP_N", {"T01": Given("12")}, unit=Unit.NUMBER)])
    rows = meta(matrix)
    columns = open_tidy(tidy_csv(matrix, {}).encode()).columns
    assert tuple(row["col_name"] for row in rows) == columns
    assert tuple(rows[0]) == META
    assert {row["col_type"] for row in rows} == {"Indicator"}
    assert [(row["indicator_unit"], row["indicator_dp"]) for row in rows] == [("%", "1"), *[("", "0")] * 3]
    assert rows[0]["indicator_grouping"] == "Referrals"
    assert len({row["label"] for row in rows}) == len(rows)
    assert max(len(row["col_name"]) for row in rows) <= 50


def test_a_label_that_a_spreadsheet_would_run_is_written_as_text() -> None:
    assert meta(matrix_of([five(label="=1+1")]))[0]["label"].startswith("'=1+1")
    wanted = Wanted(names={"T01": "@evil"})
    assert read_back(matrix_of([five()], wanted))[0].area_name == "'@evil"


def test_published_years_are_reporting_years_with_every_authority_in_each() -> None:
    matrix = published(matrix_of([five("A_PCT", window="FY")], Wanted(basis=Basis.PUBLISHED)))
    [*rows] = csv.DictReader(io.StringIO(tidy_csv(matrix, {})))
    assert {row["time_identifier"] for row in rows} == {"Reporting year"}
    assert [(row["time_period"], row["old_la_code"]) for row in rows] == [
        (year, f"T0{n}") for year in ("2025", "2024") for n in range(1, 6)
    ]
    assert [row["a_pct_fy"] for row in rows] == ["10", "20", "30", "40", "c", "9", "18", "27", "36", "x"]


def published(matrix: Matrix) -> Matrix:
    """As the published basis has them: the newest year, and the year before."""

    def of_year(cell: Cell) -> Cell:
        return replace(cell, period_end=f"{2025 if cell.key == 'current' else 2024}-03-31")

    entries = {
        key: replace(entry, line=replace(entry.line, cells=tuple(map(of_year, entry.line.cells))))
        for key, entry in matrix.entries.items()
    }
    return replace(matrix, entries=entries)


def test_the_importer_of_published_statistics_takes_the_file_of_fictional_authorities(db: None) -> None:
    region = RegionFactory.create(code="T12000001", name="Test region")
    held = {
        f"T0{n}": AuthorityFactory.create(code=f"T0{n}", name=f"Place T0{n}", region=region)
        for n in range(1, 6)
    }
    indicator = IndicatorFactory.create(code="A_PCT", unit="percentage")
    SeriesFactory.create(dataset=DatasetFactory.create(), indicator=indicator, column="a_pct_fy")
    matrix = published(matrix_of([five("A_PCT", window="FY")], Wanted(basis=Basis.PUBLISHED)))
    report = import_published(content=tidy_csv(matrix, {}).encode(), file_name="tidy.csv", by=None)
    assert (report.values_stored, report.years, report.unknown) == (10, [2024, 2025], [])
    assert report.release.fictional
    stored = {v.authority_id: v for v in PublishedValue.objects.filter(year=2025)}
    for entry in matrix.column(matrix.measures[0]):
        found = stored[held[entry.authority.code].pk]
        assert (found.value, found.symbol) == (entry.value, entry.line.value.symbol)


def test_the_nine_character_code_is_the_one_of_the_day(db: None) -> None:
    region = Region.objects.create(code="E12000009", name="South West")
    authority = AuthorityFactory.create(code="839", region=region, fictional=False)
    AuthorityCodeFactory.create(
        authority=authority, code="E06000028", valid_from=None, valid_to=date(2019, 3, 31)
    )
    AuthorityCodeFactory.create(
        authority=authority, code="E06000058", valid_from=date(2019, 4, 1), valid_to=None
    )
    assert nine_character_codes([authority], date(2019, 3, 31)) == {"839": "E06000028"}
    assert nine_character_codes([authority], date(2025, 6, 30)) == {"839": "E06000058"}
    assert nine_character_codes([AuthorityFactory.create()], date(2025, 6, 30)) == {}
