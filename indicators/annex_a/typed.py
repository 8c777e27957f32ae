"""What reading an Annex A file yields: a typed frame for each list, what was matched, what was wrong.

Lives in the throwaway process. Nothing here has been protected yet; `protect` does that before anything
leaves the process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

import polars as pl

from indicators.annex_a.lists import AnnexAList

ERROR: Final = "error"
WARNING: Final = "warning"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing wrong or doubtful. `row` is as Excel counts it; `value` is quoted only where it names nobody.

    An error stops the return; a warning is to be read and confirmed.
    """

    severity: Literal["error", "warning"]
    code: str
    sentence: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""


@dataclass(slots=True)
class TypedList:
    """One list, typed and not yet protected.

    `frame` has `row` (UInt32, as Excel counts) and one column for each column of the list that has a field:
    identifiers and teams as text (String), `born` (Date) in the place of `birth_month`, `age` and counts as
    Int64, dates as Date, codes as String (null where blank), yes and no as Boolean, `postcode` as text in the
    place of `district`. A heading that the file lacks gives a column of nulls.
    """

    spec: AnnexAList
    sheet: str
    layout: str
    frame: pl.DataFrame
    rejected: int = 0
    repeated: int = 0
    # {"heading", "found", "how", "column"}: "how" is exact, normalised, alias, loose or missing.
    headings: list[dict[str, str]] = field(default_factory=list)
    # {"column", "found", "code", "how", "rows"}: "how" is code, letter or label.
    values: list[dict[str, str | int]] = field(default_factory=list)


@dataclass(slots=True)
class TypedFile:
    """The lists of one file by number, and every problem met on the way."""

    lists: dict[int, TypedList] = field(default_factory=dict)
    problems: list[Found] = field(default_factory=list)
    # Problems beyond the most that one return keeps.
    left_out: int = 0
