"""Every rule has a title in plain words, found by reading the source: a new rule without one fails here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from indicators.annex_a.checking import RULES as RULES_OF_LISTS
from indicators.returns.checks import RULES as RULES_OF_FIGURES
from indicators.returns.rule_titles import OF_EARLIER_LISTS, OF_FIGURES, OF_LISTS, OF_READING, TITLES
from tests.source_files import python_files, tree

CODE = re.compile(r"[a-z]+(_[a-z]+)+")
# Of these calls the code is an argument of its own: Found and Problem after the severity, the others first.
NAMES = {"Found", "Problem", "error", "warn", "problems"}
SOURCES = [*python_files("indicators/annex_a"), *python_files("indicators/returns")]


def codes_written_out() -> Iterator[str]:
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and called(node) in NAMES:
                first = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)]
                yield from (each for each in first if isinstance(each, str) and CODE.fullmatch(each))


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_rule_has_a_title() -> None:
    codes = {rule.__name__ for rule in (*RULES_OF_LISTS, *RULES_OF_FIGURES)} | set(codes_written_out())

    assert {"wrong_period", "missing_figure", "most_rows_rejected", "unknown_window"} <= codes
    assert sorted(codes - TITLES.keys()) == []


def test_the_rules_of_the_lists_are_titled_and_no_others() -> None:
    assert OF_LISTS.keys() == {rule.__name__ for rule in RULES_OF_LISTS}


def test_titles_are_short_and_no_two_are_the_same() -> None:
    kinds = (OF_FIGURES, OF_READING, OF_LISTS, OF_EARLIER_LISTS)
    assert len(TITLES) == sum(map(len, kinds)) == len(set(TITLES.values()))
    assert not [title for title in TITLES.values() if len(title) > 70 or title.endswith(".")]
