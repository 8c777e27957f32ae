from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from authorities.models import Invitation, Role
from tests.factories.authority import AuthorityFactory
from tests.factories.user import UserFactory


class InvitationFactory(DjangoModelFactory[Invitation]):
    """An open invitation for an analyst, whose link nobody knows: to accept one, make it by the verb."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda number: f"invited{number}@example.org")
    role = Role.ANALYST
    authority = factory.SubFactory(AuthorityFactory)
    token_hash = factory.Sequence(lambda number: sha256(f"link {number}".encode()).hexdigest())
    invited_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
