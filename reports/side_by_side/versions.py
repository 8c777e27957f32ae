"""Of which data a matrix was made: a hash that changes whenever any of it does."""
# ruff: noqa: S608  (the names in the statement are our own tables)

from __future__ import annotations

import hashlib
from functools import cache

from django.db import connection
from django.db.models import Model

from authorities.models import (
    Authority,
    Neighbour,
    NeighbourChoice,
    NeighbourList,
    PopulationVintage,
    Region,
    SharingAgreement,
    SharingChoice,
)
from authorities.sharing import Reader
from indicators.models import (
    Benchmark,
    Indicator,
    Job,
    JobState,
    PolarityOverride,
    Release,
    Return,
    ReturnState,
    Target,
)
from reports.models import ScorecardTemplate
from reports.side_by_side.views import View

# Small tables that only grow: how many there are tells a change, even one that was committed late.
COUNTED: tuple[type[Model], ...] = (
    *(SharingAgreement, SharingChoice, Target, PolarityOverride, Release, NeighbourList, NeighbourChoice),
    *(PopulationVintage, ScorecardTemplate, Indicator, Authority),
)
# Large ones, written by one verb at a time: the newest row tells it. Benchmarks are remade.
NEWEST: tuple[type[Model], ...] = (Benchmark, Neighbour)


def data_version(region: Region, view: View, reader: Reader) -> str:
    """A hash that changes whenever anything the matrix is made from changes. One query.

    Of this year's figures it tells by the jobs that wrote them and by the returns that are approved. Names
    and wording that `load_reference` rewrites are seen once what is kept has run out (kept.py).
    """
    with connection.cursor() as cursor:
        cursor.execute(_asked(), [region.pk, region.pk])
        found = cursor.fetchone()
    told = (found, region.code, view, reader.lead, sorted(reader.own))
    return hashlib.sha256(repr(told).encode()).hexdigest()


@cache
def _asked() -> str:
    """The query as text: to build it anew costs ten times what it takes to run."""
    parts = [f"(SELECT count(*) FROM {_table(model)})" for model in COUNTED]
    parts += [f"(SELECT max(id) FROM {_table(model)})" for model in NEWEST]
    of_region = f"authority_id IN (SELECT id FROM {_table(Authority)} WHERE region_id = %s)"
    over = f"sum(CASE WHEN state IN ('{JobState.DONE.value}', '{JobState.PARKED.value}') THEN 1 ELSE 0 END)"
    jobs = f"(SELECT count(*) n, {over} finished FROM {_table(Job)} WHERE {of_region}) j"
    approved = f"{of_region} AND state = '{ReturnState.APPROVED.value}'"
    returns = f"(SELECT count(*) n, max(decided_at) decided FROM {_table(Return)} WHERE {approved}) r"
    # Rows that a reload of the reference data may change, and jobs that stopped half-way.
    parts += [f"(SELECT max(valid_to) FROM {_table(Authority)})"]
    parts += [f"(SELECT count(*) FROM {_table(Authority)} WHERE valid_to IS NOT NULL)"]
    parts += [f"(SELECT count(*) FROM {_table(ScorecardTemplate)} WHERE retired)"]
    columns = ", ".join([*parts, "j.n", "j.finished", "r.n", "r.decided"])
    return f"SELECT {columns} FROM {jobs}, {returns}"


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
