from __future__ import annotations

import csv
import io
import json

import pytest

from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from reports.side_by_side.exports.comparison import matrix_as_json
from reports.side_by_side.exports.long_form import HEADINGS, long_rows, matrix_csv
from reports.side_by_side.matrix import Matrix
from tests.reports.side_by_side.exports.matrices import Column, Given, Wanted, five, matrix_of


def rows_of(matrix: Matrix) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(matrix_csv([matrix]))))


def test_a_row_has_the_figure_its_parts_its_place_and_the_spread_beside_it() -> None:
    row = rows_of(matrix_of([five()]))[1]
    told = {name: row[name] for name in ("code", "authority", "indicator", "window", "period_end")}
    assert told == {
        "code": "T02",
        "authority": "Place T02",
        "indicator": "REREF_PCT",
        "window": "R12",
        "period_end": "2025-06-30",
    }
    assert [row[n] for n in ("value", "display", "numerator", "denominator")] == [
        "20",
        "20.0%",
        "200",
        "1000",
    ]
    assert [row[n] for n in ("earlier_value", "earlier_period_end", "direction")] == [
        "18",
        "2025-03-31",
        "up",
    ]
    # Of 10, 20, 30 and 40, low is good: second of four; quartiles by linear interpolation.
    assert [row[n] for n in ("rank", "equal", "of")] == ["2", "", "4"]
    assert [row[n] for n in ("q1", "median", "q3", "figures")] == ["17.5", "25", "32.5", "4"]
    assert (row["quarter"], row["distance"]) == ("middle half", "near the median")


def test_the_quarter_is_said_in_words_that_know_which_way_is_good() -> None:
    low, high = (rows_of(matrix_of([five(polarity=p)])) for p in (Polarity.LOW, Polarity.HIGH))
    assert (low[0]["quarter"], low[3]["quarter"]) == ("best quarter", "worst quarter")
    assert (high[0]["quarter"], high[3]["quarter"]) == ("worst quarter", "best quarter")
    neutral = rows_of(matrix_of([five(polarity=Polarity.NEUTRAL)]))
    assert [neutral[0][n] for n in ("quarter", "rank", "of")] == ["lowest quarter", "", ""]


def test_a_missing_figure_is_a_row_without_one_and_not_a_missing_row() -> None:
    matrix = matrix_of([five(), Column("OTHER_N", {"T01": Given("12")}, unit=Unit.NUMBER)])
    rows = rows_of(matrix)
    assert len(rows) == len(matrix.authorities) * 2
    blank = next(row for row in rows if (row["indicator"], row["code"]) == ("OTHER_N", "T03"))
    assert [blank[n] for n in ("value", "symbol", "display", "rank", "q1")] == [""] * 5


def test_several_periods_stand_beneath_one_line_of_headings() -> None:
    matrix = matrix_of([five()])
    text = matrix_csv([matrix, matrix])
    assert text.splitlines()[0] == ",".join(HEADINGS)
    assert text.count("indicator,") == 1 and len(text.splitlines()) == 11


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_that_a_spreadsheet_would_run_is_written_as_text(start: str) -> None:
    evil = f'{start}HYPERLINK("http://example.org")'
    matrix = matrix_of([five(label=evil)], Wanted(names={"T01": evil}))
    row = rows_of(matrix)[0]
    assert (row["authority"], row["name"]) == (f"'{evil}", f"'{evil}")


def test_exact_decimals_are_written_in_full() -> None:
    tiny = Column("TINY_RATE", {"T01": Given("0.0000001")}, unit=Unit.RATE)
    assert rows_of(matrix_of([tiny]))[0]["value"] == "0.0000001"


def test_every_row_has_every_column() -> None:
    assert {len(row) for row in long_rows(matrix_of([five()]))} == {len(HEADINGS)}


def test_the_json_has_what_the_csv_has() -> None:
    matrix = matrix_of([five()])
    data = json.loads(json.dumps(matrix_as_json(matrix)))
    assert (data["region"], data["period"], data["basis"]) == ("T12000001", "2025-06", "in-year")
    assert data["authorities"][0] == {"code": "T01", "name": "Place T01"}
    [measure] = data["measures"]
    assert (measure["key"], measure["q1"], measure["median"], measure["shown"]) == (
        "REREF_PCT.R12",
        17.5,
        25,
        4,
    )
    assert len(data["cells"]) == 5
    for cell, row in zip(data["cells"], rows_of(matrix), strict=True):
        assert (cell["authority"], cell["display"]) == (row["code"], row["display"])
        assert (cell["standing"], cell["distance"]) == (row["quarter"], row["distance"])
        for name in ("value", "rank", "numerator"):
            assert ("" if cell[name] is None else str(cell[name])) == row[name]
    hidden = data["cells"][-1]
    assert [hidden[n] for n in ("value", "symbol", "numerator", "rank", "rag")] == [
        None,
        "c",
        None,
        None,
        "none",
    ]


def test_quartiles_have_one_decimal_more_than_the_figures_they_lie_between() -> None:
    given = {f"T0{n}": Given(value) for n, value in enumerate(("10.1", "10.2", "10.3", "10.6"), start=1)}
    row = dict(zip(HEADINGS, next(long_rows(matrix_of([Column("A_PCT", given)]))), strict=True))
    assert [str(row[name]) for name in ("q1", "median", "q3")] == ["10.18", "10.25", "10.38"]
    [told] = matrix_as_json(matrix_of([Column("A_PCT", given)]))["measures"]
    assert [told[name] for name in ("q1", "median", "q3")] == [10.18, 10.25, 10.38]
