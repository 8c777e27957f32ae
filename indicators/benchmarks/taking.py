"""Acts of floor 1 with what follows from them: benchmarks are built, scorecards are reckoned anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from authorities.audit import record
from authorities.models import Authority, NeighbourChoice, NeighbourList, User
from authorities.neighbours.choosing import choose_list, make_own_list
from authorities.neighbours.importing import NeighbourReport, import_neighbours
from authorities.populations.importing import PopulationReport, import_population
from authorities.refusal import Refused
from indicators import jobs
from indicators.benchmarks.building import build_for_list, build_for_release, build_for_vintage
from indicators.benchmarks.turns import wait_for_turn
from indicators.calculations.display import counted
from indicators.models import Job, Release, ReturnState

RECALCULATE = "recalculate"


@transaction.atomic
def take_population(*, content: bytes, file_name: str, name: str = "", by: User | None) -> PopulationReport:
    """Import an edition of the mid-year estimates, and make the published counts rates by it too."""
    wait_for_turn()
    report = import_population(content=content, file_name=file_name, name=name, by=by)
    if report.created:
        build_for_vintage(report.vintage)
        reason = f"Population estimates imported: {report.vintage.name}"
        queue_recalculations(reason=reason, by=by, fictional=report.vintage.fictional)
    return report


@transaction.atomic
def take_neighbours(
    *,
    content: bytes,
    file_name: str,
    name: str,
    valid_from: date,
    valid_to: date | None = None,
    source: str = "",
    by: User | None,
) -> NeighbourReport:
    """Import a list of neighbours, and compare everybody in it by it too."""
    wait_for_turn()
    report = import_neighbours(
        content=content,
        file_name=file_name,
        name=name,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
        by=by,
    )
    if report.created:
        build_for_list(report.neighbour_list)
        reason = f"Neighbour list imported: {report.neighbour_list.name}"
        queue_recalculations(reason=reason, by=by, fictional=report.neighbour_list.fictional)
    return report


@transaction.atomic
def make_list(
    *,
    authority: Authority,
    name: str,
    neighbours: Sequence[Authority],
    reason: str,
    source: str = "",
    valid_from: date,
    valid_to: date | None = None,
    by: User | None,
) -> NeighbourList:
    """A list of the authority's own, with its benchmarks. It is used once it is chosen."""
    wait_for_turn()
    made = make_own_list(
        authority=authority,
        name=name,
        neighbours=neighbours,
        reason=reason,
        source=source,
        valid_from=valid_from,
        valid_to=valid_to,
        by=by,
    )
    build_for_list(made)
    return made


@transaction.atomic
def switch_list(
    *,
    authority: Authority,
    neighbour_list: NeighbourList,
    valid_from: date,
    reason: str,
    by: User | None,
) -> NeighbourChoice:
    """Compare the authority by another list for period ends from a day on."""
    choice = choose_list(
        authority=authority, neighbour_list=neighbour_list, valid_from=valid_from, reason=reason, by=by
    )
    why = f"Neighbour list chosen: {neighbour_list.name}"
    jobs.enqueue(RECALCULATE, authority=authority, reason=why, by=by)
    return choice


def rebuild_benchmarks(*, by: User | None) -> list[tuple[Release, int]]:
    """Every release's benchmarks, reckoned anew from what is held, and how many rows each has.

    A transaction for each release, so that nobody waits for all of them. A release that is refused keeps
    the rows it had; once the others are done, Refused has a sentence for each of those.
    """
    built: list[tuple[Release, int]] = []
    faults = []
    for release in Release.objects.select_related("dataset").order_by("pk"):
        try:
            with transaction.atomic():
                wait_for_turn()
                built.append((release, build_for_release(release)))
        except Refused as refusal:
            faults.append(f"{release.name}: {refusal}")
    with transaction.atomic():
        record("rebuild_benchmarks", f"rebuilt the benchmarks of {counted(len(built), 'release')}", by=by)
        queue_recalculations(reason="Benchmarks rebuilt", by=by)
    if faults:
        raise Refused("\n".join(faults))
    return built


@transaction.atomic
def queue_recalculations(*, reason: str, by: User | None, fictional: bool | None = None) -> list[Job]:
    """A recalculation for every authority with an approved return, of real or fictional ones if said."""
    concerned = Authority.objects.filter(returns__state=ReturnState.APPROVED)
    if fictional is not None:
        concerned = concerned.filter(fictional=fictional)
    # In one order, so that two imports at once wait for each other and never both.
    return [
        jobs.enqueue(RECALCULATE, authority=authority, reason=reason, by=by)
        for authority in concerned.order_by("pk").distinct()
    ]
