"""One authority's child-level returns as the measures ask for them, each view of them made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from indicators.annex_a.lists import BY_NUMBER, DERIVED_OF_CARE, Kind
from indicators.calculations.working_days import WorkingDays
from indicators.measures.choices import Choices
from indicators.measures.days import DayCounter
from indicators.measures.held import Coverage, Held
from indicators.measures.speaking import dated_rows, returns_of, speaking_rows

_TYPES: Mapping[Kind, pl.DataType] = {
    Kind.CHILD: pl.Int64(), Kind.WORKER: pl.Int64(), Kind.ADOPTER: pl.Int64(), Kind.FAMILY: pl.Int64(),
    Kind.BIRTH: pl.Date(), Kind.DATE: pl.Date(), Kind.AGE: pl.Int64(), Kind.COUNT: pl.Int64(),
    Kind.CODE: pl.String(), Kind.TEAM: pl.String(), Kind.POSTCODE: pl.String(), Kind.YES_NO: pl.Boolean(),
}  # fmt: skip


def schema_of(number: int) -> dict[str, pl.DataType]:
    """The columns of the list's stored rows, with `held`: the number of the return they came from."""
    kept = {column.field: _TYPES[column.kind] for column in BY_NUMBER[number].kept}
    if number == 8:
        kept |= {name: pl.Int64() if name == "age_ceased" else pl.Boolean() for name in DERIVED_OF_CARE}
    return {"row": pl.Int64(), **kept, "held": pl.Int16()}


class History:
    """The rows of every list, those that speak, and those at each period end."""

    def __init__(
        self,
        frames: Mapping[int, pl.DataFrame],
        held: Sequence[Held],
        choices: Choices,
        calendar: WorkingDays,
    ) -> None:
        self.coverage = Coverage(held)
        self.choices = choices
        self.counter = DayCounter(calendar)
        self._frames = frames
        self._returned: dict[int, pl.DataFrame] = {}
        self._speaking: dict[int, pl.DataFrame] = {}

    def returned(self, number: int) -> pl.DataFrame:
        """Every row of the list; none where no return holds it."""
        if number not in self._returned:
            frame = self._frames.get(number)
            if frame is None:
                frame = pl.DataFrame(schema=schema_of(number))
            untyped = [name for name, kind in frame.schema.items() if kind == pl.Null]
            self._returned[number] = frame.cast({name: schema_of(number)[name] for name in untyped})
        return self._returned[number]

    def speaking(self, number: int) -> pl.DataFrame:
        """The rows of the list that speak (see `indicators.measures.speaking`)."""
        if number not in self._speaking:
            self._speaking[number] = speaking_rows(number, self.returned(number), self.coverage)
        return self._speaking[number]

    def dated(self, number: int, on: str) -> pl.DataFrame:
        """The rows that speak with that date in a covered month, which is `month`."""
        return dated_rows(number, self.speaking(number), on, self.coverage)

    def at_period_ends(self, number: int) -> pl.DataFrame:
        """The rows of every return at its own `period_end`, which is the last day of `month`."""
        frame = self.returned(number)
        own = returns_of(frame)
        return frame.with_columns(
            period_end=pl.Series(self.coverage.period_ends[own], dtype=pl.Date),
            month=pl.Series(self.coverage.ends[own] - self.coverage.first),
        )
