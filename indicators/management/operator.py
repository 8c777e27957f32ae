"""What the commands share: finding the authority, the period and the person, or saying what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from authorities.access import Act, may
from authorities.models import Authority, User
from indicators.calculations.periods import parse_period


def authority_of(code: str) -> Authority:
    found = Authority.objects.filter(code=code).first()
    if found is None:
        raise CommandError(
            f"There is no authority with the code {code!r}. Run load_reference, or check the code."
        )
    return found


def period_of(text: str) -> date:
    try:
        return parse_period(text)
    except ValueError as refusal:
        raise CommandError(str(refusal)) from refusal


def person_of(email: str | None) -> User | None:
    """The person in whose name the act is done; None is the operator."""
    if not email:
        return None
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise CommandError(f"There is no account with the address {email}.")
    return found


def must(person: User | None, act: Act, authority: Authority) -> None:
    """The policy holds on the command line too, when an act is done in somebody's name."""
    if person is not None and not may(person, act, authority):
        raise CommandError(f"{person.email} may not {act.value} for {authority}.")


class PlaceCommand(BaseCommand):
    """A command about one authority and period."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--authority", required=True, metavar="CODE", help="three-digit DfE code, e.g. 343"
        )
        parser.add_argument("--period", required=True, metavar="YYYY-MM", help="the month of the period end")

    def place(self, options: dict[str, Any]) -> tuple[Authority, date]:
        return authority_of(options["authority"]), period_of(options["period"])
