"""A figure or a year that cannot be, and another authority's name: refused, with line and column."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from authorities.models import Authority, Region
from indicators.models import PublishedValue
from indicators.published.series import NewSeries, add_series
from tests.authorities.tidy.small_files import line_of
from tests.factories.authority import AuthorityFactory
from tests.indicators.published.conftest import Import
from tests.indicators.published.refusals import refusal
from tests.indicators.published.small_files import referrals

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("referral_count", "-3", "-3 is below 0, and REF_N never is. Correct it."),
        ("rereferral_percent", "-0.1", "-0.1 is below 0, and REREF_PCT never is. Correct it."),
        ("rereferral_percent", "100.1", "100.1 is above 100, and REREF_PCT is a percentage."),
    ],
)
def test_a_figure_outside_what_its_indicator_can_be_is_refused_with_line_and_column(
    take: Import, column: str, cell: str, words: str
) -> None:
    content = referrals(changes={(2024, "T02"): {column: cell}})
    said = refusal(take, content)
    assert said.splitlines()[0].startswith(f"Line {line_of(content, '2024', 'T02')}, {column}: {words}")


def test_the_ends_of_the_scale_and_columns_that_nobody_mapped_are_taken(take: Import) -> None:
    ends = {"rereferral_percent": "100", "no_further_action_percent": "0.0", "referral_count": "250"}
    assert take(referrals(changes={(2024, "T02"): ends}, change_since="-4")).created


def test_years_before_1990_and_after_the_next_are_refused(take: Import) -> None:
    next_year = timezone.localdate().year + 1
    for year in (1989, next_year + 1):
        content = referrals([2024, year])
        line = line_of(content, str(year))
        said = refusal(take, content).splitlines()[0]
        assert said.startswith(f"Line {line}: time_period is {year}, where figures of 1990 to {next_year}")
    assert take(referrals([1990, next_year])).years == [1990, next_year]


def test_a_name_that_belongs_to_another_authority_is_refused(take: Import) -> None:
    content = referrals().replace(b"T03,Coldwater", b"T03,Ashmere Council")
    line = line_of(content, "T03,Ashmere")
    said = refusal(take, content)
    assert said == (
        f"Line {line} says T03 Ashmere Council, but that is the name of Ashmere (T01). "
        "Correct the code or the name."
    )


def test_a_code_that_nobody_has_does_not_take_another_authoritys_name(take: Import) -> None:
    said = refusal(take, referrals().replace(b"T03,Coldwater", b"T30,Coldwater"))
    assert "says T30 Coldwater, but that is the name of Coldwater (T03)" in said


def test_a_name_that_two_authorities_bore_in_turn_and_a_new_spelling_are_taken(
    take: Import, region: Region, register: dict[str, Authority]
) -> None:
    AuthorityFactory.create(
        code="T04", name="Coldwater", region=region, fictional=False, valid_to=date(2001, 3, 31)
    )
    assert take(referrals().replace(b"Birchden, County of", b"Birchden and the Vale")).created


def test_a_release_that_is_held_is_not_measured_by_the_names_of_today(take: Import) -> None:
    """A series mapped later is read from files that were sound by the register of their day."""
    take(referrals())
    Authority.objects.filter(code="T03").update(name="Coldwater Vale")
    Authority.objects.filter(code="T01").update(name="Coldwater")
    assert "but that is the name of" in refusal(take, referrals(no_further_action_percent="8.0"))
    row = NewSeries("rereferral_count", "CONTACT_N", {"category": "Referrals and Re-referrals"})
    about = {"dataset_name": "", "publication": "", "year_means": ""}
    add_series(dataset_key="cin-referrals", rows=[row], by=None, **about)
    assert PublishedValue.objects.filter(series__column="rereferral_count").count() == 15
