from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from authorities.models import Role
from indicators.models import Job, JobState, Value
from reports.analysis import write_analysis
from reports.building import rebuild
from reports.models import Analysis, Publication, Scorecard
from reports.publishing import fingerprint, publish_scorecard
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.membership import MembershipFactory
from tests.factories.printed_verdict import PrintedVerdictFactory
from tests.factories.scorecard import ScorecardFactory
from tests.factories.scorecard_template import layout_of
from tests.reports.html_tree import by_id, main, tree, words
from tests.reports.scenes import CODES, NOW, PERCENTAGE, SMALL, Scene, give


def address(name: str, scene: Scene, *more: str) -> str:
    return reverse(name, args=[scene.authority.code, scene.scorecard.pk, *more])


def publish(scene: Scene, note: str = "") -> Publication:
    return publish_scorecard(
        scorecard=scene.scorecard,
        seen=fingerprint(scene.scorecard),
        note=note,
        by=scene.people[Role.APPROVER],
    )


def listed(client: Client, scene: Scene) -> list[str]:
    page = tree(client.get(reverse("scorecard_list", args=[scene.authority.code])).content)
    return [words(row) for row in page.iterfind(".//tbody/tr")]


def test_the_list_says_draft_then_published_then_changed_then_out_of_date(scene: Scene) -> None:
    client = scene.client(Role.ANALYST)
    assert "Draft Not yet" in listed(client, scene)[0]
    publish(scene)
    assert "Published, version 1 Version 1" in listed(client, scene)[0]
    write_analysis(scorecard=scene.scorecard, number=PERCENTAGE, text="Later.", by=None)
    assert "Changed since version 1" in listed(client, scene)[0]
    Value.objects.update(input_hash="changed")
    assert "Out of date" in listed(client, scene)[0]


def test_the_list_of_an_authority_without_scorecards_says_what_to_do(scene: Scene) -> None:
    other = AuthorityFactory.create()
    client = Client()
    client.force_login(MembershipFactory.create(authority=other).user)
    page = client.get(reverse("scorecard_list", args=[other.code])).content.decode()
    assert "No scorecards yet" in page and reverse("return_list", args=[other.code]) in page


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_asks_the_database_no_more_for_more_scorecards(scene: Scene) -> None:
    client, list_address = scene.client(Role.ANALYST), reverse("scorecard_list", args=[scene.authority.code])
    before = queries(client, list_address)
    for year in range(2000, 2024):
        ScorecardFactory.create(
            authority=scene.authority, template=scene.template, period_end=f"{year}-03-31"
        )
    assert len(listed(client, scene)) == 25
    assert queries(client, list_address) == before


def test_the_page_asks_no_more_for_more_lines(scene: Scene) -> None:
    client = scene.client(Role.ANALYST)
    before = queries(client, address("scorecard", scene))
    codes = [*CODES, *(f"MORE_{number}" for number in range(20))]
    for code in codes[len(CODES) :]:
        give(scene.authority, IndicatorFactory.create(code=code), 21, 100, 21)
    scene.template.definition = layout_of("scene", "Scene scorecard", codes)
    scene.template.sha256 = "1" * 64
    scene.template.save()
    assert len(scene.recalculated().lines) == 23
    assert queries(client, address("scorecard", scene)) == before


def test_the_page_counts_ratings_and_directions(scene: Scene) -> None:
    page = tree(scene.client(Role.ANALYST).get(address("scorecard", scene)).content)
    shown = [words(item) for item in page.iter("li") if "lfl-counts__item" in item.get("class", "")]
    assert shown == [
        *("0 green", "1 amber", "0 red", "2 not rated"),
        *("2 getting better", "0 getting worse", "0 unchanged", "1 not judged"),
    ]


def test_every_figure_of_the_page_leads_to_its_drill_down(scene: Scene) -> None:
    client = scene.client(Role.ANALYST)
    page = tree(client.get(address("scorecard", scene)).content)
    for number in ("1", "2", "3"):
        links = {a.get("href") for a in by_id(page, f"line-{number}").iter("a")}
        assert links == {address("scorecard_line", scene, number)}
        assert client.get(address("scorecard_line", scene, number)).status_code == 200


