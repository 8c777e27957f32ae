"""A list that was read, held against the register of authorities: every code known, every name its own."""

from __future__ import annotations

from collections.abc import Iterable

from authorities.models import Authority
from authorities.neighbours.reading import Listed
from authorities.tidy.bearers import Bearers


class Known:
    """Every authority of the register, whenever it existed, by code and by every name it bears or bore."""

    def __init__(self) -> None:
        """Two queries, however many authorities."""
        everyone = Authority.objects.prefetch_related("names")
        self.by_code = {authority.code: authority for authority in everyone}
        self._bearers = Bearers(self.by_code.values())

    def others_called(self, name: str, code: str) -> list[Authority]:
        """The authorities that bear a name which the one with the code does not bear; mostly none."""
        return self._bearers.others_called(name, code)


def faults(listed: Iterable[Listed], known: Known) -> list[str]:
    """What speaks against storing the list, as sentences with row and column.

    An authority without neighbours may be unknown: there is nothing to store of it.
    """
    problems = []
    for one in listed:
        where = f"Row {one.row}"
        others = known.others_called(one.name, one.code)
        if others:
            meant = " or ".join(f"{other.name} ({other.code})" for other in others)
            problems.append(f"{where} says {one.code} {one.name}, but that is the name of {meant}.")
        if one.neighbours and one.code not in known.by_code:
            problems.append(
                f"{where}: no authority of the register has the code {one.code} ({one.name}). "
                "Add the authority first, or correct the code."
            )
        problems += [
            f"{where}, {near.place}: no authority of the register has the code {near.code}, given as a "
            f"neighbour of {one.name} ({one.code})."
            for near in one.neighbours
            if near.code not in known.by_code
        ]
    return problems + ([] if problems else _mixed(listed, known))


def _mixed(listed: Iterable[Listed], known: Known) -> list[str]:
    """Fictional authorities are compared with fictional ones only, in a list of their own."""
    kinds: dict[bool, Listed] = {}
    for one in listed:
        for code in (one.code, *(near.code for near in one.neighbours)) if one.neighbours else ():
            kinds.setdefault(known.by_code[code].fictional, one)
    if len(kinds) < 2:
        return []
    rows = " and ".join(str(row) for row in sorted({one.row for one in kinds.values()}))
    return [f"The file mixes real and fictional authorities (row {rows}). Give them in two files."]
