"""A scorecard, two lists of neighbours and a release, for what a switch from one list to the other changes.

SCENE_PCT of 2023-24: the authority 20; the neighbours of 2021 have 10 and 20 (mean 15); those of 2025 have 30
and a suppressed figure (mean 30). A revised release gives the authority 40, those of 2021 50 and 60
(mean 55), and those of 2025 50 and 70 (mean 60).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from authorities.models import Authority, Neighbour, NeighbourList
from indicators.benchmarks.building import build_for_release
from indicators.models import Release, Series
from reports.building import rebuild
from reports.models import Scorecard
from tests.factories.authority import AuthorityFactory
from tests.factories.neighbour import NeighbourFactory
from tests.factories.neighbour_list import NeighbourListFactory
from tests.factories.published_value import PublishedValueFactory
from tests.factories.scorecard import ScorecardFactory
from tests.reports.comparing.scenes import a_release, make_compared_scene
from tests.reports.scenes import Scene

FIRST = ("20", "10", "20", "30", None)
REVISED = ("40", "50", "60", "50", "70")
OF_2021, OF_2025 = date(2021, 4, 1), date(2025, 4, 1)


@dataclass
class Switching:
    """The scene, whose scorecard ends in January 2025, four neighbours, and two lists of two of them."""

    scene: Scene
    near: list[Authority]
    older: NeighbourList
    newer: NeighbourList

    @property
    def authority(self) -> Authority:
        return self.scene.authority

    def release(self, figures: tuple[str | None, ...], **of: Any) -> Release:
        """A release with our figure and those of the four, benchmarks and all."""
        release = a_release(self.scene, **of)
        series = Series.objects.get(dataset=release.dataset)
        for place, figure in zip([self.authority, *self.near], figures, strict=True):
            PublishedValueFactory.create(
                release=release,
                series=series,
                authority=place,
                value=None if figure is None else Decimal(figure),
                symbol="c" if figure is None else "",
            )
        build_for_release(release)
        return release

    def draft(self, period_end: date) -> Scorecard:
        """An unpublished scorecard, calculated: it is pinned to what is there now."""
        made: Scorecard = ScorecardFactory.create(
            authority=self.authority, template=self.scene.template, period_end=period_end
        )
        rebuild(made)
        made.save()
        return made


def make_switching() -> Switching:
    """Nobody has chosen a list: that of 2021 is used, and that of 2025 for period ends from its first day."""
    scene = make_compared_scene()
    near = [AuthorityFactory.create(code=f"80{n}", name=f"Near {n}") for n in range(4)]
    made = Switching(
        scene,
        near,
        a_model(scene, near[:2], name="Model of 2021", valid_from=OF_2021),
        a_model(scene, near[2:], name="Model of 2025", valid_from=OF_2025),
    )
    made.release(FIRST)
    scene.scorecard = scene.recalculated()
    return made


def a_model(scene: Scene, members: list[Authority], **of: Any) -> NeighbourList:
    made: NeighbourList = NeighbourListFactory.create(fictional=scene.authority.fictional, **of)
    for rank, member in enumerate(members, start=1):
        NeighbourFactory.create(neighbour_list=made, authority=scene.authority, neighbour=member, rank=rank)
    assert Neighbour.objects.filter(neighbour_list=made).count() == len(members)
    return made
