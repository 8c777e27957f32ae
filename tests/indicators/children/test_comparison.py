"""A counted figure beside the one that the return of figures gives."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from authorities.models import Authority
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.children.comparison import (
    CountedLine,
    counted_lines,
    counted_periods,
    parts_in_words,
)
from indicators.models import Indicator, ReturnState
from tests.factories.authority import AuthorityFactory
from tests.factories.counted_value import CountedValueFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.list_read import ListReadFactory
from tests.factories.return_figure import ReturnFigureFactory
from tests.factories.return_version import PERIOD_END, ApprovedReturnFactory, ReturnFactory

pytestmark = pytest.mark.django_db
# A figure given without its parts.
ALONE: dict[str, Any] = {"numerator": None, "denominator": None}


@pytest.fixture
def authority() -> Authority:
    made: Authority = AuthorityFactory.create()
    return made


@pytest.fixture
def share() -> Indicator:
    made: Indicator = IndicatorFactory.create(code="REREF_PCT", windows=["R6"], annex_a_lists=[3])
    return made


def only_line(authority: Authority) -> CountedLine:
    (line,) = counted_lines(authority, PERIOD_END)
    return line


def returned(authority: Authority, indicator: Indicator, **given: Any) -> None:
    source = ApprovedReturnFactory.create(authority=authority)
    ReturnFigureFactory.create(of_return=source, indicator=indicator, window="R6", **given)


def test_a_figure_that_no_return_gives_stands_alone(authority: Authority, share: Indicator) -> None:
    CountedValueFactory.create(authority=authority, indicator=share)

    line = only_line(authority)

    assert (line.shown, line.parts, line.given_shown, line.difference) == ("21.0%", "21 of 100", "", "")
    assert not line.differs


@pytest.mark.parametrize(
    ("given", "difference", "differs"),
    [
        ({"numerator": Decimal(21), "denominator": Decimal(100)}, "0.0 points", False),
        ({"numerator": Decimal(20), "denominator": Decimal(100)}, "+1.0 points", True),
        # The same share of other numbers is worth a look.
        ({"numerator": Decimal(42), "denominator": Decimal(200)}, "0.0 points", True),
        # Typed without decimals: 21 is as much as was said.
        (ALONE | {"value": Decimal("21.3"), "places": 0}, "\N{MINUS SIGN}0.3 points", False),
        (ALONE | {"value": Decimal("21.6"), "places": 0}, "\N{MINUS SIGN}0.6 points", True),
        (ALONE | {"symbol": "z"}, "", True),
    ],
)
def test_the_difference_is_in_points_and_judged_as_the_return_shows_its_figure(
    authority: Authority, share: Indicator, given: dict[str, Any], difference: str, differs: bool
) -> None:
    CountedValueFactory.create(authority=authority, indicator=share)
    returned(authority, share, **given)

    line = only_line(authority)

    assert (line.difference, line.differs) == (difference, differs)


def test_the_difference_is_that_of_the_two_as_they_are_shown(authority: Authority, share: Indicator) -> None:
    # 21.04 and 14.55 are shown as 21.0 and 14.6; 21.04 less 14.55 would be shown as 6.5.
    CountedValueFactory.create(authority=authority, indicator=share, value=Decimal("21.04"))
    returned(authority, share, **ALONE, value=Decimal("14.55"), places=1)

    assert only_line(authority).difference == "+6.4 points"


def test_two_that_are_shown_otherwise_differ_however_near_they_are(
    authority: Authority, share: Indicator
) -> None:
    CountedValueFactory.create(authority=authority, indicator=share, value=Decimal("21.06"))
    returned(authority, share, **ALONE, value=Decimal("21.04"), places=1)

    line = only_line(authority)

    assert (line.difference, line.differs) == ("+0.1 points", True)


@pytest.mark.parametrize(
    ("made", "window", "numerator", "denominator", "words"),
    [
        (
            {"unit": Unit.RATE, "annualised": ["R6"]},
            "R6",
            "2939",
            "103400",
            "2,939 of 103,400, scaled to a year",
        ),
        ({"unit": Unit.RATE, "annualised": ["R6"]}, "R12", "2939", "103400", "2,939 of 103,400"),
        (
            {"unit": Unit.AVERAGE, "numerator": "sum of the months waited", "denominator": "children placed"},
            *("R12", "304.788501", "41", "304.8 months over 41 children"),
        ),
        (
            {"unit": Unit.DAYS, "numerator": "sum of the days waited", "denominator": "children matched"},
            *("R12", "90", "1", "90 days over 1 child"),
        ),
        (
            {"unit": Unit.AVERAGE, "numerator": "alerts", "denominator": "offices"},
            "S",
            "12",
            "4",
            "12 over 4",
        ),
        ({"unit": Unit.NUMBER, "denominator": ""}, "MEAN12", "7793", "36", "7,793 over 36 months"),
        ({"unit": Unit.NUMBER, "denominator": ""}, "MEAN12", "7793", None, "7,793 over 12 months"),
        ({"unit": Unit.NUMBER, "denominator": ""}, "M", "7793", None, "7,793"),
        ({"unit": Unit.PERCENTAGE}, "MEAN12", "21", "100", "21 of 100"),
    ],
)
def test_parts_are_said_as_what_they_are(
    made: dict[str, Any], window: str, numerator: str, denominator: str | None, words: str
) -> None:
    indicator = IndicatorFactory.build(**made)
    base = None if denominator is None else Decimal(denominator)

    assert parts_in_words(indicator, Window(window), Decimal(numerator), base) == words


def test_what_is_counted_for_another_authority_is_not_there(authority: Authority, share: Indicator) -> None:
    CountedValueFactory.create(indicator=share)

    assert counted_lines(authority, PERIOD_END) == []


def test_a_number_differs_by_a_number(authority: Authority) -> None:
    number = IndicatorFactory.create(unit=Unit.NUMBER, denominator="", windows=["R6"])
    CountedValueFactory.create(
        authority=authority, indicator=number, numerator=Decimal(580), denominator=None, value=Decimal(580)
    )
    returned(authority, number, numerator=Decimal(1580), denominator=None)

    line = only_line(authority)

    assert (line.shown, line.given_shown, line.difference) == ("580", "1,580", "\N{MINUS SIGN}1,000")


def test_only_the_approved_return_of_figures_of_the_same_authority_and_period_is_compared(
    authority: Authority, share: Indicator
) -> None:
    CountedValueFactory.create(authority=authority, indicator=share)
    for source in (
        ReturnFactory.create(authority=authority, state=ReturnState.SUBMITTED),
        ApprovedReturnFactory.create(authority=AuthorityFactory.create()),
    ):
        ReturnFigureFactory.create(of_return=source, indicator=share, window="R6")

    assert only_line(authority).given is None


def test_what_is_incomplete_says_which_months_it_lacks(authority: Authority, share: Indicator) -> None:
    held = CountedValueFactory.create(authority=authority, indicator=share, window="R12", complete=False)
    ListReadFactory.create(of_return=held.source_return, number=3)

    assert only_line(authority).lacks == "list 3 for February 2024 to July 2024"


def test_left_out_rows_are_said_in_words(authority: Authority, share: Indicator) -> None:
    excluded = {"counter not given": 2, "dates in the wrong order": 1, "nothing": 0}
    CountedValueFactory.create(authority=authority, indicator=share, excluded=excluded)

    said = only_line(authority).left_out

    assert said == "2 rows left out: counter not given; 1 row left out: dates in the wrong order"


def test_figures_come_by_family_code_and_window(authority: Authority) -> None:
    for family, code, window in (("b", "B1", "M"), ("a", "A2", "R12"), ("a", "A2", "M"), ("a", "A1", "S")):
        indicator = Indicator.objects.filter(code=code).first()
        indicator = indicator or IndicatorFactory.create(family=family, code=code)
        CountedValueFactory.create(authority=authority, indicator=indicator, window=window)

    found = [(line.code, line.counted.window) for line in counted_lines(authority, PERIOD_END)]

    assert found == [("A1", "S"), ("A2", "M"), ("A2", "R12"), ("B1", "M")]


def test_periods_are_the_authoritys_own_newest_first(authority: Authority) -> None:
    for day in ("2024-12-31", "2025-01-31"):
        CountedValueFactory.create(authority=authority, period_end=day, source_return__period_end=PERIOD_END)
    CountedValueFactory.create(period_end="2025-03-31", source_return__period_end=PERIOD_END)

    assert [f"{day:%Y-%m}" for day in counted_periods(authority)] == ["2025-01", "2024-12"]


def test_the_cost_does_not_grow_with_the_figures(
    authority: Authority, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        indicator = IndicatorFactory.create(windows=["R6"])
        CountedValueFactory.create(authority=authority, indicator=indicator)
        returned(authority, indicator)

    with django_assert_max_num_queries(10):
        assert len(counted_lines(authority, PERIOD_END)) == 20
