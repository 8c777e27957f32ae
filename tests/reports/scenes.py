"""A small scorecard for the tests of this floor: a percentage with a target, a small count, a rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client

from authorities.models import Authority, Role, User
from indicators.models import Indicator, Return, Value
from reports.building import rebuild
from reports.models import Scorecard, ScorecardTemplate
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.membership import MembershipFactory
from tests.factories.scorecard import ScorecardFactory
from tests.factories.scorecard_template import ScorecardTemplateFactory, layout_of
from tests.factories.target import TargetFactory
from tests.factories.value import ValueFactory

NOW, BEFORE = date(2025, 1, 31), date(2024, 1, 31)
PERCENTAGE, SMALL, RATE = "1", "2", "3"
CODES = ["SCENE_PCT", "SCENE_SMALL", "SCENE_RATE"]


@dataclass
class Scene:
    """One authority with its people and one calculated scorecard of three lines."""

    authority: Authority
    template: ScorecardTemplate
    scorecard: Scorecard
    indicators: dict[str, Indicator]
    people: dict[str, User]

    def client(self, role: str) -> Client:
        client = Client()
        client.force_login(self.people[role])
        return client

    def recalculated(self) -> Scorecard:
        """The scorecard read afresh, with lines made from what the tables hold now."""
        found = Scorecard.objects.select_related("authority", "template").get(pk=self.scorecard.pk)
        rebuild(found)
        found.save()
        return found


def make_scene(**layout: Any) -> Scene:
    """SCENE_PCT is 21 of 100, from 30, against 20%; SCENE_SMALL 3 children, from 12; SCENE_RATE 55.5."""
    authority = AuthorityFactory.create()
    units = {"SCENE_PCT": "percentage", "SCENE_SMALL": "number", "SCENE_RATE": "rate"}
    indicators = {code: IndicatorFactory.create(code=code, unit=unit) for code, unit in units.items()}
    definition = layout_of("scene", "Scene scorecard", CODES) | layout
    template = ScorecardTemplateFactory.create(name="scene", title="Scene scorecard", definition=definition)
    give(authority, indicators["SCENE_PCT"], 21, 100, 21)
    give(authority, indicators["SCENE_PCT"], 30, 100, 30, BEFORE)
    give(authority, indicators["SCENE_SMALL"], 3, None, 3)
    give(authority, indicators["SCENE_SMALL"], 12, None, 12, BEFORE)
    give(authority, indicators["SCENE_RATE"], 555, 100000, "55.5", places=1)
    TargetFactory.create(
        authority=authority, indicator=indicators["SCENE_PCT"], text="20%", source="The plan"
    )
    people: dict[str, User] = {
        role: MembershipFactory.create(role=role, authority=authority).user
        for role in (Role.ANALYST, Role.APPROVER, Role.SCRUTINY)
    }
    people[Role.REGIONAL_LEAD] = MembershipFactory.create(
        role=Role.REGIONAL_LEAD, region=authority.region
    ).user
    Return.objects.filter(authority=authority).update(
        uploaded_by=people[Role.ANALYST], decided_by=people[Role.APPROVER], decided_at="2025-02-05T09:30Z"
    )
    scorecard = ScorecardFactory.create(authority=authority, template=template, period_end=NOW)
    scene = Scene(authority, template, scorecard, indicators, people)
    scene.scorecard = scene.recalculated()
    return scene


def give(
    authority: Authority,
    indicator: Indicator,
    numerator: int | None,
    denominator: int | None,
    value: int | str,
    period_end: date = NOW,
    places: int = 0,
) -> Value:
    """An approved figure; `numerator` and `denominator` None where only the value was typed."""
    return ValueFactory.create(
        authority=authority,
        indicator=indicator,
        period_end=period_end,
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
        value=Decimal(value),
        places=places,
    )
