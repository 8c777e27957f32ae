"""The indicator set, and local indicators."""

from __future__ import annotations

from typing import Any

import pytest

from authorities.models import AuditEvent, Authority, User
from authorities.refusal import Refused
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.local import add_local_indicator
from indicators.models import Indicator, IndicatorInSet
from indicators.sets import ask_for, stop_asking


def asked(authority: Authority) -> set[tuple[str, str]]:
    return {(item.indicator.code, item.window) for item in IndicatorInSet.asked_of(authority)}


def test_a_figure_is_asked_for_once_however_often_it_is_added(
    authority: Authority, analyst: User, indicators: dict[str, Indicator]
) -> None:
    figures = [("STAFF_N", Window.S), ("STAFF_N", Window.S), ("CLA_N", Window.S)]

    assert ask_for(authority=authority, figures=figures, because="tests", by=analyst) == 1
    assert ask_for(authority=authority, figures=figures, because="tests", by=analyst) == 0
    assert ("STAFF_N", "S") in asked(authority)
    assert AuditEvent.objects.filter(act="extend the indicator set").count() == 1


def test_a_figure_taken_out_is_no_longer_asked_for_and_can_come_back(
    authority: Authority, analyst: User, indicators: dict[str, Indicator]
) -> None:
    item = IndicatorInSet.objects.get(indicator=indicators["CLA_N"])

    stop_asking(item=item, by=analyst)
    stop_asking(item=item, by=analyst)

    assert ("CLA_N", "S") not in asked(authority)
    assert AuditEvent.objects.filter(act="reduce the indicator set").count() == 1
    assert ask_for(authority=authority, figures=[("CLA_N", Window.S)], because="tests", by=analyst) == 1
    assert ("CLA_N", "S") in asked(authority)


def test_an_indicator_that_the_authority_cannot_use_is_not_asked_for(
    authority: Authority, other_authority: Authority, indicators: dict[str, Indicator]
) -> None:
    Indicator.objects.filter(code="STAFF_N").update(owner_authority=other_authority)

    with pytest.raises(KeyError):
        ask_for(authority=authority, figures=[("STAFF_N", Window.S)], because="tests", by=None)


@pytest.fixture
def add(authority: Authority, analyst: User) -> Any:
    def do(**fields: Any) -> Indicator:
        fields = {
            "code": "L_HUB_PCT",
            "name": "Families helped by a hub",
            "unit": Unit.PERCENTAGE,
            "windows": [Window.Q, Window.R12],
            "polarity": Polarity.HIGH,
            "numerator": "families helped",
            "denominator": "families known",
        } | fields
        return add_local_indicator(authority=authority, by=analyst, **fields)

    return do


def test_a_local_indicator_belongs_to_its_authority_and_is_asked_for(
    add: Any, authority: Authority, other_authority: Authority
) -> None:
    added = add(code=" l_hub_pct ")

    assert (added.code, added.owner_authority, added.family) == ("L_HUB_PCT", authority, "Local")
    assert asked(authority) == {("L_HUB_PCT", "Q"), ("L_HUB_PCT", "R12")}
    assert added in Indicator.for_authority(authority)
    assert added not in Indicator.for_authority(other_authority)
    assert AuditEvent.objects.filter(act="add a local indicator").count() == 1


def test_a_local_rate_is_scaled_to_a_year_only_where_its_window_is_shorter(add: Any) -> None:
    added = add(unit=Unit.RATE, windows=[Window.M, Window.R6, Window.R12, Window.S, Window.FY])

    assert added.annualised == ["M", "R6"]


def test_a_number_has_no_denominator(add: Any) -> None:
    assert add(unit=Unit.NUMBER).denominator == ""


def test_two_authorities_may_use_one_code(add: Any, other_authority: Authority) -> None:
    add()

    add_local_indicator(
        authority=other_authority, code="L_HUB_PCT", name="Theirs", unit=Unit.NUMBER, windows=[Window.S],
        polarity=Polarity.NEUTRAL, numerator="hubs", by=None,
    )  # fmt: skip

    assert Indicator.objects.filter(code="L_HUB_PCT").count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": "HUB_PCT"}, "begins with L_"),
        ({"code": "L_"}, "begins with L_"),
        ({"code": "L_HUB PCT"}, "begins with L_"),
        ({"code": "L_" + "X" * 23}, "24 characters"),
        ({"windows": []}, "at least one window"),
        ({"denominator": "  "}, "what the denominator counts"),
    ],
)
def test_a_local_indicator_that_is_not_whole_is_refused(add: Any, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        add(**fields)

    assert not Indicator.objects.exists()


def test_a_code_that_is_taken_is_refused(add: Any) -> None:
    add()

    with pytest.raises(Refused, match="already one of your indicators"):
        add()
