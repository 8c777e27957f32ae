from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from authorities.register.loader import RegisterError, read_demonstration, read_register
from authorities.register.rows import Register

Alter = Callable[[str, str, str], Path]


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(RegisterError) as refused:
        read_register(folder)
    return refused.value.problems


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2012, 1, 1), 152),
        (date(2018, 3, 31), 152),
        (date(2019, 3, 31), 152),
        (date(2019, 4, 1), 151),
        (date(2020, 3, 31), 151),
        (date(2021, 3, 31), 151),
        (date(2021, 4, 1), 152),
        (date(2022, 3, 31), 152),
        (date(2023, 3, 31), 152),
        (date(2023, 4, 1), 153),
        (date(2025, 9, 30), 153),
    ],
)
def test_the_authorities_of_a_day_are_those_that_existed_on_it(
    register: Register, day: date, count: int
) -> None:
    assert len(register.on(day)) == count


def test_the_register_has_nine_regions_and_each_has_authorities(register: Register) -> None:
    assert len(register.regions) == 9
    assert {row.region for row in register.authorities} == {row.name for row in register.regions}


def test_authorities_and_codes_begin_only_on_1_april(register: Register) -> None:
    """Orders that change authorities or their boundaries take effect with the financial year."""
    spans = [row.held for row in register.authorities] + [row.held for row in register.codes]
    first_days = [span.first for span in spans if span.first]
    assert len(first_days) == 6 + 6 + 7
    assert {(day.month, day.day) for day in first_days} == {(4, 1)}


FAULTS = [
    (
        "authorities.csv",
        "343,Sefton,North West",
        "343,Sefton,Northwest",
        "line 45",
        'region "Northwest"',
    ),
    ("authorities.csv", "343,Sefton,", "34,Sefton,", "line 45", "three digits"),
    ("authorities.csv", "343,Sefton,", "343,,", "line 45", "the name is empty"),
    (
        "authorities.csv",
        "Sefton,North West,Metropolitan district",
        "Sefton,North West,Borough",
        "kind",
        "Borough",
    ),
    ("authorities.csv", "344,Wirral,", "343,Wirral,", "line 46", "overlapping dates, to Sefton and Wirral"),
    ("authorities.csv", "district,,\n344", "district,2019-13-01,\n344", "line 45", "is not a date"),
    ("authorities.csv", "district,,\n344", "district,,2020-01-01\n344", "152 authorities exist today", "153"),
    ("authorities.csv", "343,Sefton,", "343,Sefton,,", "line 45", "has 7 cells; it needs 6"),
    ("authorities.csv", "code,name,region", "code,name,area", "authorities.csv", "the first line must read"),
    (
        "authorities.csv",
        "county,,2021-03-31",
        "county,2022-01-01,2021-03-31",
        "valid_from 2022-01-01",
        "after",
    ),
    ("regions.csv", "E12000002", "E13000002", "regions.csv, line 3", "must be E12 and six digits"),
    ("regions.csv", "E12000009,South West\n", "", "8 regions", "England has 9"),
    ("regions.csv", "E12000002", "E12000001", "regions.csv", "E12000001 stands twice"),
    ("names.csv", "840,Durham,", "849,Durham,", "names.csv, line", 'authority "849" is not'),
    ("names.csv", "810,Hull,yes", "810,Hull,maybe", "names.csv, line 9", "alias must be yes or no"),
    ("names.csv", "810,Hull,", "810,Leeds,", '"Leeds"', "on the same days"),
    ("names.csv", "810,Hull,", "810,Kingston-upon-Hull,", "names.csv, line 9", "adds nothing"),
    ("names.csv", "810,Hull,", "810,London,", '"London" of authority 810', "region London"),
    (
        "names.csv",
        "BCP,yes,,",
        "BCP,yes,2018-01-01,",
        "names.csv, line 14",
        "dates outside those of Bournemouth",
    ),
    ("codes.csv", "343,E08000014", "343,S08000014", "codes.csv, line", "is not a code of an upper-tier"),
    ("codes.csv", "343,E08000014", "343,E08000015", "E08000015 stands twice", "never given again"),
    ("codes.csv", "343,E08000014", "343,E06000914", "is not the code of a Metropolitan district", "E08"),
    ("codes.csv", "343,E08000014,,\n", "", "Sefton (343)", "no nine-character code"),
    ("codes.csv", "E08000016,,2025-03-31", "E08000016,,2025-04-01", "Barnsley (370)", "overlapping dates"),
    ("codes.csv", "E08000016,,2025-03-31", "E08000016,,2025-02-28", "Barnsley (370)", "no code between"),
    ("codes.csv", "E06000059,2019-04-01", "E06000059,2019-05-01", "Dorset (838)", "other dates"),
    ("successions.csv", "928,940,", "928,949,", "successions.csv, line", 'authority "949", which is not'),
    (
        "successions.csv",
        "928,940,2021-04-01,split",
        "928,940,2021-04-01,lost",
        'kind "lost"',
        "neither merger",
    ),
    ("successions.csv", "928,940,2021-04-01", "928,940,2021-05-01", "Northamptonshire (928)", "day before"),
    ("successions.csv", "928,940,2021-04-01", "928,940,", "successions.csv, line 6", "on is empty"),
    ("successions.csv", "928,940,2021-04-01,split\n", "", "a split of 928", "two successors"),
    (
        "successions.csv",
        "928,940,2021-04-01,split\n",
        "",
        "North Northamptonshire (940) began",
        "predecessor",
    ),
    ("successions.csv", "928,940,2021-04-01,split", "928,940,2021-04-01,merger", "merger into 940", "two"),
]


