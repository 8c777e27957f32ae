"""Import one edition of the mid-year estimates: all of it, once, or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from authorities import audit
from authorities.models import Level, PopulationEstimate, PopulationVintage, User
from authorities.populations.reading import Estimate, Estimates, read_estimates
from authorities.refusal import Refused
from authorities.tidy.areas import Areas
from authorities.tidy.problems import TidyError

NAME_MOST = 120
FILE_NAME_MOST = 200
BATCH = 1_000


@dataclass(frozen=True)
class PopulationReport:
    """What an import did. `rows` were read, `stored` are the estimates that the vintage holds."""

    vintage: PopulationVintage
    created: bool
    rows: int
    stored: int
    mid_years: list[int]
    # Code and name of areas that the register does not know. Their estimates are stored all the same.
    unknown: list[str]


def import_population(*, content: bytes, file_name: str, name: str = "", by: User | None) -> PopulationReport:
    """Store the estimates of a published file as a vintage of their own; the same file changes nothing.

    Another edition stands beside the earlier ones. Without `name` the vintage is called after the file
    and its newest mid-year. Raises Refused, a sentence a line, when the file has any fault, and when
    the name given belongs to another edition.
    """
    file_name = PurePath(file_name).name[-FILE_NAME_MOST:]
    try:
        estimates = read_estimates(content)
    except TidyError as error:
        raise Refused("\n".join(error.problems)) from error
    areas = Areas.load()
    wanted = PopulationVintage(
        name=" ".join(name.split()),
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        fictional=_fictional(estimates, areas),
        imported_by=by,
    )
    try:
        return _store(wanted, estimates, areas, by)
    except IntegrityError as error:
        raise Refused(
            "The same edition or name was stored at this moment by somebody else. Try again."
        ) from error


@transaction.atomic
def _store(
    wanted: PopulationVintage, estimates: Estimates, areas: Areas, by: User | None
) -> PopulationReport:
    held = PopulationVintage.objects.filter(sha256=wanted.sha256).first()
    if held is not None:
        return _report(held, estimates, areas, created=False)
    wanted.name = _checked_name(wanted, estimates)
    wanted.save(force_insert=True)
    PopulationEstimate.objects.bulk_create(
        [_row(wanted, estimate, areas) for estimate in estimates.kept], batch_size=BATCH
    )
    report = _report(wanted, estimates, areas, created=True)
    audit.record(
        "import population",
        f"imported the population estimates {wanted.name} ({report.stored:,} estimates)",
        by=by,
        about=wanted,
        sha256=wanted.sha256,
    )
    return report


def _row(vintage: PopulationVintage, estimate: Estimate, areas: Areas) -> PopulationEstimate:
    local, regional = estimate.level == Level.LOCAL, estimate.level == Level.REGIONAL
    return PopulationEstimate(
        vintage=vintage,
        mid_year=estimate.mid_year,
        level=estimate.level,
        area_code=estimate.area_code,
        area_name=estimate.area_name[:120],
        authority=areas.authority(estimate.area_code) if local else None,
        region=areas.region(estimate.area_code) if regional else None,
        children=estimate.children,
        symbol=estimate.symbol,
    )


def _fictional(estimates: Estimates, areas: Areas) -> bool:
    """Whether the authorities that are known are fictional. Refused where some are and some are not."""
    examples: dict[bool, Estimate] = {}
    for estimate in estimates.kept:
        authority = areas.authority(estimate.area_code) if estimate.level == Level.LOCAL else None
        if authority is not None:
            examples.setdefault(authority.fictional, estimate)
    if len(examples) == 2:
        names = " and ".join(f"{one.area_name} ({one.area_code})" for one in examples.values())
        raise Refused(f"The file mixes real and fictional authorities, {names}. Give them in two files.")
    return True in examples


def _checked_name(wanted: PopulationVintage, estimates: Estimates) -> str:
    named = PopulationVintage.objects.all()
    if not wanted.name:
        return _free_name(wanted, max(estimates.mid_years), named)
    if len(wanted.name) > NAME_MOST:
        raise Refused(f"The name has {len(wanted.name)} characters. Shorten it to {NAME_MOST}.")
    if named.filter(name=wanted.name).exists():
        raise Refused(
            f"Another edition is named {wanted.name} already. Editions are never overwritten: "
            "give this one another name."
        )
    return wanted.name


def _free_name(wanted: PopulationVintage, newest: int, named: QuerySet[PopulationVintage]) -> str:
    stem = PurePath(wanted.file_name).stem.replace("_", " ")[: NAME_MOST - 20].strip()
    first = f"{stem or 'Population estimates'}, mid-{newest}"
    taken = set(named.filter(name__startswith=first).values_list("name", flat=True))
    name, number = first, 1
    while name in taken:
        number += 1
        name = f"{first} ({number})"
    return name


def _report(
    vintage: PopulationVintage, estimates: Estimates, areas: Areas, *, created: bool
) -> PopulationReport:
    unknown = {
        f"{estimate.area_code} {estimate.area_name}"
        for estimate in estimates.kept
        if (estimate.level == Level.LOCAL and areas.authority(estimate.area_code) is None)
        or (estimate.level == Level.REGIONAL and areas.region(estimate.area_code) is None)
    }
    return PopulationReport(
        vintage=vintage,
        created=created,
        rows=estimates.rows,
        stored=len(estimates.kept),
        mid_years=estimates.mid_years,
        unknown=sorted(unknown),
    )
