"""What each person finds when they come in: their places, and what each place waits for."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from authorities.access import Act, authorities_for, may, memberships, regions_for
from authorities.models import Authority, Region, User
from indicators.next_steps import NextStep, steps_by_authority
from reports.models import Publication


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
    """`regions` are those that the person leads."""

    places: tuple[Place, ...]
    regions: tuple[Region, ...]
    publications: tuple[Publication, ...]
    administers: bool
    has_role: bool


def home_of(user: User) -> Home:
    """The person's home, in a number of queries that does not grow with their authorities."""
    own = list(authorities_for(user, Act.SEE_DRAFTS))
    steps = steps_by_authority(user, own, timezone.localdate())
    return Home(
        places=tuple(_place(user, authority, steps[authority.pk]) for authority in own),
        regions=tuple(regions_for(user, Act.COLLECT)),
        publications=tuple(
            Publication.objects.filter(authority__in=authorities_for(user, Act.READ_PUBLISHED))
            .select_related("authority", "scorecard__template")
            .defer("snapshot")
            .order_by("-published_at", "-pk")[:5]
        ),
        administers=may(user, Act.ADMINISTER),
        has_role=bool(memberships(user)),
    )


def _place(user: User, authority: Authority, steps: list[NextStep]) -> Place:
    waits = [Link(f"{step.period}: {step.sentence} {step.link}", step.href) for step in steps if step.yours]
    links = [
        Link("Scorecards", reverse("scorecard_list", args=[authority.code])),
        Link("Returns", reverse("return_list", args=[authority.code])),
        Link("Targets", reverse("target_list", args=[authority.code])),
        Link("Statistical neighbours", reverse("neighbours", args=[authority.code])),
    ]
    if may(user, Act.COMPARE, authority):
        spine = reverse("region_spine", args=[authority.region.code])
        links.append(Link("Among its region", f"{spine}?authority={authority.code}"))
    if may(user, Act.UPLOAD, authority):
        links.insert(0, Link("Upload a return", reverse("return_upload", args=[authority.code])))
    return Place(
        name=authority.name,
        fictional=authority.fictional,
        roles=tuple(m.get_role_display() for m in memberships(user) if m.authority_id == authority.pk),
        waits=tuple(waits),
        links=tuple(links),
    )
