"""Annex A files through the throwaway process: told apart from figures, protected, and hostile ones ended."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import timeit
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import fastexcel
import pytest

from indicators.annex_a.answer import AnnexARead
from indicators.annex_a.protect import pseudonym
from indicators.annex_a.reading import read_annex_a
from indicators.returns import reading
from indicators.returns.limits import FIGURES
from indicators.returns.reading import RawSheet, UnreadableFile, read_sheets, read_upload
from tests.indicators import files
from tests.indicators.annex_a.files import (
    BORN,
    CHILD,
    PERIOD_END,
    POSTCODE,
    WORKER,
    archive,
    csv_of,
    headings,
    row,
    sheet,
    whole,
    workbook,
)
from tests.indicators.files import SHEET, part, repacked

EMPTY_TEXTS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
KEY = bytes(range(32))
ONE_LIST: Mapping[str, Sequence[Sequence[Any]]] = {"List 1": sheet(1, row(1))}
GOOD = workbook(ONE_LIST)


def upload(name: str, content: bytes, key: bytes = KEY) -> list[RawSheet] | AnnexARead:
    return read_upload(name, content, period_end=PERIOD_END, key=key)


def lists(name: str, content: bytes, key: bytes = KEY) -> AnnexARead:
    answer = upload(name, content, key)
    assert isinstance(answer, AnnexARead)
    return answer


def with_texts_in_their_cells(rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook without shared texts, as some programs write it."""
    content = workbook({"Contacts": rows})
    texts = re.findall(r"<si>(.*?)</si>", part(content, "xl/sharedStrings.xml").decode())
    xml = re.sub(
        r'<c r="(\w+)" t="s"><v>(\d+)</v></c>',
        lambda cell: f'<c r="{cell[1]}" t="inlineStr"><is>{texts[int(cell[2])]}</is></c>',
        part(content, SHEET).decode(),
    )
    assert "inlineStr" in xml
    return repacked(content, replace={SHEET: xml.encode(), "xl/sharedStrings.xml": EMPTY_TEXTS})


def test_a_workbook_of_lists_comes_back_protected() -> None:
    answer = lists("Annex A.xlsx", workbook(whole("2024")))
    assert [(each.number, each.layout, each.rows) for each in answer.lists] == [
        (number, "2024", 1) for number in range(1, 12)
    ]
    contact = answer.lists[0]
    assert contact.columns == {
        "row": [2], "child": [pseudonym(KEY, "child", CHILD)], "gender": ["b"], "ethnicity": ["WBRI"],
        "birth_month": [date(2012, 6, 1)], "age": [12], "contacted": [date(2024, 11, 5)], "source": ["6"],
    }  # fmt: skip


def test_the_rules_run_before_anything_is_protected() -> None:
    """That a child has two dates of birth in one month is not to be seen in what is stored."""
    book = workbook({"List 1": sheet(1, row(1)), "List 3": sheet(3, row(3, birth_month=date(2012, 6, 16)))})
    answer = lists("a.xlsx", book)
    assert answer.lists[0].columns["birth_month"] == answer.lists[1].columns["birth_month"]
    assert any("date of birth" in each.sentence.lower() for each in answer.problems)


RAW = [CHILD, "QX-9", WORKER, "AD-77", "FM-31", POSTCODE, f"{BORN:%d/%m/%Y}", BORN.isoformat(), "Some words"]


def test_nothing_raw_is_in_what_the_process_says() -> None:
    untidy = [
        [*headings(3), WORKER],
        [*row(3, gender=CHILD, team=WORKER[:6]), ""],
        row(3, child="QX-9", source=f"{WORKER} {POSTCODE}", age=BORN),
    ]
    sheets: dict[str, Sequence[Sequence[Any]]] = {**whole("2024"), "List_3": untidy}
    asked = json.dumps({"ending": ".xlsx", "period_end": PERIOD_END.isoformat(), "key": KEY.hex()})

    said = subprocess.run(
        [sys.executable, "-m", "indicators.returns.child"],
        input=asked.encode() + b"\n" + workbook(sheets),
        capture_output=True,
        check=True,
    )

    answer = json.loads(said.stdout)
    assert len(answer["lists"]) == 11
    assert {each["code"] for each in answer["problems"]} >= {"cell_not_read", "heading_not_read"}
    for raw in RAW:
        for form in (raw, raw.upper(), raw.lower()):
            assert form.encode() not in said.stdout + said.stderr, raw


def test_pseudonyms_are_the_same_from_file_to_file_and_differ_from_key_to_key() -> None:
    book, text = GOOD, csv_of(sheet(3, row(3)))
    first, second = lists("a.xlsx", book), lists("b.csv", text)
    other = lists("a.xlsx", book, bytes(32))
    assert first.lists[0].columns["child"] == second.lists[0].columns["child"]
    assert first.lists[0].columns["child"] != other.lists[0].columns["child"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", GOOD),
        ("a.xlsx", workbook({"Sheet1": sheet(1, row(1))})),
        ("a.xlsx", workbook({"Sheet1": [["Title"], [], *sheet(11, row(11))]})),
        ("a.csv", csv_of(sheet(7, row(7)))),
        ("a.csv", csv_of([["A title"], *sheet(11, row(11))], delimiter=";")),
        ("a.zip", archive({"x.csv": csv_of(sheet(7, row(7))), "y.csv": csv_of(sheet(8, row(8)))})),
        ("a.zip", archive({"__MACOSX/._x.csv": b"\0", "x.csv": csv_of(sheet(7, row(7)))})),
    ],
    ids=["sheet name", "headings", "headings lower", "csv", "csv with title", "archive", "archive of a Mac"],
)
def test_lists_are_told_by_what_is_in_the_file(name: str, content: bytes) -> None:
    assert lists(name, content).lists


