"""A file becomes a release once, whole, with every symbol; or nothing of it is stored and a line is named."""

from __future__ import annotations

import zlib
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Count
from django.utils import timezone

from authorities.models import AuditEvent, Authority, Level, Region
from authorities.refusal import Refused
from indicators.models import Benchmark, PublishedValue, Release
from indicators.published import importing
from indicators.published.importing import import_published
from indicators.published.report_words import notes_of
from tests.authorities.tidy.small_files import line_of
from tests.factories.authority import AuthorityFactory
from tests.factories.user import UserFactory
from tests.indicators.published.conftest import Import
from tests.indicators.published.refusals import everything_stored, refusal
from tests.indicators.published.small_files import referrals

pytestmark = pytest.mark.django_db

SYMBOLS = {
    (2025, "T01"): {"rereferral_percent": "c", "referral_count": "0"},
    (2025, "T02"): {"rereferral_percent": "z", "rereferral_child_percent": "k"},
    (2024, "T03"): {"rereferral_percent": "low", "no_further_action_percent": "u"},
    (2023, "E"): {"rereferral_percent": "22.64"},
    (2023, "R"): {"rereferral_percent": ":"},
}


def test_every_figure_is_stored_with_its_area_symbol_and_decimals(
    take: Import, register: dict[str, Authority], region: Region
) -> None:
    report = take(referrals(changes=SYMBOLS))

    def stored(column: str, year: int, area: str) -> tuple[object, ...]:
        value = PublishedValue.objects.get(
            series__column=column, series__per_children=False, year=year, area_code=area
        )
        return value.value, value.symbol, value.places, value.level, value.authority, value.region

    here = (Level.LOCAL, register["T01"], region)
    assert stored("rereferral_percent", 2024, "T01") == (Decimal(20), "", 1, *here)
    assert stored("rereferral_percent", 2025, "T01") == (None, "c", 0, *here)
    assert stored("referral_count", 2025, "T01") == (Decimal(0), "", 0, *here)
    there = (Level.LOCAL, register["T03"], region)
    assert stored("rereferral_percent", 2024, "T03") == (None, "k", 0, *there)
    england = stored("rereferral_percent", 2023, "E92000001")
    assert england == (Decimal("22.64"), "", 2, Level.NATIONAL, None, None)
    regional = stored("rereferral_percent", 2023, "T12000001")
    assert regional == (None, "x", 0, Level.REGIONAL, None, region)
    assert report.values_stored == PublishedValue.objects.count() == 3 * 5 * 5


def test_the_report_counts_the_mapped_cells_by_symbol(take: Import) -> None:
    report = take(referrals(changes=SYMBOLS))
    assert report.created and report.rows_read == 15 and report.years == [2023, 2024, 2025]
    assert report.cells_by_symbol == {"": 69, "c": 1, "k": 2, "u": 1, "x": 1, "z": 1}
    in_the_table = PublishedValue.objects.values_list("symbol").annotate(count=Count("pk"))
    assert dict(in_the_table) == report.cells_by_symbol
    assert report.release.report["cells_by_symbol"] == report.cells_by_symbol


def test_the_same_file_again_changes_nothing_and_says_the_same(take: Import) -> None:
    first = take(referrals())
    before = everything_stored()
    again = take(referrals(), name="Another name", released_on=date(2020, 1, 1))
    assert not again.created and again.release == first.release
    assert (again.rows_read, again.cells_by_symbol, again.years) == (
        first.rows_read,
        first.cells_by_symbol,
        first.years,
    )
    assert everything_stored() == before


def test_a_revision_stands_beside_what_it_revises(take: Import) -> None:
    first = take(referrals(), released_on=date(2025, 10, 30))
    second = take(referrals(rereferral_percent="21.0"))
    third = take(referrals(rereferral_percent="21.1"))
    assert [report.release.name for report in (first, second, third)] == [
        "Children in need: referrals and re-referrals, to 2025",
        "Children in need: referrals and re-referrals, to 2025 (2)",
        "Children in need: referrals and re-referrals, to 2025 (3)",
    ]
    figures = PublishedValue.objects.filter(
        series__column="rereferral_percent", year=2024, area_code="T01"
    ).order_by("release_id")
    assert [value.value for value in figures] == [Decimal("20.0"), Decimal("21.0"), Decimal("21.1")]
    assert first.release.released_on == date(2025, 10, 30)
    assert second.release.released_on == timezone.localdate()


