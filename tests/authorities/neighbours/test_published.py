"""The four neighbour files of the Department for Education, imported as published."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

import pytest

from authorities.models import Authority, Neighbour
from authorities.neighbours.importing import NeighbourReport, import_neighbours
from authorities.neighbours.lists import list_in_force, neighbours_of
from authorities.refusal import Refused
from authorities.register.loader import read_register
from authorities.register.store import store_register
from tests.authorities.register.published import folder

WORKBOOK_2021, TEXT_2021 = "sn_april_2021.xlsx", "New_Statistical_Neighbour_Groupings_April_2021.csv"
WORKBOOK_2025, TEXT_2025 = "sn_may_2025.xlsx", "sn_model_2025_wide.csv"
FIRST_DAYS = {
    WORKBOOK_2021: date(2021, 4, 1),
    TEXT_2021: date(2021, 4, 1),
    WORKBOOK_2025: date(2025, 5, 1),
    TEXT_2025: date(2025, 5, 1),
}
# Former authorities that the workbooks, and the text of 2021, repeat from an earlier list.
EARLIER = {
    WORKBOOK_2021: ["835", "836", "837", "928"],
    TEXT_2021: ["835", "836", "837", "928"],
    WORKBOOK_2025: ["835", "836", "837", "928", "909"],
    TEXT_2025: [],
}
# England had 152 authorities in April 2021 and has had 153 since April 2023.
AUTHORITIES = {WORKBOOK_2021: 152, TEXT_2021: 152, WORKBOOK_2025: 153, TEXT_2025: 153}
SEFTON_2021 = ["344", "888", "808", "392", "891", "351", "359", "830", "841", "381"]
SEFTON_2025 = ["344", "342", "359", "888", "876", "840", "808", "340", "841", "351"]


@pytest.fixture
def england(db: None) -> None:
    store_register(read_register())


def take(file_name: str, content: bytes | None = None) -> NeighbourReport:
    return import_neighbours(
        content=(folder("neighbours") / file_name).read_bytes() if content is None else content,
        file_name=file_name,
        name=file_name,
        valid_from=FIRST_DAYS[file_name],
        source="Department for Education",
        by=None,
    )


def stored(report: NeighbourReport) -> dict[str, list[tuple[int, str, str]]]:
    rows = report.neighbour_list.neighbours.order_by("authority__code", "rank").values_list(
        "authority__code", "rank", "neighbour__code", "closeness"
    )
    found: dict[str, list[tuple[int, str, str]]] = {}
    for authority, rank, neighbour, closeness in rows:
        found.setdefault(authority, []).append((rank, neighbour, closeness))
    return found


def read_independently(file_name: str) -> dict[str, list[tuple[int, str, str]]]:
    """The list of a text file by the csv module and the places of its cells alone."""
    text = (folder("neighbours") / file_name).read_text(encoding="utf-8-sig")
    first = 5 if file_name == TEXT_2021 else 4
    found: dict[str, list[tuple[int, str, str]]] = {}
    for row in csv.reader(io.StringIO(text)):
        if any("Old SNs" in cell for cell in row):
            break
        if row[0].isdigit():
            found[row[0]] = [
                (rank, row[first + 2 * rank - 2], row[first + 2 * rank - 1].strip().capitalize())
                for rank in range(1, 11)
            ]
    return found


@pytest.mark.usefixtures("england")
@pytest.mark.parametrize("file_name", FIRST_DAYS)
def test_each_file_gives_ten_neighbours_to_every_authority_of_its_day(file_name: str) -> None:
    report = take(file_name)
    assert (report.created, report.authorities, report.neighbours) == (
        True,
        AUTHORITIES[file_name],
        AUTHORITIES[file_name] * 10,
    )
    assert Neighbour.objects.count() == report.neighbours
    assert set(Counter(Neighbour.objects.values_list("authority", flat=True)).values()) == {10}
    assert (report.missing, report.unknown) == ([], [])
    assert not report.neighbour_list.fictional
    again = take(file_name)
    assert not again.created and Neighbour.objects.count() == report.neighbours


@pytest.mark.usefixtures("england")
@pytest.mark.parametrize("file_name", FIRST_DAYS)
def test_what_is_left_out_of_a_file_is_told(file_name: str) -> None:
    said = take(file_name).left_out
    earlier = [sentence for sentence in said if sentence.endswith("below the title of an earlier list.")]
    assert [sentence.split("(")[-1][:3] for sentence in earlier] == EARLIER[file_name]
    others = [sentence for sentence in said if sentence not in earlier]
    if file_name == WORKBOOK_2021:
        assert others == [
            "Row 156: Cumberland (942) has no neighbours in this list.",
            "Row 157: Westmorland and Furness (943) has no neighbours in this list.",
        ]
    else:
        assert others == []


@pytest.mark.usefixtures("england")
@pytest.mark.parametrize(("workbook", "text"), [(WORKBOOK_2021, TEXT_2021), (WORKBOOK_2025, TEXT_2025)])
def test_the_workbook_and_the_text_file_of_a_year_hold_the_same_neighbours(workbook: str, text: str) -> None:
    assert stored(take(workbook)) == stored(take(text)) == read_independently(text)


@pytest.mark.usefixtures("england")
def test_seftons_neighbours_of_both_lists_are_those_printed() -> None:
    for text, printed in ((TEXT_2021, SEFTON_2021), (TEXT_2025, SEFTON_2025)):
        report = take(text)
        sefton = Authority.objects.get(code="343")
        found = neighbours_of(sefton, report.neighbour_list)
        assert [near.neighbour.code for near in found] == printed
        assert [code for _, code, _ in read_independently(text)["343"]] == printed


@pytest.mark.usefixtures("england")
def test_the_list_of_2025_takes_over_on_its_first_day_and_cumbria_keeps_that_of_2021() -> None:
    older, newer = take(WORKBOOK_2021).neighbour_list, take(WORKBOOK_2025).neighbour_list
    sefton, cumbria, cumberland = (Authority.objects.get(code=code) for code in ("343", "909", "942"))
    assert list_in_force(sefton, date(2025, 4, 30)) == older
    assert list_in_force(sefton, date(2025, 5, 1)) == newer
    assert list_in_force(cumbria, date(2023, 3, 31)) == older
    assert list_in_force(cumberland, date(2025, 3, 31)) is None
    assert list_in_force(cumberland, date(2025, 6, 30)) == newer


@pytest.mark.usefixtures("england")
@pytest.mark.parametrize("file_name", [TEXT_2021, TEXT_2025])
def test_a_text_file_cut_in_the_middle_of_a_line_stores_nothing_and_names_the_row(file_name: str) -> None:
    content = (folder("neighbours") / file_name).read_bytes()
    rows = content.splitlines(keepends=True)
    with pytest.raises(Refused, match=r"^Row 90: .* ends after cell \d+ of 2\d\."):
        take(file_name, b"".join(rows[:89]) + rows[89][:60])
    assert not Neighbour.objects.exists()


@pytest.mark.usefixtures("england")
def test_a_workbook_cut_short_stores_nothing() -> None:
    content = (folder("neighbours") / WORKBOOK_2025).read_bytes()
    with pytest.raises(Refused, match=r"^The workbook is damaged"):
        take(WORKBOOK_2025, content[:-2000])
    assert not Neighbour.objects.exists()


@pytest.mark.usefixtures("england")
def test_the_texts_of_both_years_put_together_store_nothing() -> None:
    both = b"".join((folder("neighbours") / name).read_bytes() for name in (TEXT_2025, TEXT_2021))
    with pytest.raises(Refused, match=r"^Row 155, column A \(old_la_code\)"):
        take(TEXT_2025, both)
    assert not Neighbour.objects.exists()


@pytest.mark.usefixtures("england")
def test_a_text_file_cut_at_a_line_end_tells_which_authorities_are_missing() -> None:
    content = (folder("neighbours") / TEXT_2025).read_bytes()
    report = take(TEXT_2025, b"".join(content.splitlines(keepends=True)[:-2]))
    assert report.missing == ["Worcestershire (885)", "York (816)"]
