from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from indicators.calculations.figures import parse_figure
from indicators.calculations.periods import Window, is_month_end, is_quarter_end, window_bounds
from indicators.calculations.targets import Sense, TargetKind, parse_target
from indicators.catalogue.loader import read_catalogue
from reports.layouts.schema import Layout, parse_layout
from reports.papers.papers import (
    Paper,
    PaperComparator,
    PaperError,
    PaperFigure,
    PaperTarget,
    PrintedVerdict,
    comparators,
    figures_by_period,
    printed_verdicts,
    read_papers,
    targets,
)
from tests.reports.layouts.layout_dicts import layout_dict, line_dict, section_dict
from tests.reports.papers.published import LAYOUTS, NORTH_SOMERSET, PAPERS, SEFTON_2023, SEFTON_2025

ENTRIES = {entry.code: entry for entry in read_catalogue()}


def returns(name: str) -> dict[date, list[PaperFigure]]:
    return figures_by_period(PAPERS[name], LAYOUTS[PAPERS[name].layout])


def return_sizes(name: str) -> dict[str, int]:
    return {period_end.isoformat(): len(figures) for period_end, figures in returns(name).items()}


def test_the_papers_say_whose_they_are_and_when_they_end() -> None:
    said = {paper.name: (paper.authority, paper.period_end) for paper in read_papers()}
    assert said == {
        SEFTON_2023: ("343", date(2023, 9, 30)),
        SEFTON_2025: ("343", date(2025, 1, 31)),
        NORTH_SOMERSET: ("802", date(2023, 12, 31)),
    }


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.name)
def test_the_layout_of_a_paper_is_its_authoritys_own_and_has_its_lines(paper: Paper) -> None:
    layout = LAYOUTS[paper.layout]
    assert layout.is_own(paper.authority, paper.period_end)
    expected = [(line.number, line.code) for _, line in layout.lines()]
    assert [(line.number, line.code) for line in paper.lines] == expected
    for line in paper.lines:
        section, _ = layout.line(line.number)
        assert list(line.figures) == [column.key for column in section.columns]
        assert list(line.comparators) == [comparator.key for comparator in section.comparators]


def test_sefton_2025_splits_into_the_returns_of_two_januaries() -> None:
    # January 2024: lines 11-26 and the dated agency figure. January 2025: 9 lines with two windows, the
    # agency figure and lines 11-26.
    assert return_sizes(SEFTON_2025) == {"2024-01-31": 17, "2025-01-31": 35}
    january_2024, january_2025 = returns(SEFTON_2025).values()
    assert PaperFigure("WF_AGENCY_PCT", Window.S, "30% (Jan24)") in january_2024
    assert PaperFigure("WF_AGENCY_PCT", Window.S, "28% (Sep24)") in january_2025
    assert PaperFigure("REF_RATE", Window.R12, "690.0") in january_2025
    assert PaperFigure("REF_RATE", Window.R6, "670.0") in january_2025
    assert PaperFigure("ICPC_RATE", Window.R6, "70") in january_2024


def test_sefton_2023_splits_into_the_returns_of_two_septembers_without_the_local_baselines() -> None:
    # September 2022: lines 8-23. September 2023: 5 lines with two windows, and 18 others.
    assert return_sizes(SEFTON_2023) == {"2022-09-30": 16, "2023-09-30": 28}
    september_2022, september_2023 = returns(SEFTON_2023).values()
    assert "CLA_UNREG_N" not in {figure.code for figure in september_2022}
    assert PaperFigure("CLA_UNREG_N", Window.S, "27") in september_2023


def test_north_somerset_splits_into_the_returns_of_four_quarters() -> None:
    # 60 lines, less 26 and 60 which are lost, and less 27 in all but the last quarter.
    assert return_sizes(NORTH_SOMERSET) == {
        "2023-03-31": 57,
        "2023-06-30": 57,
        "2023-09-30": 57,
        "2023-12-31": 58,
    }
    latest = returns(NORTH_SOMERSET)[date(2023, 12, 31)]
    assert PaperFigure("ASM_45D_PCT", Window.Q, "71%") in latest
    assert PaperFigure("ASM_45D_PCT", Window.YTD, "65%") in latest
    assert PaperFigure("CLA_PARTIC_PCT", Window.M, "77%") in latest


