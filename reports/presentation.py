"""What the pages of a scorecard need, from its lines: cells with headings and links, counts, words.

Nothing is reckoned here and nothing is disclosed here: the lines come disclosed (reports/reading.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, long_date, window_name
from reports.comparing.words import POSITIONS, Figure, comparator_figure, position_note, position_source
from reports.exception_report import first_anchors
from reports.heads import ColumnHead, ComparatorHead, SectionHead, given_heads
from reports.reading import Definition, Reading
from reports.rows import Cell, Line
from reports.sparklines import Sparkline, sparkline
from reports.target_columns import TargetColumns, grade_in_words, target_columns

LineHref = Callable[[str], str]

# What the basis of a typed figure ends with; said in the drill-down, too long for a cell.
GIVEN = ", as the authority gave it"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, ready to be placed. `in_words` says in a sentence what is counted."""

    line: Line
    href: str
    figures: tuple[Figure, ...]
    comparators: tuple[Figure, ...]
    window: str
    position: str
    position_note: str
    trend: Sparkline
    meaning: Definition | None
    in_words: str
    grade: str

    @property
    def paragraphs(self) -> list[str]:
        return [text for text in self.line.analysis.splitlines() if text.strip()]


# Columns that a desk's screen shows at the usual size of type are fewer.
WIDE = 13


@dataclass(frozen=True, slots=True)
class Table:
    """One section of the scorecard. Comparators that nobody gave a figure for take no column."""

    title: str
    introduction: str
    columns: tuple[ColumnHead, ...]
    comparators: tuple[ComparatorHead, ...]
    rows: tuple[Row, ...]
    has_position: bool
    position_source: str
    has_trend: bool
    extra: TargetColumns

    @property
    def width(self) -> int:
        """How many columns the table has, for a row that spans it."""
        fixed = 4  # indicator, direction, target, rating
        shown = fixed + len(self.columns) + len(self.comparators)
        return shown + self.has_position + self.has_trend + self.extra.width

    @property
    def is_wide(self) -> bool:
        """Whether its columns only fit beside each other in smaller type."""
        return self.width >= WIDE


def tables(reading: Reading, line_href: LineHref) -> list[Table]:
    """Every section of a reading, in printed order."""
    return [_table(reading, section, line_href) for section in reading.sections]


def counts(lines: Sequence[Line]) -> dict[str, list[dict[str, object]]]:
    """How many lines are green, amber, red or not judged; how many got better or worse. For counts.html.

    `anchor` is where the exception report begins with lines of that rating.
    """
    rags = Counter(line.rag for line in lines)
    effects = Counter(line.effect for line in lines)
    anchors = first_anchors(lines)
    return {
        "ratings": [
            {"number": rags["green"], "label": "green", "rag": "green", "anchor": anchors["green"]},
            {"number": rags["amber"], "label": "amber", "rag": "amber", "anchor": anchors["amber"]},
            {"number": rags["red"], "label": "red", "rag": "red", "anchor": anchors["red"]},
            {"number": rags["none"], "label": "not rated", "anchor": anchors["none"]},
        ],
        "directions": [
            {"number": effects["better"], "label": "getting better"},
            {"number": effects["worse"], "label": "getting worse"},
            {"number": effects["steady"], "label": "unchanged"},
            {"number": effects["none"], "label": "not judged"},
        ],
    }


def symbols_used(lines: Sequence[Line]) -> list[str]:
    """The symbols that stand in any cell, for the key at the foot."""
    found = {cell.symbol for line in lines for cell in line.cells}
    found |= {comparator.symbol for line in lines for comparator in line.comparators}
    return sorted(symbol for symbol in found if symbol)


def counted(meaning: Definition, unit: str) -> str:
    """What an indicator counts, and out of what, in one sentence; its terms are the catalogue's."""
    # 'of those' points at the denominator, which comes after it in a sentence.
    top = meaning.numerator.removeprefix("of those, ").replace("the window", "the period")
    below = meaning.denominator.replace("the window", "the period")
    if not top:
        return "The catalogue does not say what is counted."
    if not below:
        return f"Counts {top}."
    if unit == Unit.RATE:
        return f"Counts {top}, for every 10,000 of the {below.removeprefix('the ')}."
    if unit in (Unit.AVERAGE, Unit.DAYS):
        return f"{top[:1].upper()}{top[1:]}, divided by {below}."
    return f"Counts {top}, out of {below}."


def own_date(cell: Cell) -> str:
    """The day of a figure in words where it is another than the period end, which is said without it."""
    return day_words(cell.as_at) if cell.as_at and cell.as_at != cell.period_end else ""


def window_words(line: Line) -> str:
    """The window of the current figure in plain words, 'rolling 6 months'; '' where it has none."""
    code = line.value.window
    return window_name(Window(code)) if code else ""


def day_words(iso: str) -> str:
    """'31 January 2025' from '2025-01-31' or from a moment in ISO; '' from ''."""
    return long_date(date.fromisoformat(iso[:10])) if iso else ""


def _table(reading: Reading, section: SectionHead, line_href: LineHref) -> Table:
    lines = reading.lines_of(section)
    given = given_heads(section, lines)
    rows = tuple(_row(reading, section, line, given, line_href(line.number)) for line in lines)
    return Table(
        title=section.title,
        introduction=section.introduction,
        columns=section.columns,
        comparators=given,
        rows=rows,
        has_position=any(line.position != "none" for line in lines),
        position_source=position_source(lines),
        has_trend=any(row.trend.points for row in rows),
        extra=target_columns(section),
    )


def _row(
    reading: Reading, section: SectionHead, line: Line, given: Sequence[ComparatorHead], href: str
) -> Row:
    headings = {column.key: column.label for column in section.columns}
    heads = {head.key: head for head in given}
    meaning = reading.definitions.get(line.code)
    return Row(
        line=line,
        href=href,
        figures=tuple(_figure(cell, headings.get(cell.key, cell.label), line.current) for cell in line.cells),
        comparators=tuple(comparator_figure(c, heads[c.key]) for c in line.comparators if c.key in heads),
        window=window_words(line),
        position=POSITIONS.get(line.position, ""),
        position_note=position_note(line, reading.lines_of(section)),
        trend=sparkline(line.series, line.value),
        meaning=meaning,
        in_words=counted(meaning, line.unit) if meaning else "",
        grade=grade_in_words(line),
    )


def _figure(cell: Cell, heading: str, current: str) -> Figure:
    notes = list(cell.marks)
    if cell.label != heading:
        # The heading names another window or another day than this cell's.
        notes.append(cell.basis.removesuffix(GIVEN))
    if own := own_date(cell):
        notes.append(f"at {own}")
    return Figure(heading, cell.display, cell.symbol, "; ".join(notes), cell.key == current)
