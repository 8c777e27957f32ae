"""The rules of an Annex A return, each run over the typed lists before anything is protected.

One rule is one function in `indicators.annex_a.rules`; its name is its code, its docstring says why it
matters. Rules read and never change. Runs in the throwaway process: no Django here or beneath.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from inspect import isfunction

from indicators.annex_a.rules import between, counters, coverage, order, people, reasons
from indicators.annex_a.rules.doubts import Doubt, Rule, name_of
from indicators.annex_a.typed import Found, TypedFile

# Rows that one rule names in one list; how many more there are is said once.
MOST_ROWS = 25

MODULES = (coverage, people, between, counters, reasons, order)
# Every public function that these modules define, in the order in which they stand there.
RULES: tuple[Rule, ...] = tuple(
    rule
    for module in MODULES
    for name, rule in vars(module).items()
    if isfunction(rule) and rule.__module__ == module.__name__ and not name.startswith("_")
)


def check_lists(typed: TypedFile, period_end: date) -> list[Found]:
    """What every rule finds, in the rules' order; at most MOST_ROWS rows a rule and list."""
    return [found for rule in RULES for found in _found(typed, rule, period_end)]


def _found(typed: TypedFile, rule: Rule, period_end: date) -> Iterator[Found]:
    by_list: dict[int | None, list[Doubt]] = {}
    for doubt in rule(typed, period_end):
        by_list.setdefault(doubt.number, []).append(doubt)
    for number, doubts in by_list.items():
        sheet = typed.lists[number].sheet if number in typed.lists else ""
        for doubt in _first(number, doubts):
            yield Found(
                doubt.severity, rule.__name__, doubt.sentence, sheet, doubt.row, doubt.heading, doubt.value
            )


def _first(number: int | None, doubts: list[Doubt]) -> Iterable[Doubt]:
    more = len(doubts) - MOST_ROWS
    if number is None or more <= 0:
        return doubts
    rows = "row" if more == 1 else "rows"
    rest = Doubt(f"The same is to be said of {more:,} more {rows} of {name_of(number)}.", number)
    return [*doubts[:MOST_ROWS], rest]
