"""What a chart is: a picture to be drawn, the same in words, and the figures it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Row = dict[str, object]


class ChartName(StrEnum):
    """The charts of a region, as their addresses name them."""

    RANKED = "ranked"
    FUNNEL = "funnel"
    MULTIPLES = "multiples"
    CONTROL = "control"
    SPINE = "spine"


@dataclass(frozen=True, slots=True)
class Chart:
    """`alt` says in a sentence or two what the picture shows, with the numbers that matter.

    `spec` is in Vega-Lite. `rows` are the figures behind it, one dictionary a row with the keys of `columns`;
    those that cannot be shown stand there by their symbol and have no number.
    """

    title: str
    alt: str
    spec: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def cells(self) -> list[list[object]]:
        """The rows as lists in the order of the columns."""
        return [[row[column] for column in self.columns] for row in self.rows]
