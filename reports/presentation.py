"""What the pages of a scorecard need, from its lines: cells with headings and links, counts, words.

Nothing is reckoned here and nothing is disclosed here: the lines come disclosed (reports/reading.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.calculations.periods import Window, long_date, window_name
from reports.reading import ColumnHead, ComparatorHead, Definition, Reading, SectionHead
from reports.rows import Cell, Comparator, Line
from reports.sparklines import Sparkline, sparkline

LineHref = Callable[[str], str]

# What the basis of a typed figure ends with; said in the drill-down, too long for a cell.
GIVEN = ", as the authority gave it"
POSITIONS = {"lower": "Lower", "in range": "In range", "higher": "Higher"}
KINDS = {
    "own published": "Own published figure",
    "statistical neighbours": "Statistical neighbours, mean",
    "region": "Region",
    "england": "England",
    "authorities judged good": "Authorities judged good",
    "own regional return": "Own figure, regional return",
    "regional group": "Regional group",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in the table. `label` is its heading when the row is a card; `note` a few words under it."""

    label: str
    display: str
    symbol: str
    note: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, ready to be placed."""

    line: Line
    href: str
    figures: tuple[Figure, ...]
    comparators: tuple[Figure, ...]
    window: str
    position: str
    trend: Sparkline
    meaning: Definition | None

    @property
    def paragraphs(self) -> list[str]:
        return [text for text in self.line.analysis.splitlines() if text.strip()]


@dataclass(frozen=True, slots=True)
class Table:
    """One section of the scorecard. `own_source` and `sources` are said once, above the figures of others."""

    title: str
    introduction: str
    columns: tuple[ColumnHead, ...]
    comparators: tuple[ComparatorHead, ...]
    rows: tuple[Row, ...]
    sources: tuple[str, ...]
    has_position: bool
    has_trend: bool

    @property
    def width(self) -> int:
        """How many columns the table has, for a row that spans it."""
        fixed = 4  # indicator, direction, target, rating
        shown = fixed + len(self.columns) + len(self.comparators)
        return shown + self.has_position + self.has_trend


def tables(reading: Reading, line_href: LineHref) -> list[Table]:
    """Every section of a reading, in printed order."""
    return [_table(reading, section, line_href) for section in reading.sections]


def counts(lines: Sequence[Line]) -> dict[str, list[dict[str, object]]]:
    """How many lines are green, amber, red or not judged; how many got better or worse. For counts.html."""
    rags = Counter(line.rag for line in lines)
    effects = Counter(line.effect for line in lines)
    return {
        "ratings": [
            {"number": rags["green"], "label": "green", "rag": "green"},
            {"number": rags["amber"], "label": "amber", "rag": "amber"},
            {"number": rags["red"], "label": "red", "rag": "red"},
            {"number": rags["none"], "label": "not rated"},
        ],
        "directions": [
            {"number": effects["better"], "label": "getting better"},
            {"number": effects["worse"], "label": "getting worse"},
            {"number": effects["steady"], "label": "unchanged"},
            {"number": effects["none"], "label": "not judged"},
        ],
    }


def comparator_key(reading: Reading) -> list[dict[str, str]]:
    """Whose figures the comparator columns hold, for the legend; sections are named where they differ."""
    where: dict[ComparatorHead, list[str]] = {}
    for section in reading.sections:
        for head in section.comparators:
            where.setdefault(head, []).append(section.title)
    labels = Counter(head.label for head in where)
    return [
        {
            "label": head.label,
            "sections": ", ".join(titles) if labels[head.label] > 1 else "",
            "words": f"{KINDS.get(head.kind, head.kind.capitalize())}, {head.year}. Source: {head.source}.",
        }
        for head, titles in where.items()
    ]


def symbols_used(lines: Sequence[Line]) -> list[str]:
    """The symbols that stand in any cell, for the key at the foot."""
    found = {cell.symbol for line in lines for cell in line.cells}
    found |= {comparator.symbol for line in lines for comparator in line.comparators}
    return sorted(symbol for symbol in found if symbol)


def window_words(line: Line) -> str:
    """The window of the current figure in plain words, 'rolling 6 months'; '' where it has none."""
    code = line.value.window
    return window_name(Window(code)) if code else ""


def day_words(iso: str) -> str:
    """'31 January 2025' from '2025-01-31' or from a moment in ISO; '' from ''."""
    return long_date(date.fromisoformat(iso[:10])) if iso else ""


def _table(reading: Reading, section: SectionHead, line_href: LineHref) -> Table:
    lines = reading.lines_of(section)
    rows = tuple(_row(reading, section, line, line_href(line.number)) for line in lines)
    return Table(
        title=section.title,
        introduction=section.introduction,
        columns=section.columns,
        comparators=section.comparators,
        rows=rows,
        sources=tuple(dict.fromkeys(head.source for head in section.comparators)),
        has_position=any(line.position != "none" for line in lines),
        has_trend=any(row.trend.points for row in rows),
    )


def _row(reading: Reading, section: SectionHead, line: Line, href: str) -> Row:
    headings = {column.key: column.label for column in section.columns}
    heads = {head.key: head for head in section.comparators}
    return Row(
        line=line,
        href=href,
        figures=tuple(_figure(cell, headings.get(cell.key, cell.label), line.current) for cell in line.cells),
        comparators=tuple(_comparator(c, heads[c.key]) for c in line.comparators if c.key in heads),
        window=window_words(line),
        position=POSITIONS.get(line.position, ""),
        trend=sparkline(line.series),
        meaning=reading.definitions.get(line.code),
    )


def _figure(cell: Cell, heading: str, current: str) -> Figure:
    notes = []
    if cell.label != heading:
        # The heading names another window or another day than this cell's.
        notes.append(cell.basis.removesuffix(GIVEN))
    if cell.as_at:
        notes.append(f"at {day_words(cell.as_at)}")
    return Figure(heading, cell.display, cell.symbol, "; ".join(notes), cell.key == current)


def _comparator(comparator: Comparator, head: ComparatorHead) -> Figure:
    """The year stands in the heading; in the cell only where this figure is of another."""
    note = comparator.year if comparator.display and comparator.year != head.year else ""
    return Figure(f"{head.label}, {head.year}", comparator.display, comparator.symbol, note)
