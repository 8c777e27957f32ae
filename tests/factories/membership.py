from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from authorities.models import Membership, Role
from tests.factories.authority import AuthorityFactory
from tests.factories.region import RegionFactory
from tests.factories.user import UserFactory


class MembershipFactory(DjangoModelFactory[Membership]):
    """A role with the kind of place that goes with it; an analyst of a new authority when nothing is said."""

    class Meta:
        model = Membership

    class Params:
        of_region = factory.LazyAttribute(lambda membership: membership.role == Role.REGIONAL_LEAD)
        of_portal = factory.LazyAttribute(lambda membership: membership.role == Role.ADMINISTRATOR)

    user = factory.SubFactory(UserFactory)
    role = Role.ANALYST
    authority = factory.Maybe(
        "of_region",
        yes_declaration=None,
        no_declaration=factory.Maybe(
            "of_portal", yes_declaration=None, no_declaration=factory.SubFactory(AuthorityFactory)
        ),
    )
    region = factory.Maybe(
        "of_region", yes_declaration=factory.SubFactory(RegionFactory), no_declaration=None
    )
