"""Invite the first portal administrator: the one account that nobody on screen can invite."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from authorities.invitations import invite
from authorities.models import Invitation, Role
from authorities.refusal import Refused


class Command(BaseCommand):
    help = (
        "Invites a portal administrator and prints the link by which they choose a password. An account that "
        "exists is given the role at once. The act is the operator's, and the audit trail says so."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            made = invite(email=options["email"], role=Role.ADMINISTRATOR, link=self._link, by=None)
        except ValidationError as error:
            raise CommandError(f"{options['email']!r} is not an e-mail address.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if not isinstance(made, Invitation):
            self.stderr.write(f"{options['email']} has an account already and is now {made}.")

    def _link(self, token: str) -> str:
        address = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("invitation", args=[token])
        self.stdout.write(address)
        return address
