"""The one row object of a scorecard. Page, drill-down, command line and snapshot all read it.

Every figure is text in the row (exact decimals) with its display beside it, so that what is stored
as JSON, printed or sent is the same figure everywhere.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from indicators.calculations.direction import Effect
from indicators.calculations.display import exact
from indicators.calculations.exceptions import ExceptionClass, suggest
from indicators.calculations.rag import Rag


@dataclass(frozen=True, slots=True)
class Source:
    """The return a figure came from: version, who and when (local time, ISO)."""

    return_id: int
    version: int
    file_name: str
    sheet: str
    row: int | None
    uploaded_by: str
    uploaded_at: str
    approved_by: str
    approved_at: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the authority's own in one column. `display` is '' where there is no figure."""

    key: str
    label: str
    value: str | None = None
    symbol: str = ""
    display: str = ""
    places: int = 0
    window: str = ""
    basis: str = ""
    period_end: str = ""
    numerator: str | None = None
    denominator: str | None = None
    as_at: str | None = None
    note: str = ""
    source: Source | None = None
    hidden: bool = False
    # What a reader must know of a figure counted from lists: incomplete, proxy, by the authority's own rule.
    marks: tuple[str, ...] = ()
    # Hidden from everybody outside to protect another figure (indicators/withholding.py).
    withheld: bool = False

    @property
    def number(self) -> Decimal | None:
        return Decimal(self.value) if self.value is not None else None


@dataclass(frozen=True, slots=True)
class Comparator:
    """A figure of others beside the authority's own, with its own year."""

    key: str
    label: str
    kind: str
    value: str | None
    symbol: str
    display: str
    year: str
    source: str
    # The release it was read from, '' where it was given with the return.
    release: str = ""
    # For a mean of neighbours: how many of them had a figure, of how many.
    used: int | None = None
    of: int | None = None
    # How the figure came about where that needs saying: its base, or the population behind a rate.
    basis: str = ""
    # What was given with the return, where the release says otherwise.
    given: str = ""


@dataclass(frozen=True, slots=True)
class Middle:
    """Where the published figure stands among all English authorities, and where the current one would.

    `low` and `high` are the quartiles (exact decimals as text), displays beside them; `current` is the
    position that the current figure would have; `rank` is None without a polarity.
    """

    low: str
    high: str
    low_display: str
    high_display: str
    of: int
    year: str
    release: str
    published: str
    current: str = "none"
    rank: int | None = None
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A change from the baseline, both ways; `shown` is the one that suits the unit, with its sign."""

    points: str | None = None
    percent: str | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class BandTexts:
    """The three bands of a target as they were typed, and the grade that the figure reaches ('' for none)."""

    outstanding: str
    good: str
    requires_improvement: str
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a published paper printed for the line; '' where it printed nothing that can be read."""

    rag: str = ""
    direction: str = ""
    position: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the line's trend: the same window at an earlier period end."""

    period_end: str
    value: str | None
    display: str
    numerator: str | None = None
    denominator: str | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a scorecard. `cells` are in column order; `current` and `earlier` are keys into them."""

    number: str
    code: str
    indicator: str
    name: str
    section: str
    unit: str
    polarity: str
    counts_people: bool
    cells: tuple[Cell, ...]
    current: str
    earlier: str
    flags: tuple[str, ...] = ()
    direction: str = "none"
    effect: str = "none"
    word: str = ""
    target: str = ""
    target_source: str = ""
    rag: str = "none"
    rag_reason: str = ""
    # How far the figure misses its target, in per cent of the target; None where it is met or not rated.
    shortfall: str | None = None
    # Which way is good on this line where its target says so and no polarity does: 'high' or 'low'.
    judged: str = ""
    comparators: tuple[Comparator, ...] = ()
    position: str = "none"
    position_basis: str = ""
    middle: Middle | None = None
    baseline: str | None = None
    baseline_display: str = ""
    baseline_note: str = ""
    change: Change | None = None
    bands: BandTexts | None = None
    # How far from the target in children or events: a sentence, '' where it is met or no base is known.
    gap: str = ""
    # Why this authority judges the indicator another way than the catalogue; '' where it does not.
    polarity_reason: str = ""
    printed: Printed = field(default_factory=Printed)
    differs: tuple[str, ...] = ()
    note: str = ""
    series: tuple[Point, ...] = ()
    analysis: str = ""
    analysis_by: str = ""

    def cell(self, key: str) -> Cell:
        for cell in self.cells:
            if cell.key == key:
                return cell
        raise KeyError(key)

    @property
    def value(self) -> Cell:
        return self.cell(self.current)

    @property
    def before(self) -> Cell:
        return self.cell(self.earlier)

    @property
    def exception_class(self) -> ExceptionClass:
        return suggest(Rag(self.rag), Effect(self.effect))

    def with_analysis(self, text: str, by: str) -> Line:
        return replace(self, analysis=text, analysis_by=by)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def exact_text(value: Decimal | None, places: int | None = None) -> str | None:
    """An exact decimal as text, without the noughts that the database pads it with; or to so many places."""
    if value is None:
        return None
    if places is not None:
        return f"{value:.{places}f}"
    return exact(value)


def differences(line: Line) -> tuple[str, ...]:
    """Where the paper that was published and the portal's rule part, a sentence each."""
    printed, found = line.printed, []
    if printed.rag and printed.rag != line.rag:
        was = "not targeted" if printed.rag == "none" else printed.rag
        now = "no rating" if line.rag == "none" else line.rag
        found.append(f"The paper prints {was}; the rule gives {now}. {line.rag_reason}")
    given = line.direction if printed.direction in ("up", "down", "same") else line.word
    # Where a figure cannot be read in the paper there is nothing to compare its word with.
    comparable = line.direction != "none"
    if comparable and printed.direction and printed.direction.upper() != given.upper():
        found.append(f"The paper prints {printed.direction}; the figures give {given}.")
    if line.middle is not None and printed.position and printed.position != line.position:
        found.append(
            f"The paper prints {printed.position} for the published figure; {line.middle.release} gives "
            f"{line.position}, the middle half being {line.middle.low_display} to {line.middle.high_display}."
        )
    return tuple(found)


def line_from_json(data: dict[str, Any]) -> Line:
    """The row back from what `Line.as_json` gave. Keys of a newer or older shape fall back to defaults."""
    cells = tuple(_cell_from_json(cell) for cell in data["cells"])
    return Line(
        **{
            **data,
            "cells": cells,
            "flags": tuple(data.get("flags", ())),
            "comparators": tuple(Comparator(**c) for c in data.get("comparators", ())),
            "middle": Middle(**data["middle"]) if data.get("middle") else None,
            "change": Change(**data["change"]) if data.get("change") else None,
            "bands": BandTexts(**data["bands"]) if data.get("bands") else None,
            "printed": Printed(**data.get("printed", {})),
            "differs": tuple(data.get("differs", ())),
            "series": tuple(Point(**p) for p in data.get("series", ())),
        }
    )


def _cell_from_json(data: dict[str, Any]) -> Cell:
    source = Source(**data["source"]) if data.get("source") else None
    return Cell(**{**data, "source": source, "marks": tuple(data.get("marks", ()))})
