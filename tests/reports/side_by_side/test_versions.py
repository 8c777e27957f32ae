from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from authorities.models import Authority
from authorities.sharing import Reader
from indicators.models import Job, JobState, Return, ReturnState
from reports.models import ScorecardTemplate
from reports.side_by_side.versions import data_version
from reports.side_by_side.views import View
from tests.factories.job import JobFactory
from tests.factories.neighbour_choice import NeighbourChoiceFactory
from tests.factories.polarity_override import PolarityOverrideFactory
from tests.factories.sharing_agreement import SharingAgreementFactory
from tests.factories.sharing_choice import SharingChoiceFactory
from tests.factories.target import TargetFactory
from tests.reports.side_by_side.region_scene import LEAD, RegionScene, make_region

CHANGES: dict[str, Callable[[RegionScene], object]] = {
    "a target is set": lambda s: TargetFactory.create(authority=s.authorities[0], indicator=s.indicators[0]),
    "a polarity is decided": lambda s: PolarityOverrideFactory.create(authority=s.authorities[0]),
    "an authority stops sharing": lambda s: SharingChoiceFactory.create(authority=s.authorities[0]),
    "the region agrees": lambda s: SharingAgreementFactory.create(region=s.region),
    "a neighbour list is chosen": lambda s: NeighbourChoiceFactory.create(authority=s.authorities[0]),
    "an authority ends": lambda s: Authority.objects.filter(pk=s.authorities[1].pk).update(
        valid_to=date(2024, 3, 31)
    ),
    "a layout is retired": lambda s: ScorecardTemplate.objects.update(retired=True),
    "a job stops": lambda s: Job.objects.filter(authority=s.authorities[0]).update(state=JobState.PARKED),
    "a job is queued": lambda s: JobFactory.create(authority=s.authorities[1]),
    "a job is done": lambda s: Job.objects.filter(authority=s.authorities[0]).update(state=JobState.DONE),
    "a return is superseded": lambda s: Return.objects.filter(authority=s.authorities[0]).update(
        state=ReturnState.SUPERSEDED
    ),
    "a return is approved anew": lambda s: Return.objects.filter(authority=s.authorities[0]).update(
        decided_at=timezone.now()
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_version_changes_when(db: None, change: str) -> None:
    scene = make_region([[10, 20]])
    JobFactory.create(authority=scene.authorities[0], state=JobState.QUEUED)
    before = data_version(scene.region, View(), LEAD)
    CHANGES[change](scene)
    assert data_version(scene.region, View(), LEAD) != before


def test_nothing_changed_is_the_same_version_in_one_query(db: None) -> None:
    scene = make_region([[10, 20]])
    with CaptureQueriesContext(connection) as captured:
        first = data_version(scene.region, View(), LEAD)
    assert len(captured) == 1 and data_version(scene.region, View(), LEAD) == first


def test_each_reader_and_each_view_has_a_version_of_its_own(db: None) -> None:
    scene = make_region([[10, 20]])
    staff = Reader(lead=False, own=frozenset({scene.authorities[0].code}))
    versions = {
        data_version(scene.region, View(), LEAD),
        data_version(scene.region, View(), staff),
        data_version(scene.region, View(sort="-name"), LEAD),
    }
    assert len(versions) == 3
