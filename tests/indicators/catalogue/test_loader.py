from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.catalogue.entries import AnnexAClass, IndicatorEntry
from indicators.catalogue.loader import COLUMNS, read_catalogue
from indicators.catalogue.problems import CatalogueError
from tests.indicators.catalogue.family_files import GOOD_ROW, write_family


def refusals(folder: Path) -> list[str]:
    """The sentences with which the folder is refused."""
    with pytest.raises(CatalogueError) as refusal:
        read_catalogue(folder)
    return [str(problem) for problem in refusal.value.problems]


def test_a_sound_row_becomes_a_typed_entry(tmp_path: Path) -> None:
    assert read_catalogue(write_family(tmp_path)) == [
        IndicatorEntry(
            code="REF_RATE",
            name="Referrals per 10,000 children",
            family="front door",
            unit=Unit.RATE,
            windows=(Window.R6, Window.R12),
            window_note="",
            annualised=(Window.R6,),
            polarity=Polarity.NEUTRAL,
            numerator="referrals",
            denominator="population aged 0-17",
            counts_people=True,
            annex_a_class={Window.R6: AnnexAClass.ONE_RETURN, Window.R12: AnnexAClass.STITCHED},
            annex_a_lists=(3,),
            rule="",
            sources="A scorecard row 1",
            owner="A council",
            definition_date=date(2025, 1, 31),
        )
    ]


def test_a_plain_count_outside_annex_a_needs_neither_denominator_nor_lists(tmp_path: Path) -> None:
    count = {"unit": "number", "denominator": "", "annualised": "", "annex_a_class": "", "annex_a_lists": ""}
    (entry,) = read_catalogue(write_family(tmp_path, [GOOD_ROW | count | {"counts_people": "no"}]))
    assert (entry.denominator, entry.annex_a_lists, entry.counts_people) == ("", (), False)
    assert not entry.from_annex_a


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    write_family(tmp_path, [GOOD_ROW])
    write_family(tmp_path, [GOOD_ROW | {"code": "CIN_RATE", "family": "CIN"}], name="cin.csv")
    assert [entry.code for entry in read_catalogue(tmp_path)] == ["CIN_RATE", "REF_RATE"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem(tmp_path: Path) -> None:
    file = write_family(tmp_path) / "front-door.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert [entry.code for entry in read_catalogue(tmp_path)] == ["REF_RATE"]


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        ("unit", "percent", "'percent' is not a unit. Use one of percentage, rate, number, average, days."),
        ("unit", "", "'' is not a unit. Use one of percentage, rate, number, average, days."),
        ("windows", "R6 R9 R12", "'R9' is not a window. Use one of M, Q, R3, R6, R12, S, YTD, FY, MEAN12."),
        ("windows", "R6 R12 R6", "'R6' is given twice. Give it once."),
        ("windows", "", "The cell is blank. Fill it in: every indicator needs one."),
        ("polarity", "High", "'High' is not a polarity. Use one of high, low, neutral."),
        ("code", "ref-rate", "'ref-rate' is not the shape of a code."),
        ("code", "REF__RATE", "'REF__RATE' is not the shape of a code."),
        ("code", "REF", "'REF' is not the shape of a code."),
        ("code", "A_" + "B" * 23, "The text is 25 characters long. Use at most 24."),
        ("name", "", "The cell is blank."),
        ("numerator", "", "The cell is blank."),
        ("sources", "", "The cell is blank."),
        ("owner", "", "The cell is blank."),
        ("name", "Referrals ", "'Referrals ' has spaces around it."),
        ("name", " Referrals", "' Referrals' has spaces around it."),
        ("rule", "two  spaces", "'two  spaces' has two spaces together."),
        ("name", "Referrals\u00a0made", "The cell holds an unseen character (U+00A0)."),
        ("name", "Referrals\u200b", "The cell holds an unseen character (U+200B)."),
        ("rule", "one\nline", "The cell holds an unseen character (U+000A)."),
        ("denominator", "", "The unit is rate and there is no denominator."),
        ("counts_people", "maybe", "'maybe' is neither yes nor no. Say yes or no."),
        ("annex_a_class", "A:R6 X:R12", "'X' is not a class. Use one of A, S, P."),
        ("annex_a_class", "R6", "'R6' is not a class and a window."),
        ("annex_a_class", "A:R6 S:R6", "The window R6 has two classes."),
        ("annex_a_class", "A:M", "M is not among the windows."),
        ("annex_a_class", "", "There is a list but no class."),
        ("annex_a_lists", "12", "'12' is not a list of Annex A."),
        ("annex_a_lists", "3 3", "'3' is given twice."),
        ("annex_a_lists", "", "There is a class but no list."),
        ("annualised", "YTD", "YTD is not among the windows. Add YTD to the windows, or take it out here."),
        ("family", "", "The cell is blank."),
        (
            "family",
            "early help",
            "The family 'early help' is not kept in this file. Move the row to early-help.csv.",
        ),
        ("definition_date", "31/01/2025", "'31/01/2025' is not a day."),
        ("definition_date", "20250131", "'20250131' is not a day."),
        ("definition_date", "2025-02-30", "'2025-02-30' is not a day."),
    ],
)
def test_a_cell_that_is_not_understood_is_refused_with_its_place(
    tmp_path: Path, column: str, text: str, sentence: str
) -> None:
    first_line = GOOD_ROW | {"code": "REF_OTHER_RATE"}
    (refusal,) = refusals(write_family(tmp_path, [first_line, GOOD_ROW | {column: text}]))
    assert refusal.startswith(f"front-door.csv, line 3, column {column}: {sentence}")


