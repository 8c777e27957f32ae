"""Analysis that says aloud what the page hides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from authorities.models import Role
from authorities.refusal import Refused
from reports.analysis import write_analysis
from reports.hidden_text import hidden_numbers_spoken
from reports.publishing import fingerprint, publish_scorecard
from reports.rows import line_from_json
from tests.reports.scenes import PERCENTAGE, SMALL, Scene


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Only 3 children were stepped down.", ("3",)),
        ("Three children were stepped down.", ("three",)),
        ("It fell in Q3 and by 2/3 since 2023-24.", ()),
        ("It fell to 13 from 30, by 3.5 a month.", ()),
        ("In the words of para 1.3, nothing changed.", ()),
        ("", ()),
    ],
)
def test_a_number_equal_to_the_hidden_one_is_found_and_no_other(
    scene: Scene, text: str, spoken: tuple[str, ...]
) -> None:
    lines = [line_from_json(line) for line in scene.scorecard.lines]
    lines = [replace(line, analysis=text) if line.number == SMALL else line for line in lines]
    assert [found.numbers for found in hidden_numbers_spoken(lines)] == ([spoken] if spoken else [])


def test_what_is_shown_may_be_said(scene: Scene) -> None:
    lines = [replace(line_from_json(line), analysis="It is 21% of 100.") for line in scene.scorecard.lines]
    assert not [found for found in hidden_numbers_spoken(lines) if found.number == PERCENTAGE]


def test_a_text_that_says_it_is_published_only_after_somebody_has_read_it(scene: Scene) -> None:
    approver = scene.people[Role.APPROVER]
    write_analysis(scorecard=scene.scorecard, number=SMALL, text="Only 3 this month.", by=approver)
    seen = fingerprint(scene.scorecard)
    with pytest.raises(Refused, match="line 2 holds a number that is hidden"):
        publish_scorecard(scorecard=scene.scorecard, seen=seen, note="", by=approver)
    address = reverse("scorecard_publish", args=[scene.authority.code, scene.scorecard.pk])
    client = scene.client(Role.APPROVER)
    assert "Only 3 this month." in client.get(address).content.decode()
    refused = client.post(address, {"seen": seen})
    assert refused.status_code == 200 and not scene.scorecard.publications.exists()
    assert client.post(address, {"seen": seen, "text_was_read": "on"}).status_code == 302
    assert scene.scorecard.publications.count() == 1
