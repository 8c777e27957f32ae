"""The lists as a whole look like England's: about the published rates, for every 10,000 children."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import make_lives
from indicators.synthetic.rates import OPEN_CASES

SIZE = 1_500
PERIOD_END = date(2025, 1, 31)
SINCE = date(2024, 1, 31)
POPULATION = SIZE / OPEN_CASES


@pytest.fixture(scope="module")
def year() -> dict[int, list[dict[str, Any]]]:
    return lists_at(make_lives(5, SIZE, PERIOD_END, PERIOD_END), PERIOD_END, months=12)


def dated(rows: list[dict[str, Any]], field: str) -> int:
    return sum(row[field] is not None and SINCE < row[field] <= PERIOD_END for row in rows)


def opened(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["ended"] is None]


def test_flows_and_stocks_are_near_the_published_rates(year: dict[int, list[dict[str, Any]]]) -> None:
    found = {
        "contacts": dated(year[1], "contacted"),
        "referrals": dated(year[3], "referred"),
        "assessments": dated(year[4], "authorised"),
        "enquiries": dated(year[5], "started"),
        "conferences": dated(year[5], "conference"),
        "in need": len(opened(year[6])),
        "on a plan": len(opened(year[7])),
        "looked after": len(opened(year[8])),
        "into care": dated(year[8], "started"),
        "care leavers of 19 to 21": sum(19 <= row["age"] <= 21 for row in year[9]),
    }
    published = {
        "contacts": 1_750,
        "referrals": 545,
        "assessments": 520,
        "enquiries": 180,
        "conferences": 57,
        "in need": 330,
        "on a plan": 42,
        "looked after": 72,
        "into care": 25,
        "care leavers of 19 to 21": 26,
    }
    rates = {name: count / POPULATION for name, count in found.items()}
    far = {
        name: rates[name] for name, rate in published.items() if not 0.72 * rate < rates[name] < 1.3 * rate
    }
    assert not far


def test_shares_are_near_the_published_ones(year: dict[int, list[dict[str, Any]]]) -> None:
    care, leavers = opened(year[8]), [row for row in year[9] if 19 <= row["age"] <= 21]
    authorised = [row for row in year[4] if row["authorised"]]
    held = [row for row in year[5] if row["conference"]]
    shares = {
        "no further action": share(row["no_further_action"] for row in year[3]),
        "in 63 days": share((row["authorised"] - row["started"]).days <= 63 for row in authorised),
        "conference in 21 days": share((row["conference"] - row["started"]).days <= 21 for row in held),
        "repeat plans": share(row["earlier_plans"] > 0 for row in year[7]),
        "two years and more": share(
            (row["ended"] - row["started"]).days + 1 > 729 for row in year[7] if row["ended"]
        ),
        "three placements": share(row["placements"] >= 3 for row in care),
        "missing": share(row["missing"] > 0 for row in year[8]),
        "dentist": share(row["last_dental"] is not None and row["last_dental"] > SINCE for row in care),
        "visited": share((PERIOD_END - row["last_visit"]).days <= 42 for row in care if row["last_visit"]),
        "in touch": share(row["in_touch"] == "a" for row in leavers),
        "working or learning": share((row["activity"] or "G")[0] in "FP" for row in leavers),
    }
    bounds = {
        "no further action": (0.04, 0.10),
        "in 63 days": (0.78, 0.90),
        "conference in 21 days": (0.70, 0.88),
        "repeat plans": (0.15, 0.33),
        "two years and more": (0.01, 0.09),
        "three placements": (0.06, 0.16),
        "missing": (0.07, 0.16),
        "dentist": (0.6, 0.92),
        "visited": (0.8, 0.97),
        "in touch": (0.8, 0.98),
        "working or learning": (0.38, 0.65),
    }
    far = {name: shares[name] for name, (low, high) in bounds.items() if not low <= shares[name] <= high}
    assert not far


def share(answers: Any) -> float:
    """Of the answers those that are true."""
    given = [bool(answer) for answer in answers]
    return sum(given) / len(given)
