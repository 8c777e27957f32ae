from __future__ import annotations

import csv
import io
from xml.etree.ElementTree import Element

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from authorities.models import Region, Role
from indicators.models import Return, ReturnState, Value
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory
from tests.factories.sharing_choice import SharingChoiceFactory
from tests.reports.html_tree import by_id, main, tree, words
from tests.reports.scenes import give
from tests.reports.side_by_side.region_scene import BEFORE, RegionScene, make_region


def lead_of(region: Region) -> Client:
    client = Client()
    client.force_login(MembershipFactory.create(role=Role.REGIONAL_LEAD, region=region).user)
    return client


def staff_of(scene: RegionScene, place: int) -> Client:
    client = Client()
    person = MembershipFactory.create(role=Role.ANALYST, authority=scene.authorities[place]).user
    client.force_login(person)
    return client


def page_of(scene: RegionScene, client: Client | None = None, **query: str) -> Element:
    answer = (client or lead_of(scene.region)).get(reverse("region_compare", args=[scene.region.code]), query)
    assert answer.status_code == 200
    return tree(answer.content)


def table(page: Element, caption: str) -> list[dict[str, str]]:
    """A table of the page by its caption: a dictionary a row, of words by heading."""
    [found] = [each for each in page.iter("table") if words(next(each.iter("caption"))) == caption]
    heads = [words(head).rstrip(" ↕▲▼") for head in found.iterfind(".//thead//th")]
    return [
        dict(zip(heads, [words(cell) for cell in row], strict=True)) for row in found.iterfind(".//tbody/tr")
    ]


def test_the_page_says_what_the_matrix_holds(db: None) -> None:
    scene = make_region([[20, 20, 21, 19, 30, None]])
    for place in range(5):
        scene.give(place, 0, 25, BEFORE)
    page = page_of(scene, back="12")
    matrix = scene.matrix()
    held = {entry.authority.name: entry for entry in matrix.column(matrix.measures[0])}
    rows = table(page, "From best to worst")
    assert [row["Authority"] for row in rows] == [f"Place {letter}" for letter in "DABCEF"]
    for row in rows:
        entry = held[row["Authority"]]
        assert row["Figure"] == (entry.line.value.display or "–")
        assert row["Earlier"] == (entry.line.before.display or "–")
        tied = ", equal" if entry.tied else ""
        assert row["Rank"] == (f"{entry.rank} of 5{tied}" if entry.rank else "–")
        assert row["In the group"].lower() == (entry.by_quarter.words if entry.by_quarter else "–")
    assert [row["Real or noise?"] for row in rows][1:] == [
        *("Real fall", "Real fall", "Real fall", "Real rise", "–"),
    ]
    assert words(main(page)).count("Worse than chance explains: Place E (30%).") == 1


def test_the_funnels_table_has_the_counts_and_what_they_say(db: None) -> None:
    scene = make_region([[20, 20, 21, 19, 30]])
    rows = {row["Authority"]: row for row in table(page_of(scene), "Inside or outside the limits")}
    assert (rows["Place E"]["Made of"], rows["Place E"]["Figure"]) == ("300 of 1,000", "30%")
    assert "99.8% limit, worse" in rows["Place E"]["Inside or outside"]
    assert rows["Place A"]["Inside or outside"].startswith("Within the limits: no real difference")


def test_without_counts_there_is_no_funnel_and_the_page_says_why(db: None) -> None:
    scene = make_region([[20, 20, 21, 19, 30]])
    Value.objects.update(numerator=None)
    page = page_of(scene)
    assert not [each for each in page.iter("caption") if "limits" in words(each)]
    assert "A funnel needs the counts behind the figures" in words(main(page))
    assert {"95% interval", "Real or noise?"}.isdisjoint(table(page, "From best to worst")[0])
    assert not [each for each in page.iter("img") if "/funnel/" in each.get("src", "")]


