"""What leaves the throwaway process, and its reading back."""

from __future__ import annotations

import json
from datetime import date

from indicators.annex_a.answer import AnnexARead, told, understood
from indicators.annex_a.lists import BY_NUMBER
from indicators.annex_a.protect import protect
from indicators.annex_a.reading import read_annex_a
from indicators.annex_a.typed import Found
from tests.indicators.annex_a.files import PERIOD_END, row, sheet, workbook

KEY = bytes(range(32))


def there_and_back() -> tuple[AnnexARead, dict[int, dict[str, list[object]]]]:
    sheets = {
        f"List {n}": sheet(n, row(n, "2024"), row(n, "2024", **{_id(n): "QX-2"}), layout="2024")
        for n in BY_NUMBER
    }
    sheets["List 8"].append(row(8, child="QX-3", ended=None, gender="?", birth_month=date(2008, 2, 29)))
    typed = read_annex_a(".xlsx", workbook(sheets), PERIOD_END)
    kept = [(each, protect(each, KEY, PERIOD_END)) for each in typed.lists.values()]
    problems = [*typed.problems, Found("error", "wrong_period", "Late.", "List 8", 3, "Gender", "x")]
    answer = understood(json.loads(json.dumps(told(kept, problems))))
    assert answer.problems == problems
    return answer, {each.spec.number: frame.to_dict(as_series=False) for each, frame in kept}


def _id(number: int) -> str:
    return "adopter" if number == 11 else "child"


def test_every_value_comes_back_as_it_was() -> None:
    answer, kept = there_and_back()
    assert [each.number for each in answer.lists] == list(BY_NUMBER)
    for each in answer.lists:
        assert each.columns == kept[each.number]
        assert [type(v) for v in each.columns["row"]] == [int] * each.rows
    care = answer.lists[7]
    assert care.columns["ended"] == [date(2024, 11, 5), date(2024, 11, 5), None]
    assert care.columns["birth_month"][2] == date(2008, 3, 1)
    assert (care.sheet, care.layout, care.rejected, care.repeated) == ("List 8", "2024", 0, 0)


def test_the_reports_of_headings_and_values_come_with_their_list() -> None:
    answer, _kept = there_and_back()
    care = answer.lists[7]
    assert {each["how"] for each in care.headings} == {"exact"}
    assert {
        "column": "Placement Type",
        "found": "U4: Foster",
        "code": "U4",
        "how": "code",
        "rows": 3,
    } in care.values
