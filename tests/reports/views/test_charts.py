"""The charts' addresses: what they answer, to whom, and the same figures as the matrix."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import Authority, Region, Role, SharingChoice
from reports.charts.chart import ChartName
from reports.charts.embedding import embedded
from reports.side_by_side.reading import read_matrix
from reports.side_by_side.views import View
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory
from tests.reports.scenes import give
from tests.reports.side_by_side.region_scene import BEFORE, LEAD, NOW, RegionScene, make_region

# A share and its two counts, all of which are hidden from those outside the authority.
PLANTED = re.compile(r"(?<![\d._])(4\.918|4\.9%|61)(?![\d.])")
WHERE = re.compile(r' (d|transform|[a-z-]*width|height|viewBox|[xy]2?)="[^"]*"')


@pytest.fixture
def five(db: None) -> RegionScene:
    """Five authorities and two indicators; of the first the fifth has three children of 61."""
    scene = make_region([[10, 21, 30, 40, None], [11, 12, 13, 14, 15]], polarity="low")
    for place in range(5):
        scene.give(place, 1, 20 + place, BEFORE)
    give(scene.authorities[4], scene.indicators[0], 3, 61, "4.918", places=1)
    return scene


def client(region: Region, role: str = Role.REGIONAL_LEAD, authority: Authority | None = None) -> Client:
    place: dict[str, Any] = {"authority": authority} if authority else {"region": region}
    found = Client()
    found.force_login(MembershipFactory.create(role=role, **place).user)
    return found


def get(scene: RegionScene, chart: str, kind: str, who: Client | None = None, **query: str) -> Any:
    address = reverse("region_chart", args=[scene.region.code, chart, kind])
    return (who or client(scene.region)).get(address, {"period": NOW.isoformat(), **query})


@pytest.mark.parametrize("chart", list(ChartName))
def test_every_chart_is_a_picture_a_print_and_a_file_of_figures(five: RegionScene, chart: ChartName) -> None:
    who = client(five.region)
    svg = get(five, chart, "svg", who)
    assert (svg.status_code, svg["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert svg.content.startswith(b"<svg") and "Content-Disposition" not in svg
    assert "no-store" in svg["Cache-Control"] and "private" in svg["Cache-Control"]
    narrow = get(five, chart, "svg", who, width="narrow")
    assert narrow.content.startswith(b"<svg") and narrow.content != svg.content
    png = get(five, chart, "png", who, download="1")
    assert png["Content-Type"] == "image/png" and png.content.startswith(b"\x89PNG")
    name = f"{chart}-{five.region.code}-2025-01"
    assert png["Content-Disposition"] == f'attachment; filename="{name}.png"'
    data = get(five, chart, "csv", who)
    assert data["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert len(list(csv.DictReader(io.StringIO(data.content.decode("utf-8-sig"))))) >= 1


@pytest.mark.parametrize("chart", list(ChartName))
@pytest.mark.parametrize("kind", ["svg", "csv"])
def test_a_hidden_figure_is_in_no_chart_for_anybody(five: RegionScene, chart: ChartName, kind: str) -> None:
    """Nor for its own authority, whose scorecard shows it whole."""
    hidden = five.authorities[4]
    for who in (client(five.region), client(five.region, Role.ANALYST, hidden)):
        answer = get(five, chart, kind, who, authority=hidden.code)
        assert answer.status_code == 200
        # What is drawn, without where it is drawn.
        told = WHERE.sub("", answer.content.decode())
        assert not PLANTED.search(told)
        assert "Place E" in told


def test_the_figures_are_those_of_the_matrix(five: RegionScene) -> None:
    matrix = five.matrix(period_end=NOW)
    measure = matrix.measures[1]
    text = get(five, "ranked", "csv", figure=measure.key).content.decode("utf-8-sig")
    told = {row["code"]: row["display"] for row in csv.DictReader(io.StringIO(text))}
    assert told == {entry.authority.code: entry.line.value.display for entry in matrix.column(measure)}


def test_an_analysts_own_authority_is_marked(five: RegionScene) -> None:
    who = client(five.region, Role.ANALYST, five.authorities[1])
    assert "► Place B" in get(five, "ranked", "svg", who).content.decode()
    assert "►" not in get(five, "ranked", "svg").content.decode()


def test_a_formula_in_a_name_is_not_run_by_a_spreadsheet(five: RegionScene) -> None:
    Authority.objects.filter(pk=five.authorities[0].pk).update(name="=1+1")
    assert ",'=1+1," in get(five, "ranked", "csv").content.decode()


@pytest.mark.parametrize(
    ("chart", "kind"), [("pie", "svg"), ("ranked", "pdf"), ("RANKED", "svg"), ("ranked", "SVG")]
)
def test_what_there_is_not_is_not_found(five: RegionScene, chart: str, kind: str) -> None:
    assert get(five, chart, kind).status_code == 404


def test_a_region_without_figures_has_no_chart(db: None) -> None:
    scene = make_region([[10]])
    for chart in ChartName:
        assert get(scene, chart, "svg", family="no such family").status_code == 404


def test_a_funnel_that_cannot_be_reckoned_is_not_found(db: None) -> None:
    assert get(make_region([[10, 20, 30]]), "funnel", "svg").status_code == 404


def test_others_regions_are_not_found_and_councillors_are_kept_out(five: RegionScene) -> None:
    assert get(five, "ranked", "svg", client(RegionFactory.create())).status_code == 404
    councillor = client(five.region, Role.SCRUTINY, five.authorities[0])
    assert get(five, "ranked", "svg", councillor).status_code in (403, 404)
    assert get(five, "ranked", "svg", Client()).status_code == 302


def test_an_authority_that_does_not_share_is_in_no_chart_of_others(five: RegionScene) -> None:
    quiet = five.authorities[1]
    SharingChoice.objects.create(authority=quiet, shares=False, reason="Not yet")
    for chart in ChartName:
        assert quiet.name not in get(five, chart, "svg", authority=quiet.code).content.decode()


@pytest.mark.parametrize("chart", list(ChartName))
def test_what_an_address_names_is_drawn_or_nothing_is(five: RegionScene, chart: ChartName) -> None:
    """Another measure or authority is never put in the place of one that is not there."""
    other_figure = get(five, chart, "svg", figure="NO_SUCH.Q").status_code
    other_place = get(five, chart, "svg", authority="T99").status_code
    assert other_figure == (200 if chart is ChartName.SPINE else 404)
    of_one = chart in (ChartName.SPINE, ChartName.CONTROL)
    assert other_place == (404 if of_one else 200)


def test_one_that_does_not_share_has_no_chart_of_its_own(five: RegionScene) -> None:
    quiet = five.authorities[1]
    SharingChoice.objects.create(authority=quiet, shares=False, reason="Not yet")
    for chart in (ChartName.SPINE, ChartName.CONTROL):
        assert get(five, chart, "svg", authority=quiet.code).status_code == 404


def test_what_a_page_embeds_leads_to_the_chart_it_speaks_of(five: RegionScene) -> None:
    view = View(period_end=NOW, figure=f"{five.indicators[1].code}.{five.matrix().measures[1].window}")
    shown = embedded(ChartName.RANKED, read_matrix(five.region, view, LEAD), view, LEAD)
    assert shown is not None and "5 authorities, from 11% (Place A) to 15% (Place E)" in shown.words
    who = client(five.region)
    for address in (shown.wide, shown.narrow, shown.svg):
        assert shown.words in who.get(address).content.decode()
    assert who.get(shown.wide).content != who.get(shown.narrow).content
    assert all(
        "attachment" in who.get(one)["Content-Disposition"] for one in (shown.svg, shown.png, shown.csv)
    )


def test_a_page_without_a_period_embeds_a_chart_of_its_own_period(five: RegionScene) -> None:
    view = View()
    shown = embedded(ChartName.RANKED, read_matrix(five.region, view, LEAD), view, LEAD)
    assert shown is not None and f"period={NOW.isoformat()}" in shown.wide
