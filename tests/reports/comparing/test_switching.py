"""What a switch of neighbours would move, told by the rules that then move it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from authorities.models import NeighbourList
from authorities.neighbours.lists import list_in_force
from indicators.benchmarks.building import build_for_release
from indicators.benchmarks.preview import Side
from indicators.benchmarks.taking import switch_list
from indicators.calculations.periods import month_end_before
from indicators.models import Benchmark, Job
from indicators.waiting import finish
from reports.comparing.switching import Span, Switch, moved_scorecards, switch_from
from reports.models import Scorecard
from reports.rows import line_from_json
from tests.factories.neighbour_choice import NeighbourChoiceFactory
from tests.factories.publication import PublicationFactory
from tests.reports.comparing.switch_scene import OF_2021, OF_2025, REVISED, Switching, a_model, make_switching
from tests.reports.scenes import NOW, PERCENTAGE


@pytest.fixture
def there(db: None) -> Switching:
    return make_switching()


def preview(there: Switching, then: NeighbourList, day: date) -> Switch:
    return switch_from(authority=there.authority, then=then, day=day)


def test_a_list_in_use_on_the_first_day_still_changes_the_period_ends_after_a_newer_list(
    there: Switching,
) -> None:
    found = preview(there, there.older, date(2024, 4, 1))
    assert found.spans == (
        Span(date(2024, 4, 1), date(2025, 3, 31), there.older, there.older),
        Span(OF_2025, None, there.newer, there.older),
    )
    assert found.changes


def test_a_list_in_use_throughout_changes_nothing(there: Switching) -> None:
    there.draft(date(2025, 6, 30))
    assert not preview(there, there.newer, OF_2025).changes


def test_a_scorecard_pinned_to_an_older_list_than_the_one_in_use_would_move(there: Switching) -> None:
    later = there.draft(date(2025, 6, 30))
    later.basis |= {"neighbour_list": there.older.pk}
    later.save()
    found = preview(there, there.newer, OF_2025)
    assert not any(span.changes for span in found.spans)
    assert found.changes
    assert [(each.scorecard, each.now, each.then) for each in found.moving] == [
        (later, there.older, there.newer)
    ]


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2023, 6, 1), date(2024, 4, 1), date(2026, 1, 1)])
@pytest.mark.parametrize("name", ["Model of 2021", "Model of 2025", "Ended"])
def test_the_lists_it_names_are_those_in_force_before_and_after(
    there: Switching, day: date, name: str
) -> None:
    ended = a_model(
        there.scene, there.near[:1], name="Ended", valid_from=date(2019, 1, 1), valid_to=date(2026, 6, 30)
    )
    NeighbourChoiceFactory.create(
        authority=there.authority, neighbour_list=ended, valid_from=date(2023, 1, 1)
    )
    then = NeighbourList.objects.get(name=name)
    spans = preview(there, then, day).spans
    starts = [span.first for span in spans]
    assert starts[0] == day and starts == sorted(set(starts))
    assert [span.last for span in spans] == [*(first - timedelta(days=1) for first in starts[1:]), None]
    days = [one for span in spans for one in (span.first, span.last or date(2031, 1, 1))]
    now = [list_in_force(there.authority, one) for one in days]
    assert [each for span in spans for each in (span.now, span.now)] == now
    switch_list(authority=there.authority, neighbour_list=then, valid_from=day, reason="Nearer", by=None)
    after = [list_in_force(there.authority, one) for one in days]
    assert [each for span in spans for each in (span.then, span.then)] == after


def test_what_it_says_is_what_the_scorecards_then_show(there: Switching) -> None:
    later = there.draft(date(2025, 6, 30))
    there.release(REVISED, name="Referrals, revised", released_on=date(2025, 5, 1))
    newest = there.draft(date(2025, 9, 30))
    found = preview(there, there.newer, date(2024, 4, 1))
    # Those of later periods use the list of 2025 already.
    assert [each.scorecard for each in found.moving] == [there.scene.scorecard]
    (moved,) = moved_scorecards(found.moving)
    (line,) = moved.changed
    assert (line.number, line.own) == (PERCENTAGE, "20.0%")
    assert (line.before.display, line.side_before) == ("15.0%", Side.ABOVE)
    assert (line.after.display, line.side_after, line.changes_side) == ("30.0%", Side.BELOW, True)
    switch(there, there.newer, date(2024, 4, 1))
    assert neighbours_on(there.scene.scorecard) == line.after
    assert Scorecard.objects.get(pk=there.scene.scorecard.pk).basis["neighbour_list"] == there.newer.pk

    back = preview(there, there.older, OF_2025)
    assert [each.scorecard for each in back.moving] == [newest, later]
    said = {each.moving.scorecard.pk: each.changed[0].after for each in moved_scorecards(back.moving)}
    # Each by the release that it is pinned to.
    assert [said[each.pk].value for each in (newest, later)] == ["55", "15"]
    switch(there, there.older, OF_2025)
    assert {each.pk: neighbours_on(each) for each in (newest, later)} == said


def switch(there: Switching, then: NeighbourList, day: date) -> None:
    switch_list(authority=there.authority, neighbour_list=then, valid_from=day, reason="Nearer", by=None)
    finish(Job.objects.filter(authority=there.authority, kind="recalculate").latest("pk"))


def neighbours_on(scorecard: Scorecard) -> Any:
    found = Scorecard.objects.get(pk=scorecard.pk)
    line = next(one for one in map(line_from_json, found.lines) if one.number == PERCENTAGE)
    return next(c for c in line.comparators if c.key == "SN")


def test_a_published_scorecard_is_not_among_those_that_move(there: Switching) -> None:
    PublicationFactory.create(scorecard=there.scene.scorecard, authority=there.authority)
    found = preview(there, there.newer, date(2024, 4, 1))
    assert (found.moving, found.drafts) == ((), 0)
    assert found.changes


def test_a_scorecard_of_an_earlier_period_does_not_move(there: Switching) -> None:
    assert preview(there, there.newer, NOW).drafts == 1
    assert preview(there, there.newer, NOW + timedelta(days=1)).drafts == 0


def test_a_list_whose_neighbours_have_no_figure_is_no_comparison_and_no_change_of_side(
    there: Switching,
) -> None:
    silent = a_model(there.scene, there.near[3:], name="Silent", valid_from=OF_2021)
    release = Benchmark.objects.filter(authority=there.authority)[0].release
    build_for_release(release)
    (moved,) = moved_scorecards(preview(there, silent, NOW).moving)
    (line,) = moved.changed
    assert (line.side_before, line.side_after, line.after.display) == (Side.ABOVE, Side.NONE, "-")
    assert (line.changes_side, moved.sides) == (False, 0)


def test_a_side_that_turns_below_the_rounding_is_a_change(there: Switching) -> None:
    rows = Benchmark.objects.filter(authority=there.authority, year=2024)
    for neighbour_list, mean in ((there.older, "19.999"), (there.newer, "20.001")):
        rows.filter(neighbour_list=neighbour_list).update(neighbour_mean=Decimal(mean), neighbours_used=2)
    (moved,) = moved_scorecards(preview(there, there.newer, NOW).moving)
    (line,) = moved.changed
    assert line.before.display == line.after.display == line.own == "20.0%"
    assert (line.side_before, line.side_after) == (Side.ABOVE, Side.BELOW)


def test_many_scorecards_cost_no_more_queries_than_one(
    there: Switching, django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(60) as counted:
            moved = moved_scorecards(preview(there, there.newer, date(2023, 1, 1)).moving)
        assert all(each.changed for each in moved)
        return len(counted)

    one = asked()
    for months in range(6):
        there.draft(month_end_before(date(2024, 6, 30), months))
    assert asked() == one


def test_without_published_figures_nothing_moves_but_what_is_to_come(there: Switching) -> None:
    Benchmark.objects.all().delete()
    Scorecard.objects.update(basis={})
    found = preview(there, there.newer, OF_2021)
    assert [each.scorecard for each in found.moving] == [there.scene.scorecard]
    (moved,) = moved_scorecards(found.moving)
    assert moved.compared == ()
