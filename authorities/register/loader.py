"""The register of authorities, read from its files and refused unless every statement in it holds."""

from __future__ import annotations

from pathlib import Path

from authorities.register.checks import check_demonstration, check_register
from authorities.register.rows import AuthorityRow, CodeRow, NameRow, RegionRow, Register, Span, SuccessionRow
from authorities.register.tables import Table

DATA = Path(__file__).parent / "data"
DEMONSTRATION = Path(__file__).parent / "demonstration.csv"


class RegisterError(ValueError):
    """The register cannot be used. `problems` has a sentence for each fault."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The register of authorities has faults.\n" + "\n".join(problems))


def read_register(folder: Path = DATA) -> Register:
    """The register in a folder of five csv files; RegisterError, with every problem, if any is wrong."""
    tables = {
        name: Table(folder / f"{name}.csv")
        for name in ("regions", "authorities", "names", "codes", "successions")
    }
    register = Register(
        regions=_regions(tables["regions"]),
        authorities=_authorities(tables["authorities"]),
        names=_names(tables["names"]),
        codes=_codes(tables["codes"]),
        successions=_successions(tables["successions"]),
    )
    problems = [problem for table in tables.values() for problem in table.problems]
    # Rules about rows that could not be read would only repeat the fault in other words.
    problems = problems or check_register(register)
    if problems:
        raise RegisterError(problems)
    return register


def read_demonstration(real: Register, path: Path = DEMONSTRATION) -> Register:
    """The fictional region and its authorities; RegisterError if one could be taken for a real place."""
    table = Table(path)
    lines = table.lines(("code", "name", "region_code", "region"))
    regions: dict[tuple[str, str], RegionRow] = {}
    for line in lines:
        code, name = line.cells["region_code"], line.cells["region"]
        regions.setdefault((code, name), RegionRow(line.number, code, name, fictional=True))
    authorities = tuple(
        AuthorityRow(
            line.number,
            line.cells["code"],
            line.cells["name"],
            line.cells["region"],
            kind="",
            held=Span(),
            fictional=True,
        )
        for line in lines
    )
    fictional = Register(tuple(regions.values()), authorities)
    problems = table.problems or check_demonstration(fictional, real)
    if problems:
        raise RegisterError(problems)
    return fictional


def _regions(table: Table) -> tuple[RegionRow, ...]:
    lines = table.lines(("code", "name"))
    return tuple(RegionRow(line.number, line.cells["code"], line.cells["name"]) for line in lines)


def _authorities(table: Table) -> tuple[AuthorityRow, ...]:
    lines = table.lines(("code", "name", "region", "kind", "valid_from", "valid_to"))
    return tuple(
        AuthorityRow(
            line.number,
            line.cells["code"],
            line.cells["name"],
            line.cells["region"],
            line.cells["kind"],
            table.span(line),
        )
        for line in lines
    )


def _names(table: Table) -> tuple[NameRow, ...]:
    lines = table.lines(("authority", "name", "alias", "valid_from", "valid_to"))
    return tuple(
        NameRow(
            line.number,
            line.cells["authority"],
            line.cells["name"],
            table.yes_no(line, "alias"),
            table.span(line),
        )
        for line in lines
    )


def _codes(table: Table) -> tuple[CodeRow, ...]:
    lines = table.lines(("authority", "code", "valid_from", "valid_to"))
    return tuple(
        CodeRow(line.number, line.cells["authority"], line.cells["code"], table.span(line)) for line in lines
    )


def _successions(table: Table) -> tuple[SuccessionRow, ...]:
    rows = []
    for line in table.lines(("predecessor", "successor", "on", "kind")):
        if not line.cells["on"]:
            table.wrong(line.number, "on is empty; give the successor's first day")
        day = table.day(line, "on")
        if day is not None:
            cells = line.cells
            rows.append(
                SuccessionRow(line.number, cells["predecessor"], cells["successor"], day, cells["kind"])
            )
    return tuple(rows)
