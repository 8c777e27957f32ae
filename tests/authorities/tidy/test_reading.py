"""Tidy files: read as published, refused with the line where they are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from authorities.models import Level
from authorities.tidy import reading
from authorities.tidy.problems import MOST_PROBLEMS, Problems, TidyError
from authorities.tidy.reading import figure, open_tidy
from tests.authorities.tidy.small_files import STANDARD, authority, line_of, rows_of, tidy

ROWS = rows_of([2025, 2024], [{"referral_count": "10", "note": "as returned"}])
GOOD = tidy(ROWS)


def refusal(content: bytes) -> list[str]:
    with pytest.raises(TidyError) as caught:
        list(open_tidy(content).rows())
    return caught.value.problems


def changed(line: int, old: str, new: str, content: bytes = GOOD) -> bytes:
    """The file with one line changed; the header is line 1."""
    lines = content.decode().splitlines(keepends=True)
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "".join(lines).encode()


def test_a_row_knows_its_line_year_area_and_own_cells() -> None:
    file = open_tidy(GOOD)
    rows = list(file.rows())
    assert file.columns == ("referral_count", "note")
    assert [row.line for row in rows] == list(range(2, 12))
    england, region, first = rows[:3]
    assert (england.level, england.area_code, england.area_name) == (Level.NATIONAL, "E92000001", "England")
    assert (region.level, region.area_code, region.region_code) == (Level.REGIONAL, "T12000001", "T12000001")
    assert (first.level, first.area_code, first.area_name) == (Level.LOCAL, "T01", "Ashmere")
    assert (first.year, first.region_code) == (2025, "T12000001")
    assert dict(first.cells) == {"referral_count": "10", "note": "as returned"}


def test_a_name_with_a_comma_in_quotes_is_one_cell() -> None:
    assert b'"Birchden, County of"' in GOOD
    names = [row.area_name for row in open_tidy(GOOD).rows()]
    assert "Birchden, County of" in names


@pytest.mark.parametrize(
    "content",
    [
        tidy(ROWS, bom=True),
        tidy(ROWS, [*STANDARD[:8], "new_la_code", "la_name", "note", "referral_count"]),
        tidy(ROWS, ["note", "referral_count", *reversed(STANDARD)]),
        GOOD.replace(b"\n", b"\r\n"),
        GOOD.rstrip(b"\n"),
        GOOD + b"\n\n",
        GOOD.replace(b",as returned", b',"as returned"'),
        GOOD.replace(b",as returned", b",  as returned "),
        GOOD.replace(b"Local authority", b"Local Authority"),
    ],
    ids=[
        "bom",
        "order",
        "other_order",
        "crlf",
        "no_last_newline",
        "blank_end",
        "quoted",
        "spaces",
        "capital",
    ],
)
def test_what_differs_between_published_files_makes_no_difference(content: bytes) -> None:
    def seen(whole: bytes) -> list[tuple[object, ...]]:
        return [
            (row.line, row.year, row.level, row.area_code, row.area_name, sorted(row.cells.items()))
            for row in open_tidy(whole).rows()
        ]

    assert seen(content) == seen(GOOD)


def test_a_line_cut_in_the_middle_is_named_with_its_cells() -> None:
    cut = GOOD[: GOOD.rindex(b",10,")]
    problems = refusal(cut)
    assert problems == [
        "Line 11 has 10 cells, the header has 12: the file may be cut short. Download it again."
    ]


@pytest.mark.parametrize("taken", range(13, 60))
def test_wherever_the_last_line_is_cut_before_its_last_cell_the_file_is_refused(taken: int) -> None:
    assert "Line 11" in refusal(GOOD[:-taken])[0]


def test_a_second_file_put_behind_the_first_is_seen_at_its_header() -> None:
    other = tidy(rows_of([2025], [{"other": "1"}]), bom=True)
    for second in (GOOD, other):
        problem = refusal(GOOD + second)[0]
        assert problem.startswith("Line 12 is a header again: two files were put together")


@pytest.mark.parametrize("year", ["202", "20245", "202425", "", "2O24", "0024", "２０２４", "2024.0"])
def test_a_year_without_its_four_digits_is_named(year: str) -> None:
    assert refusal(changed(8, "2024", year))[0].startswith(f"Line 8: time_period is {year!r}")


def test_a_level_that_is_not_known_is_named() -> None:
    problem = refusal(changed(5, "Local authority", "Ward"))[0]
    assert problem.startswith("Line 5: geographic_level is 'Ward'")


def test_a_local_authority_without_its_code_is_named() -> None:
    problem = refusal(changed(4, ",T01,", ",,"))[0]
    assert problem.startswith("Line 4: a row of level Local authority has no old_la_code")


def test_a_blank_line_among_the_rows_is_named() -> None:
    lines = GOOD.splitlines(keepends=True)
    assert refusal(b"".join([*lines[:4], b"\n", *lines[4:]])) == ["Line 5 is blank. Delete it."]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (GOOD.splitlines()[0] + b"\n", "no rows"),
        (b"code,name\n1,a\n", "Line 1 lacks the columns time_period"),
        (GOOD.replace(b"note", b"referral_count", 1), "more than once: referral_count"),
        (GOOD.replace(b"note", b"", 1), "a column without a name"),
        (changed(4, "Ashmere", "Ash\0mere"), "Line 4 holds a NUL"),
        (GOOD.replace(b"Coldwater", b"C\xf4ldwater"), "Line 6 is not UTF-8"),
        ("time_period\n".encode("utf-16"), "NUL"),
        (b"PK\x03\x04 and so on", "This is a workbook, not a .csv file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not UTF-8"),
        (changed(7, "England", '"England'), "Line 7 is not sound CSV"),
    ],
)
def test_what_is_no_tidy_file_is_said_in_a_sentence(content: bytes, words: str) -> None:
    problems = refusal(content)
    assert words in problems[0] and problems[0].endswith(".")


def test_a_fault_of_encoding_far_into_a_large_file_is_named_by_its_line() -> None:
    lines = GOOD.splitlines(keepends=True)
    many = b"".join(lines + lines[1:] * 2500)
    assert len(many) > 2 * 1024 * 1024
    broken = many[:-20] + b"\xff" + many[-20:]
    assert refusal(broken) == [f"Line {many.count(10)} is not UTF-8 text. Save the file as CSV UTF-8."]


def test_a_letter_of_two_bytes_across_a_step_of_the_check_is_sound() -> None:
    step = 1024 * 1024
    head = GOOD[: GOOD.index(b"as returned")]
    for shift in range(4):
        content = (
            head + b"x" * (step - len(head) - shift) + "ŵŵ".encode() + GOOD[GOOD.index(b"as returned") :]
        )
        with pytest.raises(TidyError, match="not sound CSV"):  # the cell itself is far too long
            list(open_tidy(content).rows())


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1000)
    assert "at most 0 MB" in refusal(GOOD * 2)[0]


def test_several_faults_are_told_together_and_no_more_than_a_person_reads() -> None:
    bad = rows_of(["x"] * 10, [{"referral_count": "1"}])
    problems = Problems()
    with pytest.raises(TidyError) as caught:
        list(open_tidy(tidy(bad)).rows(problems))
    assert len(caught.value.problems) == MOST_PROBLEMS + 1
    assert caught.value.problems[0].startswith("Line 2:")
    assert caught.value.problems[-1].startswith("Reading stopped")
    few = Problems()
    assert len(list(open_tidy(changed(8, "2024", "x")).rows(few))) == 9
    with pytest.raises(TidyError, match="Line 8"):
        few.settle()


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("0", (Decimal(0), "", 0)),
        ("20.70", (Decimal("20.70"), "", 2)),
        ("-1.5", (Decimal("-1.5"), "", 1)),
        ("12183016", (Decimal(12183016), "", 0)),
        ("12345678901234.123456", (Decimal("12345678901234.123456"), "", 6)),
        *((symbol, (None, symbol, 0)) for symbol in "czxku"),
        ("low", (None, "k", 0)),
        (":", (None, "x", 0)),
    ],
)
def test_a_cell_is_a_number_with_its_decimals_or_a_symbol(cell: str, read: tuple[object, ...]) -> None:
    assert figure(cell) == read


@pytest.mark.parametrize(
    "cell",
    ["", "?", "C", "1,234", "12%", "1e3", "NaN", "inf", ".5", "5.", "+5", "٣", "--", "1.2345678", "1" * 15],
)
def test_anything_else_in_a_cell_is_refused_with_a_sentence(cell: str) -> None:
    with pytest.raises(TidyError) as caught:
        figure(cell)
    assert len(caught.value.problems) == 1 and caught.value.problems[0].endswith(".")


def test_a_long_cell_is_not_repeated_whole() -> None:
    with pytest.raises(TidyError) as caught:
        figure("?" * 5000)
    assert len(str(caught.value)) < 250


def test_the_line_is_the_one_that_a_person_sees_in_an_editor() -> None:
    row = next(row for row in open_tidy(GOOD).rows() if row.area_code == "T03" and row.year == 2024)
    assert row.line == line_of(GOOD, "2024", "Coldwater")
    assert authority("T03")["la_name"] == row.area_name
