"""The exception report: what to celebrate, what to watch, what is of concern, from the lines as disclosed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations.bands import BandName
from indicators.calculations.exceptions import ExceptionClass
from indicators.calculations.figures import Unit
from indicators.calculations.targets import parse_target
from reports.rows import Line

NOT_JUDGED_KEY = "not-judged"
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
    """One heading of the report. `rag` is the colour of its lines.

    `is_ranked` where any of them says how far it misses its target: the furthest then comes first in its
    area.
    """

    key: str
    title: str
    meaning: str
    rag: str
    areas: tuple[Area, ...]

    @property
    def count(self) -> int:
        return sum(len(area.lines) for area in self.areas)

    @property
    def is_ranked(self) -> bool:
        return any(line.shortfall for area in self.areas for line in area.lines)


@dataclass(frozen=True, slots=True)
class ExceptionReport:
    """Every line stands once: under one of the groups, or among those not judged."""

    groups: tuple[Group, ...]
    not_judged: tuple[Line, ...]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups) + len(self.not_judged)


def exception_report(lines: Iterable[Line]) -> ExceptionReport:
    """Sort the lines by what their rating and direction suggest (indicators/calculations/exceptions.py).

    Within an area the furthest from its target comes first; those whose distance is not known keep the
    printed order after them.
    """
    lines = list(lines)
    printed = dict.fromkeys(line.section for line in lines)
    groups = []
    for kind, (title, meaning) in HEADINGS.items():
        members = sorted((line for line in lines if line.exception_class is kind), key=_nearness)
        held = {line.section for line in members}
        sections = [section for section in printed if section in held]
        areas = tuple(Area(s, tuple(line for line in members if line.section == s)) for s in sections)
        groups.append(Group(_key(kind), title, meaning, _rag(kind), areas))
    rest = tuple(line for line in lines if line.exception_class is ExceptionClass.NOT_JUDGED)
    return ExceptionReport(tuple(groups), rest)


def sentence(line: Line) -> str:
    """The line in plain words: the figure, the target, how it moved, and how far it misses."""
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
    if line.bands is not None and line.bands.grade:
        below = line.bands.grade == BandName.BELOW
        words += ", below the requires improvement band" if below else f", in the {line.bands.grade} band"
    missed = distance(line)
    return f"{words}. It {missed}." if missed else f"{words}."


def distance(line: Line) -> str:
    """'misses by 36% of the target'; '' where it is met, not known, or the target is nought.

    A figure that its bands grade is measured from the good one.
    """
    if not line.shortfall:
        return ""
    if line.bands is not None and line.bands.grade:
        return f"is {Decimal(line.shortfall):,f}% short of the good band"
    target = parse_target(line.target, Unit(line.unit))
    if target is None or not any((target.value, target.low, target.high)):
        # No part of nought says how far: the figure itself does.
        return ""
    return f"misses by {Decimal(line.shortfall):,f}% of the target"


def first_anchors(lines: Iterable[Line]) -> dict[str, str]:
    """Where the report begins with lines of each rating: the key of its first group that has any."""
    held = {line.exception_class for line in lines}
    found = {"none": NOT_JUDGED_KEY}
    for kind in HEADINGS:
        if kind in held:
            found.setdefault(_rag(kind), _key(kind))
    for kind in HEADINGS:
        found.setdefault(_rag(kind), _key(kind))
    return found


def _nearness(line: Line) -> Decimal:
    return -Decimal(line.shortfall or 0)


def _key(kind: ExceptionClass) -> str:
    return kind.value.replace(" ", "-")


def _rag(kind: ExceptionClass) -> str:
    return kind.value.split()[0]
