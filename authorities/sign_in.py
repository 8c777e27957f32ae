"""How people come in: by invitation only, and what they are told when they must come in again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LOST = "You were signed out before this was saved. Sign in, go back and save it again."


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Closes allauth's own sign-up: an account begins with an invitation (authorities/invitations.py)."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask the portal administrator to open it again.",
        "email_password_mismatch": (
            "The e-mail address or the password is not right. Check both and try again."
        ),
        "too_many_login_attempts": (
            "There were too many attempts to sign in. Wait five minutes and try again."
        ),
        "enter_current_password": "This is not the password you have now. Type it again.",
        "incorrect_password": "The password is not right. Type it again.",
        "incorrect_code": "The code is not right. Wait for the next one in your app and type that.",
        "rate_limited": "There were too many attempts. Wait a few minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the public address: the host of the request is the visitor's to choose."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.PUBLIC_ADDRESS.rstrip("/") + path


class SignInRequired(LoginRequiredMiddleware):
    """Sends whoever is not signed in to sign in. What they sent is lost then, and they are told so."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        messages.warning(request, LOST)
        # The address it was sent to may answer no other question; the page it was written on does.
        return redirect_to_login(_written_at(request), str(settings.LOGIN_URL))


def _written_at(request: HttpRequest) -> str:
    """The portal's own page that the form was on, or the first page where the browser does not say."""
    page = request.headers.get("referer", "")
    parts = urlsplit(page) if url_has_allowed_host_and_scheme(page, {request.get_host()}) else None
    if parts is None or not parts.path.startswith("/"):
        return reverse("home")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
