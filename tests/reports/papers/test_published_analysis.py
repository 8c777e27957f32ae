"""The analysis of the three papers, read from the published texts themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

import reports
from reports.papers.analysis import Commentary, ExceptionClass, read_commentary
from tests.reports.papers.published import (
    LAYOUTS,
    NORTH_SOMERSET,
    PAPERS,
    SEFTON_2023,
    SEFTON_2025,
    needs_published_texts,
    published_text,
)
from tests.reports.papers.second_reader import second_reading

pytestmark = needs_published_texts

PROJECT = Path(reports.__file__).parent


def published_commentary(name: str) -> Commentary:
    return read_commentary(published_text(name), PAPERS[name], LAYOUTS[PAPERS[name].layout])


@pytest.mark.parametrize("name", [SEFTON_2023, SEFTON_2025])
def test_every_sefton_row_has_the_analysis_printed_beside_it(name: str) -> None:
    rows = second_reading(published_text(name), name)
    found = published_commentary(name)
    assert found.analysis == {number: row.analysis for number, row in rows.items()}
    assert found.unmatched == []


def test_every_row_that_north_somerset_lists_is_found_under_its_class() -> None:
    found = published_commentary(NORTH_SOMERSET)
    by_class = {
        kind: sorted(int(number) for number, listed in found.classes.items() if listed is kind)
        for kind in ExceptionClass
    }
    # Read from the paper by hand. The last area is divided into green and red only.
    assert by_class == {
        ExceptionClass.CELEBRATE: [10, 12, 13, 35, 44, 45, 51, 56, 60],
        ExceptionClass.AMBER: [40],
        ExceptionClass.RED_WATCH: [2, 3, 4, 22, 23, 25, 27, 39, 43, 49, 53, 54],
        ExceptionClass.RED_CONCERN: [7, 15, 16, 17, 28, 29, 30, 32, 33, 34, 36, 38, 41, 42, 46, 47, 52],
        ExceptionClass.RED: [55, 57, 58, 59],
    }
    assert found.unmatched == []


def test_red_rows_of_north_somerset_are_listed_under_red_but_for_three() -> None:
    classes = published_commentary(NORTH_SOMERSET).classes
    red = [line.number for line in PAPERS[NORTH_SOMERSET].lines if line.rag == "red"]
    assert [number for number in red if number not in classes] == ["24", "50"]
    listed = [number for number in red if number in classes]
    assert [number for number in listed if not classes[number].startswith("red")] == ["10"]


def test_north_somersets_paragraphs_are_given_to_the_rows_they_cover() -> None:
    analysis = published_commentary(NORTH_SOMERSET).analysis
    shared: dict[str, list[int]] = {}
    for number, sentences in analysis.items():
        shared.setdefault(sentences, []).append(int(number))
    groups = sorted(sorted(numbers) for numbers in shared.values() if len(numbers) > 1)
    assert groups == [
        [2, 3, 4],
        [16, 17],
        [28, 29, 30],
        [32, 33, 34, 36, 38],
        [41, 42],
        [46, 47, 52],
        [55, 57, 58, 59],
    ]
    alone = sorted(int(number) for number in analysis if not any(int(number) in group for group in groups))
    assert alone == [7, 10, 12, 13, 15, 22, 23, 25, 27, 45, 51]


@pytest.mark.parametrize("name", PAPERS)
def test_every_sentence_given_to_a_row_stands_in_the_published_text(name: str) -> None:
    text = " ".join(published_text(name).split())
    for sentences in published_commentary(name).analysis.values():
        assert all(" ".join(part.split()) in text for part in sentences.split(". "))


@pytest.mark.parametrize("name", PAPERS)
def test_no_sentence_of_a_papers_analysis_is_kept_in_the_project(name: str) -> None:
    suffixes = {".py", ".json", ".csv", ".md"}
    files = [path for path in PROJECT.rglob("*") if path.suffix in suffixes]
    kept = "\n".join(path.read_text(encoding="utf-8") for path in files)
    labels = "\n".join(line.label for _, line in LAYOUTS[PAPERS[name].layout].lines())
    for sentences in published_commentary(name).analysis.values():
        for sentence in sentences.split(". "):
            assert len(sentence) < 30 or sentence in labels or sentence not in kept
