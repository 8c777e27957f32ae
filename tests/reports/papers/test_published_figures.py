"""Every printed cell of the three papers, held against a second reading of the published text."""

from __future__ import annotations

import pytest

from reports.papers.label_matching import matching_line, plain_words
from reports.papers.papers import PaperLine
from tests.reports.papers.published import (
    LAYOUTS,
    NORTH_SOMERSET,
    PAPERS,
    SEFTON_2023,
    SEFTON_2025,
    needs_published_texts,
    published_text,
)
from tests.reports.papers.second_reader import AFTER_THE_ARROW, PrintedRow, second_reading, sefton_headings

pytestmark = needs_published_texts

HEADINGS = {
    "target": "Target",
    "polarity": "Low/High is good",
    "position": "Compared to mid-50% LA",
    "RIG Sefton": "RIG Q1 Sefton",
    "RIG NW": "2024-25 Q1 RIG NW",
}


def lost_cells(line: PaperLine, row: PrintedRow) -> set[str]:
    """The cells that the second reading could not find either, where a paper of this kind prints one."""
    lost = {f"figure:{key}" for key, text in row.figures.items() if not text}
    lost |= {name for name in ("target", "polarity", "rag", "direction") if not getattr(row, name)}
    if not row.is_local and row.label.startswith("Percentage of care leaver PA"):
        lost.add("comparators")
    if plain_words(row.label) == "visils williiii liitiescaies":
        lost.add("label")
    return lost


@pytest.mark.parametrize(("name", "rows"), [(SEFTON_2023, 23), (SEFTON_2025, 26), (NORTH_SOMERSET, 60)])
def test_the_second_reading_finds_every_row(name: str, rows: int) -> None:
    assert list(second_reading(published_text(name), name)) == [str(number) for number in range(1, rows + 1)]
    assert [line.number for line in PAPERS[name].lines] == list(second_reading(published_text(name), name))


@pytest.mark.parametrize("name", PAPERS)
def test_every_printed_cell_is_the_one_in_the_published_text(name: str) -> None:
    rows = second_reading(published_text(name), name)
    for line in PAPERS[name].lines:
        row = rows[line.number]
        damaged = "comparators" in line.unreadable
        assert line.figures == row.figures, line.number
        assert (line.target, line.polarity) == (row.target, row.polarity), line.number
        assert (line.rag, line.direction) == (row.rag, row.direction), line.number
        assert line.position == row.position, line.number
        assert line.comparators == row.comparators or damaged, line.number
        assert (line.comparators_note == "Local measure") is row.is_local, line.number


@pytest.mark.parametrize("name", [SEFTON_2023, SEFTON_2025])
def test_the_cells_of_a_sefton_row_stand_in_the_order_of_its_headings(name: str) -> None:
    expected = [HEADINGS.get(key, key) for key in AFTER_THE_ARROW[name]]
    pages = sefton_headings(published_text(name))
    assert len(pages) >= 3
    for page in pages:
        arrow = next(index for index, heading in enumerate(page) if heading.startswith("Direction of travel"))
        assert page[arrow + 1 :] == [*expected, "Analysis"]


@pytest.mark.parametrize("name", [SEFTON_2023, SEFTON_2025])
def test_nothing_of_sefton_is_called_unreadable(name: str) -> None:
    assert all(line.unreadable == () for line in PAPERS[name].lines)


def test_the_cells_called_unreadable_are_those_the_second_reading_cannot_find() -> None:
    rows = second_reading(published_text(NORTH_SOMERSET), NORTH_SOMERSET)
    lost = {line.number: lost_cells(line, rows[line.number]) for line in PAPERS[NORTH_SOMERSET].lines}
    said = {line.number: set(line.unreadable) for line in PAPERS[NORTH_SOMERSET].lines}
    assert said == lost


@pytest.mark.parametrize("name", PAPERS)
def test_every_label_of_a_layout_is_the_printed_name(name: str) -> None:
    layout = LAYOUTS[PAPERS[name].layout]
    rows = second_reading(published_text(name), name)
    for line in PAPERS[name].lines:
        label = layout.line(line.number)[1].label
        if "label" not in line.unreadable:
            assert matching_line(rows[line.number].label, {line.number: label}) == line.number
            assert plain_words(rows[line.number].label) == plain_words(label)


@pytest.mark.parametrize("name", [SEFTON_2023, SEFTON_2025])
def test_the_stars_of_a_printed_name_are_kept_as_flags(name: str) -> None:
    layout = LAYOUTS[PAPERS[name].layout]
    for number, row in second_reading(published_text(name), name).items():
        flags = layout.line(number)[1].flags
        stars = len(row.label) - len(row.label.rstrip("*"))
        assert ("rolling 12 months" in flags, "snapshot" in flags) == (stars == 1, stars == 2), number
        assert ("key indicator" in flags) is (row.target != "-"), number


@pytest.mark.parametrize("name", PAPERS)
def test_the_layout_states_the_printed_polarity(name: str) -> None:
    layout = LAYOUTS[PAPERS[name].layout]
    printed = {"Low": "low", "Lower is better": "low", "High": "high", "Higher is better": "high"}
    for number, row in second_reading(published_text(name), name).items():
        polarity = layout.line(number)[1].polarity
        if row.polarity:
            assert polarity == printed.get(row.polarity, "neutral"), number


def test_a_targets_source_is_the_comparator_it_equals() -> None:
    rows = second_reading(published_text(NORTH_SOMERSET), NORTH_SOMERSET)
    sources = {line.number: line.target_source for line in PAPERS[NORTH_SOMERSET].lines if line.target_source}
    for number, source in sources.items():
        row = rows[number]
        if source == "England, rounded":
            assert (row.target, row.comparators["Eng"]) == ("13%", "12.9%")
            continue
        equal = row.comparators["Eng" if source == "England" else source]
        assert float(equal.rstrip("%")) == float(row.target.rstrip("%")), number
    assert sorted(map(int, sources)) == [10, 12, 15, 22, 23, 25, 36, 39, 40, 41, 42, 56]
