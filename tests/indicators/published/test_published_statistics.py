"""The ten files as published: imported whole, counted again without our reader, and spoilt in every way.

The second count uses the csv module alone; of our own it takes only the list of series.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from authorities.models import AuditEvent, Level, PopulationEstimate
from authorities.refusal import Refused
from authorities.register.loader import read_register
from authorities.register.store import store_register
from indicators.benchmarks.taking import take_population
from indicators.models import Dataset, PublishedValue, Release, Series
from indicators.published.importing import PopulationFile, import_published
from indicators.published.proposing import propose
from tests.authorities.register.published import folder

pytestmark = pytest.mark.django_db

FILES = {
    "cin-episodes": "b1_children_in_need_2013_to_2025.csv",
    "cin-referrals": "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
    "cla-numbers": "cla_number_and_rate_per_10k_children.csv",
    "workforce": "csww_indicators_2017_to_2025.csv",
    "cpp-subsequent": "d3_cpps_subsequent_plan_2013_to_2025.csv",
    "cpp-duration": "d5_cpps_at31march_by_duration_2013_to_2025.csv",
    "care-leavers-accommodation": "la_care_leavers_accommodation_suitability.csv",
    "care-leavers-activity": "la_care_leavers_activity.csv",
    "cla-placement-stability": "la_cla_placement_stability.csv",
}
POPULATIONS = "ons_mid-year_population_estimates_2012_to_2024.csv"
OLDER_SPELLINGS = {"low": "k", ":": "x"}
Cell = tuple[str, int, str]


def path_of(name: str) -> Path:
    return folder("published") / name


def plain_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def counted_again(path: Path, series: list[Series]) -> dict[Cell, str]:
    """The printed cell of every series, year and area."""
    code = {"National": "country_code", "Regional": "region_code", "Local authority": "old_la_code"}
    cells: dict[Cell, str] = {}
    for row in plain_rows(path):
        for one in series:
            if all(row[column] == value for column, value in one.filters.items()):
                key = (one.key, int(row["time_period"]), row[code[row["geographic_level"]]])
                assert key not in cells
                cells[key] = row[one.column]
    return cells


def number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell[0].isdigit() else None


@pytest.fixture
def register(mapping: None) -> None:
    store_register(read_register())


@pytest.mark.parametrize("key", FILES)
def test_what_is_stored_equals_an_independent_count_cell_by_cell(register: None, key: str) -> None:
    path = path_of(FILES[key])
    report = import_published(content=path.read_bytes(), file_name=path.name, by=None)
    assert report.dataset.key == key
    cells = counted_again(path, list(Series.objects.filter(dataset__key=key)))
    symbols = Counter(
        "" if number(cell) is not None else OLDER_SPELLINGS.get(cell, cell) for cell in cells.values()
    )
    assert report.cells_by_symbol == dict(symbols)
    assert report.rows_read == sum(1 for _ in plain_rows(path))
    stored = PublishedValue.objects.filter(release=report.release).select_related("series")
    assert stored.count() == len(cells) == report.values_stored
    for value in stored.iterator():
        cell = cells[value.series.key, value.year, value.area_code]
        assert value.value == number(cell)
        assert value.symbol == ("" if value.value is not None else OLDER_SPELLINGS.get(cell, cell))
        if value.value is not None:
            assert f"{value.value:.{value.places}f}" == cell


@pytest.mark.parametrize("key", FILES)
def test_every_authority_is_found_and_only_halves_of_london_and_joint_rows_are_not(
    register: None, key: str
) -> None:
    path = path_of(FILES[key])
    report = import_published(content=path.read_bytes(), file_name=path.name, by=None)
    joint = ["940 / 941", "314 / 318"] if key == "workforce" else []
    assert [area.rsplit(" ", 2)[0] for area in report.unknown[:2]] == ["E13000001", "E13000002"]
    assert [area[: len("940 / 941")] for area in report.unknown[2:]] == joint
    assert report.not_existing == report.without_a_row == report.regions_without_a_row == []
    local = PublishedValue.objects.filter(release=report.release, level=Level.LOCAL)
    nobody = set(local.filter(authority=None).values_list("area_code", flat=True))
    assert nobody == set(joint)
    assert not report.release.fictional


def test_importing_again_changes_nothing(register: None) -> None:
    contents = {key: path_of(name).read_bytes() for key, name in FILES.items()}
    for key, content in contents.items():
        import_published(content=content, file_name=FILES[key], by=None)
    kept = (Release, PublishedValue, AuditEvent)
    before = [model.objects.count() for model in kept]
    for key, content in contents.items():
        assert not import_published(content=content, file_name=FILES[key], by=None).created
    assert [model.objects.count() for model in kept] == before
    assert before[0] == len(FILES)


def test_the_population_file_is_passed_on_and_stored_whole(register: None) -> None:
    path = path_of(POPULATIONS)
    with pytest.raises(PopulationFile):
        import_published(content=path.read_bytes(), file_name=path.name, by=None)
    report = take_population(content=path.read_bytes(), file_name=path.name, by=None)
    cells = [row["population_estimate"] for row in plain_rows(path)]
    stored = PopulationEstimate.objects.filter(vintage=report.vintage)
    assert stored.count() == len(cells)
    assert stored.filter(symbol="x").count() == cells.count("x")
    children = sum(int(cell) for cell in cells if cell.isdigit())
    held = stored.values_list("children", flat=True)
    assert sum(count for count in held if count is not None) == children


Spoil = Callable[[bytes], tuple[bytes, int]]


def cut_in_mid_line(content: bytes) -> tuple[bytes, int]:
    lines = content.splitlines(keepends=True)
    middle = len(lines) * 2 // 3
    return b"".join(lines[:middle]) + lines[middle][: lines[middle].rindex(b",")], middle + 1


def cut_at_a_line_end(content: bytes) -> tuple[bytes, int]:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:-1]), len(lines) - 1


def pasted_behind_itself(content: bytes) -> tuple[bytes, int]:
    return content + content, content.count(b"\n") + 1


def pasted_behind_itself_without_the_header(content: bytes) -> tuple[bytes, int]:
    return content + content[content.index(b"\n") + 1 :], content.count(b"\n") + 1


def a_year_missing_digits(content: bytes) -> tuple[bytes, int]:
    lines = content.splitlines(keepends=True)
    lines[100] = lines[100][1:]
    return b"".join(lines), 101


@pytest.mark.parametrize("key", FILES)
@pytest.mark.parametrize(
    "spoil",
    [
        cut_in_mid_line,
        cut_at_a_line_end,
        pasted_behind_itself,
        pasted_behind_itself_without_the_header,
        a_year_missing_digits,
    ],
)
def test_a_spoilt_file_stores_nothing_and_names_the_line(register: None, key: str, spoil: Spoil) -> None:
    content, line = spoil(path_of(FILES[key]).read_bytes())
    said = refusal(content)
    assert f"ine {line}" in said.splitlines()[0]


@pytest.mark.parametrize("key", FILES)
def test_an_unknown_symbol_in_a_mapped_cell_stores_nothing_and_names_line_and_column(
    register: None, key: str
) -> None:
    series = Series.objects.filter(dataset__key=key).first()
    assert series is not None
    path = path_of(FILES[key])
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    column = rows[0].index(series.column)
    line = next(
        at
        for at, row in enumerate(rows, 1)
        if at > 50 and all(row[rows[0].index(name)] == value for name, value in series.filters.items())
    )
    lines = path.read_bytes().splitlines(keepends=True)
    spoilt = [*rows[line - 1][:column], "?", *rows[line - 1][column + 1 :]]
    lines[line - 1] = (",".join(f'"{cell}"' for cell in spoilt) + "\n").encode()
    assert refusal(b"".join(lines)).startswith(f"Line {line}, {series.column}: '?' is neither")


def test_two_different_files_put_together_store_nothing(register: None) -> None:
    contents = {key: path_of(name).read_bytes() for key, name in FILES.items()}
    for first, second in zip(FILES, [*list(FILES)[1:], next(iter(FILES))], strict=True):
        line = contents[first].count(b"\n") + 1
        assert f"Line {line} is a header again" in refusal(contents[first] + contents[second])
    accommodation, activity = contents["care-leavers-accommodation"], contents["care-leavers-activity"]
    body = activity[activity.index(b"\n") + 1 :]
    said = refusal(accommodation + body)
    assert "rows of 'Care leavers: activity' begin here" in said
    assert int(said.split()[1].strip(":")) > accommodation.count(b"\n")


def refusal(content: bytes) -> str:
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as caught:
        import_published(content=content, file_name="spoilt.csv", by=None)
    assert not Release.objects.exists() and not PublishedValue.objects.exists()
    assert AuditEvent.objects.count() == before
    return str(caught.value)


def test_a_proposal_for_a_file_whose_mapping_is_withheld_puts_the_right_indicator_first(
    mapping: None,
) -> None:
    """22 of 23. The other stands second: plans of two years or more, behind long-term stability of care."""
    first = second = 0
    for dataset in Dataset.objects.prefetch_related("series__indicator"):
        path = path_of(FILES[dataset.key])
        suggestions = propose(path.read_bytes(), path.name).suggestions
        for series in dataset.series.all():
            suggestion = next(
                one
                for one in suggestions
                if one.column == series.column
                and one.per_children == series.per_children
                and series.filters.items() <= one.filters.items()
            )
            codes = [candidate.code for candidate in suggestion.candidates]
            first += codes[0] == series.indicator.code
            second += codes[1:2] == [series.indicator.code]
    assert (first, second) == (22, 1)
