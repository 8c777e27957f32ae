"""How people come in: by invitation only."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Closes allauth's own sign-up: an account begins with an invitation (authorities/invitations.py)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