OTHER_NAMES = {
    1: ("Child ID", "child id", "CHILD_ID", " Child\u2019s Unique ID", "Unique Child ID", "Child\u00a0ID"),
    11: ("Adopter ID", "ADOPTER identifier", "Individual adopter ID"),
}


@pytest.mark.parametrize(
    ("number", "heading"), [(number, each) for number, names in OTHER_NAMES.items() for each in names]
)
@pytest.mark.parametrize("form", ["xlsx", "title", "figures first", "csv", "zip"])
def test_lists_are_told_by_every_heading_that_the_reader_takes_for_an_identifier(
    number: int, heading: str, form: str
) -> None:
    own = "Child Unique ID" if number == 1 else "Individual adopter identifier"
    rows = [[heading if each == own else each for each in headings(number)], row(number)]
    titled = [["Extract"], [], *rows]
    content = {
        "xlsx": workbook({"Contacts": rows}),
        "title": workbook({"Early help": titled}),
        "figures first": workbook({"Notes": [["Read this"], ["and that"]], "Adopters": rows}),
        "csv": csv_of(titled),
        "zip": archive({"contacts.csv": csv_of(rows)}),
    }[form]
    answer = lists({"csv": "a.csv", "zip": "a.zip"}.get(form, "a.xlsx"), content)
    assert [(each.number, each.rows) for each in answer.lists] == [(number, 1)]


def test_lists_are_told_where_the_texts_stand_in_the_cells_themselves() -> None:
    rows: list[list[Any]] = [["Child ID", *headings(1)[1:]], ["QX-1", None, None, None, 3, "05/11/2024"]]
    assert [each.number for each in lists("a.xlsx", with_texts_in_their_cells(rows)).lists] == [1]


def test_lists_larger_than_any_return_of_figures_are_told_too() -> None:
    content = repacked(
        workbook({"Contacts": [["Child ID", *headings(1)[1:]], row(1)]}),
        add=[("xl/media/picture.png", b"0" * (FIGURES.unpacked + 1))],
    )
    assert [each.number for each in lists("a.xlsx", content).lists] == [1]


def test_a_file_with_an_identifier_and_no_list_is_an_error_and_no_return_of_figures() -> None:
    answer = lists("a.csv", csv_of([["Child ID", "Something"], ["QX-1", "x"]]))
    assert answer.lists == []
    assert ("error", "no_headings") in {(each.severity, each.code) for each in answer.problems}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.xlsx", files.workbook()),
        ("r.csv", files.csv_file()),
        ("List 1.xlsx", files.workbook()),
        (
            "r.xlsx",
            files.workbook(("CLA_N", None, "S", 580, None, None, None, "See list 8, Child ID column")),
        ),
    ],
)
def test_figures_stay_figures(name: str, content: bytes) -> None:
    answer = upload(name, content)
    assert isinstance(answer, list)
    assert answer == read_sheets(name, content)
    assert answer[0].rows[0][0] == "Code"


def test_a_file_of_lists_is_refused_where_figures_are_asked_for() -> None:
    with pytest.raises(UnreadableFile, match="Annex A lists"):
        read_sheets("a.xlsx", GOOD)


def test_neither_the_arguments_nor_the_environment_of_the_process_hold_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[tuple[Any, Any]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, args: Any, **kwargs: Any) -> None:
            started.append((args, kwargs))
            super().__init__(args, **kwargs)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    assert lists("a.xlsx", GOOD).lists
    ((args, kwargs),) = started
    assert KEY.hex() not in str(args) + str(kwargs["env"])
    assert kwargs["stderr"] == subprocess.DEVNULL
    assert set(kwargs["env"]) == {"PATH", "PYTHONDONTWRITEBYTECODE", "LANG", "POLARS_MAX_THREADS"}


def test_an_answer_of_lists_longer_than_any_return_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ANSWER", 100)
    with pytest.raises(UnreadableFile, match="could not be read"):
        upload("a.xlsx", GOOD)


def test_thirty_thousand_rows_are_read_within_the_caps() -> None:
    rows = [row(1, child=f"QX-{n}") for n in range(30_000)]
    content = workbook({"List 1": sheet(1, *rows)})
    answer = lists("a.xlsx", content)
    assert answer.lists[0].rows == 30_000
    assert len(set(answer.lists[0].columns["child"])) == 30_000
    alone, typed = _quickest(lambda: _cells_alone(content)), _quickest(lambda: _typed(content))
    sys.stdout.write(f"reading and typing takes {typed / alone:.1f} times as long as fastexcel alone\n")


def _cells_alone(content: bytes) -> None:
    book = fastexcel.read_excel(content)
    for name in book.sheet_names:
        book.load_sheet(name).to_polars()


def _typed(content: bytes) -> None:
    read_annex_a(".xlsx", content, PERIOD_END)


def _quickest(work: Callable[[], None]) -> float:
    return min(timeit.repeat(work, number=1, repeat=3))


def test_no_part_of_the_process_loads_django() -> None:
    """It has no settings and no database, and nothing in it may come to need them."""
    script = (
        "import sys; import indicators.returns.child, indicators.annex_a.checking, "
        "indicators.annex_a.answer, indicators.annex_a.protect, indicators.annex_a.reading; "
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'config')])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "[]"


def test_figures_are_read_without_loading_the_reader_of_lists() -> None:
    script = "import sys; import indicators.returns.child; print('polars' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "False"
