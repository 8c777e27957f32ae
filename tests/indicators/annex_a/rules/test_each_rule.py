"""Every rule: a file that breaks it and is found by it alone; what a problem says, and what it never says."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import pytest

from indicators.annex_a.checking import MOST_ROWS, RULES, check_lists
from indicators.annex_a.lists import BY_NUMBER, LISTS, Kind
from indicators.annex_a.rules.doubts import OWN_DATE, QUOTABLE, TYPED_NAMES
from indicators.annex_a.typed import Found, TypedFile
from tests.indicators.annex_a.rules.broken_files import BROKEN
from tests.indicators.annex_a.rules.clean_file import FIRST_ROW, PERIOD_END, File, clean_file

NAMES = [rule.__name__ for rule in RULES]
# The file cannot be meant as it is.
ERRORS = {"wrong_period", "list_repeats_another"}

HEADINGS = {(f"List {each.number}", column.heading) for each in LISTS for column in each.columns}


def found_in(file: File) -> list[Found]:
    return check_lists(file.typed(), PERIOD_END)


def test_a_clean_file_has_no_problem() -> None:
    assert found_in(clean_file()) == []


def test_every_rule_is_tried_here() -> None:
    assert sorted(BROKEN) == sorted(NAMES)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_file_that_breaks_one_rule_is_found_by_it_alone(rule: str) -> None:
    typed = BROKEN[rule](clean_file()).typed()
    problems = check_lists(typed, PERIOD_END)

    assert {problem.code for problem in problems} == {rule}
    assert {problem.severity for problem in problems} == {"error" if rule in ERRORS else "warning"}
    nobody = secrets(typed)
    for problem in problems:
        assert_it_says_where_it_stands(problem)
        assert_it_quotes_none_of(nobody, problem)


def assert_it_says_where_it_stands(problem: Found) -> None:
    assert len(problem.code) <= 40 and len(problem.value) <= 60 and len(problem.sentence) <= 600
    assert problem.sentence[0].isupper() or problem.sentence[0].isdigit()
    assert problem.sentence.endswith(".") and "{" not in problem.sentence
    assert (problem.sheet, problem.column) in HEADINGS or not problem.column
    assert problem.sheet or problem.code == "list_missing"
    assert problem.row is None or (problem.row >= FIRST_ROW and problem.column)


def assert_it_quotes_none_of(nobody: set[str], problem: Found) -> None:
    for text in (problem.sentence, problem.value):
        assert not nobody & {text, *re.findall(r"[\w/.-]+", text)}, text
        assert not [each for each in nobody if " " in each and each in text]


def secrets(typed: TypedFile) -> set[str]:
    """Every value of the columns that name somebody, dates of birth in the ways they are written."""
    found = set()
    for held in typed.lists.values():
        for column in held.spec.kept:
            if column.kind not in QUOTABLE:
                values = held.frame[TYPED_NAMES.get(column.field, column.field)].drop_nulls().unique()
                found |= {format(v, "%d/%m/%Y") if isinstance(v, date) else str(v) for v in values}
    assert {"C001", "20/05/2015", "Duty and Advice"} & found
    return found


def test_what_names_a_person_is_never_offered_to_a_sentence() -> None:
    assert {Kind.CHILD, Kind.WORKER, Kind.ADOPTER, Kind.FAMILY, Kind.BIRTH, Kind.TEAM, Kind.POSTCODE,
            Kind.TEXT}.isdisjoint(QUOTABLE)  # fmt: skip


def test_each_rule_says_in_one_sentence_why_it_matters() -> None:
    for rule in RULES:
        said = rule.__doc__ or ""
        assert said.endswith(".") and "\n" not in said and len(said) > 40, rule.__name__


def test_a_rule_that_finds_many_rows_names_the_first_and_says_how_many_more() -> None:
    problems = found_in(clean_file().every(4, support_required=None))

    assert [problem.row for problem in problems] == [*range(3, 3 + MOST_ROWS), None]
    assert "11 more rows of list 4 (Assessments)" in problems[-1].sentence
    assert problems[-1].sheet == "List 4"


def test_as_many_rows_as_are_named_leave_nothing_more_to_say() -> None:
    file = clean_file()
    for row in file.lists[4][:MOST_ROWS]:
        row["support_required"] = None

    assert [problem.row for problem in found_in(file)] == list(range(3, 3 + MOST_ROWS))


def test_the_rows_of_one_list_do_not_crowd_out_those_of_another() -> None:
    problems = found_in(clean_file().every(1, age=1).change(3, "C000", age=1))

    assert {problem.sheet for problem in problems} == {"List 1", "List 3"}


@pytest.mark.parametrize("number", BY_NUMBER)
def test_a_file_of_one_list_is_asked_nothing_about_the_others(number: int) -> None:
    others = [each for each in BY_NUMBER if each != number]

    assert {problem.code for problem in found_in(clean_file().without(*others))} == {"list_missing"}


def test_lists_without_rows_are_said_to_be_empty_and_nothing_else() -> None:
    empty = found_in(File({number: [] for number in BY_NUMBER}))

    assert {problem.code for problem in empty} == {"list_empty"} and len(empty) == len(BY_NUMBER)
    assert [problem.code for problem in check_lists(TypedFile(), PERIOD_END)] == ["list_missing"]


def test_a_list_whose_rows_were_all_rejected_is_not_said_to_be_empty() -> None:
    file = clean_file().keep(11, lambda row: False)
    file.rejected[11] = 3

    assert found_in(file) == []


def test_blank_cells_break_no_rule() -> None:
    """Each list with one row of what it cannot do without."""
    bare = File({n: [{"child": f"X{n}", OWN_DATE[n]: PERIOD_END}] for n in (1, 2, 3, 4, 5)})
    bare.lists |= {n: [{"child": "X", "started": PERIOD_END}] for n in (6, 7, 8)}
    bare.lists |= {9: [{"child": "Y"}], 10: [{"child": "X"}], 11: [{"adopter": "P"}]}

    assert found_in(bare) == []


def test_rules_change_nothing() -> None:
    typed = clean_file().every(4, support_required=None).typed()
    before = {number: held.frame.clone() for number, held in typed.lists.items()}

    check_lists(typed, PERIOD_END)

    for number, held in typed.lists.items():
        assert held.frame.equals(before[number])
    assert typed.problems == []


def test_the_rules_run_without_django() -> None:
    code = "import sys, indicators.annex_a.checking; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
