"""A pinned scorecard keeps to its figures when another file, or another column, comes to hold the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Benchmark, Job, Series
from reports.building import is_stale
from reports.comparing.adopting import changes_if_adopted
from reports.comparing.basis import Basis, News, adopt_newest, basis_for, newer_basis
from reports.comparing.neighbours_seen import neighbours_seen
from reports.models import Scorecard
from reports.rows import Line, line_from_json
from tests.factories.series import SeriesFactory
from tests.reports.comparing.scenes import a_release, columns, make_compared_scene, publish_figures, relayout
from tests.reports.scenes import PERCENTAGE, RATE, Scene


@pytest.fixture
def pinned(db: None) -> Scene:
    scene = make_compared_scene()
    publish_figures(scene)
    scene.scorecard = scene.recalculated()
    return scene


def lines(scene: Scene) -> dict[str, Line]:
    return {line.number: line for line in map(line_from_json, scene.recalculated().lines)}


def own(scene: Scene, number: str = PERCENTAGE) -> tuple[str, str]:
    """The authority's own published figure and its release."""
    return next((c.display, c.release) for c in lines(scene)[number].comparators if c.key == "LA")


def news(scene: Scene) -> list[News]:
    newer = newer_basis(scene.recalculated())
    return list(newer.news) if newer else []


def another_file(scene: Scene, *codes: str, value: str = "24.9") -> list[Benchmark]:
    """A later release of another dataset, which holds the indicators."""
    made = [SeriesFactory.create(indicator=scene.indicators[codes[0]])]
    dataset = made[0].dataset
    made += [SeriesFactory.create(dataset=dataset, indicator=scene.indicators[code]) for code in codes[1:]]
    later = a_release(scene, dataset=dataset, name="Another file", released_on=date(2025, 1, 1))
    return [
        publish_figures(scene, release=later, series=series, authority_value=Decimal(value))
        for series in made
    ]


def another_column(scene: Scene, *, value: str = "31.5") -> Series:
    """A second column of the pinned file: the mapping has it as the headline from now on."""
    first = Series.objects.get()
    first.headline = False
    first.save()
    series: Series = SeriesFactory.create(
        dataset=first.dataset, indicator=first.indicator, column="on_another_base"
    )
    release = first.dataset.releases.get()
    publish_figures(scene, release=release, series=series, authority_value=Decimal(value))
    return series


def test_a_second_file_with_the_same_indicator_moves_no_pinned_scorecard(pinned: Scene) -> None:
    before = pinned.scorecard.basis
    another_file(pinned, "SCENE_PCT")
    assert not is_stale(pinned.scorecard)
    assert own(pinned) == ("23.4%", "Referrals to 2024")
    assert pinned.recalculated().basis == before


def test_a_second_file_is_offered_and_taken_up_by_a_person(pinned: Scene) -> None:
    another_file(pinned, "SCENE_PCT")
    (offered,) = news(pinned)
    assert (offered.before, offered.after) == ("", "Another file")
    newer = newer_basis(pinned.scorecard)
    assert newer is not None
    told = {(c.what, c.before, c.after) for c in changes_if_adopted(pinned.scorecard, newer.basis)}
    assert told == {("comparator, LA", "23.4% (2023-24)", "24.9% (2023-24)")}
    adopt_newest(scorecard=pinned.scorecard, reason="The newer file", by=None)
    Job.objects.all().delete()
    assert own(pinned) == ("24.9%", "Another file")
    assert news(pinned) == []


def test_a_file_fills_what_no_pinned_release_holds_and_leaves_what_one_does(pinned: Scene) -> None:
    another_file(pinned, "SCENE_PCT", "SCENE_RATE", value="61")
    assert is_stale(pinned.scorecard)
    assert own(pinned, RATE) == ("61.0", "Another file")
    assert own(pinned) == ("23.4%", "Referrals to 2024")
    # Its figure of the first line is offered still.
    (offered,) = news(pinned)
    assert offered.what == pinned.indicators["SCENE_PCT"].name + ", read from"
    assert offered.before == "" and "Referrals and re-referrals" in offered.after