def test_a_stale_page_says_so_and_its_button_starts_the_recalculation(scene: Scene) -> None:
    client = scene.client(Role.ANALYST)
    assert b"This scorecard is out of date" not in client.get(address("scorecard", scene)).content
    Value.objects.update(input_hash="changed")
    body = client.get(address("scorecard", scene)).content
    assert b"This scorecard is out of date" in body and b"Recalculate now" in body
    answer = client.post(address("scorecard_recalculate", scene))
    assert answer.status_code == 302
    assert Job.objects.get(authority=scene.authority).state == JobState.QUEUED


def test_a_recalculation_is_not_started_by_looking(scene: Scene) -> None:
    assert scene.client(Role.ANALYST).get(address("scorecard_recalculate", scene)).status_code == 405
    assert not Job.objects.exists()


def test_a_line_that_differs_from_its_paper_says_how(scene: Scene) -> None:
    PrintedVerdictFactory.create(
        scorecard=scene.scorecard, number=PERCENTAGE, rag="red", direction="up", note="Smudged."
    )
    scene.recalculated()
    client = scene.client(Role.ANALYST)
    row = words(by_id(tree(client.get(address("scorecard", scene)).content), "line-1"))
    assert "Differs from the paper. The paper prints red; the rule gives amber." in row
    assert "The paper prints up; the figures give down." in row
    line = client.get(address("scorecard_line", scene, PERCENTAGE)).content.decode()
    assert "The paper prints red" in line and "Smudged." in line


def test_the_drill_down_gives_parts_window_source_target_and_definition(scene: Scene) -> None:
    page = tree(scene.client(Role.ANALYST).get(address("scorecard_line", scene, PERCENTAGE)).content)
    text = words(main(page))
    for part in (
        *("Numerator 21", "Denominator 100", "January 2025, version 1", "20%. Source: The plan"),
        *("Misses the target of at most 20 by no more than 5 per cent", "referrals within twelve months"),
    ):
        assert part in text
    assert f"Approved 5 February 2025 at 09:30, by {scene.people[Role.APPROVER].email}" in text
    source = Value.objects.filter(period_end=NOW).first()
    assert source is not None
    links = {a.get("href") for a in main(page).iter("a")}
    assert reverse("return_detail", args=[scene.authority.code, source.source_return_id]) in links


@pytest.mark.parametrize("name", ["scorecard_line", "analysis_edit"])
def test_a_line_that_is_not_there_is_not_found(scene: Scene, name: str) -> None:
    assert scene.client(Role.ANALYST).get(address(name, scene, "99")).status_code == 404


def test_a_scorecard_is_found_only_under_its_own_authority(scene: Scene) -> None:
    other = AuthorityFactory.create()
    analyst = scene.people[Role.ANALYST]
    MembershipFactory.create(user=analyst, authority=other)
    wrong = reverse("scorecard", args=[other.code, scene.scorecard.pk])
    assert scene.client(Role.ANALYST).get(wrong).status_code == 404


def test_analysis_saved_on_its_page_stands_on_the_scorecard_and_in_the_history(scene: Scene) -> None:
    client = scene.client(Role.ANALYST)
    edit = address("analysis_edit", scene, PERCENTAGE)
    for text in ("First words.", "Second words.\r\n\r\nA new paragraph."):
        answer = client.post(edit, {"text": text})
        assert answer.status_code == 302
    body = tree(client.get(address("scorecard", scene)).content)
    paragraphs = [words(p) for p in body.iterfind(".//div[@class='lfl-analysis']/p")]
    assert paragraphs == ["Analysis of line 1", "Second words.", "A new paragraph."]
    page = client.get(edit).content.decode()
    assert page.index("Second words.") < page.index("First words.")


def test_analysis_that_is_too_long_comes_back_with_its_text(scene: Scene) -> None:
    answer = scene.client(Role.ANALYST).post(
        address("analysis_edit", scene, PERCENTAGE), {"text": "y" * 4001}
    )
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "4,001 characters" in body and "y" * 4001 in body
    assert not Analysis.objects.exists()