@pytest.mark.parametrize("unit", ["percentage", "rate", "average", "days"])
def test_a_ratio_without_a_denominator_is_refused(tmp_path: Path, unit: str) -> None:
    row = GOOD_ROW | {"unit": unit, "annualised": "", "denominator": ""}
    (refusal,) = refusals(write_family(tmp_path, [row]))
    assert refusal.startswith(
        f"front-door.csv, line 2, column denominator: The unit is {unit} and there is no"
    )


def test_a_plain_count_with_a_denominator_is_refused(tmp_path: Path) -> None:
    (refusal,) = refusals(write_family(tmp_path, [GOOD_ROW | {"unit": "number", "annualised": ""}]))
    assert refusal.startswith("front-door.csv, line 2, column denominator: A number is a plain count")


def test_only_a_rate_over_time_may_be_annualised(tmp_path: Path) -> None:
    snapshot = {"code": "CP_RATE", "windows": "S", "annualised": "S", "annex_a_class": "A:S"}
    rows = [GOOD_ROW | {"unit": "percentage"}, GOOD_ROW | snapshot]
    share, stock = refusals(write_family(tmp_path, rows))
    assert "line 2, column annualised: Only rates are annualised, and the unit is percentage." in share
    assert "line 3, column annualised: A snapshot is not annualised." in stock


def test_a_code_used_twice_names_the_place_of_its_first_use(tmp_path: Path) -> None:
    write_family(tmp_path, [GOOD_ROW | {"family": "CIN"}], name="cin.csv")
    (refusal,) = refusals(write_family(tmp_path, [GOOD_ROW]))
    assert refusal == (
        "front-door.csv, line 2, column code: The code REF_RATE is already used at cin.csv, line 2. "
        "Give the indicator a code of its own."
    )


def test_unknown_and_missing_columns_are_both_named_and_the_rest_still_read(tmp_path: Path) -> None:
    columns = ["denominater" if name == "denominator" else name for name in COLUMNS]
    refused = refusals(write_family(tmp_path, [GOOD_ROW | {"polarity": "up"}], columns=columns))
    assert [text.partition(". ")[0] for text in refused] == [
        "front-door.csv, line 1, column denominater: 'denominater' is not a column of the catalogue",
        "front-door.csv, line 1, column denominator: The column is missing",
        "front-door.csv, line 2, column polarity: 'up' is not a polarity",
    ]


def test_a_column_given_twice_is_refused(tmp_path: Path) -> None:
    refused = refusals(write_family(tmp_path, columns=[*COLUMNS, "name"]))
    assert refused == ["front-door.csv, line 1, column name: The column is there twice. Keep one of them."]


def test_a_line_with_too_few_or_too_many_cells_is_refused(tmp_path: Path) -> None:
    file = write_family(tmp_path) / "front-door.csv"
    file.write_text(
        file.read_text(encoding="utf-8").rstrip() + ",extra\nREF_N,Referrals\n\n", encoding="utf-8"
    )
    assert [text.partition(". ")[0] for text in refusals(tmp_path)] == [
        "front-door.csv, line 2: The line has 18 cells where the header has 17",
        "front-door.csv, line 3: The line has 2 cells where the header has 17",
        "front-door.csv, line 4: The line has 0 cells where the header has 17",
    ]


def test_a_cell_over_two_lines_does_not_move_the_line_numbers_after_it(tmp_path: Path) -> None:
    rows = [GOOD_ROW | {"rule": "one\ntwo"}, GOOD_ROW | {"code": "REF_N_RATE", "polarity": "up"}]
    first, second = refusals(write_family(tmp_path, rows))
    assert first.startswith("front-door.csv, line 2, column rule:")
    assert second.startswith("front-door.csv, line 4, column polarity:")


def test_broken_quotation_marks_stop_the_file_at_their_line(tmp_path: Path) -> None:
    file = write_family(tmp_path) / "front-door.csv"
    file.write_text(file.read_text(encoding="utf-8") + '"REF"_N,\n', encoding="utf-8")
    (refusal,) = refusals(tmp_path)
    assert refusal.startswith("front-door.csv, line 3: The line is not sound CSV")


def test_a_file_in_another_encoding_is_refused_at_the_line_of_the_first_bad_byte(tmp_path: Path) -> None:
    file = write_family(tmp_path) / "front-door.csv"
    file.write_bytes(file.read_bytes().replace(b"A council", b"A \xa3 council"))
    assert refusals(tmp_path) == ["front-door.csv, line 2: The file is not UTF-8 text. Save it as CSV UTF-8."]


def test_a_file_without_rows_and_a_folder_without_files_are_refused(tmp_path: Path) -> None:
    (refusal,) = refusals(tmp_path)
    assert "There is no CSV file in this folder." in refusal
    (refusal,) = refusals(write_family(tmp_path, []))
    assert refusal.startswith("front-door.csv: The file holds no indicator.")


def test_every_problem_of_every_file_is_listed_at_once(tmp_path: Path) -> None:
    write_family(tmp_path, [GOOD_ROW | {"unit": "percent", "polarity": "up", "name": ""}])
    write_family(tmp_path, [GOOD_ROW | {"code": "cin", "family": "CIN"}], name="cin.csv")
    with pytest.raises(CatalogueError) as refusal:
        read_catalogue(tmp_path)
    places = [(problem.file, problem.line, problem.column) for problem in refusal.value.problems]
    assert places == [
        ("cin.csv", 2, "code"),
        ("front-door.csv", 2, "name"),
        ("front-door.csv", 2, "unit"),
        ("front-door.csv", 2, "polarity"),
    ]
    heading, *lines = str(refusal.value).splitlines()
    assert heading == "The catalogue has 4 problems; nothing was read."
    assert len(lines) == 4
