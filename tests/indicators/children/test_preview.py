"""What approving lists would change, said before they are approved."""

from __future__ import annotations

import pytest

from authorities.models import Authority
from indicators.children.preview import preview_of
from indicators.models import CountedValue, Return
from indicators.returns.submission import approve_return
from indicators.synthetic.lists import lists_at
from indicators.synthetic.workbook import annex_a_workbook
from tests.factories.authority import AuthorityFactory
from tests.factories.return_version import ApprovedChildrenReturnFactory
from tests.indicators.children.counted_world import (
    JUNE,
    SEPTEMBER,
    approve_lists,
    counted,
    hand_in,
    lives,
    load_what_counting_needs,
    run,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    load_what_counting_needs()
    made: Authority = AuthorityFactory.create(code="901", name="Aldermere")
    return made


def without_half_the_referrals() -> bytes:
    lists = lists_at(lives(), JUNE)
    return annex_a_workbook(lists | {3: lists[3][: len(lists[3]) // 2]})


def test_what_is_said_before_is_what_approving_does(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    before = at_june(authority)
    corrected = hand_in(authority, JUNE, without_half_the_referrals())

    preview = preview_of(corrected)
    run(approve_return(approved=corrected, by=None))

    after = at_june(authority)
    touched = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert preview.refusal == "" and preview.counted == len(after)
    assert len(preview.changes) == len(touched) == preview.new + preview.changed + preview.gone > 0
    assert {change.code for change in preview.changes} == {code for code, _ in touched}
    referrals = next(one for one in preview.changes if (one.code, one.window) == ("REF_N", "Month"))
    assert (referrals.now, referrals.then) == tuple(
        f"{found['REF_N', 'M'][0]:.0f}" for found in (before, after)
    )


def at_june(authority: Authority) -> dict[tuple[str, str], tuple[object, ...]]:
    return {
        (code, window): (one.numerator, one.denominator, one.value, one.symbol)
        for (code, window, end), one in counted(authority).items()
        if end == JUNE
    }


def test_the_first_lists_make_every_figure_new_and_nothing_is_written(authority: Authority) -> None:
    preview = preview_of(hand_in(authority, JUNE))

    assert preview.new == preview.counted == len(preview.changes) > 50
    assert (preview.changed, preview.gone, preview.beside) == (0, 0, None)
    assert all(change.now == "" for change in preview.changes)
    assert all(row.before is None for row in preview.rows)
    assert not CountedValue.objects.exists()


def test_rows_are_held_against_the_version_of_the_period_else_the_newest_before(authority: Authority) -> None:
    approve_lists(authority, JUNE)
    june = Return.objects.get()
    later = preview_of(hand_in(authority, SEPTEMBER))
    again = preview_of(hand_in(authority, JUNE, without_half_the_referrals()))

    assert later.beside == again.beside == june
    three = next(row for row in again.rows if row.number == 3)
    assert three.before is not None and three.now == three.before // 2


def test_lists_under_an_older_key_than_the_newest_say_so(authority: Authority) -> None:
    waiting = hand_in(authority, JUNE)
    ApprovedChildrenReturnFactory.create(authority=authority, period_end=SEPTEMBER, key_version="another")

    preview = preview_of(waiting)

    assert "uploaded again" in preview.refusal and preview.changes == []
    assert preview.rows and preview.beside is None


def test_another_authoritys_lists_have_no_part_in_it(authority: Authority) -> None:
    approve_lists(AuthorityFactory.create(code="902"), JUNE)

    preview = preview_of(hand_in(authority, JUNE))

    assert preview.beside is None and preview.changed == 0
