"""A person's browser, as far as signing in and pressing a button go."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any


class _Stays(urllib.request.HTTPRedirectHandler):
    """Loads no page that it is sent on to: the work that it caused has begun meanwhile."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Visitor:
    """Signed in, with its cookies."""

    def __init__(self, address: str, email: str, password: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), _Stays())
        sign_in = "/account/login/"
        self.opener.open(address + sign_in, timeout=30).close()
        self.post(sign_in, login=email, password=password)

    def post(self, path: str, **fields: str) -> None:
        """Send a form. Raises HTTPError, or AssertionError where it comes back to be mended."""
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        sent = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        try:
            answer = self.opener.open(self.address + path, data=sent, timeout=30)
        except urllib.error.HTTPError as led_on:
            with led_on:
                if led_on.code != 302:
                    raise
        else:
            with answer:
                raise AssertionError(f"{path} was not accepted: {answer.read().decode()[:2000]}")
