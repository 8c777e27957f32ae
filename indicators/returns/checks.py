"""The checks of a return of figures: one rule, one function. The function's name is the rule's code.

Each takes the whole return and yields problems. Errors stop a submission; warnings must be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, window_bounds
from indicators.returns.part_checks import (
    no_denominator,
    numerator_above_denominator,
    one_part_missing,
    part_not_whole,
    parts_disagree_with_value,
    population_differs,
    value_too_large,
)
from indicators.returns.rows import Problem, TypedReturn
from indicators.returns.rules import Context, Rule, computed_value, problem_at

# A change that is rare enough between quarters to be worth a second look (points; and times up or down).
JUMP_POINTS = Decimal(20)
JUMP_TIMES = Decimal(2)
# Counts below this double and halve by chance.
JUMP_BASE = Decimal(10)


def window_not_offered(found: TypedReturn, context: Context) -> Iterator[Problem]:
    for row in found.figures:
        if row.window not in row.indicator.windows:
            listed = ", ".join(row.indicator.windows)
            yield problem_at(row, "error", "Window", window_not_offered, (
                f"{row.indicator.code} is not counted in {row.window}; its windows are {listed}."
            ))  # fmt: skip


def window_does_not_close(found: TypedReturn, context: Context) -> Iterator[Problem]:
    for row in found.figures:
        try:
            window_bounds(Window(row.window), context.period_end)
        except ValueError as refusal:
            yield problem_at(row, "error", "Window", window_does_not_close, str(refusal))


def duplicate_row(found: TypedReturn, context: Context) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for row in found.figures:
        if row.key in seen:
            yield problem_at(row, "error", "Code", duplicate_row, (
                f"{row.label} stands on row {seen[row.key]} as well. Keep one of the two."
            ))  # fmt: skip
        seen.setdefault(row.key, row.row)


def duplicate_comparator(found: TypedReturn, context: Context) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for row in found.comparators:
        key = (row.indicator.code, row.name)
        if key in seen:
            sentence = f"{row.indicator.code} has {row.name!r} on row {seen[key]} as well. Keep one."
            yield Problem("error", "duplicate_comparator", sentence, row.sheet, row.row, "Comparator")
        seen.setdefault(key, row.row)


def as_at_after_period(found: TypedReturn, context: Context) -> Iterator[Problem]:
    for row in found.figures:
        if row.as_at is not None and row.as_at > context.period_end:
            yield problem_at(row, "error", "As at", as_at_after_period, (
                f"The figure's own date, {row.as_at:%d/%m/%Y}, is after the period end, "
                f"{context.period_end:%d/%m/%Y}."
            ))  # fmt: skip


def implausible_jump(found: TypedReturn, context: Context) -> Iterator[Problem]:
    for row in found.figures:
        before = context.earlier.get(row.key)
        now = row.value if row.value is not None else computed_value(row, context.period_end)
        if before is None or before.value is None or now is None or context.earlier_end is None:
            continue
        if not jumped(Unit(row.indicator.unit), now, before.value):
            continue
        unit = Unit(row.indicator.unit)
        yield problem_at(row, "warning", "Value", implausible_jump, (
            f"{row.indicator.name}: {display(now, '', unit, row.places)} now, "
            f"{display(before.value, '', unit, before.places)} at {context.earlier_end:%B %Y}. "
            "Confirm that so large a change is real."
        ))  # fmt: skip


def missing_figure(found: TypedReturn, context: Context) -> Iterator[Problem]:
    given = {row.key for row in found.figures}
    for key, indicator in context.expected.items():
        if key in given or key[0] in found.refused or key in context.counted:
            continue
        try:
            window_bounds(Window(key[1]), context.period_end)
        except ValueError:
            continue  # a window that does not close at this period end is not asked for
        yield Problem(
            "warning",
            "missing_figure",
            f"{indicator.name} ({key[0]}, {key[1]}) is in your set and has no figure: it will be missing.",
            "Figures",
        )


def not_in_set(found: TypedReturn, context: Context) -> Iterator[Problem]:
    if not context.expected:
        return
    for row in found.figures:
        if row.key not in context.expected:
            yield problem_at(row, "warning", "Code", not_in_set, (
                f"{row.label} is not in your indicator set. It is kept, but no scorecard of yours shows it."
            ))  # fmt: skip


def empty_return(found: TypedReturn, context: Context) -> Iterator[Problem]:
    if not found.figures and not found.errors:
        sentence = "The file holds no figures. Fill in numerator and denominator, or value, and upload again."
        yield Problem("error", "empty_return", sentence, "Figures")


RULES: tuple[Rule, ...] = (
    window_not_offered,
    window_does_not_close,
    duplicate_row,
    duplicate_comparator,
    one_part_missing,
    value_too_large,
    parts_disagree_with_value,
    as_at_after_period,
    numerator_above_denominator,
    no_denominator,
    part_not_whole,
    population_differs,
    implausible_jump,
    missing_figure,
    not_in_set,
    empty_return,
)


def check(found: TypedReturn, context: Context) -> list[Problem]:
    """Every problem of every rule, in the rules' order."""
    return [problem for rule in RULES for problem in rule(found, context)]


def jumped(unit: Unit, now: Decimal, before: Decimal) -> bool:
    """Whether a figure moved further between two periods than it rarely does."""
    if unit is Unit.PERCENTAGE:
        return abs(now - before) > JUMP_POINTS
    if max(now, before) < JUMP_BASE:
        return False
    return now > before * JUMP_TIMES or before > now * JUMP_TIMES
