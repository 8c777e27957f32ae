"""One sign-in a role for the demonstration, with passwords made at that moment and shown once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from authorities.invitations import create_account, grant
from authorities.models import Authority, Membership, Region, Role, User

# Words that are easy to read out and to type; four of them and a number are about 37 bits.
WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a visitor types to come in as a role, and the places the role covers."""

    role: str
    email: str
    password: str
    places: str


def new_password() -> str:
    words = "-".join(secrets.choice(WORDS) for _ in range(4))
    return f"{words}-{secrets.randbelow(900) + 100}"


@transaction.atomic
def make_sign_ins(authorities: list[Authority], region: Region) -> list[SignIn]:
    """An account for each of the five roles, with a new password each time this runs."""
    made = []
    for role in Role:
        email = f"{role.value.replace('_', '-')}@demonstration.example"
        password = new_password()
        user = User.objects.filter(email=email).first()
        if user is None:
            user = create_account(email=email, name=f"Demonstration {role.label.lower()}", password=password)
        else:
            user.set_password(password)
            user.save(update_fields=["password"])
        if role == Role.REGIONAL_LEAD:
            _hold(user, role, None, region)
            places = region.name
        elif role == Role.ADMINISTRATOR:
            _hold(user, role, None, None)
            places = "the portal"
        else:
            for authority in authorities:
                _hold(user, role, authority, None)
            places = ", ".join(authority.name for authority in authorities)
        made.append(SignIn(role.label, email, password, places))
    return made


def _hold(user: User, role: str, authority: Authority | None, region: Region | None) -> None:
    held = Membership.objects.current().filter(user=user, role=role, authority=authority, region=region)
    if not held.exists():
        grant(user=user, role=role, authority=authority, region=region, by=None)


def person(role: Role) -> User:
    return User.objects.get(email=f"{role.value.replace('_', '-')}@demonstration.example")
