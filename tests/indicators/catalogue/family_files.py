"""Tiny family files for the tests of the catalogue."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from indicators.catalogue.loader import COLUMNS

GOOD_ROW = {
    "code": "REF_RATE",
    "name": "Referrals per 10,000 children",
    "family": "front door",
    "unit": "rate",
    "windows": "R6 R12",
    "window_note": "",
    "annualised": "R6",
    "polarity": "neutral",
    "numerator": "referrals",
    "denominator": "population aged 0-17",
    "counts_people": "yes",
    "annex_a_class": "A:R6 S:R12",
    "annex_a_lists": "3",
    "rule": "",
    "sources": "A scorecard row 1",
    "owner": "A council",
    "definition_date": "2025-01-31",
}


def write_family(
    folder: Path,
    rows: Iterable[Mapping[str, str]] = (GOOD_ROW,),
    name: str = "front-door.csv",
    columns: Iterable[str] = COLUMNS,
) -> Path:
    """The folder, now holding a family file of these rows; where a row lacks a column the cell is blank."""
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), extrasaction="ignore", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return folder
