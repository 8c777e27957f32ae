"""Signed-in browsers, one for each person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from authorities.models import Authority, Role, User
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.store import store_catalogue
from indicators.published.mapping import store_datasets
from tests.factories.authority import AuthorityFactory
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory

SignIn = Callable[[User], Client]


@pytest.fixture
def sign_in() -> SignIn:
    def do(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return do


@pytest.fixture
def as_analyst(sign_in: SignIn, analyst: User) -> Client:
    return sign_in(analyst)


@pytest.fixture
def as_approver(sign_in: SignIn, approver: User) -> Client:
    return sign_in(approver)


@pytest.fixture
def as_scrutiny(sign_in: SignIn, authority: Authority) -> Client:
    return sign_in(MembershipFactory.create(authority=authority, role=Role.SCRUTINY).user)


@pytest.fixture
def as_stranger(sign_in: SignIn, other_authority: Authority) -> Client:
    """An analyst, but of another authority."""
    return sign_in(MembershipFactory.create(authority=other_authority, role=Role.ANALYST).user)


@pytest.fixture
def as_administrator(sign_in: SignIn, db: None) -> Client:
    return sign_in(MembershipFactory.create(role=Role.ADMINISTRATOR).user)


@pytest.fixture
def administrator(db: None) -> User:
    user: User = MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None).user
    return user


@pytest.fixture
def admin(sign_in: SignIn, administrator: User) -> Client:
    return sign_in(administrator)


@pytest.fixture
def register(db: None) -> dict[str, Authority]:
    region = RegionFactory.create(code="T12000001", name="Test region")
    codes = {"T01": "Ashmere", "T02": "Birchden", "T03": "Coldwater"}
    return {
        code: AuthorityFactory.create(code=code, name=name, region=region, fictional=False)
        for code, name in codes.items()
    }


@pytest.fixture
def mapping(register: dict[str, Authority]) -> None:
    store_catalogue(read_catalogue())
    store_datasets()
