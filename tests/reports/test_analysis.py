from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from authorities.models import AuditEvent, Role
from authorities.refusal import Refused
from reports.analyses import history, newest_analyses
from reports.analysis import LONGEST, write_analysis
from reports.models import Analysis
from tests.reports.scenes import PERCENTAGE, Scene


def write(scene: Scene, text: str, number: str = PERCENTAGE) -> Analysis:
    return write_analysis(scorecard=scene.scorecard, number=number, text=text, by=scene.people[Role.ANALYST])


def test_a_second_text_stands_before_the_first_and_keeps_it(scene: Scene) -> None:
    write(scene, "It fell.")
    write(scene, "It fell because of the new front door.")
    assert [row.text for row in history(scene.scorecard, PERCENTAGE)] == [
        "It fell because of the new front door.",
        "It fell.",
    ]
    assert newest_analyses(scene.scorecard)[PERCENTAGE].text == "It fell because of the new front door."


def test_the_same_text_again_adds_nothing(scene: Scene) -> None:
    first = write(scene, "It fell.")
    assert write(scene, "  It fell.\r\n").pk == first.pk
    assert Analysis.objects.count() == 1


def test_a_blank_text_takes_the_analysis_away_and_the_history_remembers(scene: Scene) -> None:
    write(scene, "It fell.")
    write(scene, "   ")
    assert newest_analyses(scene.scorecard)[PERCENTAGE].text == ""
    assert len(history(scene.scorecard, PERCENTAGE)) == 2


def test_the_act_is_in_the_audit_trail_without_the_text(scene: Scene) -> None:
    write(scene, "It fell.")
    event = AuditEvent.objects.get(act="write analysis")
    assert event.actor == scene.people[Role.ANALYST]
    assert "line 1" in event.sentence and "It fell" not in event.sentence


@pytest.mark.parametrize(
    ("number", "text", "says"),
    [
        ("99", "It fell.", "no line 99"),
        (PERCENTAGE, "x" * (LONGEST + 1), "4,001 characters"),
        (PERCENTAGE, " ", "no analysis to save"),
    ],
)
def test_what_cannot_be_saved_is_refused_and_nothing_is_written(
    scene: Scene, number: str, text: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        write(scene, text, number)
    assert not Analysis.objects.exists()
    assert not AuditEvent.objects.filter(act="write analysis").exists()


def test_a_text_of_the_longest_length_counts_line_ends_once(scene: Scene) -> None:
    text = "a\r\n" * (LONGEST // 2 - 1) + "bb"
    assert len(write(scene, text).text) == LONGEST


def test_the_database_refuses_to_rewrite_an_analysis(scene: Scene) -> None:
    written = write(scene, "It fell.")
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Analysis.objects.filter(pk=written.pk).update(text="It rose.")
