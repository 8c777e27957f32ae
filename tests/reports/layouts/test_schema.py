from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from indicators.calculations.direction import DirectionWords
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.calculations.rag import SchemeKind
from indicators.calculations.targets import Sense
from reports.layouts.schema import ComparatorKind, LayoutError, parse_layout, read_layout, read_layouts
from tests.reports.layouts.layout_dicts import layout_dict, line_dict, section_dict

CODES = {"REF_RATE", "REREF_PCT"}


def refusal(raw: object) -> str:
    with pytest.raises(LayoutError) as caught:
        parse_layout(raw, CODES)
    return str(caught.value)


def with_line(**others: Any) -> dict[str, Any]:
    return layout_dict(sections=[section_dict(lines=[line_dict(**others)])])


def with_column(**others: Any) -> dict[str, Any]:
    raw = layout_dict()
    raw["sections"][0]["columns"][1] |= others
    return raw


def test_a_whole_layout_is_read_into_typed_values() -> None:
    line = line_dict(
        "7",
        cells={"current": {"window": "S", "months_back": 3}},
        compare_with={"comparator": "LA"},
        target_sense="at_least",
        flags=["snapshot"],
        comparator_years={"LA": "2022-23"},
        comparator_code="REREF_PCT",
        note="odd",
    )
    layout = parse_layout(layout_dict(authority="343", sections=[section_dict(lines=[line])]), CODES)
    section, read = layout.line("7")
    assert layout.rag.kind is SchemeKind.RELATIVE
    assert layout.rag.tolerance == Decimal(5)
    assert layout.direction_words == DirectionWords()
    assert section.comparator("LA").kind is ComparatorKind.OWN_PUBLISHED
    assert read.cells["current"].window is Window.S
    assert read.cells["current"].months_back == 3
    assert read.compare_with == "LA"
    assert read.target_sense is Sense.AT_LEAST
    assert read.polarity is Polarity.NEUTRAL
    assert (read.flags, read.comparator_years) == (("snapshot",), {"LA": "2022-23"})
    assert (read.comparator_code, read.note) == ("REREF_PCT", "odd")


def test_the_comparators_of_a_line_measure_the_line_unless_it_says_otherwise() -> None:
    assert parse_layout(layout_dict()).line("2")[1].comparator_code == "REREF_PCT"


def test_renamed_direction_words_are_kept_in_their_places() -> None:
    words = {"targeted": ["better", "level", "worse"], "untargeted": ["rising", "flat", "falling"]}
    read = parse_layout(layout_dict(direction_words=words)).direction_words
    assert (read.better, read.steady, read.worse) == ("better", "level", "worse")
    assert (read.up, read.same, read.down) == ("rising", "flat", "falling")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (["not", "an", "object"], "expected an object with named fields"),
        (layout_dict(colour="red"), "the key 'colour' is not known"),
        ({k: v for k, v in layout_dict().items() if k != "rag"}, "the key 'rag' is missing"),
        (layout_dict(name=""), "'name' is empty"),
        (layout_dict(title=" A title"), "'title' has spaces at its ends"),
        (layout_dict(title=7), "'title' must be text, found 7"),
        (layout_dict(authority="34"), "'authority' is '34'"),
        (layout_dict(authority="Sefton"), "'authority' is 'Sefton'"),
        (layout_dict(valid_from="2023-09-29"), "'valid_from' is '2023-09-29'; it must be a month end"),
        (layout_dict(valid_to="soon"), "'valid_to' is 'soon'; it must be a month end"),
        (layout_dict(valid_from="2024-01-31", valid_to="2023-01-31"), "is after valid_to"),
        (layout_dict(rag={"kind": "absolute", "tolerance": "5"}), "'kind' is 'absolute'"),
        (layout_dict(rag={"kind": None, "tolerance": "5"}), "'kind' is None"),
        (layout_dict(rag={"kind": "relative", "tolerance": "NaN"}), "'tolerance' is 'NaN'"),
        (layout_dict(rag={"kind": "relative", "tolerance": "-1"}), "'tolerance' is '-1'"),
        (layout_dict(rag={"kind": "relative", "tolerance": "five"}), "'tolerance' is 'five'"),
        (layout_dict(direction_words={"targeted": ["A", "B"], "untargeted": ["A", "B", "C"]}), "three words"),
        (layout_dict(sections=[]), "'sections' is an empty list"),
        (layout_dict(sections="all"), "'sections' must be a list"),
        (layout_dict(sections=[section_dict(lines=[])]), "'lines' is an empty list"),
        (layout_dict(sections=[section_dict(current="now")]), "'current' is 'now', which is not a column"),
        (layout_dict(sections=[section_dict(earlier="then")]), "'earlier' is 'then', which is not a column"),
        (layout_dict(sections=[section_dict(earlier="current")]), "are the same column"),
        (with_column(key="earlier"), "two columns have the key 'earlier'"),
        (with_column(window="R7"), "'window' is 'R7'; it must be one of M, Q, R3"),
        (with_column(months_back=-1), "'months_back' is -1"),
        (with_column(months_back=True), "'months_back' is True"),
        (with_column(months_back="3"), "'months_back' is '3'"),
        (with_column(label="to {month}"), "the label uses {month}"),
        (with_column(label="{start"), "the label uses {{start}"),
        (with_column(window=None, label="now"), "no window is named for column 'current'"),
        (with_column(window=None, label="{start}"), "which needs a window on the column"),
        (with_line(code="REF_RAT"), "the code 'REF_RAT' is not in the indicator catalogue"),
        (with_line(comparator_code="NOPE"), "the code 'NOPE' is not in the indicator catalogue"),
        (with_line(polarity="up"), "'polarity' is 'up'"),
        (with_line(target_sense="over"), "'target_sense' is 'over'"),
        (with_line(flags=["starred"]), "the flag 'starred' is not known"),
        (with_line(cells={"next": {"window": "S"}}), "'cells' names 'next', which is not a column"),
        (with_line(cells={"current": {"span": "S"}}), "the key 'span' is not known"),
        (with_line(compare_with={"comparator": "SN"}), "'SN' is not a comparator of the section"),
        (with_line(comparator_years={"NW": "2022-23"}), "'NW' is not a comparator of the section"),
        (
            with_line(compare_with={"comparator": "LA"}, cells={"earlier": {"window": "S"}}),
            "both a cell and a comparator",
        ),
        (layout_dict(sections=[section_dict(), section_dict()]), "two lines have the number 1"),
    ],
)
def test_a_wrong_layout_is_refused_with_a_sentence(raw: object, sentence: str) -> None:
    assert sentence in refusal(raw)


