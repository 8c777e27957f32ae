from __future__ import annotations

import gzip

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from authorities.models import Role
from indicators.calculations.periods import long_date
from reports.models import SavedView
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory
from tests.factories.saved_view import SavedViewFactory
from tests.reports.html_tree import by_id, main, tree, words
from tests.reports.side_by_side.region_scene import NOW, RegionScene, make_region


@pytest.fixture
def scene(db: None) -> RegionScene:
    cache.clear()
    return make_region([[10, 20, 30, 40], [9, 7, 8, 6]], polarity="low")


def lead_of(scene: RegionScene) -> Client:
    return signed_in(MembershipFactory.create(role=Role.REGIONAL_LEAD, region=scene.region).user)


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def page_of(scene: RegionScene) -> str:
    return reverse("region_matrix", args=[scene.region.code])


def table_of(scene: RegionScene) -> str:
    return reverse("region_matrix_table", args=[scene.region.code])


def test_the_page_and_the_table_alone_are_the_same_table(scene: RegionScene) -> None:
    client = lead_of(scene)
    for query in ("", "?shade=distance&transposed=1", f"?sort=-{scene.indicators[0].code}.R12"):
        page = tree(client.get(page_of(scene) + query).content)
        alone = tree(client.get(table_of(scene) + query).content)
        assert words(by_id(page, "matrix")) == words(by_id(alone, "matrix"))
        assert "10%" in words(by_id(alone, "matrix-figures"))
        assert alone.find(".//main") is None