def test_the_table_of_earlier_figures_is_each_authoritys_series(db: None) -> None:
    scene = make_region([[20, 21]])
    scene.give(0, 0, 25, BEFORE)
    rows = table(page_of(scene), "Earlier figures")
    assert rows == [
        {"Authority": "Place A", "31 January 2024": "25%", "31 January 2025": "20%"},
        {"Authority": "Place B", "31 January 2024": "–", "31 January 2025": "21%"},
    ]


def test_each_table_sorts_by_itself(db: None) -> None:
    scene = make_region([[20, 10, 40, 30]])
    order = {"ranked-sort": "-value", "past-sort": "-authority", "funnel-sort": "value"}
    page = page_of(scene, None, **order)
    shown = {
        caption: "".join(row["Authority"][-1] for row in table(page, caption))
        for caption in ("From best to worst", "Inside or outside the limits", "Earlier figures")
    }
    assert shown == {
        "From best to worst": "CDAB",
        "Inside or outside the limits": "BADC",
        "Earlier figures": "DCBA",
    }
    [ordered] = [
        th for th in page.iter("th") if th.get("aria-sort") == "descending" and "Figure" in words(th)
    ]
    link = next(ordered.iter("a")).get("href", "")
    assert "past-sort=-authority" in link, "a new order keeps those of the other tables"


def test_the_file_says_the_same_as_the_page(db: None) -> None:
    scene = make_region([[20, 20, 21, 19, 30, None]])
    for place in range(5):
        scene.give(place, 0, 25, BEFORE)
    client = lead_of(scene.region)
    address = reverse("region_compare", args=[scene.region.code])
    answer = client.get(address, {"format": "csv", "back": "12"})
    assert "attachment" in answer["Content-Disposition"]
    held = {row["authority"]: row for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))}
    for row in table(page_of(scene, client, back="12"), "From best to worst"):
        line = held[row["Authority"]]
        assert line["display"] == row["Figure"].replace("–", "")
        assert line["earlier_display"] == row["Earlier"].replace("–", "")
        assert row["Rank"].startswith(f"{line['rank']} of {line['ranked_of']}" if line["rank"] else "–")
        assert (line["real"], line["position"]) == (
            row["Real or noise?"].replace("–", ""),
            row["In the group"].replace("–", ""),
        )
    assert held["Place E"]["limits"] == "beyond 99.8"


def planted(scene: RegionScene) -> None:
    """A small count, whose parts and figure must stand nowhere: 3 of 9,877."""
    place = AuthorityFactory.create(region=scene.region, name="Place Z")
    for period_end in (BEFORE, None):
        more = {} if period_end is None else {"period_end": period_end}
        give(place, scene.indicators[0], 3, 9877, "0.0304", places=4, **more)


@pytest.mark.parametrize("query", [{}, {"format": "csv"}])
def test_a_hidden_figure_stands_nowhere_in_the_answer(db: None, query: dict[str, str]) -> None:
    scene = make_region([[20, 20, 21, 19, 30]])
    planted(scene)
    client = lead_of(scene.region)
    body = client.get(reverse("region_compare", args=[scene.region.code]), query).content.decode()
    assert "Place Z" in body and "suppressed" in body
    assert "0.03" not in body and "9,877" not in body and "9877" not in body


def test_ones_own_authority_is_marked_and_its_figures_are_hidden_like_the_others(db: None) -> None:
    scene = make_region([[20, 20, 21, 19, None]])
    give(scene.authorities[4], scene.indicators[0], 3, 9877, "0.0304", places=4)
    page = page_of(scene, staff_of(scene, 4))
    rows = {row["Authority"]: row for row in table(page, "From best to worst")}
    assert "Place E Yours" in rows and "Place A" in rows
    assert rows["Place E Yours"]["Figure"].startswith("suppressed")
    assert "yours too" in words(main(page)) and "9,877" not in words(page)


def test_an_authority_that_does_not_share_is_named_with_the_reason(db: None) -> None:
    scene = make_region([[20, 20, 21, 19, 77]])
    SharingChoiceFactory.create(authority=scene.authorities[4])
    said = words(main(page_of(scene)))
    assert "Not shown: Place E. It does not share its figures." in said
    assert "77%" not in said


