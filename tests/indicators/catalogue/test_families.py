"""The catalogue as shipped, and a second reading of the reference beside the project."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.catalogue.entries import AnnexAClass, IndicatorEntry
from indicators.catalogue.loader import FAMILIES, read_catalogue

REFERENCE = Path(__file__).parents[4] / "shared" / "reference" / "indicator-catalogue.csv"
UNITS_BY_SUFFIX = {"PCT": Unit.PERCENTAGE, "RATE": Unit.RATE, "N": Unit.NUMBER, "DAYS": Unit.DAYS}
# Counts of workers, supervisions and reviews as such: none of them points at a child.
COUNT_NO_CHILD = {
    "WF_AGENCY_PCT",
    "WF_AGENCY_N",
    "WF_SW20_PCT",
    "WF_ISRO55_PCT",
    "WF_PA20_PCT",
    "WF_SUPERV_PCT",
    "WF_SUPERV_BEN_PCT",
    "QA_SUP_FREQ_PCT",
    "QA_SUP_QUAL_PCT",
    "PR_N",
}
# What the reference says in prose, and the codes it means.
WINDOWS_IN_PROSE = {
    "mean of last 12 M": "MEAN12",
    "Q(R12)": "R12",
    "last 12 weeks": "Q",
    "annual": "FY",
    "annual survey": "FY",
    "S over last 12 M": "S",
    "R6 return, 12-month counter": "R6",
    "last month of Q": "M",
    "YTD by birthday": "YTD",
    "R12 or 3-year mean": "R12",
    "school year to date": "YTD",
}
TAGS = {
    r"Sefton scorecard January 2025 row ": "S25#",
    r"Sefton scorecard November 2023 row ": "S23#",
    r"Sefton scorecard March 2017 reference ": "S17 ",
    r"Sefton scorecard March 2017 row without a reference": "S17 (no ref)",
    r"North Somerset KPI report Q3 2023/24 row ": "NSO#",
    r"Barnsley monthly briefing July 2022 on ": "BAR ",
    r"Statute": "statute",
    r"\(year to date\)": "(YTD)",
    r"\((comparators|note)\)": r"\1",
}
PUBLICATION_ENDS = {
    "Sefton scorecard January 2025": date(2025, 1, 31),
    "Sefton scorecard November 2023": date(2023, 11, 30),
    "Sefton scorecard March 2017": date(2017, 3, 31),
    "North Somerset KPI report Q3 2023/24": date(2023, 12, 31),
    "Barnsley monthly briefing July 2022": date(2022, 7, 31),
    "Statute": date(2019, 8, 31),
}


@pytest.fixture(scope="module")
def catalogue() -> dict[str, IndicatorEntry]:
    return {entry.code: entry for entry in read_catalogue()}


@pytest.fixture(scope="module")
def reference() -> dict[str, dict[str, str]]:
    if not REFERENCE.exists():
        pytest.skip("the reference catalogue is not beside the project (../shared/reference)")
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def test_157_indicators_in_thirteen_families_82_of_them_computable_from_annex_a() -> None:
    entries = read_catalogue()
    assert len(entries) == len({entry.code for entry in entries}) == 157
    assert len({entry.family for entry in entries}) == len(list(FAMILIES.iterdir())) == 13
    assert sum(entry.from_annex_a for entry in entries) == 82


def test_a_code_ends_in_its_unit(catalogue: dict[str, IndicatorEntry]) -> None:
    for code, entry in catalogue.items():
        suffix = code.rpartition("_")[2]
        assert entry.unit is UNITS_BY_SUFFIX.get(suffix, entry.unit), code


def test_only_counts_that_point_at_no_child_may_be_shown_when_small(
    catalogue: dict[str, IndicatorEntry],
) -> None:
    assert {code for code, entry in catalogue.items() if not entry.counts_people} == COUNT_NO_CHILD


def test_lists_that_hold_six_months_never_yield_twelve_from_one_return(
    catalogue: dict[str, IndicatorEntry],
) -> None:
    for code, entry in catalogue.items():
        long = [entry.annex_a_class.get(window) for window in (Window.R12, Window.MEAN12)]
        if entry.annex_a_lists != (10,):
            assert AnnexAClass.ONE_RETURN not in long, code


def test_the_definition_date_is_that_of_the_newest_source(catalogue: dict[str, IndicatorEntry]) -> None:
    for code, entry in catalogue.items():
        ends = [
            end
            for source in entry.sources.split("; ")
            for publication, end in PUBLICATION_ENDS.items()
            if source.startswith(publication)
        ]
        assert len(ends) == len(entry.sources.split("; ")), code
        assert entry.definition_date == max(ends), code


def test_codes_names_families_units_and_polarities_equal_the_reference(
    catalogue: dict[str, IndicatorEntry], reference: dict[str, dict[str, str]]
) -> None:
    expected = {
        (row["code"], row["name"], row["family"], row["unit"].removesuffix(" per 10,000"), row["polarity"])
        for row in reference.values()
    }
    assert {(e.code, e.name, e.family, e.unit, e.polarity) for e in catalogue.values()} == expected


def test_windows_equal_the_prose_of_the_reference(
    catalogue: dict[str, IndicatorEntry], reference: dict[str, dict[str, str]]
) -> None:
    for code, row in reference.items():
        words = row["window"].split("; ")
        expected = dict.fromkeys(WINDOWS_IN_PROSE.get(word, word) for word in words)
        assert list(catalogue[code].windows) == list(expected), code
        # The mean of twelve months has a code of its own; any other prose leaves a remainder to print.
        in_prose = [word for word in words if word in WINDOWS_IN_PROSE and word != "mean of last 12 M"]
        assert bool(catalogue[code].window_note) == bool(in_prose), code


def test_annualised_windows_equal_the_reference(
    catalogue: dict[str, IndicatorEntry], reference: dict[str, dict[str, str]]
) -> None:
    for code, row in reference.items():
        expected = set(re.findall(r"(\w+) x", row["annualised"]))
        if row["annualised"].startswith("x"):
            expected = {row["window"]}
        assert set(catalogue[code].annualised) == expected, code


def test_lists_and_printed_classes_equal_the_reference(
    catalogue: dict[str, IndicatorEntry], reference: dict[str, dict[str, str]]
) -> None:
    for code, row in reference.items():
        source = row["annex_a_source"]
        lists = re.findall(r"Lists? (\d+)(?: and (\d+))?", source)
        assert catalogue[code].annex_a_lists == tuple(int(n) for pair in lists for n in pair if n), code
        classes = {str(window): str(kind) for window, kind in catalogue[code].annex_a_class.items()}
        for letter, windows in re.findall(r"\[(\w)\] (\w+(?:/\w+)*)(?=[,;])", source):
            for window in windows.split("/"):
                assert classes[window] == letter, code
        # A class printed without a window speaks for the first one; longer windows may need stitching.
        if source != "aggregate only" and "if YTD" not in source:
            assert classes[catalogue[code].windows[0]] == source[1], code


def test_every_source_of_the_reference_is_named(
    catalogue: dict[str, IndicatorEntry], reference: dict[str, dict[str, str]]
) -> None:
    for code, row in reference.items():
        sources = catalogue[code].sources
        for words, tag in TAGS.items():
            sources = re.sub(words, tag, sources)
        assert Counter(sources.split("; ")) == Counter(row["sources"].split("; ")), code


def test_a_denominator_is_blank_exactly_where_the_reference_has_none(
    catalogue: dict[str, IndicatorEntry], reference: dict[str, dict[str, str]]
) -> None:
    for code, row in reference.items():
        assert (catalogue[code].denominator == "") == (row["denominator"] == "-"), code
