"""What a portal must not start with. Reads nothing but what it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.child_keys import made_from

POSTGRESQL = ("postgres://", "postgresql://")
MAIL_SERVERS = {"smtp", "smtp+tls", "smtp+ssl"}
HERE = {"", "localhost", "127.0.0.1", "::1"}
KEY_CHARACTERS, KEY_VARIETY = 50, 10
MOST_FILE_DAYS = 366
MOST_DUE_DAYS = 366


def refuse_unsafe(given: Mapping[str, Any]) -> None:
    """Raises ImproperlyConfigured that names every fault of the settings at once."""
    faults = _of_children(given)
    if not 1 <= given["RETURN_DUE_DAYS"] <= MOST_DUE_DAYS:
        faults.append(f"LFL_RETURN_DUE_DAYS must be a number of days from 1 to {MOST_DUE_DAYS}")
    if given["PRODUCTION"] or _database_elsewhere(given["DATABASE_URL"]):
        faults += _exposing(given)
    if given["PRODUCTION"]:
        faults += _of_production(given)
    if faults:
        raise ImproperlyConfigured("Not safe to start: " + "; ".join(faults) + ".")


def _database_elsewhere(address: str) -> bool:
    """Whether it is a PostgreSQL on another machine: then its data is real, whatever the mode is called."""
    if not address.startswith(POSTGRESQL):
        return False
    parts = urlsplit(address)
    hosts = [parts.hostname or "", *parse_qs(parts.query).get("host", [])]
    # A path is a socket of this machine.
    return any(host not in HERE and not host.startswith(("/", "%2f", "%2F")) for host in hosts)


def _of_children(given: Mapping[str, Any]) -> list[str]:
    faults = list(given["CHILD_KEY_FAULTS"])
    if given["PRODUCTION"] and not given["CHILD_KEYS"] and not faults:
        faults.append("LFL_CHILD_KEYS must be given: children's identifiers are hashed with it")
    if made_from(given["SECRET_KEY"], given["CHILD_KEYS"]):
        faults.append("LFL_CHILD_KEYS must be keys of their own, not made from LFL_SECRET_KEY")
    if not 1 <= given["CHILD_FILE_DAYS"] <= MOST_FILE_DAYS:
        faults.append(f"LFL_CHILD_FILE_DAYS must be a number of days from 1 to {MOST_FILE_DAYS}")
    return faults


def _exposing(given: Mapping[str, Any]) -> list[str]:
    faults = []
    if given["DEBUG"]:
        faults.append("LFL_DEBUG must be off where the database is on another machine, and in production")
    if "*" in given["ALLOWED_HOSTS"]:
        faults.append("LFL_ALLOWED_HOSTS must name the hosts, not *")
    return faults


def _of_production(given: Mapping[str, Any]) -> list[str]:
    faults = []
    if len(given["SECRET_KEY"]) < KEY_CHARACTERS or len(set(given["SECRET_KEY"])) < KEY_VARIETY:
        faults.append(
            f"LFL_SECRET_KEY must be random, with at least {KEY_CHARACTERS} characters "
            f"and at least {KEY_VARIETY} different characters"
        )
    if not given["DATABASE_URL"].startswith(POSTGRESQL):
        faults.append("DATABASE_URL must be a PostgreSQL address")
    if not given["REDIS_URL"]:
        faults.append("REDIS_URL must be given: sign-in throttling and the workers need it")
    if not given["PUBLIC_ADDRESS"].startswith("https://"):
        faults.append("LFL_PUBLIC_ADDRESS must begin with https://")
    if urlsplit(given["EMAIL_URL"]).scheme not in MAIL_SERVERS:
        faults.append(
            "LFL_EMAIL_URL must name a mail server, beginning with smtp+tls://, smtp+ssl:// or smtp://: "
            "invitations are sent by it"
        )
    return faults
