"""The register held against the files of the Department for Education and the ONS, where they are present."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from authorities.register.finding import AuthorityIndex
from authorities.register.rows import Register
from tests.authorities.register.published import LISTS_ALL_YEARS, Row, folder, listed, tidy_rows

TODAY = date(2025, 9, 30)


def rows_by_day() -> dict[tuple[str, date], list[Row]]:
    rows: dict[tuple[str, date], list[Row]] = defaultdict(list)
    for path in sorted(folder("published").glob("*.csv")):
        for row in tidy_rows(path):
            rows[row.file, row.day].append(row)
    assert rows, "the folder of published files is there but has no csv file with local authorities"
    return rows


def test_the_authorities_of_every_published_year_are_those_of_the_register(register: Register) -> None:
    """Joint workforce rows (314 / 318, 940 / 941) count as the two authorities they stand for."""
    for (file, day), rows in rows_by_day().items():
        codes = {row.code for row in rows}
        if file.startswith(LISTS_ALL_YEARS):
            ended_or_to_come = codes - {row.code for row in register.on(day)}
            assert all(row.not_in_being for row in rows if row.code in ended_or_to_come), (file, day)
            codes -= ended_or_to_come
        assert codes == {row.code for row in register.on(day)}, (file, day)


def test_the_regions_of_the_published_files_are_those_of_the_register(register: Register) -> None:
    regions = {row.code: row.region for row in register.authorities}
    kinds = {row.code: row.kind for row in register.authorities}
    for rows in rows_by_day().values():
        for row in rows:
            part, _, rest = row.region.partition(" ")
            if rest == "London":
                assert regions[row.code] == "London" and kinds[row.code] == f"{part} London borough", row
            else:
                assert regions[row.code] == row.region, row


def test_no_published_year_uses_a_nine_character_code_that_had_ended(register: Register) -> None:
    """Later codes for earlier years are common in these files; the reverse would mean a wrong date here."""
    lives = {row.code: row.held for row in register.authorities}
    held = {(row.authority, row.code): row.held for row in register.codes}
    for rows in rows_by_day().values():
        for row in rows:
            last = held[row.code, row.nine].last
            assert last is None or row.day <= last or not lives[row.code].covers(row.day), row


def test_every_code_and_name_in_the_published_files_finds_its_authority(stored: Register) -> None:
    index = AuthorityIndex.load()
    lives = {row.code: row.held for row in stored.authorities}
    for rows in rows_by_day().values():
        for row in rows:
            life = lives[row.code]
            if not life.covers(row.day):
                assert index.find(row.code, row.day) is None, row
            day = row.day if life.covers(row.day) else life.last or life.first or TODAY
            for text in (row.code, row.nine, row.name):
                found = index.find(text, day)
                assert found is not None and found.code == row.code, (text, row)


def test_every_code_and_name_in_the_neighbour_files_and_the_list_finds_its_authority(
    stored: Register,
) -> None:
    paths = [*sorted(folder("neighbours").iterdir()), *sorted(folder("authorities").glob("*.xlsx"))]
    index = AuthorityIndex.load()
    last_days = {row.code: row.held.last or TODAY for row in stored.authorities}
    for path in paths:
        rows = list(listed(path))
        assert len(rows) >= 153, path.name
        for code, name, neighbours in rows:
            for text, meant in [(code, code), (name, code), *((one, one) for one in neighbours)]:
                found = index.find(text, last_days[meant])
                assert found is not None and found.code == meant, (path.name, text)
