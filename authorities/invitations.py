"""Invitations and memberships: the only way in, and the only writer of both."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from authorities import audit
from authorities.models import Authority, Invitation, Membership, Region, Role, User
from authorities.models.people import OF_AN_AUTHORITY
from authorities.refusal import Refused

Link = Callable[[str], str]
NOT_OPEN = "This invitation has been used, withdrawn or has run out. Ask for a new one."


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def check_place(role: str, authority: Authority | None, region: Region | None) -> None:
    """Raises Refused when a role is given the wrong kind of place."""
    if role in OF_AN_AUTHORITY and (authority is None or region is not None):
        raise Refused(f"{Role(role).label} is a role in an authority: choose the authority, and no region.")
    if role == Role.REGIONAL_LEAD and (region is None or authority is not None):
        raise Refused("Regional lead is a role in a region: choose the region, and no authority.")
    if role == Role.ADMINISTRATOR and (authority is not None or region is not None):
        raise Refused(
            "Portal administrator is a role in the whole portal: choose no authority and no region."
        )


@transaction.atomic
def invite(
    *,
    email: str,
    name: str = "",
    role: str,
    authority: Authority | None = None,
    region: Region | None = None,
    link: Link,
    by: User | None,
) -> Invitation | Membership:
    """Offer a role to an address. `link` makes the address of the page from the token.

    Somebody who has an account is given the membership at once and told by e-mail; anybody else is
    sent a link that works once, for `INVITATION_DAYS`. Raises Refused when they hold the role already
    or an equal invitation is open.
    """
    check_place(role, authority, region)
    _one_at_a_time(by)
    known = User.objects.filter(email__iexact=email.strip()).first()
    if known is not None:
        membership = grant(user=known, role=role, authority=authority, region=region, by=by)
        _mail(known.email, "You have a new role", f"You are now {membership}.\n\n{settings.PUBLIC_ADDRESS}\n")
        return membership
    _refuse_equal(email, role, authority, region)
    invitation, token = _new_invitation(email, name, role, authority, region, by)
    audit.record(
        "invite",
        f"invited {invitation.email} as {invitation.get_role_display()}, {invitation.place}",
        by=by,
        authority=authority,
        region=region,
        about=invitation,
    )
    address = link(token)
    transaction.on_commit(lambda: _send_invitation(invitation, address))
    return invitation


def _one_at_a_time(by: User | None) -> None:
    """A second click waits here for the first, and then finds what it made."""
    if by is not None:
        User.objects.select_for_update().get(pk=by.pk)


def _refuse_equal(email: str, role: str, authority: Authority | None, region: Region | None) -> None:
    equal = open_invitations(email).filter(role=role, authority=authority, region=region).first()
    if equal is not None:
        raise Refused(
            f"{equal.email} is invited already as {equal.get_role_display()}, {equal.place}. "
            "Withdraw that invitation first if it must be sent again."
        )


def _new_invitation(
    email: str, name: str, role: str, authority: Authority | None, region: Region | None, by: User | None
) -> tuple[Invitation, str]:
    """The row, and the token of which it keeps the hash alone."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        name=name.strip(),
        role=role,
        authority=authority,
        region=region,
        token_hash=token_hash(token),
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )
    return invitation, token


def _send_invitation(invitation: Invitation, address: str) -> None:
    _mail(
        invitation.email,
        "Your invitation",
        f"You are invited to Like for Like as {invitation.get_role_display()}, {invitation.place}.\n\n"
        f"Choose a password here, within {settings.INVITATION_DAYS} days:\n{address}\n\n"
        "If you did not expect this, do nothing.\n",
    )


def _mail(to: str, subject: str, body: str) -> None:
    send_mail(f"Like for Like: {subject}", body, settings.DEFAULT_FROM_EMAIL, [to])


def _open() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


def open_invitation(token: str) -> Invitation | None:
    """The invitation of a link, if it can still be accepted."""
    return _open().filter(token_hash=token_hash(token)).first()


def open_invitations(email: str) -> QuerySet[Invitation]:
    """Every invitation of an address that can still be accepted, oldest first."""
    return _open().filter(email__iexact=email.strip()).order_by("invited_at", "pk")


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str) -> User:
    """Make the account, with the role of every invitation that is open for its address.

    One link is enough: it proves the address, and the others would find the account made. Raises
    Refused when the link no longer works.
    """
    invitation = open_invitation(token)
    if invitation is None:
        raise Refused(NOT_OPEN)
    others = list(open_invitations(invitation.email).exclude(pk=invitation.pk))
    if not _mark_accepted(invitation):
        raise Refused(NOT_OPEN)
    user = create_account(email=invitation.email, name=name or invitation.name, password=password)
    _join(user, invitation)
    for other in others:
        if _mark_accepted(other):
            _join(user, other)
    return user


def _mark_accepted(invitation: Invitation) -> bool:
    """False where somebody accepted or withdrew it in the meantime."""
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    return bool(still_open.update(accepted_at=timezone.now()))


def _join(user: User, invitation: Invitation) -> None:
    """The membership that an invitation offered, unless an equal invitation gave it already."""
    membership, new = Membership.objects.get_or_create(
        user=user,
        role=invitation.role,
        authority=invitation.authority,
        region=invitation.region,
        ended_at=None,
    )
    if new:
        audit.record(
            "accept an invitation",
            f"accepted an invitation as {membership}",
            by=user,
            authority=invitation.authority,
            region=invitation.region,
            about=invitation,
        )


def create_account(*, email: str, name: str, password: str) -> User:
    """An account whose address counts as proved: the link, or the operator, came by it."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, name=name.strip())
    except IntegrityError as error:
        raise Refused(f"There is an account for {email} already. Sign in with it.") from error
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    withdrawn = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    if not withdrawn:
        raise Refused("The invitation has already been accepted or withdrawn.")
    sentence = f"withdrew the invitation of {invitation.email}"
    audit.record("withdraw an invitation", sentence, by=by, authority=invitation.authority, about=invitation)


@transaction.atomic
def grant(
    *,
    user: User,
    role: str,
    authority: Authority | None = None,
    region: Region | None = None,
    by: User | None,
) -> Membership:
    """Give a person a role. Raises Refused when they hold it already."""
    check_place(role, authority, region)
    try:
        with transaction.atomic():
            membership = Membership.objects.create(user=user, role=role, authority=authority, region=region)
    except IntegrityError as error:
        raise Refused(f"{user.email} has this role already.") from error
    audit.record(
        "grant a role",
        f"made {user.email} {membership}",
        by=by,
        authority=authority,
        region=region,
        about=membership,
    )
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: User) -> None:
    """Take a role away. The last portal administrator cannot end their own."""
    administrators = Membership.objects.current().filter(role=Role.ADMINISTRATOR)
    if list(administrators.values_list("pk", flat=True)[:2]) == [membership.pk]:
        raise Refused("This is the last portal administrator. Make somebody else one first.")
    if not Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=timezone.now()):
        raise Refused("This role has ended already.")
    audit.record(
        "end a role",
        f"ended {membership.user.email} as {membership}",
        by=by,
        authority=membership.authority,
        region=membership.region,
        about=membership,
    )
