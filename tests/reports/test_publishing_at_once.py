"""Two approvers press the button at the same moment."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from authorities.models import Role
from authorities.refusal import Refused
from reports.models import Publication
from reports.publishing import fingerprint, publish_scorecard
from tests.reports.scenes import Scene, make_scene


def publish_in_a_thread(
    scene: Scene, seen: str, start: threading.Barrier, said: list[str]
) -> threading.Thread:
    def work() -> None:
        start.wait(timeout=10)
        try:
            made = publish_scorecard(
                scorecard=scene.scorecard, seen=seen, note="Twice.", by=scene.people[Role.APPROVER]
            )
            said.append(f"version {made.version}")
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_of_two_publishing_what_they_both_saw_one_wins_and_the_other_is_told() -> None:
    scene = make_scene()
    seen = fingerprint(scene.scorecard)
    start = threading.Barrier(2)
    said: list[str] = []
    for thread in [publish_in_a_thread(scene, seen, start, said) for _ in range(2)]:
        thread.join(timeout=30)
    assert sorted(said)[1] == "version 1"
    assert "changed after this page was shown" in sorted(said)[0]
    assert [publication.version for publication in Publication.objects.all()] == [1]
