"""Which counts of the catalogue are the same count under several codes, and which are parts of others.

`series.csv` names the counts that an indicator's numerator and denominator are; a blank one is a count of its
own. `at_period_end` marks what lists count as it stands at the period end, whatever the window. In
`relations.csv` a total is in every month one part and the rest; `level` marks a rest that stands at period
ends and whose gain is total less part.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indicators.calculations.worlds import Relation
from indicators.catalogue.loader import read_catalogue

FOLDER = Path(__file__).resolve().parent
SERIES, RELATIONS = "series.csv", "relations.csv"
COLUMNS = {
    SERIES: ["code", "numerator", "denominator", "at_period_end"],
    RELATIONS: ["total", "part", "rest", "level", "because"],
}
YES = {"yes": True, "": False}


class SeriesError(ValueError):
    """The files of series are refused; the message says where and why, a line for each fault."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The series of an indicator's two parts, '' for one of its own."""

    numerator: str
    denominator: str
    at_period_end: bool


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """The parts by code, and the relations among series."""

    parts: dict[str, Parts]
    relations: tuple[Relation, ...]


def at_period_end(series: str) -> str:
    """The series of the counts that stand at period ends, which are no sums of months."""
    return f"{series}, at the period end"


@cache
def series_table() -> SeriesTable:
    """The project's own files, read once."""
    return read_series(FOLDER, {entry.code for entry in read_catalogue()})


@cache
def _named_rests() -> dict[tuple[str, str], str]:
    named: dict[tuple[str, str], str] = {}
    for each in (one for relation in series_table().relations for one in _both(relation)):
        if each.rest and not each.level:
            named |= {(each.total, each.part): each.rest, (each.total, each.rest): each.part}
    return named


def what_is_left(total: str, part: str) -> str:
    """The series of a total without a part of it."""
    return _named_rests().get((total, part)) or Relation(total, part).others


def read_series(folder: Path, codes: Collection[str]) -> SeriesTable:
    """Both files of a folder. SeriesError for a code not among those given, an unknown name, a ring."""
    faults: list[str] = []
    parts: dict[str, Parts] = {}
    for line, row in _rows(folder / SERIES, faults):
        if row["code"] not in codes:
            faults.append(f"{SERIES}, line {line}: there is no indicator {row['code']!r} in the catalogue.")
        if row["code"] in parts:
            faults.append(f"{SERIES}, line {line}: {row['code']} is there twice; keep one of them.")
        if row["at_period_end"] not in YES:
            faults.append(f"{SERIES}, line {line}: at_period_end is yes or blank.")
            continue
        parts[row["code"]] = Parts(row["numerator"], row["denominator"], YES[row["at_period_end"]])
    relations = _relations(folder / RELATIONS, parts, faults)
    faults += _rings(relations)
    if faults:
        raise SeriesError("\n".join(faults))
    return SeriesTable(parts, relations)


def _rows(path: Path, faults: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        if header != COLUMNS[path.name]:
            faults.append(f"{path.name}: the columns are {', '.join(COLUMNS[path.name])}.")
            return
        for cells in rows:
            if len(cells) != len(header):
                faults.append(f"{path.name}, line {rows.line_num}: {len(header)} cells are wanted.")
                continue
            yield rows.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))


def _relations(path: Path, parts: dict[str, Parts], faults: list[str]) -> tuple[Relation, ...]:
    named = {name for each in parts.values() for name in (each.numerator, each.denominator)}
    found = []
    for line, row in _rows(path, faults):
        # What is left of a total may be named here for the first time.
        named |= {row["rest"]}
        place = f"{RELATIONS}, line {line}"
        unknown = sorted({row["total"], row["part"]} - (named - {""}))
        faults += [f"{place}: no indicator counts {name!r}: name a series of {SERIES}." for name in unknown]
        if row["level"] not in YES or (row["level"] and not row["rest"]):
            faults.append(f"{place}: level is yes or blank, and yes only beside a named rest.")
            continue
        if not row["because"]:
            faults.append(f"{place}: say why it holds.")
        found.append(Relation(row["total"], row["part"], row["rest"], YES[row["level"]]))
    return tuple(found)


def _rings(relations: Sequence[Relation]) -> Iterator[str]:
    """A series that is a part of itself, by whatever way round."""
    below = _below(relations)
    for name in below:
        if name in _reached(name, below, set()):
            yield f"{RELATIONS}: {name!r} is a part of itself."


def _below(relations: Sequence[Relation]) -> dict[str, set[str]]:
    """The parts of each total, and what is left of it where that is counted over the same months."""
    below: dict[str, set[str]] = {}
    for each in relations:
        below.setdefault(each.total, set()).update({each.part} | ({each.others} if not each.level else set()))
    return below


def _reached(name: str, below: dict[str, set[str]], stops: set[str]) -> set[str]:
    """All that lies below, not looking further beneath the stops."""
    found: set[str] = set()
    ahead = set(below.get(name, ()))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead |= set() if one in stops else below.get(one, set())
    return found


def relations_among(present: Collection[str], relations: Sequence[Relation]) -> list[Relation]:
    """The relations that bear upon these series, stepping over series that nobody counted.

    `present` are names as they are of windows and, made by `at_period_end`, of period ends.
    """
    everything = [each for one in relations for each in _both(one)]
    there, kept = set(present), dict.fromkeys(_named(everything, set(present)))
    while further := {name for each in kept for name in (each.total, each.part, each.others)} - there:
        there |= further
        kept |= dict.fromkeys(_named(everything, there))
    below = _below(everything)
    known = {(each.total, name) for each in kept for name in (each.part, each.others)}
    for total in sorted(there & below.keys()):
        for part in sorted(_reached(total, below, there) & there):
            if (total, part) not in known:
                kept[Relation(total, part)] = None
    return list(kept)


def _both(one: Relation) -> list[Relation]:
    """The relation over windows, and the same at period ends."""
    if one.level:
        return [Relation(one.total, one.part, at_period_end(one.rest), level=True)]
    rest = at_period_end(one.rest) if one.rest else ""
    return [one, Relation(at_period_end(one.total), at_period_end(one.part), rest)]


def _named(relations: Sequence[Relation], there: set[str]) -> Iterator[Relation]:
    """Those with a named rest that say anything of what is there."""
    for each in relations:
        held = [name in there for name in (each.total, each.part, each.rest)]
        if each.rest and (sum(held) >= 2 if each.level else held[0] and (held[1] or held[2])):
            yield each
