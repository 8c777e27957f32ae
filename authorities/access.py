"""The one access policy: what a person may do, and where.

Authority comes from the person's memberships, never from the request alone. Views ask
`authority_for(request.user, code, Act.X)` or a scoped queryset; what is somebody else's raises the
same Http404 as what does not exist, and an own place without the right role raises PermissionDenied.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from authorities.models import Authority, Membership, Region, Role, User
from authorities.sharing import Reader

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from authorities.models.places import AuthorityQuerySet


class Act(StrEnum):
    """What can be allowed. Each is about one authority, but for those of the portal as a whole."""

    SEE_DRAFTS = "see unpublished figures, returns and scorecards"
    SEE_CHILDREN = "see the rows of children"
    UPLOAD = "upload and submit returns"
    WRITE_ANALYSIS = "write analysis"
    APPROVE = "approve or send back returns"
    SET_TARGETS = "set targets"
    SET_NEIGHBOURS = "choose statistical neighbours"
    PUBLISH = "publish scorecards"
    MANAGE_INDICATORS = "add local indicators"
    SEE_AUDIT = "read the authority's audit trail"
    READ_PUBLISHED = "read published scorecards"
    COMPARE = "compare approved figures within a region"
    COLLECT = "set deadlines, remind authorities and record what the region agreed on"
    SHARE = "decide whether the authority shares its figures with its region"
    ADMINISTER = "run the catalogue, authorities and accounts"


ROLE_ACTS: dict[str, frozenset[Act]] = {
    Role.ANALYST: frozenset(
        {
            Act.SEE_DRAFTS,
            Act.SEE_CHILDREN,
            Act.UPLOAD,
            Act.WRITE_ANALYSIS,
            Act.MANAGE_INDICATORS,
            Act.READ_PUBLISHED,
            Act.COMPARE,
            Act.SEE_AUDIT,
        }
    ),
    Role.APPROVER: frozenset(
        {
            Act.SEE_DRAFTS,
            Act.SEE_CHILDREN,
            Act.WRITE_ANALYSIS,
            Act.APPROVE,
            Act.SET_TARGETS,
            Act.SET_NEIGHBOURS,
            Act.PUBLISH,
            Act.MANAGE_INDICATORS,
            Act.READ_PUBLISHED,
            Act.COMPARE,
            Act.SHARE,
            Act.SEE_AUDIT,
        }
    ),
    Role.SCRUTINY: frozenset({Act.READ_PUBLISHED}),
    Role.REGIONAL_LEAD: frozenset({Act.READ_PUBLISHED, Act.COMPARE, Act.COLLECT}),
    Role.ADMINISTRATOR: frozenset({Act.ADMINISTER}),
}
PORTAL_WIDE = frozenset({Act.ADMINISTER})


def memberships(user: User | AnonymousUser) -> list[Membership]:
    """The person's current memberships, read once a request and kept on the user object."""
    if not isinstance(user, User) or not user.is_active:
        return []
    kept: list[Membership] | None = getattr(user, "_current_memberships", None)
    if kept is None:
        kept = list(
            Membership.objects.current().filter(user=user).select_related("authority__region", "region")
        )
        user._current_memberships = kept  # type: ignore[attr-defined]
    return kept


def may(user: User | AnonymousUser, act: Act, authority: Authority | None = None) -> bool:
    """Whether the person may do it, to that authority or (without one) in the portal as a whole."""
    for membership in memberships(user):
        if act not in ROLE_ACTS[membership.role]:
            continue
        if act in PORTAL_WIDE:
            return True
        if authority is not None and _covers(membership, authority):
            return True
    return False


def _covers(membership: Membership, authority: Authority) -> bool:
    if membership.authority_id is not None:
        return membership.authority_id == authority.pk
    return membership.region_id is not None and membership.region_id == authority.region_id


def authorities_for(user: User | AnonymousUser, *acts: Act) -> AuthorityQuerySet:
    """The authorities where the person may do any of the acts; nothing for nobody."""
    held = [m for m in memberships(user) if ROLE_ACTS[m.role] & set(acts)]
    own = [m.authority_id for m in held if m.authority_id]
    regions = [m.region_id for m in held if m.region_id]
    return Authority.objects.filter(Q(pk__in=own) | Q(region_id__in=regions)).select_related("region")


def places_of(user: User | AnonymousUser) -> AuthorityQuerySet:
    """Every authority in which the person has any membership, own or through a region."""
    return authorities_for(user, *Act)


def authority_for(user: User | AnonymousUser, code: str, act: Act) -> Authority:
    """The authority by its code, if the person may do the act there.

    Raises Http404 when it does not exist or is none of the person's; PermissionDenied when it is
    theirs but their role does not include the act.
    """
    authority = places_of(user).filter(code=code).first()
    if authority is None:
        raise Http404
    if not may(user, act, authority):
        raise PermissionDenied(f"Your role in {authority} does not let you {act.value}.")
    return authority


def region_for(user: User | AnonymousUser, code: str, act: Act = Act.COMPARE) -> Region:
    """The region by its code, for its leads and for the staff of its authorities.

    Raises Http404 when it does not exist or is none of the person's; PermissionDenied when they are of it but
    their role does not include the act. What they may see there is the region's agreement (sharing.py).
    """
    held = [(region, m) for m in memberships(user) if (region := _region(m)) and region.code == code]
    held = [(region, m) for region, m in held if Act.COMPARE in ROLE_ACTS[m.role]]
    if not held:
        raise Http404
    if not any(act in ROLE_ACTS[m.role] for _, m in held):
        raise PermissionDenied(f"Your role in {held[0][0]} does not let you {act.value}.")
    return held[0][0]


def regions_for(user: User | AnonymousUser, act: Act = Act.COMPARE) -> list[Region]:
    """The regions in which the person may do the act, each once, by name."""
    held = {
        region.pk: region for m in memberships(user) if act in ROLE_ACTS[m.role] and (region := _region(m))
    }
    return sorted(held.values(), key=lambda region: region.name)


def reader_in(user: User | AnonymousUser, region: Region) -> Reader:
    """What the person is in a region: a lead of it, and of which of its authorities they are staff."""
    held = [m for m in memberships(user) if Act.COMPARE in ROLE_ACTS[m.role]]
    return Reader(
        lead=any(m.region_id == region.pk for m in held),
        own=frozenset(
            m.authority.code for m in held if m.authority is not None and m.authority.region_id == region.pk
        ),
    )


def _region(membership: Membership) -> Region | None:
    if membership.authority is not None:
        return membership.authority.region
    return membership.region


def require_portal(user: User | AnonymousUser, act: Act = Act.ADMINISTER) -> None:
    """For pages of the portal as a whole: a person without the act gets the 404 of a missing page."""
    if not may(user, act):
        raise Http404
