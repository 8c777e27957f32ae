"""Coded cells: the inner code first, then the letter, then the words; never a guess."""

from __future__ import annotations

import pytest

from indicators.annex_a.cells import Fault
from indicators.annex_a.codes import CODE_SETS
from indicators.annex_a.lists import LISTS
from indicators.annex_a.values import ALSO_SAID, Match, read_code


@pytest.mark.parametrize("codes", sorted(CODE_SETS))
def test_every_preferred_value_is_read_as_the_template_writes_it_and_without_its_prefix(codes: str) -> None:
    letters = {each.letter for each in CODE_SETS[codes]}
    for each in CODE_SETS[codes]:
        bare = each.label if each.code in letters else each.code
        written = [f"{each.letter}) {bare}" if each.letter else f"{each.code} - {each.label}", each.label]
        if each.code not in letters:
            written += [each.code.lower(), f"{each.code}: {each.label}"]
        for text in written:
            read = read_code(codes, text)
            assert isinstance(read, Match), (codes, text)
            assert read.code == each.code, (codes, text)


@pytest.mark.parametrize(
    ("codes", "text", "code", "how"),
    [
        ("gender", "Female", "b", "label"),
        ("gender", "b) Female", "b", "letter"),
        ("gender", "B)Female", "b", "letter"),
        ("gender", "F", "b", "label"),
        ("ethnicity", "s) NOBT", "NOBT", "code"),
        ("ethnicity", "s) REFU", "REFU", "code"),
        ("ethnicity", "s) Refused", "REFU", "label"),
        ("ethnicity", "t) NOBT", "NOBT", "code"),
        ("ethnicity", "b) ABAN", "ABAN", "code"),
        ("need", "N1", "N1", "code"),
        ("need", "n1-abuse", "N1", "code"),
        ("need", "Child\u2019s disability or illness", "N2", "label"),
        ("provider", "PR1 - Own provision", "PR1", "code"),
        ("provider", "PR1: Own provision", "PR1", "code"),
        ("accommodation", "U: Independent", "U", "code"),
        ("in_touch", "d) Refu", "d", "letter"),
        ("in_touch", "NREQ", "e", "label"),
        ("status", "CIN plan", "c", "label"),
        ("abuse", "Emotional", "d", "label"),
        ("source", "a) 1A: Individual", "1A", "code"),
        ("leaving_reason", "2.0", "2", "code"),
        ("yes_no", "Yes", "y", "label"),
        ("yes_no", "true", "y", "label"),
        ("yes_no", "\u00a0a)\u00a0Yes ", "y", "letter"),
        ("adopter_gender", "c) Neither", "d", "letter"),
        ("adopter_gender", "d) Not stated or recorded", "c", "letter"),
    ],
)
def test_a_value_is_matched_by_the_first_way_that_tells(codes: str, text: str, code: str, how: str) -> None:
    assert read_code(codes, text) == Match(code, how)


def test_words_in_full_outweigh_a_letter_that_says_otherwise() -> None:
    assert read_code("yes_no", "a) No") == Match("n", "label")
    assert read_code("adopter_gender", "c) Not stated/recorded") == Match("c", "label")


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ("ethnicity", "s"),
        ("ethnicity", "s) something"),
        ("accommodation", "B and B"),
        ("status", "Awaiting manager sign off"),
        ("source", "Individual"),
        ("gender", "\u0430) M\u0430le"),
    ],
)
def test_what_leaves_a_choice_is_not_guessed(codes: str, text: str) -> None:
    assert isinstance(read_code(codes, text), Fault)


def test_the_same_letters_mean_different_things_in_list_11() -> None:
    assert read_code("gender", "c") == Match("c", "letter")
    assert read_code("adopter_gender", "c") == Match("d", "letter")


def test_every_other_word_leads_to_a_code_of_its_set() -> None:
    for codes, words in ALSO_SAID.items():
        assert set(words.values()) <= {each.code for each in CODE_SETS[codes]}


def test_every_coded_column_has_its_set() -> None:
    assert {c.codes for each in LISTS for c in each.columns if c.codes} == set(CODE_SETS)
