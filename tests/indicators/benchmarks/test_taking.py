from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from authorities.models import AuditEvent, Authority, NeighbourList
from authorities.refusal import Refused
from indicators.benchmarks.building import build_for_release
from indicators.benchmarks.taking import (
    make_list,
    queue_recalculations,
    switch_list,
    take_neighbours,
    take_population,
)
from indicators.models import Benchmark, Job, JobState
from tests.authorities.neighbours.files import as_csv, eleven, wide
from tests.authorities.populations import files as populations
from tests.factories.authority import AuthorityFactory
from tests.factories.release import ReleaseFactory
from tests.factories.return_version import ApprovedReturnFactory, ReturnFactory
from tests.indicators.benchmarks.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def authorities() -> list[Authority]:
    return eleven()


@pytest.fixture
def world(authorities: list[Authority]) -> World:
    """A release about the eleven, with an approved return of the first."""
    release = ReleaseFactory.create(dataset__key="referrals", fictional=True)
    ApprovedReturnFactory.create(authority=authorities[0])
    ReturnFactory.create(authority=authorities[1])
    return World(authorities[0].region, release.dataset, release, {each.code: each for each in authorities})


def take() -> NeighbourList:
    day = date(2025, 5, 1)
    report = take_neighbours(
        content=as_csv(wide()), file_name="wide.csv", name="Model", valid_from=day, by=None
    )
    return report.neighbour_list


def waiting() -> list[tuple[str, str]]:
    return list(Job.objects.filter(state=JobState.QUEUED).values_list("authority__code", "reason"))


def test_a_list_is_compared_by_as_soon_as_it_is_taken_in_and_scorecards_are_reckoned_anew(
    world: World,
) -> None:
    series = world.series()
    world.publish(series, **{f"N{n:02}": str(n) for n in range(1, 12)})
    model = take()
    row = world.benchmark("N01", series, model)
    # N02 to N11: 2 to 11, 65 in all.
    assert (row.neighbour_mean, row.neighbours_used) == (Decimal("6.5"), 10)
    assert waiting() == [("N01", "Neighbour list imported: Model")]


def test_taking_the_same_list_again_changes_nothing(world: World) -> None:
    world.publish(world.series(), N01="1", N02="2")
    take()
    keys, jobs = list(Benchmark.objects.values_list("pk", flat=True)), Job.objects.count()
    events = AuditEvent.objects.count()
    take()
    assert list(Benchmark.objects.values_list("pk", flat=True)) == keys
    assert (Job.objects.count(), AuditEvent.objects.count()) == (jobs, events)


def test_counts_become_rates_as_soon_as_a_population_is_taken_in(world: World) -> None:
    rate = world.series("REF_RATE", per_children=True)
    world.publish(rate, N01="5", N02="20")
    build_for_release(world.release)
    assert not Benchmark.objects.exists()
    lines = populations.estimates([populations.local(f"N{n:02}", f"Testing place {n}") for n in (1, 2)])
    content = populations.as_csv([*lines, *populations.estimates([populations.ENGLAND], start=50_000)])
    report = take_population(content=content, file_name="estimates.csv", name="Mid-2024", by=None)
    # In mid-2023 N01 had 1,000 children and N02 1,001.
    assert world.benchmark("N01", rate).authority_value == 50
    assert f"{world.benchmark('N02', rate).authority_value:.6f}" == "199.800200"
    assert waiting() == [("N01", f"Population estimates imported: {report.vintage.name}")]


def test_an_own_list_is_compared_by_before_it_is_chosen(world: World) -> None:
    series = world.series()
    world.publish(series, N01="1", N02="2", N03="4")
    own = make_list(
        authority=world.authorities["N01"],
        name="Ours",
        neighbours=[world.authorities[code] for code in ("N02", "N03")],
        reason="Nearer to us in size",
        valid_from=date(2025, 4, 1),
        by=None,
    )
    assert world.benchmark("N01", series, own).neighbour_mean == 3
    assert not Benchmark.objects.filter(neighbour_list=own).exclude(authority__code="N01").exists()
    assert waiting() == []


def test_switching_lists_asks_for_the_authoritys_scorecards_alone(world: World) -> None:
    model = take()
    Job.objects.all().delete()
    chosen: dict[str, Any] = {"neighbour_list": model, "valid_from": date(2025, 4, 1), "by": None}
    choice = switch_list(authority=world.authorities["N02"], reason="The newer model", **chosen)
    assert choice.neighbour_list == model
    assert waiting() == [("N02", "Neighbour list chosen: Model")]


def test_a_switch_that_is_refused_asks_for_nothing(world: World) -> None:
    model = take()
    Job.objects.all().delete()
    chosen: dict[str, Any] = {"neighbour_list": model, "valid_from": date(2025, 4, 1), "by": None}
    with pytest.raises(Refused):
        switch_list(authority=world.authorities["N02"], reason=" ", **chosen)
    assert waiting() == []


def test_a_figure_that_cannot_be_compared_refuses_the_list_too(world: World) -> None:
    world.publish(world.series(), N01="10000000")
    with pytest.raises(Refused, match="too large"):
        take()
    assert not NeighbourList.objects.exists()


def test_every_authority_with_an_approved_return_is_asked_for_once(world: World) -> None:
    ApprovedReturnFactory.create(authority=world.authorities["N01"], period_end=date(2024, 10, 31))
    ApprovedReturnFactory.create(authority=AuthorityFactory.create(code="801", fictional=False))
    queue_recalculations(reason="New statistics", by=None)
    queue_recalculations(reason="Newer statistics", by=None)
    assert sorted(waiting()) == [("801", "New statistics"), ("N01", "New statistics")]
    Job.objects.all().delete()
    assert [job.authority.code for job in queue_recalculations(reason="x", by=None, fictional=False)] == [
        "801"
    ]
