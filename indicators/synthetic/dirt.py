"""Untidiness on request: what councils' files look like, one kind or all, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indicators.synthetic import untidy_cells, untidy_rows, untidy_sheets
from indicators.synthetic.chance import Chance
from indicators.synthetic.sheets import Sheet
from indicators.synthetic.soiling import Soiling, Spot

# In this order: names and titles first, since they decide what row a later spot is in; rows that are
# repeated are still clean; cells last, and no cell twice.
_WHOLE: dict[str, Callable[[Soiling], None]] = {
    act.__name__: act
    for act in (
        untidy_sheets.sheet_names,
        untidy_sheets.title_row,
        untidy_sheets.age_heading,
        untidy_sheets.heading_quotes,
        untidy_sheets.heading_case,
        untidy_sheets.heading_spaces,
        untidy_sheets.hidden_sheet,
        untidy_sheets.sheet_order,
        untidy_sheets.date_1904,
        untidy_rows.over_18,
        untidy_rows.two_birth_dates,
        untidy_rows.low_counters,
        untidy_rows.disordered_dates,
        untidy_rows.repeated_rows,
        untidy_sheets.extra_column,
        untidy_rows.identifier_case,
    )
}
KINDS = (*_WHOLE, *untidy_cells.KINDS, "future_dates")
ALL = frozenset(KINDS)


@dataclass(frozen=True, slots=True)
class Dirt:
    """What kinds, and the share of rows that each kind reaches. ValueError for a kind that is none."""

    seed: int
    kinds: frozenset[str] = ALL
    share: float = 0.02

    def __post_init__(self) -> None:
        if unknown := sorted(self.kinds - ALL):
            raise ValueError(f"There is no dirt of kind {', '.join(unknown)}.")
        if not 0 < self.share <= 1:
            raise ValueError("The share of rows is above 0 and at most 1.")


def soil(sheets: list[Sheet], dirt: Dirt) -> list[Spot]:
    """Makes the sheets untidy, in place, and says where. Sheets without rows stay as they are."""
    of = Soiling(sheets, Chance(f"{dirt.seed}/dirt"), dirt.share)
    for kind in KINDS:
        if kind not in dirt.kinds:
            continue
        if kind in _WHOLE:
            _WHOLE[kind](of)
        else:
            untidy_cells.soil_cells(of, kind)
    return of.spots
