"""Reasons, dates and answers of one row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.annex_a.checking import check_lists
from tests.indicators.annex_a.rules.clean_file import PERIOD_END, File, clean_file

ENDED = date(2024, 12, 2)


def codes(file: File) -> list[str]:
    return [problem.code for problem in check_lists(file.typed(), PERIOD_END)]


@pytest.mark.parametrize(("number", "who", "day", "reason", "code"), [
    (6, "C030", "ended", "closure", "RC7"), (8, "C006", "ended", "ceased", "E4A"),
    (10, "C006", "reversed", "reversal", "RD1"), (11, "P000", "left", "leaving_reason", "1"),
])  # fmt: skip
def test_an_ending_has_a_date_and_a_reason(number: int, who: str, day: str, reason: str, code: str) -> None:
    assert "reason_without_date" in codes(clean_file().change(number, who, **{reason: code}))
    assert "date_without_reason" in codes(clean_file().change(number, who, **{day: ENDED}))
    both: dict[str, Any] = {day: ENDED, reason: code}
    assert not {"reason_without_date", "date_without_reason"} & set(
        codes(clean_file().change(number, who, **both))
    )


def test_an_adopter_on_hold_has_not_left() -> None:
    assert codes(clean_file().change(11, "P000", leaving_reason="2")) == []


def test_a_closed_case_with_a_reason_and_no_date_is_told_once() -> None:
    assert codes(clean_file().change(6, "K000", ended=None)) == ["reason_without_date"]


def test_a_case_closed_on_the_last_day_is_closed() -> None:
    file = clean_file().change(6, "C030", ended=PERIOD_END, closure="RC7")

    assert codes(file) == ["status_open_though_closed"]


def test_short_breaks_are_told_once_with_how_many() -> None:
    file = clean_file().change(8, "C006", legal="V3").change(8, "C007", legal="V4")
    (problem,) = check_lists(file.typed(), PERIOD_END)

    assert problem.sentence.startswith("2 rows have legal status V3 or V4") and problem.row is None


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"conference_unnecessary": None}, []),
        ({"conference_unnecessary": True, "conference": None}, []),
        ({"conference": None}, []),
        ({"conference_unnecessary": True}, ["conference_though_unnecessary"]),
    ],
)
def test_a_conference_is_held_or_unnecessary(cells: dict[str, Any], found: list[str]) -> None:
    assert codes(clean_file().change(5, "C010", **cells)) == found


def test_an_open_assessment_needs_no_outcome() -> None:
    assert codes(clean_file().change(4, "C000", authorised=None, support_required=None)) == []