def test_another_column_for_the_same_indicator_moves_no_pinned_scorecard(pinned: Scene) -> None:
    another_column(pinned)
    assert not is_stale(pinned.scorecard)
    assert own(pinned)[0] == "23.4%"


def test_another_column_is_offered_and_taken_up_by_a_person(pinned: Scene) -> None:
    first = Series.objects.get()
    another_column(pinned)
    (offered,) = news(pinned)
    name = pinned.indicators["SCENE_PCT"].name
    assert offered.sentence == f"{name}, read from: the column on_another_base of Referrals and re-referrals"
    assert offered.before == f"the column {first.column} of Referrals and re-referrals"
    newer = newer_basis(pinned.scorecard)
    assert newer is not None
    told = [(c.before, c.after) for c in changes_if_adopted(pinned.scorecard, newer.basis)]
    assert told == [("23.4% (2023-24)", "31.5% (2023-24)")]
    adopt_newest(scorecard=pinned.scorecard, reason="The better base", by=None, seen=newer.basis.digest())
    Job.objects.all().delete()
    assert own(pinned)[0] == "31.5%"
    assert news(pinned) == []


def test_a_column_that_becomes_another_indicators_stays_where_it_is_pinned(pinned: Scene) -> None:
    series = Series.objects.get()
    series.indicator = pinned.indicators["SCENE_RATE"]
    series.save()
    assert own(pinned)[0] == "23.4%"
    assert own(pinned, RATE)[0] == "23.4"
    (offered,) = news(pinned)
    assert offered.after == "no column any more"


def test_a_column_that_nothing_has_as_headline_any_more_stays_where_it_is_pinned(pinned: Scene) -> None:
    Series.objects.update(headline=False)
    assert not is_stale(pinned.scorecard)
    assert own(pinned)[0] == "23.4%"
    assert [offered.after for offered in news(pinned)] == ["no column any more"]


def test_a_new_column_of_a_pinned_file_fills_a_blank_from_the_pinned_release(pinned: Scene) -> None:
    row = Benchmark.objects.get()
    series = SeriesFactory.create(dataset=row.release.dataset, indicator=pinned.indicators["SCENE_RATE"])
    publish_figures(pinned, release=row.release, series=series, authority_value=Decimal("61"))
    assert own(pinned, RATE) == ("61.0", "Referrals to 2024")
    assert own(pinned)[0] == "23.4%"
    assert news(pinned) == []


def test_a_basis_from_before_columns_were_kept_is_read_and_pinned_by_those_of_its_files(
    pinned: Scene,
) -> None:
    older = {key: value for key, value in pinned.scorecard.basis.items() if key != "series"}
    assert older["releases"]
    pinned.scorecard.basis = older
    pinned.scorecard.save()
    found = Scorecard.objects.select_related("authority", "template").get(pk=pinned.scorecard.pk)
    assert len(neighbours_seen(found, lines(pinned).values())[PERCENTAGE]) == 10
    another_file(pinned, "SCENE_PCT")
    assert basis_for(found).series == {"SCENE_PCT": (Series.objects.earliest("pk").key,)}
    assert basis_for(found).releases == older["releases"]
    assert own(pinned) == ("23.4%", "Referrals to 2024")


def test_what_is_stored_of_the_columns_comes_back(pinned: Scene) -> None:
    basis = basis_for(pinned.scorecard)
    assert basis.series and Basis.from_json(basis.as_json()) == basis
    assert Basis.from_json({**basis.as_json(), "series": {}}).digest() != basis.digest()


def test_a_release_that_a_column_names_is_read_where_another_file_is_pinned(pinned: Scene) -> None:
    another_file(pinned, "SCENE_PCT")
    relayout(pinned, columns(LA={"release": "Another file"}))
    assert own(pinned) == ("24.9%", "Another file")
    england = next(c for c in lines(pinned)[PERCENTAGE].comparators if c.key == "England")
    assert england.release == "Referrals to 2024"
