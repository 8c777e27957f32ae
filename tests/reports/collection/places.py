"""Authorities of a region with people to write to, around one deadline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from authorities.models import Authority, Region, Role
from indicators.models import ReturnState
from tests.factories.authority import AuthorityFactory
from tests.factories.membership import MembershipFactory
from tests.factories.return_version import ReturnFactory
from tests.factories.user import UserFactory

QUARTER, DUE = date(2025, 6, 30), date(2025, 7, 30)
SET_AT = datetime(2025, 7, 1, 9, tzinfo=UTC)
# Runs what waits for the commit of the test's transaction.
Commit = Callable[..., Any]


def day(number: int) -> date:
    """That many days after the deadline."""
    return DUE + timedelta(days=number)


def place(region: Region, name: str, *states: ReturnState) -> Authority:
    """An authority with somebody in each of its roles, and a return in each of these states."""
    authority: Authority = AuthorityFactory.create(region=region, name=name)
    for role in (Role.ANALYST, Role.APPROVER, Role.SCRUTINY):
        user = UserFactory.create(email=f"{role}@{name.lower()}.example")
        MembershipFactory.create(authority=authority, role=role, user=user)
    for state in states:
        ReturnFactory.create(authority=authority, period_end=QUARTER, state=state)
    return authority
