"""A person's browser, as far as signing in and pressing a button go."""

from __future__ import annotations

import urllib.parse
import urllib.request
from http.cookiejar import CookieJar


class Visitor:
    """Keeps its cookies. `post` follows the redirect and raises HTTPError for what is refused."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def sign_in(self, email: str, password: str) -> None:
        self.get("/account/login/")
        arrived = self.post("/account/login/", login=email, password=password)
        assert "/account/login/" not in arrived, f"{email} could not sign in"

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=30) as answer:
            text: str = answer.read().decode()
            return text

    def post(self, path: str, **fields: str) -> str:
        """Send a form, and the address at which it ends."""
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        sent = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        with self.opener.open(self.address + path, data=sent, timeout=30) as answer:
            address: str = answer.url
            return address
