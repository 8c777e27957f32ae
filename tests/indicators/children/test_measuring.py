"""From approved lists to counted figures and values: whole, once, and only what changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from authorities.models import Authority
from indicators import jobs
from indicators.children.calendar import working_days
from indicators.children.measuring import approved_lists, held_of, wanted_windows
from indicators.children.rows import frames_of
from indicators.measures.choices import Choices
from indicators.measures.counting import count
from indicators.models import EVERY, CountedValue, Value
from indicators.returns.submission import approve_return, submit_return, upload_return
from tests.factories.authority import AuthorityFactory
from tests.factories.population_estimate import PopulationEstimateFactory
from tests.factories.population_vintage import PopulationVintageFactory
from tests.factories.return_version import ApprovedChildrenReturnFactory
from tests.indicators.children.counted_world import (
    JUNE,
    SEPTEMBER,
    approve_lists,
    counted,
    load_what_counting_needs,
    run,
)
from tests.indicators.files import workbook as figures_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    load_what_counting_needs()
    made: Authority = AuthorityFactory.create(code="901", name="Aldermere")
    PopulationEstimateFactory.create(
        authority=made,
        mid_year=2023,
        children=12_345,
        vintage=PopulationVintageFactory.create(fictional=True),
    )
    return made


def test_every_figure_that_the_rows_give_is_stored_with_its_parts(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    returns = approved_lists(authority)
    expected = count(
        frames_of(authority, returns), held_of(returns), Choices(), working_days(), wanted_windows([EVERY])
    )
    found = counted(authority)
    assert len(found) == len(expected) > 300
    for one in expected:
        stored = found[one.code, one.window.value, one.period_end]
        assert stored.numerator == one.numerator
        assert (stored.complete, stored.rebuilt, stored.excluded) == (one.complete, one.rebuilt, one.excluded)
        if stored.indicator.per_children:
            assert stored.denominator == 12_345
        else:
            assert stored.denominator == one.denominator


def test_a_rate_is_scaled_to_a_year_on_the_estimate_and_says_so(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    rate = counted(authority)["REF_RATE", "R6", JUNE]
    assert rate.numerator is not None and rate.numerator > 0
    assert rate.value == round(rate.numerator * 2 * 10_000 / Decimal(12_345), 10)
    assert "scaled to a year" in rate.basis and "12,345 children" in rate.basis


def test_a_rate_without_an_estimate_is_not_available(authority: Authority) -> None:
    other = AuthorityFactory.create(code="902")
    approve_lists(other, JUNE)
    rate = counted(other)["REF_RATE", "R6", JUNE]
    assert (rate.value, rate.symbol) == (None, "x") and rate.numerator is not None


def test_a_proxy_and_a_window_with_missing_months_say_what_they_are(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    found = counted(authority)
    assert found["CP_VISIT_PCT", "S", JUNE].proxy and "a proxy" in found["CP_VISIT_PCT", "S", JUNE].basis
    assert not found["REF_N", "M", JUNE].proxy
    year = found["REF_RATE", "R12", JUNE]
    assert not year.complete and "incomplete" in year.basis
    assert found["CP_N", "S", date(2024, 4, 30)].rebuilt


def test_a_counted_figure_becomes_the_value_where_no_return_gives_it(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    for (code, window, end), one in counted(authority).items():
        value = Value.objects.get(authority=authority, indicator__code=code, window=window, period_end=end)
        assert (value.numerator, value.denominator, value.value) == (
            one.numerator,
            one.denominator,
            one.value,
        )
        assert (value.complete, value.basis) == (one.complete, one.basis)


def test_a_figure_that_was_returned_stands_before_the_counted_one(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    returned = figures_workbook(("CP_N", None, "S", 999))
    uploaded = upload_return(
        authority=authority, period_end=JUNE, file_name="return.xlsx", content=returned, by=None
    )
    submit_return(submitted=uploaded, warnings_confirmed=True, by=None)
    run(approve_return(approved=uploaded, by=None))
    value = Value.objects.get(authority=authority, indicator__code="CP_N", window="S", period_end=JUNE)
    assert value.value == 999
    assert counted(authority)["CP_N", "S", JUNE].value != 999


def test_counting_twice_writes_nothing_anew(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    before = set(CountedValue.objects.values_list("pk", flat=True))
    values = set(Value.objects.values_list("pk", "input_hash"))
    again = run(jobs.enqueue("recalculate", authority=authority, reason="again", by=None, codes=[EVERY]))
    assert again.result["figures_counted_anew"] == again.result["values_changed"] == 0
    assert set(CountedValue.objects.values_list("pk", flat=True)) == before
    assert set(Value.objects.values_list("pk", "input_hash")) == values


def test_a_second_return_makes_the_longer_windows_whole(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    approve_lists(authority, SEPTEMBER)
    found = counted(authority)
    # Six months to June and six to September: nine months in all.
    assert found["REF_N", "Q", SEPTEMBER].complete
    assert not found["REF_RATE", "R12", SEPTEMBER].complete
    assert found["REREF_PCT", "YTD", SEPTEMBER].complete
    assert len(found["REF_RATE", "R12", SEPTEMBER].returns) == 2


def test_a_job_without_codes_counts_nothing(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    job = run(jobs.enqueue("recalculate", authority=authority, reason="a target", by=None))
    assert "figures_counted" not in job.result


def test_a_job_for_one_code_leaves_the_others_as_they_are(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    CountedValue.objects.filter(indicator__code__in=["CP_N", "REF_N"]).delete()
    run(jobs.enqueue("recalculate", authority=authority, reason="one", by=None, codes=["CP_N"]))
    codes = set(CountedValue.objects.values_list("indicator__code", flat=True))
    assert "CP_N" in codes and "REF_N" not in codes


def test_returns_under_an_older_key_are_not_told_together_with_newer_ones(authority: Authority) -> None:
    old = ApprovedChildrenReturnFactory.create(authority=authority, period_end=JUNE, key_version="1")
    assert approved_lists(authority) == [old]
    new = ApprovedChildrenReturnFactory.create(authority=authority, period_end=SEPTEMBER, key_version="2")
    assert approved_lists(authority) == [new]


def test_a_note_that_counts_rows_stays_on_the_page_of_counted_figures(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    with_numbers = "2 placed for adoption are not among them"
    without = "Conferences of enquiries in an earlier return may be missing"
    CountedValue.objects.filter(indicator__code="CLA_LTS_PCT").update(
        notes=[with_numbers, without], input_hash="changed"
    )
    run(jobs.enqueue("recalculate", authority=authority, reason="a note", by=None))
    value = Value.objects.get(authority=authority, indicator__code="CLA_LTS_PCT", period_end=JUNE)
    assert value.note == without
