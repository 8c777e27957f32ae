"""What must hold in the register of authorities: one rule, one function, a sentence for each fault."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import TypeVar

from authorities.register.names import name_key
from authorities.register.rows import AuthorityRow, CodeRow, NameRow, Register, Span
from authorities.register.successions import check_successions

Item = TypeVar("Item")

REGIONS = 9
AUTHORITIES_TODAY = 153
# The kinds, and how the nine-character codes of each begin.
KINDS = {
    "Inner London borough": "E09",
    "Outer London borough": "E09",
    "Metropolitan district": "E08",
    "Unitary authority": "E06",
    "Shire county": "E10",
}


def check_register(register: Register) -> list[str]:
    """Every fault of the register of England, as sentences; empty when it holds."""
    rules = (
        _regions_hold,
        _authorities_hold,
        _counts_hold,
        _references_hold,
        _names_hold,
        _names_are_unshared,
        _codes_hold,
        _codes_follow_each_other,
        check_successions,
    )
    return [problem for rule in rules for problem in rule(register)]


def check_demonstration(fictional: Register, real: Register) -> list[str]:
    """Every fault of the fictional authorities: each must be unmistakable for a real one."""
    taken = {name_key(name.name) for name in real.every_name()} | {name_key(r.name) for r in real.regions}
    problems = []
    for row in fictional.authorities:
        where = f"demonstration.csv, line {row.line}"
        if not re.fullmatch(r"D\d\d", row.code):
            problems.append(f'{where}: code "{row.code}" must be D and two digits.')
        if not row.name or name_key(row.name) in taken:
            problems.append(f'{where}: "{row.name}" is empty or the name of a real place; choose another.')
    for region in fictional.regions:
        where = f"demonstration.csv, line {region.line}"
        if not re.fullmatch(r"D\d{8}", region.code):
            problems.append(f'{where}: region_code "{region.code}" must be D and eight digits.')
        if not region.name or name_key(region.name) in taken:
            problems.append(f'{where}: region "{region.name}" is empty or a real one; choose another.')
    keys = [("code", row.code) for row in fictional.authorities]
    keys += [("name", name_key(row.name)) for row in fictional.authorities]
    problems += [f"demonstration.csv: the {what} {text} stands twice." for what, text in _repeated(keys)]
    if not fictional.authorities:
        problems.append("demonstration.csv: there is no authority in it; put the lines back.")
    if len(fictional.regions) > 1:
        problems.append("demonstration.csv: every line must give the same region_code and region.")
    return problems


def _repeated(items: Iterable[Item]) -> list[Item]:
    return [item for item, times in Counter(items).items() if times > 1]


def _regions_hold(register: Register) -> Iterator[str]:
    for row in register.regions:
        if not re.fullmatch(r"E12\d{6}", row.code):
            yield f'regions.csv, line {row.line}: code "{row.code}" must be E12 and six digits.'
        if not row.name:
            yield f"regions.csv, line {row.line}: the name is empty."
    for code in _repeated(row.code for row in register.regions):
        yield f"regions.csv: code {code} stands twice."
    for name in _repeated(row.name for row in register.regions):
        yield f"regions.csv: {name} stands twice."


def _authorities_hold(register: Register) -> Iterator[str]:
    regions = {row.name for row in register.regions}
    for row in register.authorities:
        where = f"authorities.csv, line {row.line}"
        if not re.fullmatch(r"\d{3}", row.code):
            yield f'{where}: code "{row.code}" must be the DfE\'s three digits.'
        if not row.name:
            yield f"{where}: the name is empty."
        if row.region not in regions:
            yield f'{where}: region "{row.region}" is not in regions.csv.'
        if row.kind not in KINDS:
            yield f'{where}: kind "{row.kind}" is not one of {", ".join(KINDS)}.'
    spans: dict[str, list[AuthorityRow]] = defaultdict(list)
    for row in register.authorities:
        for earlier in spans[row.code]:
            dates = "for overlapping dates" if row.held.overlaps(earlier.held) else "a second time"
            yield (
                f"authorities.csv, line {row.line}: code {row.code} is given {dates}, to {earlier.name}"
                f" and {row.name}; a three-digit code has one line."
            )
        spans[row.code].append(row)


def _counts_hold(register: Register) -> Iterator[str]:
    today = sum(row.held.last is None for row in register.authorities)
    if today != AUTHORITIES_TODAY:
        yield (
            f"authorities.csv: {today} authorities exist today (valid_to blank);"
            f" England has {AUTHORITIES_TODAY} with children's services."
        )
    if len(register.regions) != REGIONS:
        yield f"regions.csv: {len(register.regions)} regions; England has {REGIONS}."


def _references_hold(register: Register) -> Iterator[str]:
    known = {row.code for row in register.authorities}
    rows: list[tuple[str, NameRow | CodeRow]] = [("names.csv", row) for row in register.names]
    rows += [("codes.csv", row) for row in register.codes]
    for file, row in rows:
        if row.authority not in known:
            yield f'{file}, line {row.line}: authority "{row.authority}" is not in authorities.csv.'


def _by_code(register: Register) -> dict[str, AuthorityRow]:
    return {row.code: row for row in register.authorities}


def _life(row: NameRow, authority: AuthorityRow) -> Span:
    """The days on which a name stood for an authority."""
    return Span(row.held.first or authority.held.first, row.held.last or authority.held.last)


def _names_hold(register: Register) -> Iterator[str]:
    authorities = _by_code(register)
    regions = {name_key(row.name): row.name for row in register.regions}
    for row in register.names:
        where = f"names.csv, line {row.line}"
        authority = authorities.get(row.authority)
        if not name_key(row.name):
            yield f"{where}: the name is empty."
        elif authority and not _life(row, authority).lies_within(authority.held):
            yield f'{where}: "{row.name}" has dates outside those of {authority.name} ({authority.code}).'
    for row in register.every_name():
        if name_key(row.name) in regions:
            region = regions[name_key(row.name)]
            yield f'The name "{row.name}" of authority {row.authority} is that of the region {region}.'


def _names_are_unshared(register: Register) -> Iterator[str]:
    authorities = _by_code(register)
    held: dict[str, list[NameRow]] = defaultdict(list)
    for row in register.every_name():
        if row.authority not in authorities:
            continue
        span = _life(row, authorities[row.authority])
        for other in held[name_key(row.name)]:
            if not span.overlaps(_life(other, authorities[other.authority])):
                continue
            if other.authority != row.authority:
                yield (
                    f'"{row.name}" is a name of {other.authority} and of {row.authority} on the same days;'
                    " date one of them or take it out."
                )
            elif row.alias:
                yield (
                    f'names.csv, line {row.line}: "{row.name}" adds nothing, it is found as "{other.name}"'
                    " already; take it out."
                )
        held[name_key(row.name)].append(row)


def _codes_hold(register: Register) -> Iterator[str]:
    authorities = _by_code(register)
    for row in register.codes:
        if not re.fullmatch(r"E(06|08|09|10)\d{6}", row.code):
            yield f'codes.csv, line {row.line}: "{row.code}" is not a code of an upper-tier authority.'
    for code in _repeated(row.code for row in register.codes):
        yield f"codes.csv: {code} stands twice; a code belongs to one authority and is never given again."
    latest = {
        row.authority: row
        for row in register.codes
        if row.authority in authorities and row.held.last == authorities[row.authority].held.last
    }
    for code, row in latest.items():
        begins = KINDS.get(authorities[code].kind, "")
        if not row.code.startswith(begins):
            yield (
                f"codes.csv, line {row.line}: {row.code} is not the code of a"
                f" {authorities[code].kind} (those begin {begins}), which authorities.csv says {code} is."
            )


def _codes_follow_each_other(register: Register) -> Iterator[str]:
    """Each authority has exactly one nine-character code on each day that it existed."""
    rows: dict[str, list[CodeRow]] = defaultdict(list)
    for row in register.codes:
        rows[row.authority].append(row)
    for authority in register.authorities:
        codes = sorted(rows[authority.code], key=lambda row: (row.held.first is not None, row.held.first))
        who = f"codes.csv: {authority.name} ({authority.code})"
        if not codes:
            yield f"{who} has no nine-character code."
            continue
        for earlier, later in pairwise(codes):
            if earlier.held.overlaps(later.held):
                yield f"{who} has overlapping dates for {earlier.code} and {later.code}."
            elif earlier.held.last and later.held.first != earlier.held.last + timedelta(days=1):
                yield f"{who} has no code between {earlier.held.last} and {later.held.first}."
        if (codes[0].held.first, codes[-1].held.last) != (authority.held.first, authority.held.last):
            yield f"{who} has codes for other dates than the authority's own."
