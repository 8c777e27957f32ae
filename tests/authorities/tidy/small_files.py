"""Small files in the layout of the published ones, about invented areas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

STANDARD = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "la_name",
    "new_la_code",
]
ENGLAND = {"geographic_level": "National", "country_code": "E92000001", "country_name": "England"}
REGION = ENGLAND | {
    "geographic_level": "Regional",
    "region_code": "T12000001",
    "region_name": "Test region",
}
AUTHORITIES = {"T01": "Ashmere", "T02": "Birchden, County of", "T03": "Coldwater"}


def authority(code: str, name: str = "") -> dict[str, str]:
    local = {"geographic_level": "Local authority", "old_la_code": code, "new_la_code": f"E0{code}"}
    return REGION | local | {"la_name": name or AUTHORITIES.get(code, code)}


def areas(codes: Iterable[str] = AUTHORITIES) -> list[dict[str, str]]:
    return [ENGLAND, REGION, *(authority(code) for code in codes)]


def rows_of(
    years: Iterable[int | str], cells: Sequence[Mapping[str, str]], codes: Iterable[str] = AUTHORITIES
) -> list[dict[str, str]]:
    """For every year and area one row for each of the `cells`."""
    standing = {"time_identifier": "Reporting year"}
    return [
        {"time_period": str(year), **standing, **area, **one}
        for year in years
        for area in areas(codes)
        for one in cells
    ]


def tidy(rows: Sequence[Mapping[str, str]], columns: Sequence[str] = (), *, bom: bool = False) -> bytes:
    """The file's bytes, its columns standard ones first unless they are given."""
    own = [name for name in rows[0] if name not in STANDARD] if rows else []
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns) or [*STANDARD, *own], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def line_of(content: bytes, *words: str) -> int:
    """The number of the first line that holds all the words."""
    lines = content.decode("utf-8-sig").splitlines()
    return next(number for number, line in enumerate(lines, 1) if all(word in line for word in words))
