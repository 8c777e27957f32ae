from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element

from django.test import Client

from authorities.models import Authority
from indicators.models import Value
from reports.side_by_side.reading import read_matrix
from reports.side_by_side.views import View
from tests.factories.authority import AuthorityFactory
from tests.factories.neighbour import NeighbourFactory
from tests.factories.neighbour_list import NeighbourListFactory
from tests.reports.html_tree import by_id, main, tree, words
from tests.reports.scenes import give
from tests.reports.side_by_side.region_scene import LEAD, RegionScene, make_region
from tests.reports.views.test_one_indicator import lead_of, staff_of

COLUMNS: list[list[int | None]] = [
    [10, 20, 30, 40, 50, 60],
    [60, 50, 40, 30, 20, 10],
    [30, 20, 10, 40, 50, 60],
    [5, 5, None, None, 5, None],
]


def page_of(scene: RegionScene, client: Client | None = None, **query: str) -> Element:
    address = f"/regions/{scene.region.code}/authority/"
    answer = (client or lead_of(scene.region)).get(address, query)
    assert answer.status_code == 200
    return tree(answer.content)


def rows(page: Element) -> dict[str, list[str]]:
    return {words(row[0]): [words(cell) for cell in row[1:]] for row in main(page).iterfind(".//tbody/tr")}


def own_list(scene: RegionScene, about: Authority, neighbours: list[Authority]) -> None:
    listed = NeighbourListFactory.create(valid_from=date(2024, 4, 1))
    for rank, neighbour in enumerate(neighbours, start=1):
        NeighbourFactory.create(neighbour_list=listed, authority=about, neighbour=neighbour, rank=rank)


def test_every_row_says_what_the_matrix_holds(db: None) -> None:
    scene = make_region(COLUMNS)
    shown = rows(page_of(scene, authority=scene.authorities[0].code))
    matrix = read_matrix(scene.region, View(), LEAD)
    assert len(shown) == 4
    for said, (heading, cells) in zip(matrix.row(scene.authorities[0]), shown.items(), strict=True):
        figure, median, _, standing, rank, *_ = cells
        assert said.measure.label in heading
        assert figure == said.line.value.display
        among = matrix.spreads[said.measure.key]
        assert median == (f"{among.median:.1f}%" if among else "–")
        if said.by_quarter:
            assert standing.lower() == said.by_quarter.words
            assert rank == f"{said.rank} of {among.of if among else 0}"
        else:
            assert standing == "Fewer than four figures shown"


def test_the_answer_counts_the_quarters_and_names_them(db: None) -> None:
    scene = make_region(COLUMNS)
    page = page_of(scene, authority=scene.authorities[0].code)
    said = words(main(page))
    assert (
        "Of 3 indicators that can be judged, "
        "Place A is in the worst quarter on 1 and in the best quarter on 1." in said
    )
    links = {words(a): a.get("href", "") for a in main(page).iter("a")}
    worst = f"Example {scene.indicators[1].code}"
    assert f"figure={scene.indicators[1].code}.R12" in links[worst]
    assert f"{worst}: 60%" in said


def test_the_picture_of_each_row_is_read_out(db: None) -> None:
    scene = make_region(COLUMNS)
    page = page_of(scene, authority=scene.authorities[0].code)
    labels = [svg.get("aria-label", "") for svg in page.iter("svg") if svg.get("class") == "lfl-spread"]
    assert len(labels) == 3
    assert labels[0] == (
        "6 figures from 10.0% to 60.0%, middle half 22.5% to 47.5%, median 35.0%; this authority at 10%."
    )


def test_a_hidden_figure_is_said_and_drawn_nowhere(db: None) -> None:
    scene = make_region(COLUMNS)
    place = AuthorityFactory.create(region=scene.region, name="Place Z")
    give(place, scene.indicators[0], 3, 9877, "0.0304", places=4)
    client = lead_of(scene.region)
    answer = client.get(f"/regions/{scene.region.code}/authority/", {"authority": place.code})
    body = answer.content.decode()
    assert "suppressed" in body and "this authority not shown" in body
    assert "0.03" not in body and "9,877" not in body and "9877" not in body
    assert not [svg for svg in tree(answer.content).iter("circle") if svg.get("class") == "lfl-spread__own"]


def test_a_withheld_figure_of_another_moves_no_median(db: None) -> None:
    scene = make_region(COLUMNS[:1])
    Value.objects.filter(authority=scene.authorities[5]).update(told=False)
    [cells] = rows(page_of(scene, authority=scene.authorities[0].code)).values()
    assert cells[1] == "30.0%", "the median of the five that are shown"


def test_staff_begin_with_their_own_authority_which_is_marked(db: None) -> None:
    scene = make_region(COLUMNS)
    page = page_of(scene, staff_of(scene, 3))
    assert words(next(page.iter("h1"))) == "Place D among others Yours"
    assert words(next(page_of(scene).iter("h1"))) == "Place A among others"


def test_any_authority_of_the_region_can_be_chosen(db: None) -> None:
    scene = make_region(COLUMNS)
    own_list(scene, scene.authorities[1], [scene.authorities[0]])
    group = f"neighbours-{scene.authorities[1].code}"
    offered = by_id(page_of(scene, group=group), "id_authority")
    assert [words(option) for option in offered] == [f"Place {letter}" for letter in "ABCDEF"]


def test_among_neighbours_means_the_neighbours_of_the_authority_chosen(db: None) -> None:
    scene = make_region(COLUMNS)
    a, b = scene.authorities[:2]
    listed = NeighbourListFactory.create(valid_from=date(2024, 4, 1))
    for about, near in ((a, scene.authorities[2:5]), (b, scene.authorities[3:])):
        for rank, neighbour in enumerate(near, start=1):
            NeighbourFactory.create(neighbour_list=listed, authority=about, neighbour=neighbour, rank=rank)
    page = page_of(scene, authority=b.code, group=f"neighbours-{a.code}")
    assert words(next(page.iter("h1"))) == "Place B among others"
    [cells, *_] = rows(page).values()
    assert cells[1] == "45.0%", "of B with D, E and F"
    [chosen] = [each for each in by_id(page, "id_group") if "selected" in each.attrib]
    assert (chosen.get("value"), words(chosen)) == (f"neighbours-{b.code}", "Its statistical neighbours")


def test_a_link_leads_to_the_neighbours_where_there_is_a_list(db: None) -> None:
    scene = make_region(COLUMNS)
    a = scene.authorities[0]
    link = "Set Place A among its statistical neighbours"
    assert link not in words(main(page_of(scene, authority=a.code)))
    own_list(scene, a, scene.authorities[1:5])
    assert link in words(main(page_of(scene, authority=a.code)))
    assert link not in words(main(page_of(scene, authority=a.code, group=f"neighbours-{a.code}")))


def test_the_trend_beside_is_of_the_authority_itself(db: None) -> None:
    scene = make_region(COLUMNS[:1])
    for year, per_cent in ((2022, 13), (2023, 12), (2024, 11)):
        scene.give(0, 0, per_cent, date(year, 1, 31))
    page = page_of(scene, authority=scene.authorities[0].code)
    [label] = [svg.get("aria-label", "") for svg in page.iter("svg") if svg.get("class") == "lfl-sparkline"]
    assert label.startswith("4 figures, from 13%")
