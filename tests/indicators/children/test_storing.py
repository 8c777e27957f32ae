"""What was read of a file is what its tables hold, all of it or none."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from authorities.models import Authority
from indicators.children.rows import row_facts
from indicators.children.storing import store_lists
from indicators.models import ListRead, ReferralRow, Return
from indicators.models.annex_a import TABLES
from tests.factories.return_version import ChildrenReturnFactory
from tests.indicators.children.answers import answer, fields_of, read
from tests.indicators.children.conftest import Store

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", TABLES)
@pytest.mark.parametrize("blank", [False, True], ids=["full", "blank"])
def test_the_rows_of_a_list_are_stored_as_they_were_read(
    authority: Authority, store: Store, number: int, blank: bool
) -> None:
    given = answer(number, blank=blank)
    stored = store(given)
    facts = row_facts(authority, stored, number, given.columns["row"])
    for field in fields_of(number):
        assert [row[field.name] for row in facts] == given.columns[field.name], field.name


def test_blank_text_is_never_null_in_the_table(store: Store) -> None:
    stored = store(answer(3, blank=True, team=[None, "East", ""]))
    # As a superuser, who sees everything.
    rows = ReferralRow.objects.filter(of_return=stored).order_by("row")
    assert list(rows.values_list("team", "source")) == [("", ""), ("East", ""), ("", "")]


def test_a_team_longer_than_its_column_is_cut_on_every_database(authority: Authority, store: Store) -> None:
    stored = store(answer(3, rows=1, team=["The " + "very " * 20 + "long name"]))
    (row,) = row_facts(authority, stored, 3, [2])
    assert row["team"] == ("The " + "very " * 20)[:60]


def test_awkward_text_comes_back_as_it_was(authority: Authority, store: Store) -> None:
    teams = ['a "quoted", team', "line\nfeed", "\\N", "back\\slash\t", "é Ŵ 🙂", " outer "]
    stored = store(answer(3, rows=len(teams), team=teams))
    facts = row_facts(authority, stored, 3, range(2, 2 + len(teams)))
    assert [row["team"] for row in facts] == teams


def test_every_list_tells_where_it_stood_and_how_many_rows_came_of_it(authority: Authority) -> None:
    uploaded = ChildrenReturnFactory.create(authority=authority)
    lists = [answer(1, rows=4), answer(8, rows=2), answer(11, rows=0)]
    assert store_lists(uploaded, read(*lists)) == 6
    told = ListRead.objects.filter(of_return=uploaded, authority=authority).order_by("number")
    assert list(told.values_list("number", "sheet", "layout", "rows", "rejected", "repeated")) == [
        (1, "List 1", "2019", 4, 1, 2),
        (8, "List 8", "2019", 2, 1, 2),
        (11, "List 11", "2019", 0, 1, 2),
    ]
    assert told[0].headings == lists[0].headings and told[0].values == lists[0].values


def test_a_row_that_the_database_refuses_leaves_nothing_of_the_return(authority: Authority) -> None:
    uploaded = ChildrenReturnFactory.create(authority=authority)
    with pytest.raises(DatabaseError):
        store_lists(uploaded, read(answer(1), answer(2, started=[None, None, None])))
    assert not TABLES[1]._default_manager.filter(of_return=uploaded).exists()
    assert not ListRead.objects.exists()
    # The transaction goes on as itself, not in the writer's role.
    assert Return.objects.filter(pk=uploaded.pk).exists()


def test_a_list_without_one_of_its_fields_is_refused(authority: Authority) -> None:
    uploaded = ChildrenReturnFactory.create(authority=authority)
    lacking = answer(1)
    del lacking.columns["source"]
    with pytest.raises(KeyError, match="source"):
        store_lists(uploaded, read(lacking))


def test_the_rows_only_grow(store: Store) -> None:
    store(answer(4))
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="only grows"):
        cursor.execute("DELETE FROM indicators_assessmentrow")
