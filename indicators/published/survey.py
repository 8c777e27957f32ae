"""What the columns of an unmapped tidy file hold: filters in words, figures, and neither."""

from __future__ import annotations

from dataclasses import dataclass, field

from authorities.tidy.problems import TidyError
from authorities.tidy.reading import TidyFile, figure

# More distinct words than these are names or notes, not a filter.
MOST_VALUES = 60
MOST_COMBINATIONS = 200


@dataclass(slots=True)
class Column:
    """One column: its distinct words (None once there are too many), and what its numbers are like."""

    name: str
    words: dict[str, None] | None = field(default_factory=dict)
    numbers: int = 0
    symbols: int = 0
    decimals: int = 0
    largest: float = 0.0

    def take(self, cell: str) -> None:
        try:
            value, _, places = figure(cell)
        except TidyError:
            self._word(cell)
            return
        if value is None:
            self.symbols += 1
            return
        self.numbers += 1
        self.decimals = max(self.decimals, places)
        self.largest = max(self.largest, abs(float(value)))

    def _word(self, cell: str) -> None:
        if self.words is not None and cell:
            self.words[cell] = None
            if len(self.words) > MOST_VALUES:
                self.words = None

    @property
    def is_figure(self) -> bool:
        """Numbers or symbols, and no words beside them."""
        return self.numbers > 0 and self.words == {}

    @property
    def is_filter(self) -> bool:
        return self.numbers == self.symbols == 0 and bool(self.words)


@dataclass(frozen=True, slots=True)
class Survey:
    """`filters` gives each filter column's values, `combinations` those that occur, in the file's order.

    `more`: there are others, above the 200 that are kept.
    """

    rows: int
    newest_year: int
    filters: dict[str, list[str]]
    figures: list[Column]
    combinations: list[dict[str, str]]
    more: bool = False


def survey(file: TidyFile) -> Survey:
    """Two passes over the file. TidyError for a line that cannot be read."""
    columns = [Column(name) for name in file.columns]
    rows = newest = 0
    for row in file.rows():
        rows += 1
        newest = max(newest, row.year)
        for column in columns:
            column.take(row.cells[column.name])
    filters = {column.name: list(column.words or ()) for column in columns if column.is_filter}
    combinations: dict[tuple[str, ...], None] = {}
    for row in file.rows():
        combinations[tuple([row.cells[name] for name in filters])] = None
        if len(combinations) > MOST_COMBINATIONS:
            break
    kept = list(combinations)[:MOST_COMBINATIONS]
    return Survey(
        rows,
        newest,
        filters,
        [column for column in columns if column.is_figure],
        [dict(zip(filters, values, strict=True)) for values in kept],
        more=len(combinations) > len(kept),
    )
