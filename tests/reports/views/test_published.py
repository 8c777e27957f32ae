from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from authorities.models import Role
from indicators.models import Value
from reports.models import Publication
from reports.publishing import fingerprint, publish_scorecard
from tests.factories.authority import AuthorityFactory
from tests.factories.membership import MembershipFactory
from tests.reports.html_tree import by_id, main, tree, words
from tests.reports.scenes import NOW, Scene


def publish(scene: Scene, note: str = "") -> Publication:
    return publish_scorecard(
        scorecard=scene.scorecard,
        seen=fingerprint(scene.scorecard),
        note=note,
        by=scene.people[Role.APPROVER],
    )


def correct(scene: Scene, value: int) -> None:
    """A correction of the percentage, recalculated."""
    figure = Value.objects.filter(indicator=scene.indicators["SCENE_PCT"], period_end=NOW)
    figure.update(value=value, numerator=value, input_hash=f"corrected {value}")
    scene.scorecard = scene.recalculated()


def page(client: Client, published: Publication) -> Any:
    return tree(client.get(reverse("published_scorecard", args=[published.pk])).content)


def test_a_correction_is_a_new_version_and_the_old_one_points_to_it(scene: Scene) -> None:
    first = publish(scene)
    correct(scene, 19)
    second = publish(scene, "A late correction.")
    client = scene.client(Role.SCRUTINY)
    old, new = page(client, first), page(client, second)
    assert "21%" in words(by_id(old, "line-1")) and "19%" in words(by_id(new, "line-1"))
    assert "A newer version exists Version 2" in words(main(old))
    assert "A newer version exists" not in words(main(new))
    assert "Why it was published again: A late correction." in words(main(new))


def test_a_new_version_shows_what_changed_from_the_one_before(scene: Scene) -> None:
    publish(scene)
    correct(scene, 19)
    second = publish(scene, "A late correction.")
    table = by_id(page(scene.client(Role.SCRUTINY), second), "changes")
    rows = [[words(cell) for cell in row] for row in table.iterfind(".//tbody/tr")]
    assert rows == [
        ["1 Example SCENE_PCT", "Figure, Latest (Feb24 - Jan25)", "21%", "19%"],
        ["1 Example SCENE_PCT", "Rating", "amber", "green"],
    ]


def test_the_first_version_has_no_changes_to_show(scene: Scene) -> None:
    found = page(scene.client(Role.SCRUTINY), publish(scene))
    assert found.find(".//*[@id='changes']") is None


def test_the_list_has_the_newest_version_of_each_and_the_page_the_older_ones(scene: Scene) -> None:
    first = publish(scene)
    second = publish(scene, "Again.")
    client = scene.client(Role.SCRUTINY)
    listed = tree(client.get(reverse("published_list")).content)
    links = {a.get("href") for a in main(listed).iter("a") if "/published/" in a.get("href", "")}
    assert links == {reverse("published_scorecard", args=[second.pk])}
    assert reverse("published_scorecard", args=[first.pk]) in {
        a.get("href") for a in page(client, second).iter("a")
    }


def test_a_member_without_publications_reads_what_to_do(scene: Scene) -> None:
    body = scene.client(Role.SCRUTINY).get(reverse("published_list")).content
    assert b"Nothing is published yet" in body


def test_somebody_elses_publication_gives_the_answer_of_an_absent_one(scene: Scene) -> None:
    published = publish(scene)
    stranger = Client()
    stranger.force_login(
        MembershipFactory.create(role=Role.SCRUTINY, authority=AuthorityFactory.create()).user
    )
    for name, more in (
        ("published_scorecard", []),
        ("published_line", ["1"]),
        ("published_exceptions", []),
        ("published_export", ["json"]),
    ):
        theirs = stranger.get(reverse(name, args=[published.pk, *more]))
        absent = stranger.get(reverse(name, args=[999999, *more]))
        assert theirs.status_code == absent.status_code == 404
        assert words(tree(theirs.content)) == words(tree(absent.content))
    assert reverse("published_scorecard", args=[published.pk]) not in (
        stranger.get(reverse("published_list")).content.decode()
    )


def test_the_filter_offers_and_takes_only_the_readers_own_places(scene: Scene) -> None:
    published = publish(scene)
    other = AuthorityFactory.create(name="Otherplace")
    MembershipFactory.create(user=scene.people[Role.SCRUTINY], role=Role.SCRUTINY, authority=other)
    AuthorityFactory.create(name="Nowhere of theirs")
    client = scene.client(Role.SCRUTINY)
    body = client.get(reverse("published_list")).content.decode()
    assert "Otherplace" in body and "Nowhere of theirs" not in body
    narrowed = client.get(reverse("published_list"), {"authority": other.pk}).content.decode()
    assert reverse("published_scorecard", args=[published.pk]) not in narrowed


def test_the_page_reads_the_snapshot_and_not_the_tables(scene: Scene) -> None:
    published = publish(scene)
    correct(scene, 19)
    scene.authority.name = "Renamed"
    scene.authority.save()
    scene.template.title = "Renamed scorecard"
    scene.template.save()
    text = words(main(page(scene.client(Role.SCRUTINY), published)))
    assert "21%" in text and "19%" not in text and "Renamed" not in text


def test_the_list_asks_no_more_of_the_database_for_more_publications(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    client = scene.client(Role.SCRUTINY)
    for number in range(6):
        publish(scene, f"Version {number}")
    with django_assert_max_num_queries(12):
        client.get(reverse("published_list"))
    with django_assert_max_num_queries(14):
        client.get(reverse("published_scorecard", args=[Publication.objects.earliest("pk").pk]))


def test_a_tampered_version_is_said_to_be_so(scene: Scene) -> None:
    published = publish(scene)
    forged = Publication.objects.create(
        scorecard=scene.scorecard,
        authority=scene.authority,
        version=2,
        snapshot=published.snapshot | {"title": "Forged"},
        sha256=published.sha256,
    )
    client = scene.client(Role.SCRUTINY)
    assert "This version has been altered" in words(main(page(client, forged)))
    assert "This version has been altered" not in words(main(page(client, published)))
