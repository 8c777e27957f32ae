"""A file that no rule has anything to say of, made of plain rows so that a test can break one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl

from indicators.annex_a.lists import BY_NUMBER
from indicators.annex_a.rules.doubts import TYPED_NAMES, TYPES
from indicators.annex_a.typed import TypedFile, TypedList

PERIOD_END = date(2025, 1, 31)
BORN = date(2015, 5, 20)
AGE = 9
PERSON = {"gender": "a", "ethnicity": "WBRI", "born": BORN, "age": AGE}
WORKED = {"team": "Duty and Advice", "worker": "W. Orker", "disability": "n"}
# The first row under the headings, as Excel counts.
FIRST_ROW = 3

Row = dict[str, Any]


class File:
    """Rows of eleven lists, to be changed before they are typed. `sheet` names are 'List 1' and so on."""

    def __init__(self, lists: dict[int, list[Row]]) -> None:
        self.lists = lists
        self.rejected: dict[int, int] = {}
        self.headings: dict[int, list[dict[str, str]]] = {}

    def of(self, number: int, child: str) -> Row:
        """The first row of a child, or of an adopter, in a list."""
        return next(row for row in self.lists[number] if child in (row.get("child"), row.get("adopter")))

    def change(self, number: int, child: str, /, **cells: Any) -> File:
        self.of(number, child).update(cells)
        return self

    def everywhere_in(self, number: int, child: str, /, **cells: Any) -> File:
        for row in self.lists[number]:
            if row.get("child") == child:
                row.update(cells)
        return self

    def everywhere(self, child: str, /, **cells: Any) -> File:
        for number in self.lists:
            self.everywhere_in(number, child, **cells)
        return self

    def every(self, number: int, **cells: Any) -> File:
        for row in self.lists[number]:
            row.update(cells)
        return self

    def add(self, number: int, child: str, /, **cells: Any) -> File:
        """One more row, like the list's first but for these cells."""
        self.lists[number].append({**self.lists[number][0], "child": child, **cells})
        return self

    def keep(self, number: int, wanted: Callable[[Row], bool]) -> File:
        self.lists[number] = [row for row in self.lists[number] if wanted(row)]
        return self

    def drop(self, number: int, child: str) -> File:
        return self.keep(number, lambda row: row["child"] != child)

    def without(self, *numbers: int) -> File:
        self.lists = {number: rows for number, rows in self.lists.items() if number not in numbers}
        return self

    def typed(self) -> TypedFile:
        return TypedFile({number: self._list(number, rows) for number, rows in self.lists.items()})

    def _list(self, number: int, rows: list[Row]) -> TypedList:
        spec = BY_NUMBER[number]
        schema: dict[str, Any] = {"row": pl.UInt32}
        for column in spec.kept:
            schema[TYPED_NAMES.get(column.field, column.field)] = TYPES.get(column.kind, pl.String)
        numbered = [{**row, "row": place} for place, row in enumerate(rows, start=FIRST_ROW)]
        unknown = {name for row in rows for name in row} - set(schema)
        assert not unknown, f"list {number} has no {unknown}"
        frame = pl.DataFrame(numbered, schema=schema)
        return TypedList(
            spec, f"List {number}", "2019", frame, self.rejected.get(number, 0),
            headings=self.headings.get(number, []),
        )  # fmt: skip


def days(count: int) -> timedelta:
    return timedelta(days=count)


