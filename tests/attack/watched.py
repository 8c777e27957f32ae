"""A region of small authorities through two years of approvals, and an onlooker who forgets nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.test import Client

from authorities.models import Authority, Region, Role
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.store import store_catalogue
from reports.demonstration.flow import scorecard_of
from reports.layouts.schema import read_layouts
from reports.layouts.store import read_raw, store_layouts
from reports.publishing import fingerprint, publish_scorecard
from tests.attack.returned import CORRECTED, ENDS, Place, approve_figures, day_of, make_places
from tests.attack.seeing import QUARTER, YEAR, Onlooker
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory

# 6,400 children and 3,100. Each gives some of its figures without the parts.
SEEDS = (14, 5)
STANDARD = "quarterly-standard"
# Whose charts over time are read as well: the small counts, and the windows that overlap.
CHARTED = (
    "CP_END_2Y_N.M",
    "CP_REPEAT_EVER_N.M",
    "S47_N.M",
    "ICPC_15D_PCT.R6",
    "REREF_PCT.R12",
    "CLA_UNREG_N.S",
)


@dataclass
class Watched:
    """What happened, and what was seen of it."""

    region: Region
    places: list[Place]
    onlooker: Onlooker


@contextmanager
def undone() -> Iterator[None]:
    """The database as it was before, afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def load_layouts() -> None:
    store_catalogue(read_catalogue())
    layouts = [layout for layout in read_layouts() if layout.authority is None]
    raw = read_raw()
    store_layouts(layouts, {layout.name: raw[layout.name] for layout in layouts})


def client_of(role: Role, **place: object) -> Client:
    client = Client()
    client.force_login(MembershipFactory.create(role=role, **place).user)
    return client


def watch() -> Watched:
    """Eight quarters approved one after another; the fourth corrected when the fifth is approved already.

    The authorities are approved in turn. What is told of one hangs on nothing of another, so the onlooker
    looks once when all have been, and at the end at every period again.
    """
    load_layouts()
    region: Region = RegionFactory.create(fictional=True)
    places = make_places(region, SEEDS)
    lead = client_of(Role.REGIONAL_LEAD, region=region)
    onlooker = Onlooker(lead, region.code, turned=ENDS[CORRECTED], after=ENDS[CORRECTED + 1])
    watched = Watched(region, places, onlooker)
    for turn, last in enumerate(ENDS):
        _approve(watched, last, corrected=turn > CORRECTED + 1)
        if turn in (CORRECTED, CORRECTED + 1):
            _publish(watched, last, "")
        if turn == CORRECTED + 1:
            onlooker.corrects = True
            _approve(watched, ENDS[CORRECTED], corrected=True)
            _publish(watched, ENDS[CORRECTED], "Late entries came in.")
    look_everywhere(watched)
    return watched


def look_everywhere(watched: Watched) -> None:
    for last in ENDS:
        for back in (QUARTER, YEAR):
            watched.onlooker.look_at_matrix(last, back)
    for figure in CHARTED:
        watched.onlooker.look_at_chart("multiples", ENDS[-1], figure=figure)


def _approve(watched: Watched, last: int, *, corrected: bool) -> None:
    for place in watched.places:
        approve_figures(place, last, corrected=corrected)
    watched.onlooker.look_at_matrix(last, QUARTER)


def _publish(watched: Watched, last: int, note: str) -> None:
    """Published to everybody of the authority; read by a councillor."""
    for place in watched.places:
        scorecard = scorecard_of(place.authority, day_of(last), STANDARD)
        made = publish_scorecard(scorecard=scorecard, seen=fingerprint(scorecard), note=note, by=None)
        _councillor(watched.onlooker, place.authority).look_at_publication(made.pk, place.authority.code)


def _councillor(onlooker: Onlooker, authority: Authority) -> Onlooker:
    client = client_of(Role.SCRUTINY, authority=authority)
    return Onlooker(
        client, onlooker.region, onlooker.turned, onlooker.after, onlooker.corrects, onlooker.seen
    )
