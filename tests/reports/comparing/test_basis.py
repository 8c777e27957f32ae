"""The pins of a scorecard: filled when first there is something, moved only by a person's act."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from authorities.models import AuditEvent
from authorities.neighbours.lists import list_in_force
from authorities.refusal import Refused
from indicators.models import Job, Release
from reports.building import is_stale, rebuild_scorecards, stale_among
from reports.comparing.adopting import changes_if_adopted
from reports.comparing.basis import Basis, adopt_newest, basis_for, newer_basis
from reports.models import Scorecard
from reports.rows import line_from_json
from tests.factories.job import JobFactory
from tests.factories.neighbour_choice import NeighbourChoiceFactory
from tests.factories.population_vintage import PopulationVintageFactory
from tests.factories.publication import PublicationFactory
from tests.factories.scorecard import ScorecardFactory
from tests.reports.comparing.scenes import a_list, a_release, make_compared_scene, publish_figures
from tests.reports.scenes import NOW, PERCENTAGE, Scene


@pytest.fixture
def compared(db: None) -> Scene:
    return make_compared_scene()


def own(scene: Scene) -> str:
    lines = [line_from_json(stored) for stored in scene.scorecard.lines]
    line = next(one for one in lines if one.number == PERCENTAGE)
    return next(c.display for c in line.comparators if c.key == "LA")


def revised(scene: Scene) -> None:
    """A later release of the same dataset, with another figure for the year."""
    release = a_release(scene, name="Referrals, revised", released_on=date(2025, 3, 1))
    publish_figures(scene, release=release, authority_value=Decimal("19.9"))


def test_pins_are_set_when_first_there_is_a_release(compared: Scene) -> None:
    assert compared.scorecard.basis == {}
    row = publish_figures(compared)
    assert is_stale(compared.scorecard)
    compared.scorecard = compared.recalculated()
    assert Basis.from_json(compared.scorecard.basis) == Basis(
        releases={row.release.dataset.key: row.release_id},
        neighbour_list=row.neighbour_list_id,
        series={"SCENE_PCT": (row.series.key,)},
    )
    assert not is_stale(compared.scorecard)


def test_a_newer_release_neither_moves_a_draft_nor_makes_it_stale(compared: Scene) -> None:
    publish_figures(compared)
    compared.scorecard = compared.recalculated()
    revised(compared)
    assert not is_stale(compared.scorecard)
    compared.scorecard = compared.recalculated()
    assert own(compared) == "23.4%"
    newer = newer_basis(compared.scorecard)
    assert newer is not None
    (news,) = newer.news
    assert (news.before, news.after) == ("Referrals to 2024", "Referrals, revised")
    assert news.sentence.startswith("Referrals and re-referrals: Referrals, revised, in the portal since ")


def test_a_revised_figure_within_the_pinned_release_makes_it_stale(compared: Scene) -> None:
    """The benchmarks were built anew, with another population or a mapping put right."""
    row = publish_figures(compared)
    compared.scorecard = compared.recalculated()
    row.neighbour_mean = Decimal("26")
    row.save()
    assert is_stale(compared.scorecard)


def test_benchmarks_built_anew_with_the_same_figures_change_nothing(compared: Scene) -> None:
    row = publish_figures(compared)
    compared.scorecard = compared.recalculated()
    row.pk = None
    row.__class__.objects.all().delete()
    row.save(force_insert=True)
    assert not is_stale(compared.scorecard)


def test_what_would_change_is_shown_beforehand(compared: Scene) -> None:
    publish_figures(compared)
    compared.scorecard = compared.recalculated()
    revised(compared)
    newer = newer_basis(compared.scorecard)
    assert newer is not None
    changes = [
        (c.number, c.what, c.before, c.after) for c in changes_if_adopted(compared.scorecard, newer.basis)
    ]
    assert changes == [
        (PERCENTAGE, "comparator, LA", "23.4% (2023-24)", "19.9% (2023-24)"),
        (PERCENTAGE, "compared to mid-50%", "higher", "in range"),
    ]
    assert own(compared) == "23.4%"


def test_a_mean_of_fewer_neighbours_is_said_beforehand_though_it_prints_alike(compared: Scene) -> None:
    publish_figures(compared, neighbours_used=10)
    compared.scorecard = compared.recalculated()
    publish_figures(compared, release=a_release(compared, name="Revised"), neighbours_used=8)
    newer = newer_basis(compared.scorecard)
    assert newer is not None

    [change] = changes_if_adopted(compared.scorecard, newer.basis)

    assert (change.before, change.after) == ("25.0% (2023-24)", "25.0% (2023-24, 8 of 10 neighbours)")


def test_taking_up_the_newest_moves_it_with_a_reason_in_the_trail(compared: Scene) -> None:
    publish_figures(compared)
    compared.scorecard = compared.recalculated()
    revised(compared)
    job = adopt_newest(scorecard=compared.scorecard, reason=" The figures were revised. ", by=None)
    assert job.kind == "recalculate"
    event = AuditEvent.objects.get(act="take up newer comparisons")
    assert event.details["reason"] == "The figures were revised."
    assert event.details["before"] != event.details["after"]
    Job.objects.all().delete()
    assert is_stale(Scorecard.objects.select_related("authority", "template").get(pk=compared.scorecard.pk))
    compared.scorecard = compared.recalculated()
    assert own(compared) == "19.9%"
    assert newer_basis(compared.scorecard) is None


@pytest.mark.parametrize(
    ("reason", "seen", "sentence"),
    [
        ("", None, "Say why"),
        ("x" * 301, None, "301 characters"),
        ("Revised", "0" * 64, "Still newer figures came"),
    ],
)
def test_nothing_is_taken_up_without_a_reason_or_unseen(
    compared: Scene, reason: str, seen: str | None, sentence: str
) -> None:
    publish_figures(compared)
    compared.scorecard = compared.recalculated()
    revised(compared)
    with pytest.raises(Refused, match=sentence):
        adopt_newest(scorecard=compared.scorecard, reason=reason, seen=seen, by=None)
    assert Scorecard.objects.get(pk=compared.scorecard.pk).basis == compared.scorecard.basis


def test_there_is_nothing_to_take_up_where_nothing_is_newer(compared: Scene) -> None:
    publish_figures(compared)
    compared.scorecard = compared.recalculated()
    with pytest.raises(Refused, match="nothing newer"):
        adopt_newest(scorecard=compared.scorecard, reason="Why not", by=None)


def chosen(scene: Scene, **of: Any) -> int:
    """A choice of another list, whose comparison is there already; the key of the list."""
    other = a_list(scene, name="The 2025 model", valid_from=date(2025, 5, 1))
    publish_figures(
        scene,
        release=Release.objects.get(name="Referrals to 2024"),
        neighbour_list=other,
        neighbour_mean=Decimal("30"),
        neighbours_used=10,
    )
    NeighbourChoiceFactory.create(
        authority=scene.authority, neighbour_list=other, **{"valid_from": date(2024, 4, 1), **of}
    )
    return other.pk


def test_the_authoritys_own_choice_moves_its_unpublished_scorecards(compared: Scene) -> None:
    publish_figures(compared)
    compared.scorecard = compared.recalculated()
    other = chosen(compared)
    assert is_stale(compared.scorecard)
    assert compared.recalculated().basis["neighbour_list"] == other
    assert newer_basis(compared.recalculated()) is None


def test_a_choice_for_later_periods_leaves_the_scorecard_alone(compared: Scene) -> None:
    publish_figures(compared)
    compared.scorecard = compared.recalculated()
    chosen(compared, valid_from=NOW + timedelta(days=1))
    assert not is_stale(compared.scorecard)
    assert newer_basis(compared.scorecard) is None


def test_a_published_scorecard_keeps_its_list_and_says_that_another_is_chosen(compared: Scene) -> None:
    row = publish_figures(compared)
    compared.scorecard = compared.recalculated()
    PublicationFactory.create(scorecard=compared.scorecard, authority=compared.authority)
    other = chosen(compared)
    assert not is_stale(compared.scorecard)
    assert compared.recalculated().basis["neighbour_list"] == row.neighbour_list_id
    newer = newer_basis(compared.scorecard)
    assert newer is not None and newer.basis.neighbour_list == other
    assert [news.what for news in newer.news] == ["Statistical neighbours"]


def test_a_newer_national_list_moves_nothing_by_itself(compared: Scene) -> None:
    row = publish_figures(compared)
    compared.scorecard = compared.recalculated()
    a_list(compared, name="A later model", valid_from=date(2024, 5, 1))
    assert basis_for(compared.scorecard).neighbour_list == row.neighbour_list_id
    newer = newer_basis(compared.scorecard)
    assert newer is not None and [news.after for news in newer.news] == ["A later model"]


@pytest.mark.parametrize("end", [date(2020, 3, 31), date(2021, 6, 30), date(2024, 9, 30), date(2025, 6, 30)])
@pytest.mark.parametrize("choice", [False, True])
def test_a_blank_pin_takes_the_list_that_is_in_force(compared: Scene, end: date, choice: bool) -> None:
    publish_figures(compared)
    a_list(compared, name="Ended", valid_from=date(2019, 1, 1), valid_to=date(2021, 3, 31))
    a_list(compared, name="A later model", valid_from=date(2025, 5, 1))
    if choice:
        ended = a_list(compared, name="Chosen", valid_from=date(2022, 1, 1), valid_to=date(2024, 12, 31))
        NeighbourChoiceFactory.create(
            authority=compared.authority, neighbour_list=ended, valid_from=date(2024, 4, 1)
        )
    scorecard = ScorecardFactory.create(
        authority=compared.authority, template=compared.template, period_end=end
    )
    expected = list_in_force(compared.authority, end)
    assert basis_for(scorecard).neighbour_list == (expected.pk if expected else None)


def test_a_vintage_is_pinned_only_where_a_rate_is_made_from_a_count(compared: Scene) -> None:
    vintage = PopulationVintageFactory.create()
    release = publish_figures(compared).release
    assert basis_for(compared.scorecard).vintage is None
    release.dataset.series.update(per_children=True)
    assert basis_for(compared.scorecard).vintage == vintage.pk
    compared.scorecard.basis = basis_for(compared.scorecard).as_json()
    later = PopulationVintageFactory.create(imported_at=timezone.now() + timedelta(days=1))
    assert basis_for(compared.scorecard).vintage == vintage.pk
    newer = newer_basis(compared.scorecard)
    assert newer is not None and [(n.what, n.after) for n in newer.news] == [("Population", later.name)]


def test_real_and_fictional_releases_never_meet(compared: Scene) -> None:
    publish_figures(compared, release=a_release(compared, fictional=False))
    assert compared.authority.fictional
    assert basis_for(compared.scorecard) == Basis()


def test_what_a_person_took_up_meanwhile_is_not_written_over(compared: Scene) -> None:
    publish_figures(compared)
    compared.scorecard = compared.recalculated()
    revised(compared)
    compared.scorecard.inputs_hash = ""
    compared.scorecard.save()
    job = JobFactory.create(authority=compared.authority)
    write = rebuild_scorecards(job, lambda *_: None)
    adopt_newest(scorecard=compared.scorecard, reason="Revised", by=None)
    adopted = Scorecard.objects.get(pk=compared.scorecard.pk).basis
    write()
    found = Scorecard.objects.select_related("authority", "template").get(pk=compared.scorecard.pk)
    assert found.basis == adopted
    Job.objects.all().delete()
    assert is_stale(found)


def test_the_bases_of_many_cost_no_more_queries_than_of_one(
    compared: Scene, django_assert_max_num_queries: Any
) -> None:
    publish_figures(compared)
    compared.scorecard = compared.recalculated()
    for year in range(2015, 2025):
        ScorecardFactory.create(
            authority=compared.authority, template=compared.template, period_end=f"{year}-03-31"
        )
    scorecards = list(Scorecard.objects.select_related("authority", "template"))
    with django_assert_max_num_queries(18):
        stale_among(scorecards)
