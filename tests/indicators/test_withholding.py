"""The step of a job that says what is told outside: what it reads and what it holds back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from authorities.models import Authority
from indicators.calculations.periods import month_end_before
from indicators.jobs import Write
from indicators.models import Indicator, Job, Return, ReturnKind, Value
from indicators.withholding import decide_what_is_told
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.job import JobFactory
from tests.factories.value import ValueFactory
from tests.indicators.conftest import QUARTER, Approve
from tests.indicators.files import workbook

JANUARY, OCTOBER = date(2025, 1, 31), date(2024, 10, 31)

pytestmark = pytest.mark.django_db


@pytest.fixture
def referrals() -> Indicator:
    return IndicatorFactory.create(
        code="REF_RATE", unit="rate", denominator="population aged 0-17", windows=["R6", "R12"]
    )


@pytest.fixture
def repeats() -> Indicator:
    return IndicatorFactory.create(code="REREF_PCT", unit="percentage", windows=["R6", "R12", "M"])


def give(
    authority: Authority,
    indicator: Indicator,
    window: str,
    top: int | None,
    base: int | None,
    *,
    period_end: date = JANUARY,
    **how: object,
) -> Value:
    value = Decimal(top * 100) / base if top is not None and base else None
    return ValueFactory.create(
        authority=authority,
        indicator=indicator,
        window=window,
        numerator=top,
        denominator=base,
        period_end=period_end,
        **({"value": value, "told": False} | how),
    )


def step(authority: Authority) -> Write:
    job: Job = JobFactory.create(authority=authority)
    return decide_what_is_told(job, lambda done, total, text: None)


def told(authority: Authority) -> set[tuple[str, str]]:
    step(authority)()
    found = Value.objects.filter(authority=authority, told=True)
    return set(found.values_list("indicator__code", "window"))


def test_a_year_and_a_half_that_would_give_the_other_half_are_not_both_told(
    authority: Authority, repeats: Indicator
) -> None:
    give(authority, repeats, "R12", 20, 200)
    give(authority, repeats, "R6", 17, 100, period_end=month_end_before(JANUARY, 6))
    give(authority, repeats, "R6", 3, 100)

    step(authority)()
    assert set(Value.objects.filter(told=True).values_list("window", "period_end")) == {
        ("R6", month_end_before(JANUARY, 6))
    }


def test_the_same_count_is_known_under_every_code_of_the_catalogue(
    authority: Authority, referrals: Indicator, repeats: Indicator
) -> None:
    give(authority, referrals, "R6", 8, 43000)
    give(authority, repeats, "R6", 0, 8)
    give(authority, referrals, "R12", 60, 43000)
    assert told(authority) == {("REF_RATE", "R12")}


def test_enquiries_decided_do_not_tell_those_that_needed_no_conference(authority: Authority) -> None:
    """What led to a conference and what needed none are two parts of what was decided."""
    decided = IndicatorFactory.create(code="S47_ICPC_DECIDED_PCT", unit="percentage", windows=["R6"])
    needless = IndicatorFactory.create(code="S47_NFA_PCT", unit="percentage", windows=["R6"])
    give(authority, needless, "R3", 9, 60, period_end=OCTOBER)
    give(authority, needless, "R3", 3, 60)
    give(authority, decided, "R6", 40, 52)
    assert told(authority) == {("S47_NFA_PCT", "R3")}


def test_plans_open_then_and_now_do_not_tell_a_hidden_number_that_ended(authority: Authority) -> None:
    open_now = IndicatorFactory.create(code="CP_N", unit="number", denominator="", windows=["S"])
    begun = IndicatorFactory.create(code="CP_REPEAT_EVER_PCT", unit="percentage", windows=["R6"])
    ended = IndicatorFactory.create(code="CP_END_2Y_PCT", unit="percentage", windows=["R6"])
    then = month_end_before(JANUARY, 6)
    give(authority, open_now, "S", 100, None, value=Decimal(100), period_end=then)
    give(authority, begun, "R6", 10, 30)
    give(authority, ended, "R6", 0, 8)
    give(authority, open_now, "S", 122, None, value=Decimal(122))

    step(authority)()
    found = Value.objects.filter(told=True).values_list("indicator__code", "period_end")
    assert set(found) == {("CP_N", then), ("CP_REPEAT_EVER_PCT", JANUARY)}


def test_a_percentage_alone_is_judged_by_the_base_that_another_measure_tells(
    authority: Authority, referrals: Indicator, repeats: Indicator
) -> None:
    give(authority, referrals, "R6", 50, 43000)
    give(authority, repeats, "R6", None, None, value=Decimal(6))
    assert told(authority) == {("REF_RATE", "R6")}


def test_a_percentage_alone_is_not_told_beside_a_hidden_one_of_its_months(
    authority: Authority, referrals: Indicator, repeats: Indicator
) -> None:
    """16.0% of no more than thirty can only be 4 of 25."""
    give(authority, referrals, "R6", 50, 43000)
    give(authority, repeats, "R6", 3, 50)
    give(authority, repeats, "M", None, None, value=Decimal(16))
    assert told(authority) == {("REF_RATE", "R6")}


def test_a_percentage_alone_is_told_where_nothing_of_its_months_is_hidden(
    authority: Authority, referrals: Indicator, repeats: Indicator
) -> None:
    long_ago = month_end_before(JANUARY, 12)
    give(authority, referrals, "R6", 50, 43000)
    give(authority, repeats, "M", 3, 50, period_end=long_ago)
    give(authority, repeats, "R6", None, None, value=Decimal(16))
    assert told(authority) == {("REF_RATE", "R6"), ("REREF_PCT", "R6")}


def test_a_local_indicator_is_never_taken_for_the_national_one_of_its_code(
    authority: Authority, referrals: Indicator
) -> None:
    own = IndicatorFactory.create(code="REREF_PCT", owner_authority=authority, windows=["R6"])
    give(authority, own, "R6", 0, 8)
    give(authority, referrals, "R6", 8, 43000)
    assert told(authority) == {("REF_RATE", "R6")}


def test_what_was_told_stays_told_and_the_later_figure_is_withheld(
    authority: Authority, repeats: Indicator
) -> None:
    first = give(authority, repeats, "R12", 20, 200, told=True)
    give(authority, repeats, "R6", 17, 100, period_end=month_end_before(JANUARY, 6))
    give(authority, repeats, "R6", 3, 100)

    step(authority)()
    assert [value.pk for value in Value.objects.filter(told=True)] == [first.pk]


def test_another_authority_is_not_touched(
    authority: Authority, other_authority: Authority, repeats: Indicator
) -> None:
    give(authority, repeats, "R12", 20, 200)
    give(other_authority, repeats, "R12", 20, 200)
    assert told(authority) == {("REREF_PCT", "R12")}
    assert told(AuthorityFactory.create()) == set()
    assert not Value.objects.filter(authority=other_authority, told=True).exists()


def test_of_figures_counted_for_every_month_only_those_in_step_with_a_return_are_told(
    authority: Authority, repeats: Indicator
) -> None:
    for back in range(7):
        value = give(authority, repeats, "M", 20, 100, period_end=month_end_before(JANUARY, back))
        Return.objects.filter(pk=value.source_return_id).update(
            kind=ReturnKind.CHILDREN, state="approved" if back == 0 else "superseded"
        )
    step(authority)()
    found = Value.objects.filter(told=True).values_list("period_end", flat=True)
    assert sorted(found) == [date(2024, 7, 31), OCTOBER, JANUARY]


def test_a_figure_that_lacks_months_and_a_hidden_one_are_not_told(
    authority: Authority, repeats: Indicator
) -> None:
    give(authority, repeats, "R12", 20, 200, complete=False)
    give(authority, repeats, "R6", 3, 100)
    give(authority, repeats, "M", None, 40, symbol="c")
    assert told(authority) == set()


def test_a_small_mean_protects_the_total_of_its_twelve_months(authority: Authority) -> None:
    contacts = IndicatorFactory.create(
        code="CONTACT_N", unit="number", denominator="", windows=["M", "MEAN12"]
    )
    share = IndicatorFactory.create(code="CONTACT_REF_PCT", unit="percentage", windows=["MEAN12"])
    give(authority, contacts, "MEAN12", 45, 12, value=Decimal("3.75"))
    give(authority, share, "MEAN12", 20, 45)
    assert told(authority) == set()


def test_running_twice_changes_nothing(approve: Approve, authority: Authority) -> None:
    rows = (("CLA_N", None, "S", 580), ("REREF_PCT", None, "R12", 20, 200), ("REREF_PCT", None, "Q", 3, 40))
    approve(workbook(*rows), period=QUARTER)
    before = dict(Value.objects.values_list("pk", "told"))
    assert sorted(before.values()) == [False, True, True]
    assert step(authority)() == {"values_told": 0}
    assert dict(Value.objects.values_list("pk", "told")) == before


def test_the_job_judges_what_it_has_just_reckoned_and_a_corrected_figure_anew(
    approve: Approve, authority: Authority
) -> None:
    approve(workbook(("REREF_PCT", None, "R12", 20, 200)))
    assert Value.objects.get().told
    job = approve(workbook(("REREF_PCT", None, "R12", 3, 200)))
    assert not Value.objects.get().told and job.result["values_told"] == 0
    job = approve(workbook(("REREF_PCT", None, "R12", 21, 200)))
    assert Value.objects.get().told and job.result["values_told"] == 1


def test_reading_takes_as_many_queries_for_many_figures_as_for_few(
    authority: Authority, repeats: Indicator, django_assert_num_queries: object
) -> None:
    for back in range(12):
        give(authority, repeats, "R12", 20 + back, 200, period_end=month_end_before(JANUARY, 3 * back))
    JobFactory.create(authority=authority)
    with django_assert_num_queries(2):  # type: ignore[operator]
        decide_what_is_told(Job.objects.model(authority=authority), lambda done, total, text: None)
