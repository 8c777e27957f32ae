"""Small files of the kinds that the project's mapping knows, with invented figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.authorities.tidy.small_files import AUTHORITIES, rows_of, tidy

YEARS = (2025, 2024, 2023)
REFERRALS = {
    "category": "Referrals and Re-referrals",
    "referral_count": "120",
    "rereferral_count": "24",
    "rereferral_percent": "20.0",
    "no_further_action_percent": "7.5",
    "rereferral_child_percent": "18.2",
}
SUITABILITY = ("Accommodation considered suitable", "Accommodation considered unsuitable", "No information")
ACTIVITY = ("Total", "Total in education, employment or training", "Total information not known")


def referrals(
    years: Iterable[int] = YEARS,
    changes: Mapping[tuple[int, str], Mapping[str, str]] | None = None,
    codes: Iterable[str] = AUTHORITIES,
    **common: str,
) -> bytes:
    """A file of referrals; `changes` by year and authority's code ('E' is England, 'R' the region)."""
    rows = rows_of(years, [REFERRALS | common], codes)
    for row in rows:
        key = row.get("old_la_code") or ("R" if row.get("region_code") else "E")
        row.update((changes or {}).get((int(row["time_period"]), key), {}))
    return tidy(rows)


def care_leavers(breakdowns: Iterable[str], *, header: bool = True) -> bytes:
    cells = [
        {
            "care_leaver_age": age,
            "breakdown": breakdown,
            "care_leaver_count": "12",
            "care_leaver_percent": "60",
        }
        for age in ("17 to 18 years", "19 to 21 years")
        for breakdown in breakdowns
    ]
    content = tidy(rows_of(YEARS, cells))
    return content if header else content[content.index(b"\n") + 1 :]