@pytest.mark.parametrize("name", PAPERS)
def test_every_figure_can_be_read_in_its_indicators_unit_and_window(name: str) -> None:
    for period_end, figures in returns(name).items():
        assert is_month_end(period_end)
        assert is_quarter_end(period_end) or not any(figure.window is Window.Q for figure in figures)
        for figure in figures:
            entry = ENTRIES[figure.code]
            assert figure.window in entry.windows
            assert window_bounds(figure.window, period_end)
            read = parse_figure(figure.text, entry.unit)
            assert read is not None
            assert read.value is not None


@pytest.mark.parametrize("name", PAPERS)
def test_every_comparator_and_target_can_be_read_in_its_indicators_unit(name: str) -> None:
    paper = PAPERS[name]
    for comparator in comparators(paper, LAYOUTS[paper.layout]):
        assert parse_figure(comparator.text, ENTRIES[comparator.measures].unit) is not None
    for target in targets(paper):
        assert parse_target(target.text, ENTRIES[target.code].unit) is not None


def test_a_comparator_carries_the_year_that_is_known_for_its_line() -> None:
    paper = PAPERS[SEFTON_2025]
    years = {(c.number, c.name): c.year for c in comparators(paper, LAYOUTS[paper.layout])}
    assert years["16", "LA"] == "2023-24"
    assert years["17", "LA"] == "2022-23"
    assert years["17", "SN"] == "2023-24"
    assert years["22", "SN"] == "2022-23"
    assert years["1", "RIG NW"] == "2024-25 Q1"


def test_a_dash_is_kept_as_a_comparator_that_was_not_published() -> None:
    paper = PAPERS[SEFTON_2025]
    found = comparators(paper, LAYOUTS[paper.layout])
    assert PaperComparator("CLA_EXIT_SGO_PCT", "23", "SN", "2022-23", "-", "CLA_EXIT_SGO_PCT") in found
    assert PaperComparator("CLA_EXIT_ADOPT_PCT", "22", "LA", "2022-23", "<1%", "CLA_EXIT_ADOPT_PCT") in found


def test_comparators_that_slid_up_a_row_say_what_they_measure() -> None:
    paper = PAPERS[NORTH_SOMERSET]
    found = {c.number: c.measures for c in comparators(paper, LAYOUTS[paper.layout])}
    assert (found["10"], found["11"], found["12"]) == ("REF_NFA_PCT", "REREF_PCT", "REREF_PCT")


def test_a_target_has_the_sense_of_its_printed_polarity() -> None:
    sefton = {target.number: target for target in targets(PAPERS[SEFTON_2025])}
    assert list(sefton) == [str(number) for number in range(1, 11)]
    assert sefton["1"] == PaperTarget("REF_RATE", "580", None, "", "1")
    assert sefton["2"] == PaperTarget("REREF_PCT", "21%", Sense.AT_MOST, "", "2")
    assert sefton["4"] == PaperTarget("ASM_45D_PCT", "89%", Sense.AT_LEAST, "", "4")


def test_a_target_that_is_judged_without_a_polarity_has_the_sense_of_the_judgement() -> None:
    found = {target.number: target for target in targets(PAPERS[NORTH_SOMERSET])}
    assert found["15"] == PaperTarget("S47_ICPC_PCT", "31%", Sense.AT_LEAST, "Ofsted good", "15")
    line = LAYOUTS["north-somerset-2023-24"].line("15")[1]
    assert line.target_sense is Sense.AT_LEAST


def test_lost_targets_and_lines_without_one_give_no_target() -> None:
    found = {target.number for target in targets(PAPERS[NORTH_SOMERSET])}
    assert found.isdisjoint({"1", "4", "26", "51", "52", "60"})
    lost = [line.number for _, line in LAYOUTS["north-somerset-2023-24"].lines() if line.has_unread_target]
    assert lost == ["51", "52", "60"]