def test_the_table_is_sent_squeezed_to_those_who_take_it(scene: RegionScene) -> None:
    client = lead_of(scene)
    plain = client.get(table_of(scene))
    assert "Content-Encoding" not in plain.headers
    squeezed = client.get(table_of(scene), headers={"Accept-Encoding": "br, gzip;q=0.8"})
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.content) == plain.content
    refused = client.get(table_of(scene), headers={"Accept-Encoding": "gzip;q=0, br"})
    assert refused.content == plain.content
    for answer in (plain, squeezed):
        assert "Accept-Encoding" in answer.headers["Vary"] and "Cookie" in answer.headers["Vary"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_table_that_has_not_changed_is_not_sent_again(scene: RegionScene) -> None:
    client = lead_of(scene)
    tag = client.get(table_of(scene)).headers["ETag"]
    again = client.get(table_of(scene), headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    scene.give(0, 1, 3, period_end=scene.authorities[0].values.first().period_end.replace(year=2023))  # type: ignore[union-attr]
    assert client.get(table_of(scene), headers={"If-None-Match": tag}).status_code == 200


def test_the_address_of_the_page_follows_the_table(scene: RegionScene) -> None:
    answer = lead_of(scene).get(table_of(scene) + "?shade=target&figure=X.R12&nonsense=1")
    assert answer.headers["HX-Push-Url"] == page_of(scene) + "?shade=target"


def test_a_kept_table_is_never_served_to_a_stranger(scene: RegionScene) -> None:
    lead_of(scene).get(table_of(scene))
    stranger = signed_in(MembershipFactory.create(role=Role.REGIONAL_LEAD).user)
    scrutiny = signed_in(MembershipFactory.create(role=Role.SCRUTINY, authority=scene.authorities[0]).user)
    for client in (stranger, scrutiny):
        for address in (page_of(scene), table_of(scene)):
            assert client.get(address).status_code == 404
    assert Client().get(table_of(scene)).status_code == 302


def test_staff_see_the_region_with_their_own_marked(scene: RegionScene) -> None:
    lead_of(scene).get(page_of(scene))
    for place in (0, 1):
        member = MembershipFactory.create(role=Role.ANALYST, authority=scene.authorities[place])
        page = tree(signed_in(member.user).get(page_of(scene)).content)
        marked = [words(head) for head in page.iter("th") if "yours" in words(head)]
        assert marked == [f"{scene.authorities[place].name} yours"]


def test_a_page_that_is_kept_asks_as_much_for_many_as_for_few(scene: RegionScene) -> None:
    client = lead_of(scene)
    client.get(page_of(scene))
    with CaptureQueriesContext(connection) as captured:
        client.get(page_of(scene))
    page = len(captured)
    with CaptureQueriesContext(connection) as captured:
        client.get(table_of(scene))
    # The session, the person, their memberships, and the version of the data.
    assert len(captured) == 4 and page <= 8


def test_every_form_control_has_a_place_in_the_address(scene: RegionScene) -> None:
    page = tree(lead_of(scene).get(page_of(scene) + "?sort=-name&shade=distance").content)
    form = by_id(page, "matrix-choices")
    named = {each.get("name") for tag in ("select", "input") for each in form.iter(tag)}
    assert named == {"basis", "period", "group", "template", "family", "shade", "back", "transposed"}
    sent = {(e.get("form"), e.get("name"), e.get("value")) for e in page.iter("input") if e.get("form")}
    assert ("matrix-choices", "sort", "-name") in sent
    assert {("matrix-set", "sort", "-name"), ("matrix-set", "shade", "distance")} <= sent
    assert ("matrix-keep", "query", f"period={NOW}&shade=distance&sort=-name") in sent


def test_a_view_is_kept_listed_removed_and_put_back(scene: RegionScene) -> None:
    client = lead_of(scene)
    keep = reverse("region_view_keep", args=[scene.region.code])
    answer = client.post(keep, {"name": "Far out", "query": "shade=distance&transposed=1"})
    assert answer.headers["Location"] == page_of(scene) + "?shade=distance&transposed=1"
    page = tree(client.get(page_of(scene)).content)
    links = {words(link): link.get("href") for link in main(page).iter("a")}
    assert links["Far out"] == answer.headers["Location"]
    view = SavedView.objects.get()
    remove = reverse("region_view_remove", args=[scene.region.code, view.pk])
    gone = client.post(remove, follow=True)
    assert "Far out is no longer among your kept views" in words(main(tree(gone.content)))
    assert "Keep Far out again" not in words(main(tree(client.get(page_of(scene)).content))), "told once"
    client.post(remove, {"undo": "1"})
    assert "Far out" in words(main(tree(client.get(page_of(scene)).content)))


def test_a_refused_name_is_said_and_the_view_stays(scene: RegionScene) -> None:
    client = lead_of(scene)
    keep = reverse("region_view_keep", args=[scene.region.code])
    for name, said in (("", "Give the view a name"), ("x" * 90, "has 90 characters")):
        page = tree(client.post(keep, {"name": name, "query": "shade=target&evil=//elsewhere"}).content)
        [link] = [each for each in page.iter("a") if each.get("href") == "#matrix-name"]
        assert said in words(link)
        field = by_id(page, "matrix-name")
        assert field.get("aria-invalid") == "true" and "matrix-name-error" in field.get(
            "aria-describedby", ""
        )
        [shade] = [each for each in by_id(page, "matrix-shade") if "selected" in each.attrib]
        assert shade.get("value") == "target", "the view stays"
        assert "elsewhere" not in words(page)
    assert not SavedView.objects.exists()


def test_the_views_of_others_are_neither_listed_nor_removed(scene: RegionScene) -> None:
    theirs = SavedViewFactory.create(region=scene.region, name="Not mine")
    client = lead_of(scene)
    assert "Not mine" not in words(main(tree(client.get(page_of(scene)).content)))
    remove = reverse("region_view_remove", args=[scene.region.code, theirs.pk])
    assert client.post(remove).status_code == 404
    theirs.refresh_from_db()
    assert theirs.removed_at is None
    assert client.get(remove).status_code == 405


def test_a_view_is_removed_only_where_it_belongs(scene: RegionScene) -> None:
    member = MembershipFactory.create(role=Role.REGIONAL_LEAD, region=scene.region)
    elsewhere = SavedViewFactory.create(person=member.user, region=RegionFactory.create())
    remove = reverse("region_view_remove", args=[scene.region.code, elsewhere.pk])
    assert signed_in(member.user).post(remove).status_code == 404


def test_the_heading_names_the_group(scene: RegionScene) -> None:
    client = lead_of(scene)
    picked = "&".join(f"member={each.code}" for each in scene.authorities[:2])
    for query, name in (("", scene.region.name), (f"?{picked}", "A set of 2 picked by hand")):
        page = tree(client.get(page_of(scene) + query).content)
        assert [words(each) for each in page.iter("h1")] == [f"All indicators: {name}"]


def test_a_kept_view_has_its_period_or_always_the_newest(scene: RegionScene) -> None:
    client = lead_of(scene)
    keep = reverse("region_view_keep", args=[scene.region.code])
    query = f"period={NOW}&shade=target"
    client.post(keep, {"name": "As now", "query": query})
    client.post(keep, {"name": "As it comes", "query": query, "newest": "on"})
    kept = {view.name: view.query for view in SavedView.objects.all()}
    assert kept == {"As now": query, "As it comes": "shade=target"}
    said = words(main(tree(client.get(page_of(scene)).content)))
    assert f"As now period ending {long_date(NOW)}" in said
    assert "As it comes always the newest period" in said


def test_a_print_says_when_and_for_whom_it_was_made(scene: RegionScene) -> None:
    page = tree(lead_of(scene).get(page_of(scene)).content)
    printed = " ".join(words(each) for each in page.iter("p") if each.get("class") == "lfl-print-only")
    assert f"{scene.region.name}, period ending {long_date(NOW)}" in printed
    assert "do not pass them on outside the region" in printed
    assert f"Made on {long_date(timezone.localdate())}" in printed and scene.region.code in printed
