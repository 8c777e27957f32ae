"""Whether the parts of a layout agree with each other, with the catalogue and with the other layouts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import combinations

from reports.layouts.checks import repeated
from reports.layouts.layout import Layout, Line, Section


def layout_problems(layout: Layout, codes: Collection[str] | None, place: str) -> list[str]:
    """What is wrong between the parts of one layout, one sentence each. `codes` None: any code will do."""
    problems = [f"{place}: {sentence}" for sentence in _whole(layout)]
    for number, section in enumerate(layout.sections, start=1):
        where = f"{place}, sections[{number}]"
        problems.extend(f"{where}: {sentence}" for sentence in _section(section))
        for line in section.lines:
            found = [*_line(section, line), *_codes(line, codes)]
            problems.extend(f"{where}, line {line.number}: {sentence}" for sentence in found)
    return problems


def layouts_problems(layouts: list[Layout]) -> list[str]:
    """Names used twice, and two layouts that are one authority's own at the same time."""
    names = repeated(layout.name for layout in layouts)
    problems = [f"{name}: two layouts have this name; rename one." for name in names]
    for one, other in combinations(layouts, 2):
        if one.authority is not None and one.authority == other.authority and _overlap(one, other):
            problems.append(
                f"{one.name} and {other.name}: both are authority {one.authority}'s own layout at one time; "
                "change valid_from or valid_to so that only one is."
            )
    return problems


def _overlap(one: Layout, other: Layout) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends


def _whole(layout: Layout) -> Iterator[str]:
    for number in repeated(line.number for _, line in layout.lines()):
        yield f"two lines have the number {number}; number each line once."
    if layout.valid_from and layout.valid_to and layout.valid_from > layout.valid_to:
        yield f"valid_from {layout.valid_from} is after valid_to {layout.valid_to}; swap or correct them."
    if layout.by_choice and layout.authority is not None:
        yield "'by_choice' is for a layout that any authority may choose; this one has its authority."


def _section(section: Section) -> Iterator[str]:
    columns = [column.key for column in section.columns]
    for key in repeated(columns):
        yield f"two columns have the key {key!r}; give each its own."
    for key in repeated(comparator.key for comparator in section.comparators):
        yield f"two comparators have the key {key!r}; give each its own."
    for role, key in (("current", section.current), ("earlier", section.earlier)):
        if key not in columns:
            yield f"'{role}' is {key!r}, which is not a column; the columns are {_listed(columns)}."
    if section.current == section.earlier:
        yield "'current' and 'earlier' are the same column; a direction needs two."


def _line(section: Section, line: Line) -> Iterator[str]:
    columns = [column.key for column in section.columns]
    comparators = [comparator.key for comparator in section.comparators]
    for key in line.cells:
        if key not in columns:
            yield f"'cells' names {key!r}, which is not a column; the columns are {_listed(columns)}."
    named = [*line.comparator_years, *([line.compare_with] if line.compare_with else [])]
    for key in named:
        if key not in comparators:
            yield f"{key!r} is not a comparator of the section; the comparators are {_listed(comparators)}."
    if line.compare_with and section.earlier in line.cells:
        yield "the earlier figure is both a cell and a comparator; keep 'compare_with' or the cell."
    for column in section.columns:
        replaced = line.compare_with is not None and column.key == section.earlier
        override = line.cells.get(column.key)
        if not (replaced or column.window or line.window or (override and override.window)):
            yield f"no window is named for column {column.key!r}: on the column, the line or the cell."


def _codes(line: Line, codes: Collection[str] | None) -> Iterator[str]:
    for code in dict.fromkeys((line.code, line.comparator_code)):
        if codes is not None and code not in codes:
            yield f"the code {code!r} is not in the indicator catalogue; use a code from it."


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(keys) or "none"
