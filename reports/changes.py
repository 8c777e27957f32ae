"""What changed between two readings of one scorecard: the figure, its rating, its target, its analysis."""

from __future__ import annotations

from dataclasses import dataclass

from reports.reading import Reading
from reports.rows import Comparator, Line
from reports.target_columns import bands_in_words

POSITION = "compared to mid-50%"


@dataclass(frozen=True, slots=True)
class LineChange:
    """One thing of one line that differs. `before` or `after` is '' where there was nothing."""

    number: str
    indicator: str
    what: str
    before: str
    after: str
    is_text: bool = False


def changes_between(older: Reading, newer: Reading) -> list[LineChange]:
    """Every difference that a reader can see, in the order of the newer reading; lines that went come last.

    Both are for the same audience, so that a hidden figure shows no change.
    """
    before = {line.number: line for line in older.lines}
    after = {line.number: line for line in newer.lines}
    found: list[LineChange] = []
    for number, line in after.items():
        found.extend(_line_changes(before.get(number), line))
    found.extend(
        LineChange(number, line.indicator, "line", "on the scorecard", "taken off")
        for number, line in before.items()
        if number not in after
    )
    return found


def comparison_changes(was: Line, now: Line) -> list[LineChange]:
    """The comparators and the position of one line that print otherwise."""
    parts = [(what, old, new) for what, old, new, _ in _comparators(was, now)]
    parts.append((POSITION, _position(was), _position(now)))
    return [LineChange(now.number, now.indicator, what, old, new) for what, old, new in parts if old != new]


def _line_changes(was: Line | None, now: Line) -> list[LineChange]:
    if was is None:
        return [LineChange(now.number, now.indicator, "line", "", "added to the scorecard")]
    parts = _cells(was, now)
    parts += [(what, old, new, False) for (what, old), (_, new) in zip(_parts(was), _parts(now), strict=True)]
    parts += _comparators(was, now)
    parts.append(("analysis", was.analysis, now.analysis, True))
    return [
        LineChange(now.number, now.indicator, what, old, new, is_text)
        for what, old, new, is_text in parts
        if old != new
    ]


def _parts(line: Line) -> list[tuple[str, str]]:
    return [
        ("indicator", line.indicator),
        ("target", line.target),
        ("bands", bands_in_words(line)),
        ("baseline", line.baseline_display),
        ("which way is good", line.polarity_reason),
        ("rating", line.rag if line.rag != "none" else "not rated"),
        ("direction", line.word.lower()),
        (POSITION, _position(line)),
    ]


def _position(line: Line) -> str:
    return line.position if line.position != "none" else ""


def _cells(was: Line, now: Line) -> list[tuple[str, str, str, bool]]:
    """Figures by column. One that shows alike but is made of other parts is a change too."""
    older = {cell.key: cell for cell in was.cells}
    newer = {cell.key: cell for cell in now.cells}
    found = []
    for key in {**older, **newer}:
        old, new = older.get(key), newer.get(key)
        label = (new or old).label  # type: ignore[union-attr]
        texts = ["" if c is None else c.display for c in (old, new)]
        if texts[0] == texts[1] and old and new:
            texts = [
                f"{cell.display} ({cell.numerator} of {cell.denominator})"
                if cell.numerator is not None and cell.denominator is not None
                else cell.display
                for cell in (old, new)
            ]
        found.append((f"figure, {label}", texts[0], texts[1], False))
    return found


def _comparators(was: Line, now: Line) -> list[tuple[str, str, str, bool]]:
    older = {c.key: _in_words(c) for c in was.comparators}
    newer = {c.key: _in_words(c) for c in now.comparators}
    return [
        (f"comparator, {key}", older.get(key, ""), newer.get(key, ""), False) for key in {**older, **newer}
    ]


def _in_words(comparator: Comparator) -> str:
    """The figure with its year, and with how many neighbours it is made of where some have none."""
    if not comparator.display:
        return ""
    some = comparator.of and comparator.used != comparator.of
    of = f", {comparator.used} of {comparator.of} neighbours" if some else ""
    return f"{comparator.display} ({comparator.year}{of})"
