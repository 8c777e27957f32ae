"""A file that is cut, mixed or faulty is refused as a whole, and the line is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indicators.models import Dataset, Release
from indicators.published.importing import PopulationFile, UnmappedFile
from tests.authorities.tidy.small_files import line_of, rows_of, tidy
from tests.indicators.published.conftest import Import
from tests.indicators.published.refusals import refusal
from tests.indicators.published.small_files import ACTIVITY, SUITABILITY, care_leavers, referrals

pytestmark = pytest.mark.django_db

CutOrMixed = Callable[[bytes], tuple[bytes, str]]


def _cut_in_mid_line(content: bytes) -> tuple[bytes, str]:
    cut = content[: content.rindex(b",7.5")]
    return cut, f"Line {cut.count(10) + 1} has"


def _cut_at_a_line_end(content: bytes) -> tuple[bytes, str]:
    cut = b"".join(content.splitlines(keepends=True)[:-1])
    return cut, f"line {cut.count(10)}"


def _two_together(content: bytes) -> tuple[bytes, str]:
    return content + referrals([2022]), f"Line {content.count(10) + 1} is a header again"


def _two_without_the_second_header(content: bytes) -> tuple[bytes, str]:
    other = content.splitlines(keepends=True)[1:]
    return content + b"".join(other), f"Line {content.count(10) + 1} repeats the row"


def _an_unknown_symbol(content: bytes) -> tuple[bytes, str]:
    line = line_of(content, "2024", "T02")
    return _with(content, line, ",20.0,", ",?,"), f"Line {line}, rereferral_percent: '?' is neither"


def _a_blank_figure(content: bytes) -> tuple[bytes, str]:
    line = line_of(content, "2024", "T02")
    return _with(content, line, ",20.0,", ",,"), f"Line {line}, rereferral_percent: The cell is blank"


def _a_year_missing_digits(content: bytes) -> tuple[bytes, str]:
    line = line_of(content, "2024", "T02")
    return _with(content, line, "2024", "202"), f"Line {line}: time_period is '202'"


def _a_row_of_another_file(content: bytes) -> tuple[bytes, str]:
    line = line_of(content, "2024", "T02")
    changed = _with(content, line, "Referrals and Re-referrals", "Children in Need")
    return changed, f"Line {line} is the last of 1 rows of T02 in 2024"


def _with(content: bytes, line: int, old: str, new: str) -> bytes:
    lines = content.decode().splitlines(keepends=True)
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "".join(lines).encode()


@pytest.mark.parametrize(
    "spoil",
    [
        _cut_in_mid_line,
        _cut_at_a_line_end,
        _two_together,
        _two_without_the_second_header,
        _an_unknown_symbol,
        _a_blank_figure,
        _a_year_missing_digits,
        _a_row_of_another_file,
    ],
)
def test_a_truncated_mixed_or_faulty_file_stores_nothing_and_names_the_line(
    take: Import, spoil: CutOrMixed
) -> None:
    content, words = spoil(referrals())
    assert words in refusal(take, content)
    assert not Release.objects.exists()


def test_two_files_with_the_same_header_put_together_are_named_at_the_second(take: Import) -> None:
    first = care_leavers(SUITABILITY)
    content = first + care_leavers(ACTIVITY, header=False)
    said = refusal(take, content)
    line = line_of(content, "19 to 21", "Total in education, employment or training")
    assert line > first.count(10)
    assert said.startswith(f"Line {line}: rows of 'Care leavers: activity' begin here, in a file that begins")


def test_files_with_the_same_header_are_told_apart_by_their_filters(take: Import) -> None:
    assert take(care_leavers(SUITABILITY)).dataset.key == "care-leavers-accommodation"
    assert take(care_leavers(ACTIVITY)).dataset.key == "care-leavers-activity"


def test_a_file_without_the_rows_of_a_series_is_refused_and_names_them(take: Import) -> None:
    group = "CLA on 31 March"
    cells = [
        {"cla_group": group, "placement_stability": stability, "children_percent": "10"}
        for stability in ("With 3 or more placements during the year", "Total children")
    ]
    said = refusal(take, tidy(rows_of([2025], cells)))
    assert "has no row for CLA_LTS_PCT (cla_group: Children looked after continuously" in said


def test_a_new_filter_that_the_mapping_does_not_know_is_named(take: Import) -> None:
    cells = [
        {"population_type": "Children looked after on 31 March each year", "sex": sex}
        | {"children_count": "10", "rate_per_10000": "5"}
        for sex in ("Total", "Girls", "Boys")
    ]
    said = refusal(take, tidy(rows_of([2025], cells)))
    assert "The columns sex hold more than one value" in said


def test_columns_that_are_not_mapped_are_welcome(take: Import) -> None:
    assert take(referrals(note="as returned", another_count="c", third_count="?")).created


def test_a_file_that_nobody_mapped_and_a_file_of_populations_are_told_apart(take: Import) -> None:
    strange = tidy(rows_of([2025], [{"strange_count": "4"}]))
    population = tidy(
        rows_of([2025], [{"age_group": "Children aged 0 to 17 years", "population_estimate": "4"}])
    )
    same_header = care_leavers(["Something else"])
    for content, kind in ((strange, UnmappedFile), (population, PopulationFile), (same_header, UnmappedFile)):
        with pytest.raises(kind):
            take(content)
    assert Dataset.objects.count() == 9


def test_what_is_no_tidy_file_at_all_is_refused(take: Import) -> None:
    assert "Line 1 lacks the columns" in refusal(take, b"a,b\n1,2\n")
    assert "empty" in refusal(take, b"")
