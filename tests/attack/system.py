"""What is known of counts as linear equations and bounds, and how far each count is free in them."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

# A count: how often each unknown enters it.
Sum = dict[int, float]
SLACK = 1e-6
# More than any count here.
MOST = 10_000
# What the solver says of a problem.
SOLVED, INFEASIBLE = 0, 2
TRIES = 6


class Contradiction(Exception):
    """No counts agree with all that was seen: somebody who solved for them would notice."""


@dataclass(frozen=True, slots=True)
class Row:
    """The sum lies between the bounds, both inside."""

    of: tuple[tuple[int, float], ...]
    low: float
    high: float


@dataclass
class Room:
    """Between which whole numbers a count may lie. `low` and `high` as far as they were looked for."""

    low: float = math.inf
    high: float = -math.inf

    def take(self, value: float) -> None:
        self.low, self.high = min(self.low, value), max(self.high, value)

    @property
    def values(self) -> int:
        if self.high < self.low - SLACK:
            return 0
        return max(0, math.floor(self.high + SLACK) - math.ceil(self.low - SLACK) + 1)


@dataclass
class System:
    """Unknown counts, none below nought, by name; and what holds among them."""

    places: dict[object, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def unknown(self, name: object) -> int:
        return self.places.setdefault(name, len(self.places))

    def holds(self, of: Sum, low: float, high: float) -> None:
        self.rows.append(Row(tuple(sorted(of.items())), low, high))

    def rooms(self, wanted: Sequence[Sum], enough: float) -> list[Room]:
        """How far each of the sums is free: exactly, or until `enough` whole values were found for it.

        Raises Contradiction.
        """
        rooms = [Room() for _ in wanted]
        for unknowns, rows, which in self._parts(wanted):
            part = _Part(unknowns, rows)
            part.search([(wanted[n], rooms[n]) for n in which], enough)
        return rooms

    def whole_values(self, wanted: Sequence[tuple[Sum, Room]], enough: int) -> list[int]:
        """How many values each of the sums can have where all unknowns are whole; no more than `enough`.

        Slower than `rooms`, whose answer says where to look, and exact.
        """
        values: list[set[int]] = [set() for _ in wanted]
        for unknowns, rows, which in self._parts([of for of, _ in wanted]):
            part = _Part(unknowns, rows)
            for n in which:
                of, room = wanted[n]
                for value in range(math.ceil(room.low - SLACK), math.floor(room.high + SLACK) + 1):
                    if len(values[n]) < enough and part.can_be(of, value):
                        values[n].add(value)
        return [len(found) for found in values]

    def _parts(self, wanted: Sequence[Sum]) -> Iterable[tuple[list[int], list[Row], list[int]]]:
        """The system falls into parts that have nothing to do with each other; only those wanted."""
        size = len(self.places)
        ties = [dict(row.of) for row in self.rows] + list(wanted)
        pairs = [(next(iter(tie)), other) for tie in ties for other in tie]
        graph = csr_matrix((np.ones(len(pairs)), tuple(np.array(pairs).T)), shape=(size, size))
        _, label = connected_components(graph, directed=False)
        by_label: dict[int, tuple[list[int], list[Row], list[int]]] = {}
        for n, sum_ in enumerate(wanted):
            by_label.setdefault(label[next(iter(sum_))], ([], [], []))[2].append(n)
        for place in range(size):
            if label[place] in by_label:
                by_label[label[place]][0].append(place)
        for row in self.rows:
            if label[row.of[0][0]] in by_label:
                by_label[label[row.of[0][0]]][1].append(row)
        return by_label.values()


class _Part:
    """A part of the system in the form that the solver takes."""

    def __init__(self, unknowns: list[int], rows: list[Row]) -> None:
        self._column = {place: n for n, place in enumerate(unknowns)}
        equal = [row for row in rows if row.low == row.high]
        bound = [(row, 1.0, row.high) for row in rows if row.low < row.high < math.inf]
        bound += [(row, -1.0, -row.low) for row in rows if -math.inf < row.low < row.high]
        self._a_eq = self._matrix([(row, 1.0) for row in equal])
        self._b_eq = [row.high for row in equal]
        self._a_ub = self._matrix([(row, sign) for row, sign, _ in bound])
        self._b_ub = [limit for _, _, limit in bound]

    def search(self, wanted: list[tuple[Sum, Room]], enough: float) -> None:
        """A few shots in many directions at once first; then each that is still narrow by itself."""
        vectors = [self._vector(of) for of, _ in wanted]
        rng = random.Random("directions")  # noqa: S311
        for turn in range(TRIES):
            narrow = [n for n, (_, room) in enumerate(wanted) if room.values < enough]
            if not narrow:
                return
            sign = 1 if turn % 2 else -1
            aim = np.sum([sign * rng.uniform(0.5, 1) * vectors[n] for n in narrow], axis=0)
            self._shoot(aim, vectors, wanted)
        for n, (_, room) in enumerate(wanted):
            for sign in (1, -1):
                if room.values < enough:
                    self._shoot(sign * vectors[n], vectors, wanted)

    def can_be(self, of: Sum, value: int) -> bool:
        """Whether the sum can have the value where every unknown is a whole number."""
        vector = self._vector(of)
        bound = [LinearConstraint(vector, value, value)]
        bound += [LinearConstraint(self._a_eq, self._b_eq, self._b_eq)] if self._b_eq else []
        bound += [LinearConstraint(self._a_ub, -np.inf, self._b_ub)] if self._b_ub else []
        size = len(vector)
        found = milp(np.zeros(size), constraints=bound, bounds=Bounds(0, MOST), integrality=np.ones(size))
        assert found.status in (SOLVED, INFEASIBLE), found.message
        return bool(found.status == SOLVED)

    def _shoot(self, aim: np.ndarray, vectors: list[np.ndarray], wanted: list[tuple[Sum, Room]]) -> None:
        found = linprog(
            aim,
            **{"A_eq": self._a_eq, "b_eq": self._b_eq} if self._b_eq else {},
            **{"A_ub": self._a_ub, "b_ub": self._b_ub} if self._b_ub else {},
            bounds=(0, MOST),
            method="highs",
        )
        if found.status != SOLVED:
            raise Contradiction(found.message)
        for vector, (_, room) in zip(vectors, wanted, strict=True):
            room.take(float(vector @ found.x))

    def _vector(self, of: Sum) -> np.ndarray:
        vector = np.zeros(len(self._column))
        for place, weight in of.items():
            vector[self._column[place]] = weight
        return vector

    def _matrix(self, rows: list[tuple[Row, float]]) -> csr_matrix:
        entries = [
            (n, self._column[place], sign * weight)
            for n, (row, sign) in enumerate(rows)
            for place, weight in row.of
        ]
        shape = (len(rows), len(self._column))
        if not entries:
            return csr_matrix(shape)
        across, down, weights = zip(*entries, strict=True)
        return csr_matrix((weights, (across, down)), shape=shape)
