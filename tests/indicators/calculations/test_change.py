"""Changes from a baseline, in points and in per cent of it: each case with its reckoning."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.calculations.change import change_from, change_in_words
from indicators.calculations.figures import Unit


@pytest.mark.parametrize(
    ("baseline", "current", "points", "percent"),
    [
        # 24.3 to 21: 21 - 24.3 = -3.3; 3.3 / 24.3 = 0.1358...
        ("24.3", "21", "-3.3", "-13.58024691358024691358024691"),
        # 80 to 92: 12 points, 15 per cent of 80.
        ("80", "92", "12", "15"),
        ("16", "16.0", "0", "0"),
        # From nought there is no per cent.
        ("0", "4", "4", None),
        # The digits of a ratio are kept: 66.6666666667 - 50.
        ("50", "66.6666666667", "16.6666666667", "33.3333333334"),
    ],
)
def test_a_change_is_kept_both_ways(baseline: str, current: str, points: str, percent: str | None) -> None:
    change = change_from(Decimal(baseline), Decimal(current))
    assert change is not None
    assert change.points == Decimal(points)
    assert change.percent == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(("baseline", "current"), [(None, "4"), ("4", None), (None, None)])
def test_without_both_figures_there_is_no_change(baseline: str | None, current: str | None) -> None:
    both = (None if text is None else Decimal(text) for text in (baseline, current))
    assert change_from(*both) is None


@pytest.mark.parametrize(
    ("unit", "baseline", "current", "places", "words"),
    [
        # A percentage changes by points: its per cent of a per cent would be misread.
        (Unit.PERCENTAGE, "24.3", "21", 1, "-3.3 points"),
        (Unit.PERCENTAGE, "80", "92", 0, "+12 points"),
        (Unit.PERCENTAGE, "80", "80.04", 1, "0.0 points"),
        # 386 to 453: 67 / 386 = 17.36 per cent.
        (Unit.NUMBER, "386", "453", 0, "+17.4%"),
        # 61.5 to 57: -4.5 / 61.5 = -7.317 per cent.
        (Unit.RATE, "61.5", "57", 1, "-7.3%"),
        (Unit.AVERAGE, "16", "12", 1, "-25.0%"),
        (Unit.DAYS, "430", "430", 0, "0.0%"),
        (Unit.NUMBER, "0", "1204", 0, "+1,204 from 0"),
        (Unit.NUMBER, "0", "0", 0, "0 from 0"),
        # Half a tenth is rounded away from nought both ways: 0.05 of 100.
        (Unit.NUMBER, "2000", "2001", 0, "+0.1%"),
        (Unit.NUMBER, "2000", "1999", 0, "-0.1%"),
    ],
)
def test_the_change_shown_says_points_or_per_cent(
    unit: Unit, baseline: str, current: str, places: int, words: str
) -> None:
    change = change_from(Decimal(baseline), Decimal(current))
    assert change is not None
    assert change_in_words(change, unit, places) == words