def clean_file() -> File:
    """Thirty-six children referred, six a month; some assessed, on plans, looked after, adopted; leavers."""
    children = [f"C{number:03}" for number in range(36)]
    referred = {child: date(2024, 8 + place % 6, 5) if place % 6 < 5 else date(2025, 1, 5)
                for place, child in enumerate(children)}  # fmt: skip
    return File({
        1: [_person(c, contacted=referred[c] - days(2), source="6") for c in children],
        2: [_person(f"E{n:03}", started=date(2024, 9, 2), completed=date(2024, 10, 2)) for n in range(6)],
        3: [_worked(c, disability=None, referred=referred[c], source="6", no_further_action=False,
                    earlier_referrals=0) for c in children],
        4: [_worked(c, started=referred[c] + days(1), seen="y", authorised=referred[c] + days(20),
                    support_required=True) for c in children],
        5: [_enquiry(c, referred[c] + days(3)) for c in children[:12]],
        6: [*(_worked(c, started=referred[c], need="N1", last_seen=referred[c] + days(22),
                      status=_status(place)) for place, c in enumerate(children)),
            _closed("K000"), _closed("A001")],
        7: [_plan(c, referred[c] + days(14)) for c in children[:6]],
        8: [_care(c, referred[c] + days(1)) for c in children[6:12]] + [_adopted_from_care("A001")],
        9: [_leaver(f"L{n:03}") for n in range(4)],
        10: [_adoption(children[6]),
             _adoption("A001", ordered=date(2024, 6, 3), matched=date(2024, 7, 1), placed=date(2024, 8, 1),
                       adopted=date(2024, 12, 2)),
             _adoption("A002", reversed=date(2024, 11, 4), reversal="RD4")],
        11: [_adopter(f"P{n:03}") for n in range(3)],
    })  # fmt: skip


def _person(child: str, **cells: Any) -> Row:
    return {"child": child, **PERSON, **cells}


def _worked(child: str, **cells: Any) -> Row:
    row = _person(child, **WORKED, **{name: value for name, value in cells.items() if name != "disability"})
    if "disability" in cells:
        del row["disability"]
    return row


def _status(place: int) -> str:
    return "b" if place < 6 else "a" if place < 12 else "c" if place < 24 else "d"


def _enquiry(child: str, started: date) -> Row:
    return _worked(
        child, started=started, conference_unnecessary=False, conference=started + days(10),
        plan_made=child < "C006", earlier_enquiries=0, earlier_conferences=0,
    )  # fmt: skip


def _closed(child: str) -> Row:
    return _worked(child, started=date(2024, 3, 4), need="N1", last_seen=date(2024, 11, 4),
                   ended=date(2024, 12, 2), closure="RC7", status="e")  # fmt: skip


def _plan(child: str, started: date) -> Row:
    return _worked(child, started=started, initial_category="a", latest_category="a", seen_alone="y",
                   last_visit=started + days(7), protected=False, earlier_plans=0)  # fmt: skip


def _care(child: str, started: date, **cells: Any) -> Row:
    row: Row = {
        "started": started, "uasc": False, "need": "N1", "again": False, "legal": "C2",
        "legal_started": started, "last_visit": started + days(7), "permanence": "f", "placements": 1,
        "placed": started, "placement": "U4", "provider": "PR1", "postcode": "ZZ1 1AA", "location": "a",
        "missing": 0, "absent": 0,
    }  # fmt: skip
    return _worked(child, **(row | cells))


def _adopted_from_care(child: str) -> Row:
    return _care(
        child, date(2023, 5, 1), latest_review=date(2024, 11, 4), ended=date(2024, 12, 2), ceased="E11"
    )


def _leaver(child: str) -> Row:
    born = {"born": date(2005, 5, 20), "age": 19}
    return _worked(child, eligibility="b", in_touch="a", accommodation="U", suitability="a",
                   activity="F2") | born  # fmt: skip


def _adoption(child: str, **cells: Any) -> Row:
    return _person(child, disability="n", family="F1", entered_care=date(2023, 5, 1),
                   decided=date(2024, 3, 4), **cells)  # fmt: skip


def _adopter(adopter: str) -> Row:
    return {
        "adopter": adopter, "family": "F1", "gender": "b", "ethnicity": "WBRI", "disability": "n",
        "fostering": False, "enquired": date(2024, 2, 5),
        "stage1_started": date(2024, 3, 4), "stage1_ended": date(2024, 5, 7),
        "stage2_started": date(2024, 5, 8), "stage2_ended": date(2024, 9, 3),
        "submitted": date(2024, 8, 5), "approved": date(2024, 9, 3), "matched": date(2024, 10, 1),
        "placed": date(2024, 11, 4), "children_placed": 1,
    }  # fmt: skip