@pytest.mark.parametrize(("file", "old", "new", "where", "what"), FAULTS)
def test_a_faulty_register_is_refused_with_the_place_and_the_reason(
    altered: Alter, file: str, old: str, new: str, where: str, what: str
) -> None:
    problems = problems_of(altered(file, old, new))
    assert any(where in problem and what in problem for problem in problems), problems


def test_every_fault_is_named_not_only_the_first(altered: Alter) -> None:
    altered("authorities.csv", "343,Sefton,North West", "343,Sefton,Northwest")
    altered("codes.csv", "344,E08000015,,\n", "")
    problems = problems_of(altered("successions.csv", "909,942,", "909,949,"))
    for part in ('region "Northwest"', "Wirral (344) has no nine-character code", '"949"'):
        assert any(part in problem for problem in problems), problems


def test_a_missing_file_is_named(altered: Alter) -> None:
    folder = altered("names.csv", "840,Durham,", "840,Durham,")
    (folder / "codes.csv").unlink()
    assert problems_of(folder) == ["codes.csv is missing from register; put it back."]


def test_a_file_in_another_encoding_is_named(altered: Alter) -> None:
    folder = altered("names.csv", "840,Durham,", "840,Durham,")
    (folder / "names.csv").write_bytes(b"\xff\xfe\x00")
    assert problems_of(folder) == ["names.csv is not UTF-8 text; save it again as UTF-8."]


def test_the_demonstration_has_twelve_fictional_authorities_in_one_region(register: Register) -> None:
    fictional = read_demonstration(register)
    assert [row.code for row in fictional.authorities] == [f"D{number:02}" for number in range(1, 13)]
    assert [row.name for row in fictional.authorities][:2] == ["Alpha", "Beta"]
    assert all(row.fictional for row in fictional.authorities)
    assert [(row.name, row.fictional) for row in fictional.regions] == [("Demonstration region", True)]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("D01,Hull City Council,D12000001,Demonstration region", "the name of a real place"),
        ("D01,London,D12000001,Demonstration region", "the name of a real place"),
        ("343,Alpha,D12000001,Demonstration region", "must be D and two digits"),
        ("D01,Alpha,E12000001,Demonstration region", "must be D and eight digits"),
        ("D01,Alpha,D12000001,South west", "or a real one"),
        ("D02,Alpha,D12000001,Demonstration region", "the code D02 stands twice"),
        ("D01,BETA,D12000001,Demonstration region", "the name beta stands twice"),
        ("D01,Alpha,D12000002,Demonstration region", "the same region_code and region"),
    ],
)
def test_a_fictional_authority_that_could_be_taken_for_another_is_refused(
    register: Register, tmp_path: Path, line: str, what: str
) -> None:
    path = tmp_path / "demonstration.csv"
    path.write_text(f"code,name,region_code,region\n{line}\nD02,Beta,D12000001,Demonstration region\n")
    with pytest.raises(RegisterError) as refused:
        read_demonstration(register, path)
    assert any(what in problem for problem in refused.value.problems)


def test_an_empty_demonstration_is_refused(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "demonstration.csv"
    path.write_text("code,name,region_code,region\n")
    with pytest.raises(RegisterError, match="no authority in it"):
        read_demonstration(register, path)