@pytest.mark.parametrize("wrong", [None, "neighbouring", 3])
def test_a_comparator_of_no_known_kind_is_refused(wrong: object) -> None:
    raw = layout_dict()
    raw["sections"][0]["comparators"][1]["kind"] = wrong
    assert f"'kind' is {wrong!r}" in refusal(raw)


def test_two_comparators_with_one_key_are_refused() -> None:
    raw = layout_dict()
    raw["sections"][0]["comparators"][1]["key"] = "LA"
    assert "two comparators have the key 'LA'" in refusal(raw)


def test_every_problem_is_listed_with_its_place() -> None:
    raw = layout_dict(title="", sections=[section_dict(lines=[line_dict(polarity="up", colour="red")])])
    with pytest.raises(LayoutError) as caught:
        parse_layout(raw, CODES, place="small.json")
    assert len(caught.value.problems) == 3
    assert all(problem.startswith("small.json") for problem in caught.value.problems)
    assert any(problem.startswith("small.json, sections[1], lines[1]:") for problem in caught.value.problems)


def test_without_a_set_of_codes_any_code_is_taken() -> None:
    assert parse_layout(with_line(code="OUR_OWN")).line("1")[1].code == "OUR_OWN"


def written(folder: Path, name: str, raw: object) -> Path:
    path = folder / f"{name}.json"
    path.write_text(raw if isinstance(raw, str) else json.dumps(raw), encoding="utf-8")
    return path


def test_a_layout_is_read_from_its_file(tmp_path: Path) -> None:
    assert read_layout(written(tmp_path, "small", layout_dict()), CODES).name == "small"


def test_a_file_whose_name_differs_from_the_layouts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="the name inside is 'small'; it must be 'big'"):
        read_layout(written(tmp_path, "big", layout_dict()))


@pytest.mark.parametrize("text", ["{", "", '{"name": "small", "name": "other"}'])
def test_a_file_that_is_not_whole_json_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(LayoutError, match=r"small\.json: this is not a readable JSON file"):
        read_layout(written(tmp_path, "small", text))


def test_a_folder_names_the_problems_of_all_its_files(tmp_path: Path) -> None:
    written(tmp_path, "one", layout_dict(name="one", source=""))
    written(tmp_path, "two", "[")
    with pytest.raises(LayoutError) as caught:
        read_layouts(tmp_path)
    assert [problem.split(":")[0] for problem in caught.value.problems] == ["one.json", "two.json"]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="there are no layouts here"):
        read_layouts(tmp_path)


def test_two_layouts_that_are_one_authoritys_own_at_one_time_are_refused(tmp_path: Path) -> None:
    written(tmp_path, "one", layout_dict(name="one", authority="343", valid_to="2024-03-31"))
    written(tmp_path, "two", layout_dict(name="two", authority="343", valid_from="2024-03-31"))
    with pytest.raises(LayoutError, match="one and two: both are authority 343's own layout at one time"):
        read_layouts(tmp_path)


def test_layouts_that_follow_each_other_or_serve_others_are_read_together(tmp_path: Path) -> None:
    written(tmp_path, "one", layout_dict(name="one", authority="343", valid_to="2024-02-29"))
    written(tmp_path, "two", layout_dict(name="two", authority="343", valid_from="2024-03-31"))
    written(tmp_path, "three", layout_dict(name="three", authority="802"))
    written(tmp_path, "four", layout_dict(name="four"))
    assert [layout.name for layout in read_layouts(tmp_path)] == ["four", "one", "three", "two"]


def with_comparator(**others: Any) -> dict[str, Any]:
    raw = layout_dict()
    raw["sections"][0]["comparators"][0] |= others
    return raw


def test_a_comparator_may_name_a_release_and_neighbours_an_average() -> None:
    raw = with_comparator(kind="statistical neighbours", release="To 2024", average="median", year="latest")
    column = parse_layout(raw, CODES).sections[0].comparators[0]
    assert (column.release, column.average, column.year, column.heading) == (
        *("To 2024", "median", "latest"),
        "LA, median",
    )
    plain = parse_layout(layout_dict(), CODES).sections[0].comparators[0]
    assert (plain.release, plain.average, plain.heading) == ("", "mean", "LA")


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({"average": "median"}, "'average' is for statistical neighbours alone"),
        ({"kind": "statistical neighbours", "average": "mode"}, "'average' is 'mode'"),
        ({"release": ""}, "'release' is empty"),
    ],
)
def test_an_average_or_release_that_cannot_be_is_refused(others: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(with_comparator(**others))
