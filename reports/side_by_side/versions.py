"""Of which data a matrix was made: a hash that changes whenever any of it does."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Count, Max, Model, OuterRef, Q, QuerySet, Subquery

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

# Tables that only grow, or whose newest row alone counts: a change is a new key. A benchmark is remade.
GROWING: tuple[type[Model], ...] = (
    *(SharingAgreement, SharingChoice, Target, PolarityOverride, Release, Benchmark),
    *(NeighbourList, NeighbourChoice, Neighbour, PopulationVintage, ScorecardTemplate, Indicator, Authority),
)


def data_version(region: Region, view: View, reader: Reader) -> str:
    """A hash that changes whenever anything the matrix is made from changes. One query.

    Of this year's figures it tells by the jobs that wrote them and by the returns that are approved. Names
    and wording loaded from files change with a deployment, which empties what is kept.
    """
    asked: dict[str, Any] = {f"newest_{model.__name__}": _newest(model) for model in GROWING}
    jobs, returns = _of(Job, region), _of(Return, region).filter(state=ReturnState.APPROVED)
    asked["jobs"] = Subquery(jobs.annotate(n=Max("pk")).values("n"))
    asked["done"] = Subquery(jobs.annotate(n=Count("pk", filter=Q(state=JobState.DONE))).values("n"))
    asked["approved"] = Subquery(returns.annotate(n=Count("pk")).values("n"))
    asked["decided"] = Subquery(returns.annotate(n=Max("decided_at")).values("n"))
    found = Region.objects.filter(pk=region.pk).annotate(**asked).values_list(*asked).get()
    told = (found, region.code, view, reader.lead, sorted(reader.own))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _newest(model: type[Model]) -> Subquery:
    return Subquery(model._default_manager.order_by("-pk").values("pk")[:1])


def _of(model: type[Model], region: Region) -> QuerySet[Any]:
    """The rows of the region's authorities, as one group."""
    return (
        model._default_manager.filter(authority__region=OuterRef("pk")).order_by().values("authority__region")
    )
