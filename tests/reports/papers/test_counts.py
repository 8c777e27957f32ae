"""How much of the North Somerset paper can be read and tested: the indicator specification, part C2."""

from __future__ import annotations

from collections import Counter

from indicators.calculations.figures import parse_figure
from indicators.calculations.targets import parse_target
from indicators.catalogue.loader import read_catalogue
from reports.papers.papers import PaperLine
from tests.reports.papers.published import NORTH_SOMERSET, PAPERS

UNITS = {entry.code: entry.unit for entry in read_catalogue()}
LINES = PAPERS[NORTH_SOMERSET].lines


def has_numbers(line: PaperLine) -> bool:
    target = parse_target(line.target, UNITS[line.code])
    return target is not None and target.is_numeric and bool(line.figures["current"])


def test_the_rag_can_be_read_on_56_of_60_rows_and_none_is_amber() -> None:
    counts = Counter(line.rag for line in LINES)
    assert counts == {"red": 34, "not targeted": 14, "green": 8, "": 4}
    assert [line.number for line in LINES if not line.rag] == ["51", "52", "53", "60"]


def test_40_rows_have_a_printed_rag_with_a_numeric_target_and_value() -> None:
    coloured = [line for line in LINES if line.rag in ("red", "green", "amber")]
    assert len(coloured) == 42
    assert [line.number for line in coloured if not has_numbers(line)] == ["4", "58"]


def test_the_direction_can_be_tested_on_55_rows() -> None:
    printed = [line for line in LINES if line.direction]
    testable = {line.number for line in printed if line.figures["current"] and line.figures["q2"]}
    assert len(testable) == 55
    assert {line.number for line in LINES} - testable == {"2", "26", "27", "51", "60"}


def test_the_two_figures_behind_each_direction_are_there_on_every_row_but_three() -> None:
    missing = {line.number for line in LINES if not (line.figures["current"] and line.figures["q2"])}
    assert missing == {"26", "27", "60"}


def test_parsed_figures_of_every_row_that_has_them_are_numbers() -> None:
    for line in LINES:
        for text in line.figures.values():
            figure = parse_figure(text, UNITS[line.code])
            assert (figure is None) is (text == "")
