"""Who stands out on one indicator, by name, in a few sentences: the answer above its charts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from authorities.models import Authority
from indicators.calculations.direction import Effect
from indicators.calculations.funnel import FEWEST_FOR_FUNNEL, Funnel, Plotted, Side, Zone
from reports.rows import Line
from reports.side_by_side.matrix import Entry
from reports.side_by_side.placing import as_shown

NOBODY = "No real difference: no authority is further from the others than chance explains."
# As far as a quarter goes from the middle, either way.
FARTHEST = 2


class Row(Protocol):
    """What is asked of a row of the page (one_indicator.Beside)."""

    @property
    def entry(self) -> Entry: ...
    @property
    def plotted(self) -> Plotted | None: ...
    @property
    def authority(self) -> Authority: ...
    @property
    def line(self) -> Line: ...
    @property
    def worsens(self) -> bool: ...


def who_stands_out(funnel: Funnel | None, rows: Sequence[Row]) -> list[str]:
    """The sentences. `rows` stand from the best to the worst, or from the highest to the lowest."""
    shown = [row for row in rows if row.entry.value is not None]
    if len(shown) < FEWEST_FOR_FUNNEL:
        return _too_few(rows, len(shown))
    if len({_figure(row) for row in shown}) == 1:
        return [f"All {len(shown)} stand at {shown[0].line.value.display}: nobody stands out."]
    if funnel is None:
        return _ends(shown)
    far = [row for row in shown if row.plotted and row.plotted.zone is Zone.BEYOND_998]
    worsening = [row for row in reversed(far) if _effect(row) is Effect.WORSE and row.worsens]
    if funnel.caution:
        also = f"Outside the limits, and getting worse by more than chance: {_named(worsening)}."
        return [funnel.caution, *_quarters(far), *([also] if worsening else [])]
    near = [row for row in shown if row.plotted and row.plotted.zone is Zone.BEYOND_95]
    said = _ways(far, "{} than chance explains: {}.") or [NOBODY]
    if worsening:
        said.append(f"Getting worse as well, by more than chance: {_named(worsening)}.")
    return said + _ways(near, "Perhaps {}, but less surely: {}.")


def _too_few(rows: Sequence[Row], shown: int) -> list[str]:
    """Nobody is placed among fewer than four, so nobody is called best or worst."""
    hidden = sum(row.entry.value is None and bool(row.line.value.symbol) for row in rows)
    without = len(rows) - shown - hidden
    if not shown and not hidden:
        return ["No figure of this indicator can be shown for these authorities."]
    others = [f"{hidden} {'is' if hidden == 1 else 'are'} hidden"] if hidden else []
    others += [f"{without} {'has' if without == 1 else 'have'} no figure"] if without else []
    tail = f"; {', '.join(others)}" if others else ""
    return [f"{shown or 'None'} of {len(rows)} can be shown{tail}. Nobody can be placed."]


def _ends(shown: Sequence[Row]) -> list[str]:
    """The two ends, each with all whose figures read the same."""
    first, last = ([row for row in shown if _figure(row) == _figure(end)] for end in (shown[0], shown[-1]))
    ends = ("Best", "worst") if shown[0].entry.rank is not None else ("Highest", "lowest")
    untold = "Whether that is more than chance cannot be told here."
    return [f"{ends[0]}: {_named(first)}; {ends[1]}: {_named(last)}.", untold]


def _quarters(far: Sequence[Row]) -> list[str]:
    """Of the many outside the limits those in the outer quarters of the group alone."""
    judged = any(_effect(row) is not Effect.NONE for row in far)
    ways = (("worst", -FARTHEST), ("best", FARTHEST)) if judged else (("highest", 2), ("lowest", -2))
    said = []
    for word, step in ways:
        held = [row for row in far if row.entry.by_quarter and row.entry.by_quarter.step == step]
        held = held[::-1] if word in ("worst", "lowest") else held
        if held:
            said.append(f"Outside the limits and in the {word} quarter: {_named(held)}.")
    return said


def _ways(rows: Sequence[Row], sentence: str) -> list[str]:
    """A sentence for each way of standing out, the worse or the higher first, each from the furthest on."""
    if any(_effect(row) in (Effect.WORSE, Effect.BETTER) for row in rows):
        worse = [row for row in reversed(rows) if _effect(row) is Effect.WORSE]
        ways = (("worse", worse), ("better", [row for row in rows if _effect(row) is Effect.BETTER]))
    else:
        lower = [row for row in reversed(rows) if _side(row) is Side.BELOW]
        ways = (("higher", [row for row in rows if _side(row) is Side.ABOVE]), ("lower", lower))
    found = [sentence.format(word, _named(held)) for word, held in ways if held]
    return [words[:1].upper() + words[1:] for words in found]


def _figure(row: Row) -> Decimal | None:
    return as_shown(row.entry)


def _effect(row: Row) -> Effect:
    return row.plotted.effect if row.plotted else Effect.NONE


def _side(row: Row) -> Side:
    return row.plotted.side if row.plotted else Side.LEVEL


def _named(rows: Sequence[Row]) -> str:
    """'Place A (30%); Place B (25%)': a name may hold commas and an 'and'."""
    return "; ".join(f"{row.authority.name} ({row.line.value.display})" for row in rows)
