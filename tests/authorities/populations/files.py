"""Small files of population estimates made for the tests, in the layout of the published one."""

from __future__ import annotations

from collections.abc import Sequence

HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,age_group,population_estimate"
)
AGES = "Children aged 0 to 17 years"
Place = tuple[str, str, str, str, str]

ENGLAND: Place = ("National", "", "", "", "")
REGION: Place = ("Regional", "T12000001", "Testing region", "", "")
INNER: Place = ("Regional", "T13000001", "Inner testing region", "", "")


def local(code: str, name: str) -> Place:
    return ("Local authority", "T12000001", "Testing region", code, name)


def line(year: int, place: Place, estimate: object, ages: str = AGES) -> str:
    level, region, region_name, code, name = place
    nine = f"E0600{code}" if code else ""
    return (
        f"{year},Reporting year,{level},E92000001,England,{region},{region_name},{code},{nine},"
        f'"{name}",{ages},{estimate}'
    )


def as_csv(lines: Sequence[str], header: str = HEADER) -> bytes:
    return ("\n".join([header, *lines]) + "\n").encode("utf-8-sig")


def estimates(places: Sequence[Place], years: Sequence[int] = (2023, 2024), start: int = 1000) -> list[str]:
    """One estimate for each place and year, going up by one: 1000, 1001..."""
    pairs = [(year, place) for year in years for place in places]
    return [line(year, place, start + number) for number, (year, place) in enumerate(pairs)]
