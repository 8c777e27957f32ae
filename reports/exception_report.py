"""The exception report: what to celebrate, what to watch, what is of concern, from the lines as disclosed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.calculations.exceptions import ExceptionClass
from reports.rows import Line

HEADINGS = {
    ExceptionClass.RED_OF_CONCERN: (
        "Reds of concern",
        "The target is missed by more than the tolerance, and the figure is getting worse or nobody can say.",
    ),
    ExceptionClass.RED_TO_WATCH: (
        "Reds to watch",
        "The target is missed by more than the tolerance, but the figure gets better or holds steady.",
    ),
    ExceptionClass.AMBER_TO_WATCH: (
        "Amber to watch",
        "The target is missed, within the tolerance.",
    ),
    ExceptionClass.GREEN_TO_CELEBRATE: ("Green to celebrate", "The target is met."),
}


@dataclass(frozen=True, slots=True)
class Area:
    """The lines of one section of the scorecard under one heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of the report. `rag` is the colour of its lines."""

    key: str
    title: str
    meaning: str
    rag: str
    areas: tuple[Area, ...]

    @property
    def count(self) -> int:
        return sum(len(area.lines) for area in self.areas)


@dataclass(frozen=True, slots=True)
class ExceptionReport:
    """Every line stands once: under one of the groups, or among those not judged."""

    groups: tuple[Group, ...]
    not_judged: tuple[Line, ...]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups) + len(self.not_judged)


def exception_report(lines: Iterable[Line]) -> ExceptionReport:
    """Sort the lines by what their rating and direction suggest (indicators/calculations/exceptions.py)."""
    lines = list(lines)
    groups = []
    for kind, (title, meaning) in HEADINGS.items():
        members = [line for line in lines if line.exception_class is kind]
        sections = dict.fromkeys(line.section for line in members)
        areas = tuple(Area(s, tuple(line for line in members if line.section == s)) for s in sections)
        groups.append(Group(kind.value.replace(" ", "-"), title, meaning, _rag(kind), areas))
    rest = tuple(line for line in lines if line.exception_class is ExceptionClass.NOT_JUDGED)
    return ExceptionReport(tuple(groups), rest)


def sentence(line: Line) -> str:
    """The line in one plain sentence: the figure, the target, and how it moved."""
    now, before = line.value, line.before
    words = f"{now.display or 'No figure'}"
    if line.target:
        words += f" against a target of {line.target}"
    if line.direction == "same":
        words += f", unchanged from {before.display}"
    elif line.direction in ("up", "down"):
        words += f", {line.direction} from {before.display}"
    elif line.effect == "none" and not now.hidden:
        words += ", with no earlier figure to compare"
    return f"{words}."


def _rag(kind: ExceptionClass) -> str:
    return kind.value.split()[0]
