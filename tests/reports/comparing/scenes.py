"""The small scorecard of scenes.py with columns of others' figures, and a release that fills them.

Published SCENE_PCT of 2023-24: the authority 23.4, its neighbours 25.0 on average (9 of 10), its region
22.1, England 21.0, the middle half from 19.25 to 22.5.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from authorities.models import NeighbourList
from indicators.models import Benchmark, Release, Return, ReturnComparator, Series
from tests.factories.benchmark import BenchmarkFactory
from tests.factories.neighbour import NeighbourFactory
from tests.factories.neighbour_list import NeighbourListFactory
from tests.factories.release import ReleaseFactory
from tests.factories.return_comparator import ReturnComparatorFactory
from tests.factories.scorecard_template import layout_of
from tests.factories.series import SeriesFactory
from tests.reports.scenes import CODES, NOW, Scene, make_scene

KINDS = {
    "LA": "own published",
    "SN": "statistical neighbours",
    "Region": "region",
    "England": "england",
    "Group": "regional group",
}


def columns(year: str = "2023-24", **of_a_column: dict[str, str]) -> dict[str, Any]:
    """The sections of the layout, with a column of each kind; `of_a_column` changes one by its key."""
    definition = layout_of("scene", "Scene scorecard", CODES)
    comparators = [
        {"key": key, "label": key, "kind": kind, "year": year, "source": "A paper"} | of_a_column.get(key, {})
        for key, kind in KINDS.items()
    ]
    return {"sections": [section | {"comparators": comparators} for section in definition["sections"]]}


def make_compared_scene(**layout: Any) -> Scene:
    return make_scene(**(layout or columns()))


def relayout(scene: Scene, sections: dict[str, Any]) -> None:
    scene.template.definition = scene.template.definition | sections
    scene.template.sha256 = f"{len(str(sections)):064x}"
    scene.template.save()


def publish_figures(
    scene: Scene, *, release: Release | None = None, neighbour_list: NeighbourList | None = None, **of: Any
) -> Benchmark:
    """A release with the benchmark of SCENE_PCT in one year; `of` changes the row, or names its series."""
    release = release or a_release(scene)
    listed = neighbour_list or a_list(scene)
    row = {
        "year": 2024,
        "authority_value": Decimal("23.4"),
        "neighbour_mean": Decimal("25.0111111111"),
        "neighbour_median": Decimal("24.6"),
        "neighbours_used": 9,
        "neighbours": 10,
        "region_value": Decimal("22.1"),
        "england_value": Decimal("21"),
        "q1": Decimal("19.25"),
        "q3": Decimal("22.5"),
        "of": 153,
        "position": "higher",
        "rank": 120,
        "places": 1,
    }
    series = of.pop("series", None) or Series.objects.get(dataset=release.dataset)
    return BenchmarkFactory.create(
        authority=scene.authority, release=release, series=series, neighbour_list=listed, **{**row, **of}
    )


def a_release(scene: Scene, **of: Any) -> Release:
    """A release of the dataset that holds SCENE_PCT: the first one makes the dataset too."""
    held = Series.objects.filter(indicator=scene.indicators["SCENE_PCT"]).select_related("dataset").first()
    if held is not None:
        of = {"dataset": held.dataset, **of}
    made: Release = ReleaseFactory.create(
        **{
            "name": "Referrals to 2024",
            "released_on": date(2024, 10, 31),
            "fictional": scene.authority.fictional,
            **of,
        }
    )
    if held is None:
        SeriesFactory.create(dataset=made.dataset, indicator=scene.indicators["SCENE_PCT"])
    return made


def a_list(scene: Scene, *, members: int = 10, **of: Any) -> NeighbourList:
    """A national list with the authority's neighbours; the one there is, where none is asked for anew."""
    if not of:
        held = NeighbourList.objects.filter(neighbours__authority=scene.authority).first()
        if held is not None:
            return held
    made: NeighbourList = NeighbourListFactory.create(**{"name": "The 2021 model", **of})
    for rank in range(1, members + 1):
        NeighbourFactory.create(neighbour_list=made, authority=scene.authority, rank=rank)
    return made


def given(scene: Scene, name: str, value: str | None, **of: Any) -> ReturnComparator:
    """A comparator that came with the return, for SCENE_PCT."""
    approved = Return.objects.get(authority=scene.authority, period_end=NOW)
    return ReturnComparatorFactory.create(
        of_return=approved,
        indicator=scene.indicators["SCENE_PCT"],
        name=name,
        value=None if value is None else Decimal(value),
        **{"year": "2023-24", "places": 0, **of},
    )
