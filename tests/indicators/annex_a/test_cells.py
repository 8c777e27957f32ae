"""Cells as people fill them in, each read to what it means or refused with a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.annex_a.cells import (
    Fault,
    read_age,
    read_count,
    read_date,
    read_identifier,
    read_postcode,
    read_team,
)


@pytest.mark.parametrize(
    "typed",
    [
        "2024-04-03 00:00:00", "2024-04-03", "03/04/2024", "3/4/2024", "03.04.2024", "03-04-2024",
        "20240403", "3 April 2024", "03-Apr-2024", "03/04/2024 14:30", "2024-04-03T00:00:00", "45385",
        "45385.75", "\u00a003/04/2024 ", "03/04/2024\u200b",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form_that_says_which_day_it_is(typed: str) -> None:
    assert read_date(typed) == date(2024, 4, 3)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/02/2024", "no such day"),
        ("04/13/2024", "no such day"),
        ("29/02/2023", "no such day"),
        ("3/4/24", "two digits"),
        ("3-Apr-24", "two digits"),
        ("60", "not a date"),
        ("-5", "not a date"),
        ("2024", "not a date"),
        ("tbc", "not a date"),
        ("14/03/1897", "before 1950"),
        ("1899-12-31 12:00:00", "before 1950"),
        ("10000", "before 1950"),
        ("01/01/2999", "after 2099"),
        ("#N/A", "Excel error"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(typed: str, words: str) -> None:
    fault = read_date(typed)
    assert isinstance(fault, Fault)
    assert words in fault.sentence


def test_a_serial_number_counts_from_1904_where_the_workbook_does() -> None:
    assert read_date("43923", from_1904=True) == date(2024, 4, 3)


@pytest.mark.parametrize("typed", ["", " ", "\u00a0", "-", "n/a", "N/A", "None", "null", "(blank)"])
def test_a_cell_that_says_nothing_is_blank_to_every_reader(typed: str) -> None:
    readers = (read_date, read_age, read_count, read_postcode, read_identifier, read_team)
    assert [read(typed) for read in readers] == [None] * len(readers)


@pytest.mark.parametrize(
    ("typed", "age"), [("7", 7), ("7.9", 7), ("0", 0), ("-1", -1), ("-0.4", -1), ("17.0", 17)]
)
def test_an_age_is_whole_years_cut_down(typed: str, age: int) -> None:
    assert read_age(typed) == age


@pytest.mark.parametrize(("typed", "count"), [("0", 0), ("3.0", 3), ("1,204", 1204), (" 2 ", 2)])
def test_a_count_is_a_whole_number(typed: str, count: int) -> None:
    assert read_count(typed) == count


@pytest.mark.parametrize("typed", ["-2", "200", "7 years", "<5"])
def test_an_age_that_is_none_is_refused(typed: str) -> None:
    assert isinstance(read_age(typed), Fault)


@pytest.mark.parametrize("typed", ["-1", "3.5", "<5", "10%", "1e3", "1,2"])
def test_a_count_that_is_none_is_refused(typed: str) -> None:
    assert isinstance(read_count(typed), Fault)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("zz1 2ab", "ZZ1 2AB"), ("ZZ12AB", "ZZ1 2AB"), ("Z1A  2BC", "Z1A 2BC"), ("ZZ99", "ZZ99")],
)
def test_a_postcode_is_read_whatever_its_spaces(typed: str, read: str) -> None:
    assert read_postcode(typed) == read


@pytest.mark.parametrize("typed", ["No fixed abode", "1ZZ 2AB", "ZZ1 2A", "ZZ123 4AB"])
def test_an_invalid_postcode_is_refused(typed: str) -> None:
    assert isinstance(read_postcode(typed), Fault)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  QX 17 ", "QX 17"), ("QX\u00a017", "QX 17"), ("QX\u200b17", "QX17"), ("1234.0", "1234"),
        ("00123", "00123"), ("qx17", "qx17"), ("12.5", "12.5"), ("\u202eQX17", "QX17"),
    ],
)  # fmt: skip
def test_an_identifier_loses_what_nobody_sees_and_nothing_else(typed: str, read: str) -> None:
    assert read_identifier(typed) == read


def test_the_name_of_a_team_is_cut_to_what_is_stored() -> None:
    named: Any = read_team("T" * 200)
    assert named == "T" * 60
