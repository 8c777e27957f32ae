"""Which counts are the same or parts of others: the files as shipped, and what their loader refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.calculations.figures import Unit
from indicators.calculations.worlds import Relation
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.series import (
    FOLDER,
    SeriesError,
    at_period_end,
    read_series,
    relations_among,
    series_table,
    what_is_left,
)
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.vocabulary import Measure

CODES = {"ONE", "TWO"}
HEADS = {
    "series.csv": "code,numerator,denominator,at_period_end",
    "relations.csv": "total,part,rest,level,because",
}


def folder(where: Path, series: str = "", relations: str = "") -> Path:
    for name, lines in (("series.csv", series), ("relations.csv", relations)):
        (where / name).write_text(
            "\n".join([HEADS[name], *lines.split("|")]).strip() + "\n", encoding="utf-8"
        )
    return where


def test_the_shipped_files_name_only_indicators_of_the_catalogue() -> None:
    table = series_table()
    assert table == read_series(FOLDER, {entry.code for entry in read_catalogue()})
    assert table.parts["REF_RATE"].numerator == table.parts["REREF_PCT"].denominator == "referrals"
    assert Relation(
        "enquiries decided", "enquiries that led to a conference", "enquiries with no conference needed"
    ) in (table.relations)


def test_a_population_is_never_a_series_and_a_number_has_no_base() -> None:
    table = series_table()
    for entry in read_catalogue():
        if entry.code in table.parts and entry.unit in (Unit.RATE, Unit.NUMBER):
            assert table.parts[entry.code].denominator == "", entry.code


def test_what_is_counted_from_the_same_rows_of_the_lists_is_the_same_series() -> None:
    """Plain counts and bases of one set of rows carry one name, or their lists count them apart."""
    table, bases = series_table(), dict[int, set[str]]()
    for code, measure in DEFINITIONS.items():
        if not isinstance(measure, Measure) or code not in table.parts or measure.distinct:
            continue
        if measure.based and table.parts[code].denominator:
            bases.setdefault(id(measure.rows), set()).add(table.parts[code].denominator)
    assert {frozenset(names) for names in bases.values() if len(names) > 1} == set()


@pytest.mark.parametrize(
    ("series", "relations", "said"),
    [
        ("THREE,a,,", "", "there is no indicator 'THREE'"),
        ("ONE,a,,|ONE,b,,", "", "ONE is there twice"),
        ("ONE,a,,maybe", "", "at_period_end is yes or blank"),
        ("ONE,a", "", "4 cells are wanted"),
        ("ONE,a,b,", "a,c,,,why", "no indicator counts 'c'"),
        ("ONE,a,b,", "a,b,,yes,why", "only beside a named rest"),
        ("ONE,a,b,", "a,b,,,", "say why"),
        ("ONE,a,b,|TWO,c,,", "a,b,,,why|b,c,,,why|c,a,,,why", "'a' is a part of itself"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(
    tmp_path: Path, series: str, relations: str, said: str
) -> None:
    with pytest.raises(SeriesError, match=said):
        read_series(folder(tmp_path, series, relations), CODES)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    where = folder(tmp_path)
    (where / "series.csv").write_text("code,numerator\nONE,a\n", encoding="utf-8")
    with pytest.raises(SeriesError, match="the columns are code, numerator"):
        read_series(where, CODES)


def test_a_series_that_nobody_counted_is_stepped_over() -> None:
    chain = [Relation("all", "in 45"), Relation("in 45", "in 35"), Relation("in 35", "in 15")]
    assert relations_among({"all", "in 15"}, chain) == [Relation("all", "in 15")]
    assert relations_among({"in 15"}, chain) == []


def test_a_stock_is_tied_to_what_began_and_ended_and_holds_at_period_ends() -> None:
    rules = [Relation("begun", "ended", "open", level=True), Relation("open", "long open")]
    now = at_period_end("open")
    assert relations_among({"begun", now}, rules) == [Relation("begun", "ended", now, level=True)]
    assert relations_among({"open", "begun"}, rules) == []
    long_now = at_period_end("long open")
    assert relations_among({now, long_now}, rules) == [Relation(now, long_now)]


def test_a_rest_that_has_a_name_is_called_by_it() -> None:
    assert what_is_left("enquiries decided", "enquiries that led to a conference") == (
        "enquiries with no conference needed"
    )
    assert what_is_left("referrals", "re-referrals") == "referrals less re-referrals"
