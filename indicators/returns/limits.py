"""How much of a file is read, by what it holds. Standard library alone: the throwaway process reads it."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MAX_MEMBERS = 1_000
# Characters of one cell of a csv.
MAX_CELL = 4_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each; `unpacked` and `memory` in bytes, `cpu` in seconds. `what` is the file in words."""

    what: str
    rows: int
    columns: int
    sheets: int
    unpacked: int
    # Characters of all cells together; many cells may share one text, which takes no room in the file.
    text: int
    memory: int
    cpu: int


FIGURES = Limits(
    what="a return of figures",
    rows=5_000,
    columns=60,
    sheets=20,
    unpacked=60 * MEGABYTE,
    text=2_000_000,
    memory=768 * MEGABYTE,
    cpu=5,
)
LISTS = Limits(
    what="a return of lists",
    rows=200_000,
    columns=80,
    sheets=60,
    unpacked=300 * MEGABYTE,
    text=100_000_000,
    # Polars asks for more addresses than it uses.
    memory=3_072 * MEGABYTE,
    cpu=30,
)
