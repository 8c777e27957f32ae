"""What the views of this floor take from a request: the scorecard, the publication, the audience."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from authorities.access import Act, authorities_for, authority_for, may
from authorities.models import Authority, User
from reports.disclosure import Audience
from reports.models import Publication, Scorecard


def person(request: HttpRequest) -> User:
    """The signed-in person; LoginRequiredMiddleware has turned everybody else away."""
    assert isinstance(request.user, User)
    return request.user


def scorecard_for(request: HttpRequest, code: str, pk: int, act: Act) -> Scorecard:
    """A living scorecard of an authority where the person may do the act; 404 or 403 as the policy says."""
    authority = authority_for(request.user, code, act)
    return get_object_or_404(
        Scorecard.objects.select_related("authority__region", "template"), authority=authority, pk=pk
    )


def publication_for(request: HttpRequest, pk: int) -> Publication:
    """A publication that the person may read; the 404 of an absent one otherwise."""
    return get_object_or_404(
        Publication.objects.select_related("authority__region", "scorecard", "published_by"),
        pk=pk,
        authority__in=authorities_for(request.user, Act.READ_PUBLISHED),
    )


def audience_of(request: HttpRequest, authority: Authority) -> Audience:
    """For a living scorecard: own staff see it whole, unless they ask to see it as everybody else does.

    A publication is read by everybody, its own staff included, as those outside may read it: what is printed
    from it or downloaded must be fit for the committee.
    """
    if request.GET.get("as") == Audience.OUTSIDE.value:
        return Audience.OUTSIDE
    return Audience.OWN if may(request.user, Act.SEE_DRAFTS, authority) else Audience.OUTSIDE
