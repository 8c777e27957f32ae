from __future__ import annotations

from datetime import date
from decimal import Decimal

from authorities.models import Authority
from indicators.models import Release, Series
from reports.side_by_side.groups import Basis
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.reading import over_time
from tests.factories.authority import AuthorityFactory
from tests.factories.benchmark import BenchmarkFactory
from tests.factories.neighbour_list import NeighbourListFactory
from tests.factories.release import ReleaseFactory
from tests.factories.series import SeriesFactory
from tests.reports.side_by_side.region_scene import RegionScene, make_region


def publish(
    series: Series, release: Release, authority: Authority, year: int, value: str | None, symbol: str = ""
) -> None:
    BenchmarkFactory.create(
        authority=authority,
        series=series,
        release=release,
        year=year,
        authority_value=None if value is None else Decimal(value),
        authority_symbol=symbol,
        places=1,
        neighbour_list=None,
    )


def published_region() -> tuple[RegionScene, Series, Release]:
    scene = make_region([[10, 20, 30, 40]], unit="percentage", polarity="low")
    series = SeriesFactory.create(indicator=scene.indicators[0], headline=True)
    release = ReleaseFactory.create(dataset=series.dataset, fictional=True, released_on=date(2024, 11, 1))
    for place, (now, before) in enumerate([("21.0", "20.0"), ("22.0", "22.0"), ("23.5", "30.1")]):
        publish(series, release, scene.authorities[place], 2024, now)
        publish(series, release, scene.authorities[place], 2023, before)
    publish(series, release, scene.authorities[3], 2024, None, "c")
    return scene, series, release


def shown(matrix: Matrix) -> list[tuple[str, str, str]]:
    [measure] = matrix.measures
    return [(e.line.value.display, e.line.before.display, e.line.effect) for e in matrix.column(measure)]


def test_the_newest_year_stands_beside_the_year_before(db: None) -> None:
    scene, _, release = published_region()
    matrix = scene.matrix(basis=Basis.PUBLISHED)
    assert shown(matrix) == [
        ("21.0%", "20.0%", "worse"),
        ("22.0%", "22.0%", "steady"),
        ("23.5%", "30.1%", "better"),
        ("suppressed", "", "none"),
    ]
    [measure] = matrix.measures
    assert (measure.key, measure.period) == (f"{measure.code}.FY", f"2023-24, {release.name}")


def test_a_newer_release_speaks_alone_and_another_base_never(db: None) -> None:
    scene, series, _ = published_region()
    newer = ReleaseFactory.create(dataset=series.dataset, fictional=True, released_on=date(2025, 2, 1))
    publish(series, newer, scene.authorities[0], 2024, "19.0")
    other = SeriesFactory.create(dataset=series.dataset, indicator=scene.indicators[0], headline=False)
    publish(other, newer, scene.authorities[1], 2024, "99.0")
    assert [now for now, _, _ in shown(scene.matrix(basis=Basis.PUBLISHED))] == ["19.0%", "", "", ""]


def test_rows_for_several_neighbour_lists_are_one_figure(db: None) -> None:
    scene, series, release = published_region()
    BenchmarkFactory.create(
        authority=scene.authorities[0],
        series=series,
        release=release,
        year=2024,
        authority_value=Decimal("21.0"),
        authority_symbol="",
        places=1,
        neighbour_list=NeighbourListFactory.create(),
    )
    assert shown(scene.matrix(basis=Basis.PUBLISHED))[0][0] == "21.0%"


def test_england_is_everybody_and_a_neighbour_elsewhere_is_there(db: None) -> None:
    scene, series, release = published_region()
    far = AuthorityFactory.create(name="Zenith")
    publish(series, release, far, 2024, "12.0")
    matrix = scene.matrix(basis=Basis.PUBLISHED, group="england")
    assert [each.name for each in matrix.authorities][-1] == "Zenith"
    entry = matrix.entry(far, matrix.measures[0])
    assert (entry.line.value.display, entry.rank) == ("12.0%", 1)
    picked = scene.matrix(basis=Basis.PUBLISHED, group=f"set-{far.code}")
    assert picked.authorities == (far,)


def test_over_time_every_published_year_is_in_the_series(db: None) -> None:
    scene, series, release = published_region()
    publish(series, release, scene.authorities[0], 2021, "18.0")
    matrix = scene.matrix(basis=Basis.PUBLISHED)
    found = over_time(matrix, authorities=scene.authorities[:1])
    [entry] = found.values()
    assert [(p.period_end, p.display) for p in entry.line.series] == [
        ("2021-03-31", "18.0%"),
        ("2023-03-31", "20.0%"),
        ("2024-03-31", "21.0%"),
    ]


def test_published_figures_alone_hold_no_return(db: None) -> None:
    scene, _, _ = published_region()
    page = scene.matrix(basis=Basis.PUBLISHED)
    assert {e.line.value.window for e in page.entries.values()} == {"FY"}
    assert {e.line.value.numerator for e in page.entries.values()} == {None}
