"""People, their memberships and their invitations."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from authorities.models.places import Authority, Region


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person. What they may do comes from their memberships alone (authorities/access.py)."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address")]

    def __str__(self) -> str:
        return self.name or self.email


class Role(models.TextChoices):
    ANALYST = "analyst", "Analyst"
    APPROVER = "approver", "Approver"
    SCRUTINY = "scrutiny", "Scrutiny member"
    REGIONAL_LEAD = "regional_lead", "Regional lead"
    ADMINISTRATOR = "administrator", "Portal administrator"


OF_AN_AUTHORITY = (Role.ANALYST, Role.APPROVER, Role.SCRUTINY)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        return self.filter(ended_at=None, user__is_active=True)


class Membership(models.Model):
    """One role of one person in one authority or region, or in the portal as a whole.

    Several rows give several roles or authorities. A membership is ended, never deleted, so that
    the audit trail can always say why somebody could do what they did.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    authority = models.ForeignKey(
        Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__email", "role"]
        constraints = [
            models.CheckConstraint(
                name="a_role_has_its_own_kind_of_place",
                condition=(
                    Q(role__in=OF_AN_AUTHORITY, authority__isnull=False, region__isnull=True)
                    | Q(role=Role.REGIONAL_LEAD, authority__isnull=True, region__isnull=False)
                    | Q(role=Role.ADMINISTRATOR, authority__isnull=True, region__isnull=True)
                ),
            ),
            # Three, since SQLite takes each blank place for a different one.
            models.UniqueConstraint(
                fields=["user", "role", "authority"],
                condition=Q(ended_at=None, authority__isnull=False),
                name="one_current_role_in_an_authority",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region"],
                condition=Q(ended_at=None, region__isnull=False),
                name="one_current_role_in_a_region",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ended_at=None, authority=None, region=None),
                name="one_current_role_in_the_portal",
            ),
        ]

    @property
    def place(self) -> str:
        if self.authority is not None:
            return self.authority.name
        return self.region.name if self.region is not None else "The portal"

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.place}"


class Invitation(models.Model):
    """An offer of one membership to one address. Only the hash of its link is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    token_hash = models.CharField(max_length=64, unique=True)
    # None is the operator, who invites the first portal administrator.
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="invitations_sent")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at"]

    @property
    def place(self) -> str:
        if self.authority is not None:
            return self.authority.name
        return self.region.name if self.region is not None else "The portal"
