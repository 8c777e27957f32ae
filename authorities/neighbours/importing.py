"""Import a list of neighbours as it was published: all of it, once, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from django.db import IntegrityError, transaction

from authorities import audit
from authorities.models import Authority, Neighbour, NeighbourList, User
from authorities.neighbours.opening import open_file
from authorities.neighbours.problems import NeighbourFileError
from authorities.neighbours.reading import Listed, Sheet, read_sheet
from authorities.neighbours.register import Known, faults
from authorities.refusal import Refused

NAME_MOST = 120
SOURCE_MOST = 200


@dataclass(frozen=True)
class NeighbourReport:
    """What an import did. `authorities` and `neighbours` are the numbers that the list holds."""

    neighbour_list: NeighbourList
    created: bool
    authorities: int
    neighbours: int
    # Rows without neighbours whose code the register does not know; any other unknown code is refused.
    unknown: list[str] = field(default_factory=list)
    # What stands in the file and not in the list, with the reason.
    left_out: list[str] = field(default_factory=list)
    # Authorities that existed on the first day of the list and have no neighbours in it.
    missing: list[str] = field(default_factory=list)


def import_neighbours(
    *,
    content: bytes,
    file_name: str,
    name: str,
    valid_from: date,
    valid_to: date | None = None,
    source: str = "",
    by: User | None,
) -> NeighbourReport:
    """Store the list of a published file under a name; the same file under the same name changes nothing.

    Without `source` the file's name is the source. The list is fictional when its authorities are.
    Raises Refused, a sentence a line, when the file has any fault, when the name is held already with
    other content or other dates, and when the dates are the wrong way round.
    """
    name = checked_name(name)
    check_dates(valid_from, valid_to)
    file_name = PurePath(file_name).name[-SOURCE_MOST:]
    source = (source.strip() or file_name)[:SOURCE_MOST]
    sheet, known = _read(content, file_name)
    wanted = NeighbourList(
        name=name,
        source=source,
        valid_from=valid_from,
        valid_to=valid_to,
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=by,
    )
    try:
        return _store(wanted, sheet, known, by)
    except IntegrityError as error:
        raise Refused(
            f"A list named {name} was stored at this moment by somebody else. Try again."
        ) from error


def checked_name(name: str) -> str:
    """The name of a list, with single spaces. Refused when it is empty or too long."""
    kept = " ".join(name.split())
    if not kept:
        raise Refused("The list needs a name by which it is chosen.")
    if len(kept) > NAME_MOST:
        raise Refused(f"The name has {len(kept)} characters. Shorten it to {NAME_MOST}.")
    return kept


def check_dates(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise Refused("The last day is before the first. Correct one of the two dates.")


def _read(content: bytes, file_name: str) -> tuple[Sheet, Known]:
    """The list in the file and the register it was held against. Refused when either has a fault."""
    try:
        sheet = read_sheet(open_file(content, file_name))
        known = Known()
        problems = faults(sheet.listed, known)
        if problems:
            raise NeighbourFileError(problems)
    except NeighbourFileError as error:
        raise Refused(error.shown()) from error
    return sheet, known


@transaction.atomic
def _store(wanted: NeighbourList, sheet: Sheet, known: Known, by: User | None) -> NeighbourReport:
    with_neighbours = [one for one in sheet.listed if one.neighbours]
    held = NeighbourList.objects.filter(owner=None, name=wanted.name).first()
    if held is not None:
        _check_same(held, wanted)
        return _report(held, sheet, known, created=False)
    if not with_neighbours:
        raise Refused("No authority in the file has neighbours, so there is nothing to store.")
    wanted.fictional = known.by_code[with_neighbours[0].code].fictional
    wanted.save(force_insert=True)
    Neighbour.objects.bulk_create(
        [
            Neighbour(
                neighbour_list=wanted,
                authority=known.by_code[one.code],
                neighbour=known.by_code[near.code],
                rank=near.rank,
                closeness=near.closeness,
            )
            for one in with_neighbours
            for near in one.neighbours
        ],
        batch_size=500,
    )
    report = _report(wanted, sheet, known, created=True)
    audit.record(
        "import neighbours",
        f"imported the neighbour list {wanted.name} from {wanted.file_name} "
        f"({report.authorities} authorities, {report.neighbours:,} neighbours)",
        by=by,
        about=wanted,
        sha256=wanted.sha256,
    )
    return report


def _check_same(held: NeighbourList, wanted: NeighbourList) -> None:
    """A list that is held never changes: other content or other dates need another name."""
    if held.sha256 != wanted.sha256:
        raise Refused(
            f"A list named {held.name} is held already, with other content (file {held.file_name}). "
            "Lists are never overwritten: give this one another name."
        )
    if (held.valid_from, held.valid_to) != (wanted.valid_from, wanted.valid_to):
        until = f" to {held.valid_to:%d %B %Y}" if held.valid_to else ""
        raise Refused(
            f"The list {held.name} is held already, with the dates from {held.valid_from:%d %B %Y}{until}. "
            "The dates of a list never change: give it another name to store it with other dates."
        )


def _report(stored: NeighbourList, sheet: Sheet, known: Known, *, created: bool) -> NeighbourReport:
    having = [one for one in sheet.listed if one.neighbours]
    without = [one for one in sheet.listed if not one.neighbours]
    left_out = [f"Row {one.row}: {one.name} ({one.code}) has no neighbours in this list." for one in without]
    left_out += [
        f"Row {one.row}: {one.name} ({one.code}) stands below the title of an earlier list."
        for one in sheet.earlier
    ]
    return NeighbourReport(
        neighbour_list=stored,
        created=created,
        authorities=len(having),
        neighbours=sum(len(one.neighbours) for one in having),
        unknown=[f"{one.code} {one.name}" for one in without if one.code not in known.by_code],
        left_out=left_out,
        missing=[with_code(authority) for authority in _missing(stored, having, known)],
    )


def with_code(authority: Authority) -> str:
    return f"{authority.name} ({authority.code})"


def _missing(stored: NeighbourList, having: Sequence[Listed], known: Known) -> list[Authority]:
    codes = {one.code for one in having}
    return [
        authority
        for authority in sorted(known.by_code.values(), key=lambda one: one.name)
        if authority.fictional == stored.fictional
        and authority.existed_on(stored.valid_from)
        and authority.code not in codes
    ]
