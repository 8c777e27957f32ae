"""What changed between two versions, in words."""

from __future__ import annotations

from indicators.models import Return
from indicators.returns.changes import changes_between, earlier_version
from tests.indicators.conftest import QUARTER, Upload
from tests.indicators.files import GOOD_ROWS, workbook


def test_changed_added_and_dropped_figures_are_told_in_the_order_of_codes(upload: Upload) -> None:
    older = upload()
    newer = upload(
        workbook(
            ("CLA_N", None, "S", None, None, "c"),
            ("REREF_PCT", None, "R12", 120, 500),
            ("STAFF_N", None, "S", 1040),
        )
    )

    changes = [(c.code, c.window, c.before, c.after) for c in changes_between(older, newer)]

    assert changes == [
        ("CLA_N", "S", "580", "suppressed"),
        ("S47_RATE", "R6", "300 of 43,367", ""),
        ("STAFF_N", "S", "", "1,040"),
    ]


def test_a_value_is_told_as_typed_with_its_own_date(upload: Upload) -> None:
    older = upload(workbook(("REREF_PCT", None, "R12", None, None, "24%")))
    newer = upload(workbook(("REREF_PCT", None, "R12", None, None, "24.30%", "30/09/2024")))

    (change,) = changes_between(older, newer)

    assert (change.before, change.after) == ("24%", "24.30% (30 Sep 2024)")


def test_a_version_without_figures_is_passed_over(upload: Upload) -> None:
    first = upload()
    upload(workbook(("CLA_N", None, "S", "many")))
    third = upload(workbook(("CLA_N", None, "S", 570), *GOOD_ROWS[1:]))
    upload(period=QUARTER)

    assert earlier_version(third) == first
    assert earlier_version(first) is None
    assert Return.objects.count() == 4
