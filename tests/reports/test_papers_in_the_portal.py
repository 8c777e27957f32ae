"""The three published papers through the whole portal: handed in, approved, recalculated, compared.

The expectations are the papers' own printed cells, read as data (reports/papers/data, which another
test compares cell by cell with the published text).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from authorities.models import Authority, Region, Role
from reports.demonstration.accounts import make_sign_ins, person
from reports.demonstration.published import Loaded, load_paper
from reports.management.commands.demo import REGION
from reports.management.commands.load_reference import load_reference
from reports.papers.analysis import find_paper
from reports.papers.papers import Paper, PaperLine, read_papers
from reports.rows import Cell, Line
from tests.keeping import kept_for_the_module

PAPERS = {paper.name: paper for paper in read_papers()}
FOLDER = Path(settings.PUBLISHED_DIR) / "scorecards"
ARROWS = {"up", "down", "same"}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Loaded]]:
    with kept_for_the_module(django_db_blocker):
        load_reference(demonstration=True)
        authorities = list(Authority.objects.filter(code__in={p.authority for p in PAPERS.values()}))
        make_sign_ins(authorities, Region.objects.get(code=REGION))
        analyst, approver = person(Role.ANALYST), person(Role.APPROVER)
        yield {
            name: load_paper(paper, analyst=analyst, approver=approver, folder=FOLDER)
            for name, paper in PAPERS.items()
        }


def pairs(loaded: Loaded) -> list[tuple[Line, PaperLine]]:
    by_number = {line.number: line for line in loaded.lines}
    return [(by_number[printed.number], printed) for printed in loaded.paper.lines]


def comparable(line: Line) -> bool:
    return line.value.value is not None and line.before.value is not None


def directions(loaded: Loaded) -> tuple[list[str], list[str]]:
    """The numbers of the lines whose printed direction can be tested, and of those that differ."""
    tested, differing = [], []
    for line, printed in pairs(loaded):
        if not printed.direction or not comparable(line):
            continue
        tested.append(line.number)
        given = line.direction if printed.direction in ARROWS else line.word
        if given != printed.direction:
            differing.append(line.number)
    return tested, differing


def ratings(loaded: Loaded) -> tuple[list[str], list[str]]:
    """The same for red, amber and green on lines with a numeric target and figure."""
    tested, differing = [], []
    for line, printed in pairs(loaded):
        numeric = any(c.isdigit() for c in printed.target)
        if printed.rag not in ("green", "amber", "red") or not numeric or line.value.value is None:
            continue
        tested.append(line.number)
        if line.rag != printed.rag:
            differing.append(line.number)
    return tested, differing


@pytest.mark.django_db
def test_all_23_arrows_of_sefton_2023_are_recomputed_as_printed(loaded: dict[str, Loaded]) -> None:
    tested, differing = directions(loaded["sefton-2023-11"])
    assert (len(tested), differing) == (23, [])


@pytest.mark.django_db
def test_all_26_arrows_of_sefton_2025_are_recomputed_as_printed(loaded: dict[str, Loaded]) -> None:
    tested, differing = directions(loaded["sefton-2025-01"])
    assert (len(tested), differing) == (26, [])


@pytest.mark.django_db
def test_north_somerset_differs_from_print_in_line_50_and_line_4_alone(loaded: dict[str, Loaded]) -> None:
    paper = loaded["north-somerset-2023-24-q3"]
    rated, other_rating = ratings(paper)
    moved, other_direction = directions(paper)
    assert (len(rated), other_rating) == (40, ["50"])
    assert (len(moved), other_direction) == (55, ["4"])


@pytest.mark.django_db
def test_a_line_that_differs_says_so_and_keeps_the_portals_own_answer(loaded: dict[str, Loaded]) -> None:
    lines = {line.number: line for line in loaded["north-somerset-2023-24-q3"].lines}
    assert lines["50"].rag == "amber" and lines["4"].word == "DECREASE" and lines["4"].rag == "none"
    # 58 has a direction for a target, which no rule rates; the paper prints red.
    differing = {number for number, line in lines.items() if line.differs}
    assert differing == {"4", "50", "58"}
    assert not [
        line for name in ("sefton-2023-11", "sefton-2025-01") for line in loaded[name].lines if line.differs
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_row_stands_with_its_label_polarity_and_target_as_printed(
    loaded: dict[str, Loaded], name: str
) -> None:
    paper = PAPERS[name]
    assert [line.number for line in loaded[name].lines] == [line.number for line in paper.lines]
    stated = {"High": "high", "Higher is better": "high", "Low": "low", "Lower is better": "low"}
    for line, printed in pairs(loaded[name]):
        assert line.indicator
        if printed.polarity:
            assert line.polarity == stated.get(printed.polarity, "neutral"), line.number
        assert line.target == ("" if printed.target in ("-", "N/A") else printed.target), line.number


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_figure_stands_as_printed(loaded: dict[str, Loaded], name: str) -> None:
    for line, printed in pairs(loaded[name]):
        cells = {cell.key: cell for cell in line.cells}
        for key, text in printed.figures.items():
            if text not in ("", "-"):
                assert reads_alike(cells[key], text), f"{line.number} {key}: {cells[key].display} for {text}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_comparator_stands_as_printed_with_a_year_of_its_own(
    loaded: dict[str, Loaded], name: str
) -> None:
    for line, printed in pairs(loaded[name]):
        given = {comparator.key: comparator for comparator in line.comparators}
        for key, text in printed.comparators.items():
            if not text:
                continue
            assert given[key].year
            if text in ("-", "<1%"):
                assert given[key].value is None and given[key].display == text, f"{line.number} {key}"
            else:
                assert Decimal(given[key].value or "0") == number(text), f"{line.number} {key}"


@pytest.mark.django_db
def test_the_years_of_sefton_2025_are_kept_row_by_row(loaded: dict[str, Loaded]) -> None:
    years = {
        (line.number, comparator.key): comparator.year
        for line in loaded["sefton-2025-01"].lines
        for comparator in line.comparators
    }
    assert years[("1", "LA")] == "2023-24"
    # Printed under 2023-24, but the values are those of 2022-23.
    assert [years[(number, "LA")] for number in ("17", "20", "21")] == ["2022-23"] * 3
    assert years[("26", "LA")] == "2022-23"
    assert years[("1", "RIG NW")] == "2024-25 Q1"


@pytest.mark.django_db
def test_a_figure_with_a_date_of_its_own_keeps_it(loaded: dict[str, Loaded]) -> None:
    agency = next(line for line in loaded["sefton-2025-01"].lines if line.number == "6")
    assert (agency.before.display, agency.before.as_at) == ("30%", "2024-01-31")
    assert (agency.value.display, agency.value.as_at) == ("28%", "2024-09-30")


@pytest.mark.django_db
@pytest.mark.published
@pytest.mark.parametrize(("name", "texts"), [("sefton-2023-11", 23), ("sefton-2025-01", 26)])
def test_the_analysis_of_every_sefton_row_stands_beside_it(
    loaded: dict[str, Loaded], name: str, texts: int
) -> None:
    path = find_paper(PAPERS[name], FOLDER)
    if path is None:
        pytest.skip("the published papers are not beside the project")
    snapshot = loaded[name].scorecard.publications.get().snapshot
    written = [line["analysis"] for line in snapshot["lines"] if line["analysis"]]
    assert len(written) == loaded[name].texts == texts
    published = " ".join(path.read_text(encoding="utf-8").split())
    assert all(" ".join(text.split()) in published for text in written)


@pytest.mark.django_db
def test_loading_a_paper_again_changes_nothing(loaded: dict[str, Loaded]) -> None:
    for name, paper in PAPERS.items():
        before = loaded[name].scorecard.publications.get().sha256
        again = load_paper(paper, analyst=person(Role.ANALYST), approver=person(Role.APPROVER), folder=FOLDER)
        assert again.returns == 0
        assert [p.sha256 for p in again.scorecard.publications.all()] == [before]


def number(text: str) -> Decimal:
    return Decimal(text.partition("(")[0].replace(",", "").replace("%", "").strip())


def reads_alike(cell: Cell, text: str) -> bool:
    """The same number, to as many decimals as were printed."""
    decimals = len(text.partition("(")[0].strip(" %").partition(".")[2])
    return cell.number == number(text) and cell.places == decimals


def test_the_papers_are_the_three_we_expect() -> None:
    counts: dict[str, int] = {name: len(paper.lines) for name, paper in PAPERS.items()}
    assert counts == {"sefton-2023-11": 23, "sefton-2025-01": 26, "north-somerset-2023-24-q3": 60}
    assert all(isinstance(paper, Paper) for paper in PAPERS.values())
