"""How far each authority is with what it hands in, and when it counts as late."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authorities.models import Authority, Region
from indicators.models import Return, ReturnKind, ReturnState
from reports.board import BoardRow, KindRow, Stage, board, board_periods, counts
from tests.factories.authority import AuthorityFactory
from tests.factories.collection_deadline import CollectionDeadlineFactory
from tests.factories.publication import PublicationFactory
from tests.factories.region import RegionFactory
from tests.factories.reminder import ReminderFactory
from tests.factories.return_version import ReturnFactory
from tests.factories.scorecard import ScorecardFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db

QUARTER, BEFORE, YEAR_BEFORE = date(2025, 6, 30), date(2025, 3, 31), date(2024, 6, 30)
DUE = date(2025, 7, 30)  # thirty days after it, where nothing else was said
FIGURES, LISTS = ReturnKind.FIGURES, ReturnKind.CHILDREN


@pytest.fixture
def region() -> Region:
    made: Region = RegionFactory.create()
    return made


@pytest.fixture
def authority(region: Region) -> Authority:
    made: Authority = AuthorityFactory.create(region=region, name="Ashmere")
    return made


def hand_in(
    authority: Authority, *states: ReturnState, kind: ReturnKind = FIGURES, end: date = QUARTER
) -> list[Return]:
    """Versions 1, 2 and so on in these states."""
    return [
        ReturnFactory.create(authority=authority, kind=kind, period_end=end, state=state) for state in states
    ]


def row_of(authority: Authority, today: date = DUE) -> BoardRow:
    return next(row for row in board(authority.region, QUARTER, today) if row.authority == authority)


def kinds(row: BoardRow) -> dict[str, KindRow]:
    return {kind.kind: kind for kind in row.kinds}


@pytest.mark.parametrize(
    ("states", "stage", "versions", "approved"),
    [
        ((), Stage.NOT_STARTED, 0, None),
        ((ReturnState.PROBLEMS,), Stage.PROBLEMS, 1, None),
        ((ReturnState.READY,), Stage.UPLOADED, 1, None),
        ((ReturnState.SUBMITTED,), Stage.SUBMITTED, 1, None),
        ((ReturnState.SENT_BACK,), Stage.SENT_BACK, 1, None),
        ((ReturnState.SENT_BACK, ReturnState.READY), Stage.UPLOADED, 2, None),
        ((ReturnState.APPROVED,), Stage.APPROVED, 1, 1),
        ((ReturnState.SUPERSEDED, ReturnState.APPROVED), Stage.APPROVED, 2, 2),
        ((ReturnState.APPROVED, ReturnState.SUBMITTED), Stage.SUBMITTED, 2, 1),
        ((ReturnState.APPROVED, ReturnState.PROBLEMS), Stage.PROBLEMS, 2, 1),
    ],
)
def test_the_state_is_that_of_the_newest_version(
    authority: Authority, states: tuple[ReturnState, ...], stage: Stage, versions: int, approved: int | None
) -> None:
    hand_in(authority, *states)
    row = row_of(authority, today=date(2026, 1, 1))
    assert (row.stage, row.versions) == (stage, versions)
    assert [kind.approved_version for kind in row.kinds] == [approved]
    assert row.awaited == (row.days_late > 0) == (approved is None)


@pytest.mark.parametrize(
    ("today", "days"),
    [(date(2025, 7, 29), 0), (DUE, 0), (date(2025, 7, 31), 1), (date(2025, 8, 30), 31)],
)
def test_a_return_is_late_from_the_day_after_its_deadline(
    authority: Authority, today: date, days: int
) -> None:
    hand_in(authority, ReturnState.SUBMITTED)
    assert row_of(authority, today).days_late == days


def test_the_deadline_that_the_region_set_last_is_the_one_that_counts(authority: Authority) -> None:
    for day in (date(2025, 7, 10), date(2025, 8, 15)):
        CollectionDeadlineFactory.create(region=authority.region, period_end=QUARTER, due_on=day)
    CollectionDeadlineFactory.create(period_end=QUARTER, due_on=date(2025, 7, 2))  # another region's
    assert row_of(authority, date(2025, 8, 15)).days_late == 0
    assert row_of(authority, date(2025, 8, 16)).days_late == 1


def test_since_and_by_are_of_the_last_act(authority: Authority) -> None:
    analyst, approver = UserFactory.create(name="An analyst"), UserFactory.create(name="An approver")
    days = [datetime(2025, 7, day, 9, 30, tzinfo=UTC) for day in (1, 2, 3)]
    acts = {
        "uploaded_at": days[0],
        "uploaded_by": analyst,
        "submitted_at": days[1],
        "submitted_by": analyst,
        "decided_at": days[2],
        "decided_by": approver,
    }
    made = ReturnFactory.create(authority=authority, period_end=QUARTER, **acts)
    for state, day, by in [
        (ReturnState.PROBLEMS, days[0], "An analyst"),
        (ReturnState.READY, days[0], "An analyst"),
        (ReturnState.SUBMITTED, days[1], "An analyst"),
        (ReturnState.SENT_BACK, days[2], "An approver"),
        (ReturnState.APPROVED, days[2], "An approver"),
    ]:
        Return.objects.filter(pk=made.pk).update(state=state)
        row = row_of(authority)
        assert (row.since, row.by) == (day, by), state
    Return.objects.update(decided_by=None)
    assert row_of(authority).by == "the operator"


def test_a_published_scorecard_is_the_last_stage_until_a_newer_version_comes(authority: Authority) -> None:
    hand_in(authority, ReturnState.APPROVED)
    scorecard = ScorecardFactory.create(authority=authority, period_end=QUARTER)
    for version in (1, 2):
        PublicationFactory.create(scorecard=scorecard, version=version)
    row = row_of(authority)
    assert (row.stage, row.published_version) == (Stage.PUBLISHED, 2)
    assert row.since == scorecard.publications.get(version=2).published_at
    hand_in(authority, ReturnState.SUBMITTED)
    row = row_of(authority)
    assert (row.stage, row.published_version, row.awaited) == (Stage.SUBMITTED, 2, False)


def test_an_authority_that_hands_in_both_is_as_far_as_the_one_furthest_behind(authority: Authority) -> None:
    for kind in (FIGURES, LISTS):
        hand_in(authority, ReturnState.APPROVED, kind=kind, end=BEFORE)
    hand_in(authority, ReturnState.APPROVED)
    row = row_of(authority, date(2025, 8, 2))
    assert {name: kind.stage for name, kind in kinds(row).items()} == {
        FIGURES: Stage.APPROVED,
        LISTS: Stage.NOT_STARTED,
    }
    assert (row.stage, row.days_late) == (Stage.NOT_STARTED, 3)
    hand_in(authority, ReturnState.APPROVED, kind=LISTS)
    row = row_of(authority, date(2025, 8, 2))
    assert (row.stage, row.days_late, row.versions) == (Stage.APPROVED, 0, 2)


def test_lists_tried_beside_the_usual_figures_hold_nothing_up(authority: Authority) -> None:
    hand_in(authority, ReturnState.APPROVED, end=BEFORE)
    hand_in(authority, ReturnState.APPROVED)
    hand_in(authority, ReturnState.PROBLEMS, kind=LISTS)
    row = row_of(authority, date(2025, 9, 1))
    assert (row.stage, row.days_late, row.awaited) == (Stage.APPROVED, 0, False)
    assert kinds(row)[LISTS].stage == Stage.PROBLEMS and not kinds(row)[LISTS].expected


@pytest.mark.parametrize(
    ("end", "state", "expected"),
    [
        (BEFORE, ReturnState.APPROVED, [LISTS]),
        (YEAR_BEFORE, ReturnState.APPROVED, [LISTS]),
        (date(2024, 3, 31), ReturnState.APPROVED, [FIGURES]),  # more than a year ago
        (date(2025, 5, 31), ReturnState.APPROVED, [FIGURES]),  # a month's lists say nothing of a quarter
        (BEFORE, ReturnState.PROBLEMS, [FIGURES]),  # never came to anything
    ],
)
def test_what_is_waited_for_is_what_was_approved_last_quarter(
    authority: Authority, end: date, state: ReturnState, expected: list[ReturnKind]
) -> None:
    hand_in(authority, state, kind=LISTS, end=end)
    assert [kind.kind for kind in row_of(authority).kinds if kind.expected] == expected


def test_an_authority_that_was_not_there_then_is_no_row(region: Region, authority: Authority) -> None:
    AuthorityFactory.create(region=region, name="Merged", valid_to=date(2023, 3, 31))
    AuthorityFactory.create(name="Elsewhere")
    assert [row.authority for row in board(region, QUARTER, DUE)] == [authority]


def test_the_counts_are_of_authorities(region: Region) -> None:
    places = [AuthorityFactory.create(region=region) for _ in range(4)]
    hand_in(places[0], ReturnState.APPROVED)
    hand_in(places[1], ReturnState.APPROVED)
    hand_in(places[2], ReturnState.SENT_BACK, ReturnState.READY)
    PublicationFactory.create(scorecard__authority=places[0], scorecard__period_end=QUARTER)
    assert counts(board(region, QUARTER, DUE)) == {
        "authorities": 4,
        "uploaded": 3,
        "approved": 2,
        "published": 1,
        "late": 0,
    }
    assert counts(board(region, QUARTER, date(2025, 7, 31)))["late"] == 2


def test_the_newest_reminder_of_that_period_is_shown(authority: Authority) -> None:
    days = [datetime(2025, 7, day, 9, tzinfo=UTC) for day in (23, 30)]
    for day, kind in zip(days, ("before", "due"), strict=True):
        ReminderFactory.create(authority=authority, period_end=QUARTER, kind=kind, sent_at=day)
    ReminderFactory.create(authority=authority, period_end=BEFORE, sent_at=datetime(2025, 8, 1, tzinfo=UTC))
    row = row_of(authority)
    assert row.reminded_at == days[1]
    assert row.was_reminded_on(DUE) and not row.was_reminded_on(date(2025, 7, 31))


def test_the_quarter_that_ended_last_is_offered_before_anybody_has_uploaded(region: Region) -> None:
    assert board_periods(region, date(2025, 7, 1)) == [QUARTER]
    assert board_periods(region, QUARTER) == [BEFORE]


def test_what_was_returned_or_has_a_deadline_is_offered_too(authority: Authority) -> None:
    hand_in(authority, ReturnState.PROBLEMS, end=date(2025, 1, 31))
    CollectionDeadlineFactory.create(region=authority.region, period_end=date(2025, 9, 30))
    ReturnFactory.create(period_end=YEAR_BEFORE)  # another region's
    assert board_periods(authority.region, DUE) == [date(2025, 9, 30), QUARTER, date(2025, 1, 31)]


def test_more_authorities_need_no_more_queries() -> None:
    asked = []
    for many in (3, 12):
        region = RegionFactory.create()
        for place in AuthorityFactory.create_batch(many, region=region):
            hand_in(place, ReturnState.APPROVED, end=BEFORE)
            hand_in(place, ReturnState.APPROVED, ReturnState.SUBMITTED)
            hand_in(place, ReturnState.PROBLEMS, kind=LISTS)
            PublicationFactory.create(scorecard__authority=place, scorecard__period_end=QUARTER)
            ReminderFactory.create(authority=place, period_end=QUARTER)
        with CaptureQueriesContext(connection) as captured:
            assert len(board(region, QUARTER, DUE)) == many
        asked.append(len(captured))
    assert asked == [6, 6]