def test_a_target_in_words_is_kept_as_words() -> None:
    found = {target.number: target for target in targets(PAPERS[NORTH_SOMERSET])}
    read = parse_target(found["58"].text, ENTRIES["WF_AGENCY_N"].unit)
    assert read is not None
    assert read.kind is TargetKind.DIRECTION


def test_a_verdict_is_given_for_every_line() -> None:
    assert printed_verdicts(PAPERS[SEFTON_2023])[0] == PrintedVerdict("1", "", "down", "Higher")
    assert printed_verdicts(PAPERS[NORTH_SOMERSET])[3] == PrintedVerdict("4", "red", "NEGATIVE", "")


HEADER = (
    "number,code,figure:earlier,figure:current,target,target_source,target_sense,polarity,rag,direction,"
    "position,comparator:LA,comparators_note,unreadable,note\n"
)
ENTRY = {
    "name": "small",
    "authority": "343",
    "authority_name": "Sefton",
    "layout": "small",
    "period_end": "2025-01-31",
    "file_name": "small.txt",
    "title": "A small paper",
    "published": "nobody",
}


def small_paper(folder: Path, *rows: str, header: str = HEADER) -> Paper:
    (folder / "papers.json").write_text(json.dumps([ENTRY]), encoding="utf-8")
    (folder / "small.csv").write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return read_papers(folder)[0]


def small_layout(*lines: dict[str, object]) -> Layout:
    return parse_layout(layout_dict(sections=[section_dict(lines=list(lines))]))


def test_a_paper_is_read_from_its_files(tmp_path: Path) -> None:
    paper = small_paper(
        tmp_path, '1,REF_RATE,"1,690.0",670,580,England,,Low,red,up,Higher,622,,target; rag,odd'
    )
    (line,) = paper.lines
    assert line.figures == {"earlier": "1,690.0", "current": "670"}
    assert line.comparators == {"LA": "622"}
    assert line.unreadable == ("target", "rag")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("1,REF_RATE,1,2,,,,,blue,up,,,,,", "small.csv, line 2 of the file: rag is 'blue'"),
        ("1,REF_RATE,1,2,,,,,red,sideways,,,,,", "direction is 'sideways'"),
        ("1,REF_RATE,1,2,,,,,red,up,Middle,,,,", "position is 'Middle'"),
    ],
)
def test_a_verdict_that_no_paper_prints_is_refused(tmp_path: Path, row: str, sentence: str) -> None:
    with pytest.raises(PaperError, match=sentence):
        small_paper(tmp_path, row)


def test_a_column_that_is_not_known_or_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match=r"columns not known: \['colour'\]; columns missing: \['rag'\]"):
        small_paper(tmp_path, header=HEADER.replace("rag", "colour"))


def test_a_row_number_that_comes_twice_is_refused(tmp_path: Path) -> None:
    row = "1,REF_RATE,1,2,,,,,,,,,,,"
    with pytest.raises(PaperError, match="a row number comes twice"):
        small_paper(tmp_path, row, row)


def test_a_figure_that_two_lines_print_alike_is_returned_once(tmp_path: Path) -> None:
    paper = small_paper(tmp_path, "1,REF_RATE,690,670,,,,,,,,,,,", "2,REF_RATE,690,670,,,,,,,,,,,")
    layout = small_layout(line_dict("1"), line_dict("2"))
    assert figures_by_period(paper, layout) == {
        date(2025, 1, 31): [
            PaperFigure("REF_RATE", Window.R12, "690"),
            PaperFigure("REF_RATE", Window.R6, "670"),
        ]
    }


def test_a_figure_that_two_lines_print_differently_is_refused(tmp_path: Path) -> None:
    paper = small_paper(tmp_path, "1,REF_RATE,690,670,,,,,,,,,,,", "2,REF_RATE,691,670,,,,,,,,,,,")
    with pytest.raises(
        PaperError, match="small, line 2: REF_RATE R12 is 691 here and 690 in an earlier line"
    ):
        figures_by_period(paper, small_layout(line_dict("1"), line_dict("2")))
