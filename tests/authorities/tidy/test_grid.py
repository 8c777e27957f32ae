"""A file that is sound line by line is refused all the same where rows are missing or there twice."""

from __future__ import annotations

import pytest

from authorities.tidy.grid import check_whole
from authorities.tidy.problems import TidyError
from authorities.tidy.reading import open_tidy
from tests.authorities.tidy.small_files import line_of, rows_of, tidy

YEARS = [2025, 2024, 2023]
TWO = [{"age": "young", "n": "1"}, {"age": "old", "n": "2"}]
MANY = [f"A{number:02}" for number in range(20)]


def whole(content: bytes, *filters: str) -> list[int]:
    return [row.line for row in check_whole(open_tidy(content).rows(), filters)]


def refusal(content: bytes, *filters: str) -> list[str]:
    with pytest.raises(TidyError) as caught:
        whole(content, *filters)
    return caught.value.problems


def without(content: bytes, *lines: int) -> bytes:
    kept = [line for number, line in enumerate(content.splitlines(keepends=True), 1) if number not in lines]
    return b"".join(kept)


PLAIN = tidy(rows_of(YEARS, [{"n": "1"}], MANY))
FILTERED = tidy(rows_of(YEARS, TWO, MANY))


def test_a_whole_file_passes_every_row_on_in_order() -> None:
    assert whole(PLAIN) == list(range(2, 2 + 3 * 22))
    assert len(whole(FILTERED, "age")) == 3 * 22 * 2


@pytest.mark.parametrize("lost", [*range(1, 21), 30, 43])
def test_a_file_cut_at_any_line_end_of_a_year_names_the_last_line(lost: int) -> None:
    for content, filters in ((PLAIN, ()), (FILTERED, ("age",))):
        lines = content.splitlines(keepends=True)
        cut = b"".join(lines[:-lost])
        # A file that ends with a year's last area is whole: it only has fewer years.
        if lines[len(lines) - lost - 1].split(b",")[:2] != lines[len(lines) - lost].split(b",")[:2]:
            continue
        assert f"ine {len(lines) - lost}" in " ".join(refusal(cut, *filters))


def test_a_row_that_is_there_twice_is_named() -> None:
    lines = PLAIN.splitlines(keepends=True)
    problems = refusal(b"".join([*lines, lines[5]]))
    assert problems[0].startswith(f"Line {len(lines) + 1} repeats the row of A02 in 2025")


def test_the_same_area_with_other_filters_is_no_repeat() -> None:
    assert whole(FILTERED, "age")
    assert "repeats the row" in refusal(FILTERED)[0]


def test_an_area_that_lacks_one_of_the_filters_is_named_by_its_line() -> None:
    line = line_of(FILTERED, "2024", "A07", "old")
    problems = refusal(without(FILTERED, line), "age")
    assert len(problems) == 1
    assert problems[0].startswith(
        f"Line {line - 1} is the last of 1 rows of A07 in 2024, where others have 2"
    )


def test_an_area_with_another_filter_than_its_neighbours_is_named() -> None:
    changed = FILTERED.decode().splitlines(keepends=True)
    line = line_of(FILTERED, "2024", "A07", "old")
    changed[line - 1] = changed[line - 1].replace("old", "other")
    assert refusal("".join(changed).encode(), "age")[0].startswith(
        f"Line {line} is the last of 2 rows of A07"
    )


def test_a_year_that_lost_england_is_named() -> None:
    line = line_of(PLAIN, "2024", "National")
    assert "England in 2024" in refusal(without(PLAIN, line))[0]


def test_a_file_without_england_altogether_is_whole() -> None:
    lines = [number for number, line in enumerate(PLAIN.splitlines(), 1) if b"National" in line]
    assert len(whole(without(PLAIN, *lines))) == 3 * 21


def test_a_merger_of_a_few_authorities_is_no_fault() -> None:
    rows = rows_of([2025, 2024], [{"n": "1"}], [*MANY[:10], "B01", *MANY[14:]])
    rows += rows_of([2023, 2022], [{"n": "1"}], MANY)
    assert len(whole(tidy(rows))) == 2 * (2 + 17) + 2 * 22


def test_a_year_with_many_fewer_authorities_is_cut_short_wherever_it_stands() -> None:
    lines = [line_of(PLAIN, "2024", code) for code in MANY[3:9]]
    assert "2024 has 14 authorities where other years have 20" in refusal(without(PLAIN, *lines))[0]


def test_years_may_begin_to_list_an_authority_that_others_do_not_end_with() -> None:
    rows = rows_of([2025], [{"n": "1"}], [*MANY, "Z01"]) + rows_of([2024, 2023], [{"n": "1"}], MANY)
    assert len(whole(tidy(rows))) == 23 + 44


def test_a_file_of_one_year_is_taken_as_it_is() -> None:
    assert len(whole(tidy(rows_of([2025], [{"n": "1"}])))) == 5
