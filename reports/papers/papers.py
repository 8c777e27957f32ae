"""The three published papers: what they print, and the returns, targets and comparators it makes."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from indicators.calculations.periods import Window, month_end_before
from indicators.calculations.targets import Sense
from reports.layouts.schema import Layout

DATA = Path(__file__).parent / "data"
FIGURE, COMPARATOR = "figure:", "comparator:"
PLAIN_COLUMNS = (
    *("number", "code", "target", "target_source", "target_sense", "polarity", "rag"),
    *("direction", "position", "comparators_note", "unreadable", "note"),
)
NO_FIGURE = frozenset({"", "-", "N/A"})
RAGS = frozenset({"", "green", "amber", "red", "not targeted"})
POSITIONS = frozenset({"", "Higher", "In range", "Lower"})
DIRECTIONS = frozenset(
    {"", "up", "down", "same", "POSITIVE", "STABLE", "NEGATIVE", "INCREASE", "DECREASE"},
)
SENSES = {
    "High": Sense.AT_LEAST,
    "Higher is better": Sense.AT_LEAST,
    "at_least": Sense.AT_LEAST,
    "Low": Sense.AT_MOST,
    "Lower is better": Sense.AT_MOST,
    "at_most": Sense.AT_MOST,
}


class PaperError(ValueError):
    """The figures of a paper are not in the shape that the README beside them gives."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One printed row. Texts are as printed; `figures` by column key, `comparators` by comparator key."""

    number: str
    code: str
    figures: Mapping[str, str]
    target: str
    target_source: str
    target_sense: str
    polarity: str
    rag: str
    direction: str
    position: str
    comparators: Mapping[str, str]
    comparators_note: str
    unreadable: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One published paper: `authority` is a DfE code, `layout` a layout's name, `file_name` its text."""

    name: str
    authority: str
    authority_name: str
    layout: str
    period_end: date
    file_name: str
    title: str
    published: str
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """One figure of a return: an indicator, its window, and the text that the authority printed."""

    code: str
    window: Window
    text: str


@dataclass(frozen=True, slots=True)
class PaperComparator:
    """A printed comparator; '-' is none published. `measures` is the indicator it really belongs to."""

    code: str
    number: str
    name: str
    year: str
    text: str
    measures: str


@dataclass(frozen=True, slots=True)
class PaperTarget:
    """A printed target, a number or a word. `sense` is None where the paper gives no polarity."""

    code: str
    text: str
    sense: Sense | None
    source: str
    number: str


@dataclass(frozen=True, slots=True)
class PrintedVerdict:
    """What the paper says of a row: rag, direction and position, '' where not printed or not readable."""

    number: str
    rag: str
    direction: str
    position: str


def read_papers(folder: Path = DATA) -> list[Paper]:
    """Every paper that papers.json lists, with its lines. PaperError says which file is wrong, and how."""
    listed = json.loads((folder / "papers.json").read_text(encoding="utf-8"))
    return [_paper(entry, folder / f"{entry['name']}.csv") for entry in listed]


def figures_by_period(paper: Paper, layout: Layout) -> dict[date, list[PaperFigure]]:
    """The returns the authority would have made: by period end, its figures in printed order, each once.

    A cell that is blank, lost or '-' is no figure. PaperError where two cells give one figure two texts.
    """
    returns: dict[date, dict[tuple[str, Window], str]] = {}
    for line in paper.lines:
        section, layout_line = layout.line(line.number)
        for key, text in line.figures.items():
            cell = section.cell(layout_line, key)
            if cell is None or text in NO_FIGURE:
                continue
            figures = returns.setdefault(month_end_before(paper.period_end, cell.months_back), {})
            if figures.setdefault((line.code, cell.window), text) != text:
                raise PaperError(
                    f"{paper.name}, line {line.number}: {line.code} {cell.window} is {text} here and "
                    f"{figures[(line.code, cell.window)]} in an earlier line."
                )
    return {
        period_end: [PaperFigure(code, window, text) for (code, window), text in figures.items()]
        for period_end, figures in sorted(returns.items())
    }


def comparators(paper: Paper, layout: Layout) -> list[PaperComparator]:
    """Every printed comparator, with the year that the layout gives for that line. Blank cells give none."""
    found = []
    for line in paper.lines:
        section, layout_line = layout.line(line.number)
        for name, text in line.comparators.items():
            if text:
                year = layout_line.comparator_years.get(name, section.comparator(name).year)
                measures = layout_line.comparator_code
                found.append(PaperComparator(line.code, line.number, name, year, text, measures))
    return found


def targets(paper: Paper) -> list[PaperTarget]:
    """Every printed target. Its sense is the printed polarity's, or what the paper's own judgement shows."""
    return [
        PaperTarget(
            code=line.code,
            text=line.target,
            sense=SENSES.get(line.target_sense or line.polarity),
            source=line.target_source,
            number=line.number,
        )
        for line in paper.lines
        if line.target not in NO_FIGURE
    ]


def printed_verdicts(paper: Paper) -> list[PrintedVerdict]:
    """What the paper says of each row, in printed order."""
    return [PrintedVerdict(line.number, line.rag, line.direction, line.position) for line in paper.lines]


def _paper(entry: dict[str, Any], path: Path) -> Paper:
    values = {key: value for key, value in entry.items() if key != "period_end"}
    return Paper(**values, period_end=date.fromisoformat(entry["period_end"]), lines=_lines(path))


def _lines(path: Path) -> tuple[PaperLine, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        columns = rows.fieldnames or []
        unknown = [c for c in columns if c not in PLAIN_COLUMNS and not c.startswith((FIGURE, COMPARATOR))]
        missing = [c for c in PLAIN_COLUMNS if c not in columns]
        if unknown or missing:
            raise PaperError(f"{path.name}: columns not known: {unknown}; columns missing: {missing}.")
        lines = tuple(_line(row, f"{path.name}, line {n} of the file") for n, row in enumerate(rows, start=2))
    numbers = [line.number for line in lines]
    if len(set(numbers)) != len(numbers):
        raise PaperError(f"{path.name}: a row number comes twice.")
    return lines


def _line(row: dict[str, str], place: str) -> PaperLine:
    for column, known in (("rag", RAGS), ("direction", DIRECTIONS), ("position", POSITIONS)):
        if row[column] not in known:
            raise PaperError(f"{place}: {column} is {row[column]!r}; it must be one of {sorted(known)}.")
    return PaperLine(
        figures=_by_key(row, FIGURE),
        comparators=_by_key(row, COMPARATOR),
        unreadable=tuple(name.strip() for name in row["unreadable"].split(";") if name.strip()),
        **{name: row[name] for name in PLAIN_COLUMNS if name != "unreadable"},
    )


def _by_key(row: dict[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in row.items() if key.startswith(prefix)}
