"""The facts behind one line: where each figure came from, what it was counted from, and against what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from indicators.calculations.periods import long_date
from reports.presentation import day_words, own_date
from reports.rows import Cell, Line, Source

ReturnHref = Callable[[int], str]
Fact = dict[str, object]


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One figure with its facts, for components/summary_list.html."""

    cell: Cell
    is_current: bool
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One earlier figure of the same window, as it is shown."""

    day: date
    display: str


def cell_facts(line: Line, return_href: ReturnHref | None) -> list[CellFacts]:
    """The figures of a line, the current first; no `return_href` where the reader may not open returns."""
    cells = sorted(line.cells, key=lambda cell: cell.key != line.current)
    return [CellFacts(cell, cell.key == line.current, _facts(cell, return_href)) for cell in cells]


def trend(line: Line) -> list[TrendRow]:
    """The points of the trend, newest first."""
    return [TrendRow(date.fromisoformat(p.period_end), p.display) for p in reversed(line.series)]


def moment_words(iso: str) -> str:
    """'5 February 2025 at 14:05' from a local moment in ISO; '' from ''."""
    if not iso:
        return ""
    moment = datetime.fromisoformat(iso)
    return f"{long_date(moment.date())} at {moment:%H:%M}"


def made_from(lines: Iterable[Line]) -> list[dict[str, object]]:
    """The returns that the current figures came from, each once: its key, version and day of approval."""
    found: dict[int, dict[str, object]] = {}
    for line in lines:
        source = line.value.source
        if source is not None:
            approved = day_words(source.approved_at)
            found[source.return_id] = {
                "return_id": source.return_id,
                "version": source.version,
                "approved": approved,
            }
    return list(found.values())


def _facts(cell: Cell, return_href: ReturnHref | None) -> list[Fact]:
    facts: list[Fact] = []
    if cell.hidden:
        facts.append({"key": "Why hidden", "value": "So that no child can be identified"})
    elif cell.value is None and not cell.symbol:
        facts.append({"key": "Figure", "value": "None was returned for this period"})
    if cell.numerator is not None:
        facts.append({"key": "Numerator", "value": _count(cell.numerator)})
    if cell.denominator is not None:
        facts.append({"key": "Denominator", "value": _count(cell.denominator)})
    facts.append({"key": "Period and basis", "value": _first_upper(cell.basis) or "Not stated"})
    if own := own_date(cell):
        facts.append({"key": "Date of its own", "value": own})
    if cell.note:
        facts.append({"key": "Note", "value": cell.note})
    if cell.source is not None:
        facts += _source_facts(cell, cell.source, return_href)
    return facts


def _source_facts(cell: Cell, source: Source, return_href: ReturnHref | None) -> list[Fact]:
    period = f"{date.fromisoformat(cell.period_end):%B %Y}" if cell.period_end else ""
    came: Fact = {"key": "Return", "value": f"{period}, version {source.version}".lstrip(", ")}
    if return_href is not None:
        came["href"] = return_href(source.return_id)
    facts = [came]
    if source.row is not None:
        place = f"{source.file_name}, sheet {source.sheet}, row {source.row}"
        facts.append({"key": "Place in the file", "value": place})
    facts.append({"key": "Uploaded", "value": _act(source.uploaded_at, source.uploaded_by)})
    if source.approved_at:
        facts.append({"key": "Approved", "value": _act(source.approved_at, source.approved_by)})
    return facts


def _act(iso: str, by: str) -> str:
    return f"{moment_words(iso)}, by {by}" if by else day_words(iso)


def _count(text: str) -> str:
    return f"{Decimal(text):,f}"


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
