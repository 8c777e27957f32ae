from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from django.test import Client

from indicators.calculations.periods import month_end_before
from indicators.models import Return, ReturnKind, Value
from tests.factories.population_vintage import PopulationVintageFactory
from tests.reports.html_tree import main, tree, words
from tests.reports.scenes import give
from tests.reports.side_by_side.region_scene import NOW, RegionScene, make_region
from tests.reports.views.test_one_indicator import lead_of, staff_of, table

DAYS = [month_end_before(NOW, 3 * back) for back in range(11, -1, -1)]
STEADY: list[int | None] = [19, 20, 21] * 4
FIGURES = "Figures over time"


def scene_of(values: Sequence[int | None], others: int = 3) -> RegionScene:
    """Place A with a figure every quarter up to now; the others at 20% now."""
    scene = make_region([[None, *[20] * others]])
    for back, value in enumerate(reversed(values)):
        if value is not None:
            scene.give(0, 0, value, month_end_before(NOW, 3 * back))
    return scene


def page_of(scene: RegionScene, client: Client | None = None, **query: str) -> Element:
    address = f"/regions/{scene.region.code}/over-time/"
    answer = (client or lead_of(scene.region)).get(address, query)
    assert answer.status_code == 200
    return tree(answer.content)


def test_whether_a_change_is_noise_is_said_before_anything_else(db: None) -> None:
    page = page_of(scene_of(STEADY))
    first = next(p for p in main(page).iter("p") if p.get("class") == "lfl-answer__sentence")
    assert words(first) == (
        "21%; it was 20% at 31 January 2024. No real difference: a change this small happens by chance."
    )
    assert "is within the limits" in words(main(page))
    rows = table(page, FIGURES)
    assert [row["Figure"] for row in rows] == [f"{value}%" for value in reversed(STEADY)]
    assert {row["Mean"] for row in rows} == {"20.0%"}
    assert {row["Signal"] for row in rows} == {"–"}


def test_a_figure_outside_its_limits_is_a_signal_in_words_above_the_chart(db: None) -> None:
    page = page_of(scene_of([10, 11] * 5 + [10, 90]))
    said = words(main(page))
    assert said.index("31 January 2025: above the upper limit, for the worse.") < said.index(FIGURES)
    assert table(page, FIGURES)[0]["Signal"] == "Outside the limits"


def test_fewer_than_eight_figures_say_how_many_are_wanting_and_have_no_limits(db: None) -> None:
    page = page_of(scene_of([20, 21, 20, 19, 20]))
    assert "Too few figures to judge its past: that needs 8; 5 can be shown, so 3 more are needed." in words(
        main(page)
    )
    assert set(table(page, FIGURES)[0]) == {"Period ending", "Figure"}


def test_the_change_since_a_year_ago_is_real_or_not_in_words(db: None) -> None:
    scene = scene_of([20, None, None, None, 30])
    assert "30%; it was 20% at 31 January 2024. A real rise, for the worse" in words(main(page_of(scene)))
    Value.objects.filter(period_end=NOW, authority=scene.authorities[0]).update(numerator=210, value=21)
    assert "21%; it was 20% at 31 January 2024. No real difference" in words(main(page_of(scene)))


def test_three_months_apart_is_only_asked_for_and_cannot_be_told(db: None) -> None:
    scene = scene_of([20, 30])
    assert "share months" not in words(main(page_of(scene)))
    assert "30%; it was 20% at 31 October 2024. This cannot be told from chance" in words(
        main(page_of(scene, back="3"))
    )


def test_without_counts_both_figures_are_given_once_with_the_reason(db: None) -> None:
    scene = scene_of(STEADY)
    Value.objects.update(numerator=None)
    said = words(main(page_of(scene)))
    assert said.count("21%; it was 20% at 31 January 2024. The counts behind the figures are not shown") == 1
    assert said.count("so chance cannot be judged") == 1


def test_a_real_change_leads_where_the_chart_is_blind_to_it(db: None) -> None:
    said = words(main(page_of(scene_of([20, 21, 22, 23, 24, 25, 26, 27]))))
    assert "27%; it was 23% at 31 January 2024. A real rise, for the worse" in said
    assert "a slow change widens its own limits. Go by the comparison above." in said
    assert "chance alone moves" not in said


def test_the_gap_to_the_rest_of_the_group_is_real_or_not(db: None) -> None:
    scene = scene_of([40])
    assert f"Higher than the rest of {scene.region.name}, for the worse, by more than chance." in words(
        main(page_of(scene))
    )


def test_breaks_are_named_with_their_day(db: None) -> None:
    scene = scene_of(STEADY)
    mine = Value.objects.filter(authority=scene.authorities[0])
    Return.objects.filter(values__in=mine.filter(period_end__gte=DAYS[8])).update(kind=ReturnKind.CHILDREN)
    edition = PopulationVintageFactory.create(name="Edition of 2024")
    mine.filter(period_end=NOW).update(vintage=edition)
    said = words(main(page_of(scene)))
    assert "30 April 2024: counted from the lists of children from here on" in said
    assert "31 January 2025: on another count of children: Edition of 2024." in said
    first, *_, last = table(page_of(scene), FIGURES)
    assert "Break: on another count of children" in first["Period ending"]
    assert (first["Mean"], last["Mean"]) == ("–", "19.9%"), "a stretch of one has no limits"


def test_a_hidden_figure_and_a_missing_one_are_said_and_never_given(db: None) -> None:
    scene = scene_of([20, None, 21, 22])
    give(scene.authorities[0], scene.indicators[0], 3, 9877, "0.0304", month_end_before(NOW, 12), places=4)
    answer = lead_of(scene.region).get(f"/regions/{scene.region.code}/over-time/")
    body = answer.content.decode()
    assert "0.03" not in body and "9,877" not in body and "9877" not in body
    figures = [row["Figure"] for row in table(tree(answer.content), FIGURES)]
    assert figures[:3] == ["22%", "21%", "–"]
    assert figures[-1].startswith("suppressed")


def test_staff_begin_with_their_own_authority(db: None) -> None:
    scene = scene_of([20])
    page = page_of(scene, staff_of(scene, 2))
    assert "Place C, yours" in words(main(page))


def test_an_authority_without_a_figure_says_what_to_do(db: None) -> None:
    scene = scene_of([None])
    assert "No figures of this yet" in words(main(page_of(scene, authority=scene.authorities[0].code)))


def test_the_series_of_an_indicator_ends_at_the_period_chosen(db: None) -> None:
    scene = scene_of(STEADY)
    page = page_of(scene, period="2024-01-31")
    assert table(page, FIGURES)[0]["Period ending"] == "31 January 2024"
