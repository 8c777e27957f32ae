"""What each person finds when they come in: their places, and what each place waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from authorities.access import Act, authorities_for, may, memberships, regions_for
from authorities.models import Authority, Region, User
from indicators.models import Return, ReturnState
from reports.models import Publication

NEXT = {
    ReturnState.PROBLEMS: ("The return has problems to mend", Act.UPLOAD),
    ReturnState.READY: ("The return is ready to submit", Act.UPLOAD),
    ReturnState.SUBMITTED: ("The return waits for approval", Act.APPROVE),
    ReturnState.SENT_BACK: ("The return was sent back", Act.UPLOAD),
}


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Place:
    """One authority of the person's: what they are there, what waits for them, where they can go."""

    name: str
    fictional: bool
    roles: tuple[str, ...]
    waits: tuple[Link, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Home:
    places: tuple[Place, ...]
    regions: tuple[Region, ...]
    publications: tuple[Publication, ...]
    administers: bool


def home_of(user: User) -> Home:
    """The person's home, in a number of queries that does not grow with their authorities."""
    own = list(authorities_for(user, Act.SEE_DRAFTS))
    newest = _newest_returns(own)
    return Home(
        places=tuple(_place(user, authority, newest.get(authority.pk, [])) for authority in own),
        regions=tuple(regions_for(user)),
        publications=tuple(
            Publication.objects.filter(authority__in=authorities_for(user, Act.READ_PUBLISHED))
            .select_related("authority", "scorecard__template")
            .defer("snapshot")
            .order_by("-published_at", "-pk")[:5]
        ),
        administers=may(user, Act.ADMINISTER),
    )


def _newest_returns(authorities: Iterable[Authority]) -> dict[int, list[Return]]:
    """The newest version of each period that has not been decided yet, by authority."""
    newest: dict[tuple[int, date], Return] = {}
    for version in Return.objects.filter(authority__in=authorities).order_by("period_end", "version"):
        newest[(version.authority_id, version.period_end)] = version
    waiting: dict[int, list[Return]] = {}
    for version in newest.values():
        if version.state in NEXT:
            waiting.setdefault(version.authority_id, []).append(version)
    return waiting


def _place(user: User, authority: Authority, waiting: list[Return]) -> Place:
    waits = []
    for version in waiting:
        sentence, act = NEXT[ReturnState(version.state)]
        if may(user, act, authority):
            href = reverse("return_detail", args=[authority.code, version.pk])
            waits.append(Link(f"{sentence}: {version.period_end:%B %Y}, version {version.version}", href))
    links = [
        Link("Scorecards", reverse("scorecard_list", args=[authority.code])),
        Link("Returns", reverse("return_list", args=[authority.code])),
        Link("Targets", reverse("target_list", args=[authority.code])),
    ]
    if may(user, Act.UPLOAD, authority):
        links.insert(0, Link("Upload a return", reverse("return_upload", args=[authority.code])))
    return Place(
        name=authority.name,
        fictional=authority.fictional,
        roles=tuple(m.get_role_display() for m in memberships(user) if m.authority_id == authority.pk),
        waits=tuple(waits),
        links=tuple(links),
    )
