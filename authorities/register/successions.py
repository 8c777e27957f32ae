"""What must hold between an authority that ended and those that took over from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from authorities.register.rows import AuthorityRow, Register, SuccessionRow

KINDS = ("merger", "split")


def check_successions(register: Register) -> Iterator[str]:
    """Every fault of successions.csv, as sentences."""
    authorities = {row.code: row for row in register.authorities}
    for row in register.successions:
        where = f"successions.csv, line {row.line}"
        unknown = [code for code in (row.predecessor, row.successor) if code not in authorities]
        for code in unknown:
            yield f'{where}: succession names authority "{code}", which is not in authorities.csv.'
        if row.kind not in KINDS:
            yield f'{where}: kind "{row.kind}" is neither merger nor split.'
        if not unknown:
            yield from _dates_meet(where, row, authorities[row.predecessor], authorities[row.successor])
    yield from _kinds_hold(register)
    yield from _changes_are_explained(register)


def _dates_meet(
    where: str, row: SuccessionRow, predecessor: AuthorityRow, successor: AuthorityRow
) -> Iterator[str]:
    if predecessor.held.last != row.on - timedelta(days=1):
        yield f"{where}: {predecessor.name} ({predecessor.code}) must end on the day before {row.on}."
    if successor.held.first != row.on:
        yield f"{where}: {successor.name} ({successor.code}) must begin on {row.on}."


def _kinds_hold(register: Register) -> Iterator[str]:
    predecessors = Counter(row.successor for row in register.successions)
    successors = Counter(row.predecessor for row in register.successions)
    pairs = Counter((row.predecessor, row.successor) for row in register.successions)
    for row in register.successions:
        where = f"successions.csv, line {row.line}"
        if row.kind == "merger" and predecessors[row.successor] < 2:
            yield f"{where}: a merger into {row.successor} needs two predecessors or more."
        if row.kind == "split" and successors[row.predecessor] < 2:
            yield f"{where}: a split of {row.predecessor} needs two successors or more."
    for (predecessor, successor), times in pairs.items():
        if times > 1:
            yield f"successions.csv: {predecessor} to {successor} stands {times} times."


def _changes_are_explained(register: Register) -> Iterator[str]:
    ended = {row.predecessor for row in register.successions}
    begun = {row.successor for row in register.successions}
    for row in register.authorities:
        if row.held.last is not None and row.code not in ended:
            yield f"successions.csv: {row.name} ({row.code}) ended on {row.held.last} without a successor."
        if row.held.first is not None and row.code not in begun:
            yield f"successions.csv: {row.name} ({row.code}) began on {row.held.first} without a predecessor."