def test_analysis_is_shown_as_text_and_never_as_markup(scene: Scene) -> None:
    write_analysis(scorecard=scene.scorecard, number=PERCENTAGE, text="<script>alert(1)</script>", by=None)
    client = scene.client(Role.ANALYST)
    for name, more in (
        ("scorecard", ()),
        ("scorecard_line", ("1",)),
        ("analysis_edit", ("1",)),
        ("scorecard_exceptions", ()),
        ("scorecard_publish", ()),
    ):
        role = client if name != "scorecard_publish" else scene.client(Role.APPROVER)
        assert b"<script>alert" not in role.get(address(name, scene, *more)).content


def test_the_writer_is_told_that_a_figure_of_the_line_is_hidden_from_readers(scene: Scene) -> None:
    client = scene.client(Role.ANALYST)
    hidden, shown = (
        client.get(address("analysis_edit", scene, number)).content for number in (SMALL, PERCENTAGE)
    )
    assert b"hidden from readers outside" in hidden and b"hidden from readers outside" not in shown


def test_the_publish_page_lists_what_is_missing_and_what_will_be_hidden(scene: Scene) -> None:
    write_analysis(scorecard=scene.scorecard, number=SMALL, text="Steady.", by=None)
    text = words(main(tree(scene.client(Role.APPROVER).get(address("scorecard_publish", scene)).content)))
    assert "Lines without analysis: 2 of 3" in text
    assert "2 Example SCENE_SMALL: Latest (Feb24 - Jan25)" in text


def seen_on(client: Client, scene: Scene) -> str:
    page = tree(client.get(address("scorecard_publish", scene)).content)
    field = page.find(".//input[@name='seen']")
    assert field is not None
    return field.get("value", "")


def test_publishing_by_the_page_freezes_what_it_showed(scene: Scene) -> None:
    client = scene.client(Role.APPROVER)
    answer = client.post(address("scorecard_publish", scene), {"seen": seen_on(client, scene)})
    published = Publication.objects.get()
    assert answer["Location"] == reverse("published_scorecard", args=[published.pk])
    assert published.published_by == scene.people[Role.APPROVER]


def test_a_page_that_was_overtaken_publishes_nothing_and_can_be_sent_again(scene: Scene) -> None:
    client = scene.client(Role.APPROVER)
    seen = seen_on(client, scene)
    write_analysis(scorecard=scene.scorecard, number=PERCENTAGE, text="Meanwhile.", by=None)
    answer = client.post(address("scorecard_publish", scene), {"seen": seen})
    assert b"changed after this page was shown" in answer.content
    assert not Publication.objects.exists()
    field = tree(answer.content).find(".//input[@name='seen']")
    assert field is not None and field.get("value") == fingerprint(scene.scorecard) != seen


def test_a_second_version_asks_for_the_reason_beside_its_field(scene: Scene) -> None:
    publish(scene)
    client = scene.client(Role.APPROVER)
    answer = client.post(address("scorecard_publish", scene), {"seen": seen_on(client, scene), "note": ""})
    assert b"Say why version 2 is published" in answer.content
    assert Publication.objects.count() == 1


def test_an_analyst_may_write_but_not_publish(scene: Scene) -> None:
    client = scene.client(Role.ANALYST)
    assert client.get(address("scorecard_publish", scene)).status_code == 403
    assert (
        b"scorecards/%d/publish/" % scene.scorecard.pk not in client.get(address("scorecard", scene)).content
    )


def test_a_stale_scorecard_offers_no_way_to_publish(scene: Scene) -> None:
    Value.objects.update(input_hash="changed")
    page = tree(scene.client(Role.APPROVER).get(address("scorecard_publish", scene)).content)
    assert page.find(".//input[@name='seen']") is None
    assert "It cannot be published yet" in words(main(page))


def test_a_scorecard_not_yet_calculated_says_so(scene: Scene) -> None:
    fresh = ScorecardFactory.create(
        authority=scene.authority, template=scene.template, period_end="2024-03-31"
    )
    body = scene.client(Role.ANALYST).get(reverse("scorecard", args=[scene.authority.code, fresh.pk])).content
    assert b"Not calculated yet" in body
    found = Scorecard.objects.select_related("authority", "template").get(pk=fresh.pk)
    assert rebuild(found)
