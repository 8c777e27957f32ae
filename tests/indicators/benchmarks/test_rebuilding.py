"""Benchmarks that were lost are made again, whatever made them."""

from __future__ import annotations

import json
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from authorities.models import AuditEvent, Role
from indicators.benchmarks.building import FIELDS, build_for_release
from indicators.models import Benchmark, Job, PublishedValue
from tests.factories.membership import MembershipFactory
from tests.factories.release import ReleaseFactory
from tests.factories.return_version import ApprovedReturnFactory
from tests.indicators.benchmarks.world import World

pytestmark = pytest.mark.django_db


def rebuilt(*options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("rebuild_benchmarks", *options, stdout=out)
    said: dict[str, Any] = json.loads(out.getvalue())
    return said


def rows() -> list[tuple[Any, ...]]:
    return sorted(Benchmark.objects.values_list(*FIELDS), key=repr)


@pytest.fixture
def world() -> World:
    world = World.make()
    world.publish(world.series(), A="22.5", B="20", C="25.1")
    world.publish(world.series("REF_RATE", per_children=True), A="5", B="20")
    world.neighbours(A="BC")
    world.vintage(A=1000, B=2000)
    build_for_release(world.release)
    return world


def test_what_was_lost_is_made_again_and_counted(world: World) -> None:
    whole = rows()
    Benchmark.objects.exclude(neighbour_list=None).delete()
    Benchmark.objects.exclude(vintage=None).delete()
    Benchmark.objects.update(authority_value=None)
    said = rebuilt()
    assert rows() == whole
    one = {"dataset": "referrals", "release": world.release.name, "benchmarks": len(whole)}
    assert said == {"releases": [one], "benchmarks": len(whole)}
    assert rebuilt() == said and rows() == whole


def test_scorecards_are_reckoned_anew_and_the_trail_says_who_asked(world: World) -> None:
    ApprovedReturnFactory.create(authority=world.authorities["A"])
    person = MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None).user
    rebuilt("--by", person.email)
    assert [job.reason for job in Job.objects.all()] == ["Benchmarks rebuilt"]
    event = AuditEvent.objects.get(act="rebuild_benchmarks")
    assert event.actor == person and event.sentence == "rebuilt the benchmarks of 1 release"


def test_a_release_that_cannot_be_compared_is_named_and_the_others_are_built(world: World) -> None:
    whole = rows()
    bad = ReleaseFactory.create(dataset=world.dataset, name="Slipped")
    value = PublishedValue.objects.filter(release=world.release, value=Decimal("22.5")).get()
    value.pk, value.release, value.value = None, bad, Decimal(10**7)
    value.save()
    Benchmark.objects.all().delete()
    with pytest.raises(CommandError, match=r"Slipped: .*too large to be compared"):
        rebuilt()
    assert rows() == whole


def test_only_an_administrator_rebuilds_in_their_own_name(world: World) -> None:
    analyst = MembershipFactory.create(role=Role.ANALYST, authority=world.authorities["A"]).user
    with pytest.raises(CommandError, match="may not rebuild benchmarks"):
        rebuilt("--by", analyst.email)
