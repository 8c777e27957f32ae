"""Pages of the portal administrator for people, and the page that an invitation opens."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from authorities.access import require_portal
from authorities.filters import PeopleFilter
from authorities.forms import AcceptForm, InviteForm
from authorities.invitations import (
    accept_invitation,
    end_membership,
    invite,
    open_invitation,
    withdraw_invitation,
)
from authorities.models import Invitation, Membership
from authorities.paging import paged
from authorities.refusal import Refused
from authorities.tables import PeopleTable


def people(request: HttpRequest) -> HttpResponse:
    require_portal(request.user)
    found = PeopleFilter(
        request.GET, Membership.objects.current().select_related("user", "authority", "region")
    )
    table = PeopleTable(found.qs)
    paged(request, table)
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None).select_related(
        "authority", "region"
    )
    return render(
        request, "authorities/people.html", {"filter": found, "table": table, "invitations": waiting}
    )


def person_invite(request: HttpRequest) -> HttpResponse:
    require_portal(request.user)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = invite(**form.cleaned_data, link=_invitation_address, by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            sent = "An invitation was sent to" if isinstance(made, Invitation) else "The role was given to"
            messages.success(request, f"{sent} {form.cleaned_data['email']}.")
            return redirect("people")
    breadcrumbs = [{"text": "People", "href": reverse("people")}, {"text": "Invite a person"}]
    return render(request, "authorities/invite.html", {"form": form, "breadcrumbs": breadcrumbs})


def _invitation_address(token: str) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + reverse("invitation", args=[token])


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    require_portal(request.user)
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        withdraw_invitation(invitation=invitation, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"The invitation of {invitation.email} was withdrawn.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people")


def membership_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked once more before it is done: the person loses sight of the place at once."""
    require_portal(request.user)
    membership = get_object_or_404(
        Membership.objects.select_related("user", "authority", "region"), pk=pk, ended_at=None
    )
    if request.method == "POST":
        try:
            end_membership(membership=membership, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"{membership.user.email} is no longer {membership}.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("people")
    breadcrumbs = [{"text": "People", "href": reverse("people")}, {"text": "End a role"}]
    return render(
        request,
        "authorities/end_membership.html",
        {"membership": membership, "breadcrumbs": breadcrumbs},
    )


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password and come in. A link that does not work is a page that does not exist."""
    found = open_invitation(token)
    if found is None:
        raise Http404
    form = AcceptForm(request.POST or None, invitation=found)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(
                token=token, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("home")
    return render(request, "authorities/invitation.html", {"form": form, "invitation": found})
