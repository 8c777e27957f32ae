from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from authorities.models import AuditEvent
from tests.factories.authority import AuthorityFactory
from tests.factories.user import UserFactory


class AuditEventFactory(DjangoModelFactory[AuditEvent]):
    """One act. The database keeps it: it can be neither changed nor deleted afterwards."""

    class Meta:
        model = AuditEvent

    actor = factory.SubFactory(UserFactory)
    actor_name = factory.SelfAttribute("actor.email")
    act = "example"
    authority = factory.SubFactory(AuthorityFactory)
    sentence = "did something for an example"