def test_three_months_apart_nothing_is_told_and_a_link_leads_to_a_year_apart(db: None) -> None:
    scene = make_region([[20, 20, 21, 19]])
    for place in range(4):
        scene.give(place, 0, 30, BEFORE.replace(month=10, day=31))
    page = page_of(scene, back="3")
    assert {row["Real or noise?"] for row in table(page, "From best to worst")} == {
        "Cannot be told: the two share months"
    }
    [link] = [a for a in page.iter("a") if words(a) == "Set them against twelve months earlier"]
    assert "back=12" in link.get("href", "")


def test_only_figures_of_approved_returns_are_compared(db: None) -> None:
    scene = make_region([[20, 30]])
    Return.objects.filter(authority=scene.authorities[0]).update(state=ReturnState.SUBMITTED)
    rows = {row["Authority"]: row["Figure"] for row in table(page_of(scene), "From highest to lowest")}
    assert rows == {"Place A": "–", "Place B": "30%"}


def test_every_indicator_with_a_figure_can_be_chosen(db: None) -> None:
    scene = make_region([[20, 30]])
    other = IndicatorFactory.create(name="Beyond the layout", family="other")
    give(scene.authorities[0], other, 40, 100, 40)
    offered = by_id(page_of(scene), "id_figure")
    assert "Beyond the layout" not in words(offered)
    page = page_of(scene, template="all", figure=f"{other.code}.R12")
    assert words(next(page.iter("h1"))) == "Beyond the layout"
    assert "Beyond the layout" in words(by_id(page, "id_figure"))


def test_local_indicators_and_those_of_other_regions_are_not_offered(db: None) -> None:
    scene = make_region([[20]])
    local = IndicatorFactory.create(name="Our own", owner_authority=scene.authorities[0])
    give(scene.authorities[0], local, 20, 100, 20)
    give(AuthorityFactory.create(), IndicatorFactory.create(name="Elsewhere"), 20, 100, 20)
    offered = by_id(page_of(scene, template="all"), "id_figure")
    assert [words(option) for option in offered.iter("option")] == [
        f"{scene.indicators[0].name} (rolling 12 months)"
    ]


@pytest.mark.parametrize(
    "query",
    [
        "period=1900-01-31",
        "period=x",
        "back=-1",
        "ranked-sort=x",
        "group=england",
        "basis=x",
    ],
)
def test_an_address_that_was_tampered_with_shows_the_ordinary_page(db: None, query: str) -> None:
    scene = make_region([[20]])
    answer = lead_of(scene.region).get(f"{reverse('region_compare', args=[scene.region.code])}?{query}")
    assert answer.status_code == 200 and "Place A" in answer.content.decode()


@pytest.mark.parametrize("name", ["region_compare", "region_spine", "region_over_time"])
@pytest.mark.parametrize(
    ("query", "heading"), [({}, "Nothing to compare yet"), ({"basis": "published"}, "Nothing published yet")]
)
def test_a_region_without_figures_says_what_to_do(
    db: None, name: str, query: dict[str, str], heading: str
) -> None:
    region = RegionFactory.create()
    page = tree(lead_of(region).get(reverse(name, args=[region.code]), query).content)
    assert heading in words(main(page))
    assert list(main(page).iter("form")), "the choices are there to choose otherwise"


@pytest.mark.parametrize("name", ["region_compare", "region_spine", "region_over_time"])
def test_no_page_asks_more_of_the_database_for_more_authorities(db: None, name: str) -> None:
    asked = []
    for authorities, indicators in ((5, 2), (20, 6)):
        columns: list[list[int | None]] = [[20] * authorities] * indicators
        scene = make_region(columns)
        client = lead_of(scene.region)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name, args=[scene.region.code])).status_code == 200
        asked.append(len(captured))
        scene.template.delete()
    assert asked[0] == asked[1] <= 34, asked


@pytest.mark.parametrize("name", ["region_compare", "region_spine", "region_over_time"])
def test_a_lead_of_another_region_finds_nothing(db: None, name: str) -> None:
    scene = make_region([[20]])
    client = lead_of(RegionFactory.create())
    assert client.get(reverse(name, args=[scene.region.code])).status_code == 404
