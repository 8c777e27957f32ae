"""A small world for tests about who may see what: two authorities in two regions, each with everything.

Built by the real flow: catalogue, layout, returns handed in, approved, recalculated, published.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from authorities.invitations import create_account, grant, invite
from authorities.models import Authority, Invitation, Membership, NeighbourList, Region, Role, User
from authorities.neighbours.lists import make_own_list
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.store import store_catalogue
from indicators.models import IndicatorInSet, Job, Release, Return
from indicators.sets import ask_for
from indicators.waiting import finish
from reports.analysis import write_analysis
from reports.demonstration.flow import hand_in, hand_in_and_approve, scorecard_of
from reports.demonstration.region import TEMPLATE, synthetic_return
from reports.layouts.schema import read_layouts
from reports.layouts.store import read_raw, store_layouts
from reports.models import Publication, SavedView, Scorecard, ScorecardTemplate
from reports.publishing import fingerprint, publish_scorecard
from tests.factories.release_file import ReleaseFileFactory

FIRST, LAST, OPEN = date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30)


@dataclass
class Place:
    """One authority with its people and one of each thing that belongs to an authority."""

    authority: Authority
    people: dict[str, User] = field(default_factory=dict)
    approved: Return | None = None
    submitted: Return | None = None
    job: Job | None = None
    in_set: IndicatorInSet | None = None
    scorecard: Scorecard | None = None
    publication: Publication | None = None
    neighbour_list: NeighbourList | None = None


@dataclass
class World:
    """`own` and `other` lie in different regions; `people` holds the roles without an authority.

    `saved_view` is the regional lead's.
    """

    own: Place
    other: Place
    people: dict[str, User]
    invitation: Invitation
    membership: Membership
    token: str
    release: Release
    saved_view: SavedView


def make_world() -> World:
    store_catalogue(read_catalogue())
    here = Region.objects.create(code="T12000001", name="Test region", fictional=True)
    there = Region.objects.create(code="T12000002", name="Another region", fictional=True)
    first = Authority.objects.create(code="T01", name="Ashmere", region=here, fictional=True)
    second = Authority.objects.create(code="T02", name="Birchden", region=there, fictional=True)
    layouts = [layout for layout in read_layouts() if layout.authority is None]
    raw = read_raw()
    store_layouts(layouts, {layout.name: raw[layout.name] for layout in layouts})
    people: dict[str, User] = {
        Role.REGIONAL_LEAD: _person("regional-lead", Role.REGIONAL_LEAD, region=here),
        Role.ADMINISTRATOR: _person("administrator", Role.ADMINISTRATOR),
    }
    own, other = _place(first), _place(second)
    for place, neighbour in ((own, second), (other, first)):
        place.neighbour_list = _own_list(place, neighbour)
    token = ""

    def keep(made: str) -> str:
        nonlocal token
        token = made
        return made

    invitation = invite(
        email="guest@test.example",
        role=Role.SCRUTINY,
        authority=first,
        link=keep,
        by=people[Role.ADMINISTRATOR],
    )
    assert isinstance(invitation, Invitation)
    membership = Membership.objects.get(user=own.people[Role.SCRUTINY])
    release = ReleaseFileFactory.create().release
    lead = people[Role.REGIONAL_LEAD]
    saved_view = SavedView.objects.create(person=lead, region=here, name="By target", query="shade=target")
    return World(own, other, people, invitation, membership, token, release, saved_view)


def _person(name: str, role: Role, authority: Authority | None = None, region: Region | None = None) -> User:
    user = create_account(email=f"{name}@test.example", name="", password="not used: tests sign in by force")
    grant(user=user, role=role, authority=authority, region=region, by=None)
    return user


def _own_list(place: Place, neighbour: Authority) -> NeighbourList:
    """A list of the authority's own, which only its own staff may see."""
    return make_own_list(
        authority=place.authority,
        name=f"Chosen by {place.authority}",
        neighbours=[neighbour],
        reason="They are much alike.",
        valid_from=FIRST,
        by=place.people[Role.APPROVER],
    )


def _place(authority: Authority) -> Place:
    place = Place(authority)
    for role in (Role.ANALYST, Role.APPROVER, Role.SCRUTINY):
        place.people[role] = _person(f"{role}-{authority.code.lower()}", role, authority=authority)
    analyst, approver = place.people[Role.ANALYST], place.people[Role.APPROVER]
    layout = ScorecardTemplate.objects.get(name=TEMPLATE).layout
    wanted = [(code, window) for code, window, back in layout.needs() if back == 0]
    ask_for(authority=authority, figures=wanted, because="a test", by=analyst)
    for period_end in (FIRST, LAST):
        content = synthetic_return(authority, period_end, wanted)
        job = hand_in_and_approve(
            authority, period_end, "return.xlsx", content, analyst=analyst, approver=approver
        )
        assert job is not None
        place.job = finish(job)
    place.submitted = hand_in(
        authority, OPEN, "open.xlsx", synthetic_return(authority, OPEN, wanted), analyst=analyst
    )
    place.approved = Return.objects.get(authority=authority, period_end=LAST)
    place.in_set = IndicatorInSet.objects.filter(authority=authority).first()
    place.scorecard = scorecard_of(authority, LAST)
    write_analysis(scorecard=place.scorecard, number="1", text="Referrals held steady.", by=analyst)
    place.publication = publish_scorecard(
        scorecard=place.scorecard, seen=fingerprint(place.scorecard), note="", by=approver
    )
    return place
