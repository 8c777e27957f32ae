from __future__ import annotations

import factory
from factory.django import DjangoModelFactory, Password

from authorities.models import User

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory[User]):
    """A person without any membership: give one with MembershipFactory. The password is PASSWORD."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = Password(PASSWORD)
