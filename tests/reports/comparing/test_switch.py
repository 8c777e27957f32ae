"""Sefton moves from the neighbours of 2021 to those of 2025: seen beforehand, and nothing published moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from authorities.models import NeighbourList
from indicators.benchmarks.preview import preview_switch
from indicators.benchmarks.taking import switch_list
from indicators.models import Job, JobState
from indicators.waiting import finish
from reports.comparing.adopting import changes_if_adopted
from reports.comparing.basis import adopt_newest, basis_for, newer_basis
from reports.disclosure import Audience
from reports.models import Publication, Scorecard
from reports.publishing import canonical, fingerprint, is_intact, publish_scorecard
from reports.reading import read_publication
from tests.keeping import kept_for_the_module
from tests.reports.comparing.published_world import (
    LIST_2021,
    LIST_2025,
    import_everything,
    import_list,
    load_papers,
    needs_published_files,
    recalculated,
)

pytestmark = [needs_published_files, pytest.mark.django_db]
WHY = "The newer model is the one the Department uses now."


@pytest.fixture(scope="module")
def papers(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Scorecard]]:
    """Both papers published as printed, then calculated with the releases and the list of 2021."""
    with kept_for_the_module(django_db_blocker):
        scorecards = load_papers()
        import_everything()
        for scorecard in scorecards.values():
            recalculated(scorecard)
        import_list(LIST_2025)
        for job in Job.objects.filter(state=JobState.QUEUED, authority__code="343"):
            finish(job)
        yield scorecards


def afresh(scorecard: Scorecard) -> Scorecard:
    return Scorecard.objects.select_related("authority", "template").get(pk=scorecard.pk)


def listed(name: str) -> NeighbourList:
    return NeighbourList.objects.get(name=name)


def neighbours_in_care(scorecard: Scorecard) -> str:
    line = recalculated(scorecard)["17"]
    return next(c.value or "" for c in line.comparators if c.key == "SN")


def test_the_preview_says_beforehand_what_the_looked_after_comparison_becomes(
    papers: dict[str, Scorecard],
) -> None:
    scorecard = afresh(papers["sefton-2025-01"])
    changed = preview_switch(
        authority=scorecard.authority,
        now=listed(LIST_2021),
        then=listed(LIST_2025),
        basis=basis_for(scorecard),
    )
    in_care = next(c for c in changed if c.benchmark.series.indicator.code == "CLA_RATE")
    assert in_care.before.mean is not None and in_care.after.mean is not None
    assert in_care.before.mean != in_care.after.mean
    assert (in_care.before.used, in_care.after.used) == (10, 10)


def test_a_switch_moves_the_unpublished_scorecard_and_nothing_that_is_published(
    papers: dict[str, Scorecard],
) -> None:
    published = afresh(papers["sefton-2025-01"])
    as_printed = published.publications.get()
    frozen, seal = canonical(as_printed.snapshot), as_printed.sha256
    before = neighbours_in_care(published)
    draft = afresh(
        Scorecard.objects.create(
            authority=published.authority, template=published.template, period_end=date(2024, 12, 31)
        )
    )
    of_2021 = neighbours_in_care(draft)
    finish(switch_and_job(published, from_day=date(2024, 4, 1)))
    of_2025 = neighbours_in_care(draft)
    assert of_2021 == before and of_2025 != of_2021
    # The one that is published keeps its list until a person takes up the other.
    assert neighbours_in_care(published) == before
    kept = Publication.objects.get(pk=as_printed.pk)
    assert (canonical(kept.snapshot), kept.sha256, is_intact(kept)) == (frozen, seal, True)


def switch_and_job(scorecard: Scorecard, *, from_day: date) -> Job:
    choice = switch_list(
        authority=scorecard.authority,
        neighbour_list=listed(LIST_2025),
        valid_from=from_day,
        reason=WHY,
        by=None,
    )
    return Job.objects.filter(authority=choice.authority, kind="recalculate").latest("pk")


def test_a_publication_names_what_it_used_and_keeps_it_when_the_draft_moves_on(
    papers: dict[str, Scorecard],
) -> None:
    scorecard = afresh(papers["sefton-2025-01"])
    recalculated(scorecard)
    scorecard = afresh(scorecard)
    second = publish_scorecard(
        scorecard=scorecard, seen=fingerprint(scorecard), note="With the Department's figures.", by=None
    )
    bytes_then, seal = canonical(second.snapshot), second.sha256
    switch_and_job(scorecard, from_day=date(2024, 4, 1))
    newer = newer_basis(scorecard)
    assert newer is not None
    assert [(news.what, news.before, news.after) for news in newer.news] == [
        ("Statistical neighbours", LIST_2021, LIST_2025)
    ]
    told = {(change.number, change.what) for change in changes_if_adopted(scorecard, newer.basis)}
    assert ("17", "comparator, SN") in told and all(what == "comparator, SN" for _, what in told)
    of_2021 = neighbours_in_care(scorecard)
    finish(adopt_newest(scorecard=scorecard, reason=WHY, by=None))
    assert neighbours_in_care(scorecard) != of_2021
    assert newer_basis(afresh(scorecard)) is None
    kept = Publication.objects.get(pk=second.pk)
    assert (canonical(kept.snapshot), kept.sha256, is_intact(kept)) == (bytes_then, seal, True)
    basis = read_publication(kept, Audience.OUTSIDE).basis
    assert basis.neighbours is not None and basis.neighbours.name == LIST_2021
    assert len(basis.neighbours.members) == 10
    assert basis.population is not None and len(basis.population.sha256) == 64
    assert all(len(release.sha256) == 64 for release in basis.releases)
    in_care = basis.figures["17"]
    assert len(in_care) == 10 and all(seen.display or seen.reason for seen in in_care)
