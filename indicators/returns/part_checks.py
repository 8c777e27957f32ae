"""The rules that look at the parts of a figure: whether they fit each other, the typed value and a person."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from indicators.calculations.display import display
from indicators.calculations.figures import LARGEST_VALUE, Unit
from indicators.calculations.symbols import Symbol
from indicators.populations import in_words
from indicators.returns.cells import plain
from indicators.returns.rows import Problem, TypedReturn
from indicators.returns.rules import Context, computed_value, problem_at

# Between the value typed and what its parts give, whatever the number of decimals typed.
LEAST_TOLERANCE = Decimal("0.000001")
# Two editions of the estimates rarely lie further apart for one authority.
POPULATION_PER_CENT = 5
# Their parts count people, where the indicator does; an average or a wait has a total of days, say.
UNITS_OF_PEOPLE = (Unit.NUMBER, Unit.PERCENTAGE, Unit.RATE)


def one_part_missing(found: TypedReturn, context: Context) -> Iterator[Problem]:
    for row in found.figures:
        if row.symbol not in ("", Symbol.UNRELIABLE) or row.value is not None:
            continue
        if Unit(row.indicator.unit) is Unit.NUMBER:
            if row.numerator is None:
                sentence = f"{row.label} has no figure. Give the count under Numerator, or under Value."
                yield problem_at(row, "error", "Numerator", one_part_missing, sentence)
        elif row.numerator is not None and row.denominator is None and row.indicator.per_children:
            if context.population is None:
                yield problem_at(row, "error", "Denominator", one_part_missing, (
                    f"{row.label} needs the number of children aged 0 to 17. Fill in the denominator: the "
                    "portal holds no estimate for your authority to use in its place."
                ))  # fmt: skip
        elif row.numerator is None or row.denominator is None:
            missing = "Numerator" if row.numerator is None else "Denominator"
            yield problem_at(row, "error", missing, one_part_missing, (
                f"{row.label} needs numerator and denominator, or a value. Fill in the {missing.lower()}."
            ))  # fmt: skip


def value_too_large(found: TypedReturn, context: Context) -> Iterator[Problem]:
    for row in found.figures:
        computed = computed_value(row, context.period_end)
        if computed is not None and computed > LARGEST_VALUE:
            column = "Numerator" if row.denominator is None else "Denominator"
            shown = display(computed, "", Unit(row.indicator.unit), 0)
            yield problem_at(row, "error", column, value_too_large, (
                f"Numerator and denominator give {shown}, larger than {LARGEST_VALUE:,}, more than any "
                "figure a council could have. Check both."
            ))  # fmt: skip


def parts_disagree_with_value(found: TypedReturn, context: Context) -> Iterator[Problem]:
    for row in found.figures:
        computed = computed_value(row, context.period_end)
        if computed is None or row.value is None:
            continue
        places = row.places or 0
        # Within a unit of the last typed place: other systems cut off, or round halves to even.
        if abs(computed - row.value) >= max(Decimal(1).scaleb(-places), LEAST_TOLERANCE):
            unit = Unit(row.indicator.unit)
            yield problem_at(row, "error", "Value", parts_disagree_with_value, (
                f"Numerator and denominator give {display(computed, '', unit, max(places, 1))}, but the "
                f"value typed is {display(row.value, '', unit, places)}. Correct one, or clear the value."
            ))  # fmt: skip


def numerator_above_denominator(found: TypedReturn, context: Context) -> Iterator[Problem]:
    for row in found.figures:
        if Unit(row.indicator.unit) is not Unit.PERCENTAGE:
            continue
        if row.numerator is None or row.denominator is None:
            continue
        if row.numerator > row.denominator:
            yield problem_at(row, "warning", "Numerator", numerator_above_denominator, (
                f"The numerator, {plain(row.numerator)}, is above the denominator, {plain(row.denominator)}, "
                "which gives more than 100%. Check that the two are not swapped."
            ))  # fmt: skip


def no_denominator(found: TypedReturn, context: Context) -> Iterator[Problem]:
    for row in found.figures:
        if row.denominator == 0 and row.value is None and not row.symbol:
            yield problem_at(row, "warning", "Denominator", no_denominator, (
                "The denominator is 0, so the figure will be shown as not applicable, not as 0."
            ))  # fmt: skip


def population_differs(found: TypedReturn, context: Context) -> Iterator[Problem]:
    known = context.population
    if known is None or not known.children:
        return
    for row in found.figures:
        if not row.indicator.per_children or not row.denominator:
            continue
        if abs(row.denominator - known.children) * 100 > known.children * POPULATION_PER_CENT:
            yield problem_at(row, "warning", "Denominator", population_differs, (
                f"The denominator, {plain(row.denominator)}, is more than {POPULATION_PER_CENT}% away from "
                f"the {in_words(known)}. Correct it, or leave it blank and that estimate is used."
            ))  # fmt: skip


def part_not_whole(found: TypedReturn, context: Context) -> Iterator[Problem]:
    for row in found.figures:
        if not row.indicator.counts_people or Unit(row.indicator.unit) not in UNITS_OF_PEOPLE:
            continue
        for column, part in (("Numerator", row.numerator), ("Denominator", row.denominator)):
            if part is not None and part != part.to_integral_value():
                yield problem_at(row, "warning", column, part_not_whole, (
                    f"The {column.lower()}, {plain(part)}, is not a whole number, but people are counted. "
                    "Confirm that it is meant."
                ))  # fmt: skip