def test_a_name_that_is_taken_by_other_figures_is_refused(take: Import) -> None:
    take(referrals(), name="Autumn 2025")
    said = refusal(take, referrals(rereferral_percent="21.0"), name=" Autumn 2025 ")
    assert "has a release named 'Autumn 2025' already" in said
    assert "at most 120" in refusal(take, referrals(rereferral_percent="21.0"), name="x" * 121)


def test_the_bytes_are_kept_as_they_came_and_the_act_is_recorded(take: Import) -> None:
    person = UserFactory.create()
    content = referrals()
    report = take(content, by=person, file_name="as downloaded.csv")
    assert zlib.decompress(bytes(report.release.file.content)) == content
    assert report.release.file_name == "as downloaded.csv" and report.release.imported_by == person
    event = AuditEvent.objects.get(act="import_published")
    assert event.actor == person and report.release.name in event.sentence


def test_benchmarks_are_built_with_the_release(take: Import) -> None:
    report = take(referrals())
    assert Benchmark.objects.filter(release=report.release).exists()


def test_nothing_is_stored_when_a_later_step_fails(take: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(release: Release) -> int:
        assert PublishedValue.objects.filter(release=release).exists()
        raise Refused("The figures cannot be compared.")

    monkeypatch.setattr(importing, "build_for_release", fails)
    assert refusal(take, referrals()) == "The figures cannot be compared."


def test_areas_that_the_register_does_not_know_are_kept_and_listed(take: Import) -> None:
    report = take(referrals(codes=["T01", "T02", "T03", "T08 / T09"]))
    assert report.unknown == ["T08 / T09 T08 / T09"]
    joint = PublishedValue.objects.filter(area_code="T08 / T09")
    assert joint.count() == 15 and not joint.exclude(authority=None, region=None).exists()


def test_a_figure_of_an_authority_before_or_after_its_time_is_reported(
    take: Import, register: dict[str, Authority], region: Region
) -> None:
    late = AuthorityFactory.create(
        code="T04", name="Dunmoor", region=region, fictional=False, valid_from=date(2024, 4, 1)
    )
    gone = dict.fromkeys(
        ["referral_count", "rereferral_percent", "no_further_action_percent", "rereferral_child_percent"], "z"
    )
    content = referrals(codes=["T01", "T02", "T03", "T04"], changes={(2023, "T04"): gone})
    report = take(content)
    assert report.not_existing == ["T04 T04 in 2024"]
    assert PublishedValue.objects.filter(authority=late, value=None).count() == 5


def test_an_authority_that_exists_and_has_no_row_is_reported(take: Import, region: Region) -> None:
    AuthorityFactory.create(
        code="T04", name="Dunmoor", region=region, fictional=False, valid_from=date(2024, 4, 1)
    )
    assert take(referrals()).without_a_row == ["T04 Dunmoor in 2025"]


def test_a_region_without_a_row_that_it_has_in_other_years_is_reported(take: Import) -> None:
    lines = referrals().splitlines(keepends=True)
    gone = line_of(referrals(), "2024", "Regional")
    report = take(b"".join(line for number, line in enumerate(lines, 1) if number != gone))
    assert report.regions_without_a_row == ["T12000001 Test region in 2024"]
    headings = [note["heading"] for note in notes_of(report.release)]
    assert "1 region without a row in one of the years" in headings
    assert take(referrals()).regions_without_a_row == []


def test_figures_of_fictional_authorities_are_a_fictional_release(take: Import, mapping: None) -> None:
    assert not take(referrals()).release.fictional
    Authority.objects.update(fictional=True)
    assert take(referrals(rereferral_percent="21.0")).release.fictional


def test_a_file_of_fictional_and_real_authorities_is_refused_with_its_line(take: Import) -> None:
    Authority.objects.filter(code="T02").update(fictional=True)
    content = referrals()
    said = refusal(take, content)
    assert said.startswith(f"Line {line_of(content, '2025', 'T01')}: T01 is no fictional authority, and T02")


def test_a_file_is_refused_while_the_register_is_empty(mapping: None) -> None:
    with pytest.raises(Refused, match="None of the 3 authorities in the file is in the register"):
        import_published(content=referrals(), file_name="small.csv", by=None)
