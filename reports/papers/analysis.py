"""The analysis beside each row of a published paper, read from the published text when it is needed.

The sentences belong to the papers and are never kept in the project. Sefton prints its analysis in the last
cell of a row. North Somerset prints it under headings (green to celebrate, amber, reds on watching, reds of
concern) that list rows by name, with a paragraph after the names that it covers. Sentences outside those
headings are about no row and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reports.layouts.schema import Layout
from reports.papers.label_matching import leading_line, matching_line, plain_words
from reports.papers.papers import Paper

SCORECARDS = Path(__file__).resolve().parents[3] / "shared" / "data" / "scorecards"
HEADING = re.compile(
    r"(?P<colour>green|amber|red)(?:['’]?s)?(?:\s+(?:to|on|of)\s+(?P<class>celebrate|watch(?:ing)?|concern))?\s*[:;]",
    re.IGNORECASE,
)
OTHER_HEADING = re.compile(r"[^.]{1,60}:")
BULLET = re.compile(r"^\s*[•\-–*]\s+")
DATA_TYPES = frozenset({"number", "percentage", "rate"})


class ExceptionClass(StrEnum):
    """The heading under which a paper lists a row. RED where the paper does not say which kind of red."""

    CELEBRATE = "celebrate"
    AMBER = "amber"
    RED_WATCH = "red watch"
    RED_CONCERN = "red concern"
    RED = "red"


@dataclass(slots=True)
class Commentary:
    """What a paper says of its rows, by line number; `unmatched` holds what could not be given to a row."""

    analysis: dict[str, str] = field(default_factory=dict)
    classes: dict[str, ExceptionClass] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)


def find_paper(paper: Paper, folder: Path = SCORECARDS) -> Path | None:
    """The published text of a paper, or None where the folder does not hold it."""
    path = folder / paper.file_name
    return path if path.is_file() else None


def read_analysis(text: str, paper: Paper, layout: Layout) -> dict[str, str]:
    """The analysis of each line that has one, by line number. read_commentary says what was not matched."""
    return read_commentary(text, paper, layout).analysis


def read_exception_classes(text: str, paper: Paper, layout: Layout) -> dict[str, ExceptionClass]:
    """The class under which the paper's commentary lists each line, by number; empty where it has none."""
    return read_commentary(text, paper, layout).classes


def read_commentary(text: str, paper: Paper, layout: Layout) -> Commentary:
    """The analysis and the exception classes of a published text, found by the layout's labels."""
    labels = {line.number: layout.line(line.number)[1].label for line in paper.lines}
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if "\t" in line]
    if any("Analysis" in row for row in rows):
        return _from_table(rows, labels, layout)
    return _from_headings(text, labels)


def _from_table(rows: list[list[str]], labels: Mapping[str, str], layout: Layout) -> Commentary:
    """The analysis stands two cells after the last comparator: between them is the position."""
    found = Commentary()
    last = {section.comparators[-1].label for section in layout.sections if section.comparators}
    analysis_at: int | None = None
    for row in rows:
        named = [index for index, cell in enumerate(row) if cell in last]
        if "Indicator" in row or named:
            # A page's comparators are named in its heading, or in a second row beneath it. A copy of the
            # table with spreadsheet row numbers has its heading one cell along: they number no lines.
            shifted = row[1:2] == ["No"]
            analysis_at = named[0] + 2 if named and not shifted else None
            continue
        if row[0] and not row[0].isdigit():
            analysis_at = None
        if analysis_at is None or row[0] not in labels:
            continue
        if matching_line(row[1], {row[0]: labels[row[0]]}) is None:
            found.unmatched.append(f"Row {row[0]} is named {row[1]!r}, not {labels[row[0]]!r}.")
            continue
        analysis = " ".join(cell for cell in row[analysis_at:] if cell)
        if analysis and row[0] not in found.analysis:
            found.analysis[row[0]] = analysis
    return found


class _Headings:
    """A walk down the text: the class it is under, and the names that wait for their paragraph."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels
        self.plain = {plain_words(label) for label in labels.values()}
        self.found = Commentary()
        self.current: ExceptionClass | None = None
        self.names: list[str] = []
        self.described = False

    def enter(self, current: ExceptionClass | None) -> None:
        self.current, self.names, self.described = current, [], False

    def name(self, number: str | None) -> None:
        """A name after a paragraph begins a new group; names in a row share the paragraph that follows."""
        if self.described:
            self.names, self.described = [], False
        if number is not None and self.current is not None:
            self.names.append(number)
            self.found.classes[number] = self.current

    def describe(self, sentence: str) -> None:
        if not self.names:
            self.found.unmatched.append(sentence)
        for number in self.names:
            self.found.analysis[number] = f"{self.found.analysis.get(number, '')} {sentence}".strip()
        self.described = True

    def read(self, line: str) -> None:
        """One line beneath a heading: a row's name, a name with its own sentence, or a paragraph."""
        bulleted = BULLET.match(line) is not None
        words = BULLET.sub("", line, count=1).strip()
        own = leading_line(words, self.labels) if bulleted and words.endswith(".") else None
        if own is not None and plain_words(words) not in self.plain:
            self.described = True
            self.name(own)
            self.describe(words)
        elif number := matching_line(words, self.labels):
            self.name(number)
        elif bulleted:
            self.name(None)
            self.found.unmatched.append(words)
        else:
            self.describe(words)


def _from_headings(text: str, labels: Mapping[str, str]) -> Commentary:
    walk = _Headings(labels)
    for line in text.splitlines():
        words = line.strip()
        if "\t" in line:
            # A heading that is repeated in the middle of a list does not end the list; a row of figures does.
            if _is_figures(line, labels):
                walk.enter(None)
        elif heading := HEADING.fullmatch(words):
            walk.enter(_class(heading))
        elif OTHER_HEADING.fullmatch(words) and not BULLET.match(line):
            walk.enter(None)
        elif walk.current is not None and words and words.casefold() != "none":
            walk.read(line)
    return walk.found


def _is_figures(line: str, labels: Mapping[str, str]) -> bool:
    cells = [cell.strip() for cell in line.split("\t")]
    return any(cell.casefold() in DATA_TYPES or matching_line(cell, labels) for cell in cells if cell)


def _class(heading: re.Match[str]) -> ExceptionClass:
    colour, kind = heading["colour"].casefold(), (heading["class"] or "").casefold()
    if colour == "green":
        return ExceptionClass.CELEBRATE
    if colour == "amber":
        return ExceptionClass.AMBER
    if not kind:
        return ExceptionClass.RED
    return ExceptionClass.RED_CONCERN if kind == "concern" else ExceptionClass.RED_WATCH
