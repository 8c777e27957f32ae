from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, transaction

from authorities.models import AuditEvent, Role
from authorities.refusal import Refused
from indicators.models import Value
from reports.analysis import write_analysis
from reports.changes import changes_between
from reports.disclosure import Audience
from reports.models import Publication, ScorecardTemplate
from reports.publishing import canonical, fingerprint, is_intact, publish_scorecard
from reports.reading import read_publication, reading_from_json
from reports.rows import line_from_json
from tests.factories.job import JobFactory
from tests.factories.scorecard import ScorecardFactory
from tests.factories.target import TargetFactory
from tests.reports.scenes import PERCENTAGE, Scene


def publish(scene: Scene, note: str = "", seen: str = "") -> Publication:
    return publish_scorecard(
        scorecard=scene.scorecard,
        seen=seen or fingerprint(scene.scorecard),
        note=note,
        by=scene.people[Role.APPROVER],
    )


def write(scene: Scene, text: str) -> None:
    write_analysis(scorecard=scene.scorecard, number=PERCENTAGE, text=text, by=scene.people[Role.ANALYST])


def test_the_first_publication_freezes_the_lines_with_their_analysis(scene: Scene) -> None:
    write(scene, "It fell.")
    published = publish(scene)
    assert published.version == 1
    line = read_publication(published, Audience.OWN).line(PERCENTAGE)
    assert line is not None
    assert (line.value.display, line.rag, line.analysis) == ("21%", "amber", "It fell.")
    assert published.snapshot["inputs"] == scene.scorecard.inputs_hash
    assert is_intact(published)
    assert AuditEvent.objects.get(act="publish").details["sha256"] == published.sha256


def test_whatever_changes_afterwards_leaves_the_snapshot_byte_for_byte_as_it_was(scene: Scene) -> None:
    write(scene, "It fell.")
    frozen = canonical(publish(scene).snapshot)
    Value.objects.update(value=99, input_hash="changed")
    TargetFactory.create(authority=scene.authority, indicator=scene.indicators["SCENE_PCT"], text="50%")
    write(scene, "It rose.")
    scene.indicators["SCENE_PCT"].numerator = "something else"
    scene.indicators["SCENE_PCT"].save()
    ScorecardTemplate.objects.update(title="Another title", sha256="f" * 64)
    scene.authority.name = "Renamed"
    scene.authority.save()
    now = scene.recalculated()
    held = Publication.objects.get()
    assert canonical(held.snapshot) == frozen
    assert is_intact(held)
    assert now.lines[0]["cells"][1]["display"] == "99%"


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_or_remove_a_publication(scene: Scene, verb: str) -> None:
    published = publish(scene)
    rows = Publication.objects.filter(pk=published.pk)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        rows.update(note="tampered") if verb == "update" else rows._raw_delete(rows.db)
    assert Publication.objects.get().note == ""


def test_a_snapshot_that_was_tampered_with_is_found_out(scene: Scene) -> None:
    published = publish(scene)
    published.snapshot["lines"][0]["target"] = "30%"
    assert not is_intact(published)


def test_a_value_that_changed_underneath_is_refused(scene: Scene) -> None:
    Value.objects.filter(indicator=scene.indicators["SCENE_PCT"]).update(value=22, input_hash="changed")
    with pytest.raises(Refused, match="out of date"):
        publish(scene)
    assert not Publication.objects.exists()


def test_a_recalculation_that_waits_is_refused(scene: Scene) -> None:
    JobFactory.create(authority=scene.authority)
    with pytest.raises(Refused, match="out of date"):
        publish(scene)


def test_a_recalculation_of_another_authority_does_not_matter(scene: Scene) -> None:
    JobFactory.create()
    assert publish(scene).version == 1


def test_figures_recalculated_since_the_page_was_shown_are_refused(scene: Scene) -> None:
    seen = fingerprint(scene.scorecard)
    TargetFactory.create(authority=scene.authority, indicator=scene.indicators["SCENE_PCT"], text="30%")
    scene.scorecard = scene.recalculated()
    with pytest.raises(Refused, match="changed after this page was shown"):
        publish(scene, seen=seen)


def test_analysis_written_since_the_page_was_shown_is_refused(scene: Scene) -> None:
    seen = fingerprint(scene.scorecard)
    write(scene, "Written by somebody else meanwhile.")
    with pytest.raises(Refused, match="changed after this page was shown"):
        publish(scene, seen=seen)


def test_a_second_click_on_the_same_page_publishes_nothing_more(scene: Scene) -> None:
    seen = fingerprint(scene.scorecard)
    publish(scene, seen=seen)
    with pytest.raises(Refused, match="changed after this page was shown"):
        publish(scene, seen=seen)
    assert Publication.objects.count() == 1


def test_a_later_version_needs_its_reason(scene: Scene) -> None:
    publish(scene)
    with pytest.raises(Refused, match="Say why version 2"):
        publish(scene, note="  ")
    again = publish(scene, note="The target was wrong.")
    assert (again.version, again.note) == (2, "The target was wrong.")


def test_a_scorecard_without_a_figure_is_refused(scene: Scene) -> None:
    empty = ScorecardFactory.create(
        authority=scene.authority, template=scene.template, period_end="2020-01-31"
    )
    with pytest.raises(Refused, match="no figure"):
        publish_scorecard(scorecard=empty, seen=fingerprint(empty), note="", by=None)


def test_the_snapshot_is_plain_json_that_reads_back_as_it_was(scene: Scene) -> None:
    snapshot = publish(scene).snapshot
    assert json.loads(canonical(snapshot)) == snapshot
    lines = [line_from_json(line) for line in snapshot["lines"]]
    assert json.loads(json.dumps([line.as_json() for line in lines])) == snapshot["lines"]
    assert json.loads(json.dumps(reading_from_json(snapshot).as_json())).items() <= snapshot.items()


def test_the_changes_between_versions_name_figure_rating_target_and_text(scene: Scene) -> None:
    write(scene, "It fell.")
    older = read_publication(publish(scene), Audience.OWN)
    Value.objects.filter(
        indicator=scene.indicators["SCENE_PCT"], period_end=scene.scorecard.period_end
    ).update(value=19, numerator=19, input_hash="corrected")
    scene.scorecard = scene.recalculated()
    write(scene, "It fell further.")
    newer = read_publication(publish(scene, note="A late correction."), Audience.OWN)
    found = {
        (change.number, change.what): (change.before, change.after)
        for change in changes_between(older, newer)
    }
    assert found == {
        ("1", "figure, Latest (Feb24 - Jan25)"): ("21%", "19%"),
        ("1", "rating"): ("amber", "green"),
        ("1", "analysis"): ("It fell.", "It fell further."),
    }


def test_a_hidden_figure_shows_no_change_to_a_reader_outside(scene: Scene) -> None:
    older = read_publication(publish(scene), Audience.OUTSIDE)
    small = Value.objects.filter(
        indicator=scene.indicators["SCENE_SMALL"], period_end=scene.scorecard.period_end
    )
    small.update(value=4, numerator=4, input_hash="corrected")
    scene.scorecard = scene.recalculated()
    published = publish(scene, note="A late correction.")
    assert changes_between(older, read_publication(published, Audience.OUTSIDE)) == []
    own = changes_between(
        read_publication(Publication.objects.get(version=1), Audience.OWN),
        read_publication(published, Audience.OWN),
    )
    assert [(change.number, change.before, change.after) for change in own] == [("2", "3", "4")]
