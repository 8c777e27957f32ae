"""Problems by rule."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.models import Return
from indicators.returns.problem_groups import FIRST_ROWS, groups_of, problems_of_rule
from tests.factories.return_problem import ReturnProblemFactory
from tests.factories.return_version import ReturnFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown() -> Return:
    made: Return = ReturnFactory.create()
    for severity, code, count in (("warning", "many", 8), ("error", "few", 2), ("error", "more", 6)):
        for row in range(count, 0, -1):
            ReturnProblemFactory.create(of_return=made, severity=severity, code=code, row=row)
    ReturnProblemFactory.create(of_return=made, severity="warning", code="many", row=None)
    ReturnProblemFactory.create(code="of another return")
    return made


def test_errors_come_first_and_the_rule_with_the_most_rows(shown: Return) -> None:
    found = [(group.severity, group.code, group.count, group.more) for group in groups_of(shown)]

    assert found == [("error", "more", 6, 1), ("error", "few", 2, 0), ("warning", "many", 9, 4)]


def test_the_first_rows_are_those_that_stand_first_in_the_file(shown: Return) -> None:
    rows = {group.code: [problem.row for problem in group.first] for group in groups_of(shown)}

    assert rows == {"more": [1, 2, 3, 4, 5], "few": [1, 2], "many": [1, 2, 3, 4, 5]}
    assert all(len(each) <= FIRST_ROWS for each in rows.values())


def test_all_of_a_rule_come_in_the_order_of_the_file(shown: Return) -> None:
    assert [problem.row for problem in problems_of_rule(shown, "many")] == [*range(1, 9), None]
    assert not problems_of_rule(shown, "of another return").exists()


def test_thousands_of_problems_cost_two_queries(shown: Return, django_assert_num_queries: Any) -> None:
    ReturnProblemFactory.create_batch(300, of_return=shown, code="thousands")

    with django_assert_num_queries(2):
        groups = groups_of(shown)

    assert groups[0].count == 300 and len(groups[0].first) == FIRST_ROWS
