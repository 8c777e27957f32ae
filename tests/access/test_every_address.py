"""Every address, walked from the URL configuration, by every role and by nobody.

Against the person's own place, another's and one that does not exist: a stranger gets the very
answer that a missing thing gets. An address that the matrix does not list fails the walk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from authorities.models import Role, User
from tests.access.matrix import ACCOUNT_PAGES, MATRIX, Rule
from tests.keeping import kept_for_the_module
from tests.world import LAST, Place, World, make_world


def named_patterns(patterns: list[Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every pattern's name and parameters, through every include."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            for name, parameters in named_patterns(pattern.url_patterns):
                own = tuple(pattern.pattern.regex.groupindex)
                yield name, (*own, *(p for p in parameters if p not in own))
        elif isinstance(pattern, URLPattern):
            yield pattern.name or "(no name)", tuple(pattern.pattern.regex.groupindex)


# Where a page is not had as JSON.
KINDS = {"region_board_export": "csv", "region_matrix_export": "csv", "region_chart": "svg"}
ADDRESSES = dict(named_patterns(get_resolver().url_patterns))


def rule_of(name: str) -> Rule:
    return ACCOUNT_PAGES[name] if name in ACCOUNT_PAGES else MATRIX[name]


@dataclass
class Visit:
    """What one person got at one address."""

    status: int
    body: str
    location: str


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with kept_for_the_module(django_db_blocker):
        yield make_world()


def parameters(name: str, place: Place, world: World, *, of: str) -> dict[str, Any]:
    """The values for an address's parameters: of a place, or ('absent') of nothing that exists."""
    rule = rule_of(name)
    values: dict[str, Any] = {}
    for parameter in ADDRESSES[name]:
        if parameter == "pk":
            thing = getattr(place, rule.pk, None) or getattr(world, rule.pk)
            values[parameter] = 999_999 if of == "absent" else thing.pk
        elif parameter == "code" and rule.kind == "region":
            values[parameter] = "T12999999" if of == "absent" else place.authority.region.code
        elif parameter == "code":
            values[parameter] = "T99" if of == "absent" else place.authority.code
        elif parameter == "token":
            values[parameter] = world.token
        else:
            values[parameter] = {
                "period": f"{LAST:%Y-%m}",
                "number": "1",
                "kind": KINDS.get(name, "json"),
                "chart": "ranked",
                "indicator": "REREF_PCT",
                "window": "R12",
                "rule": "example",
                "key": "x-y",
                "uidb36": "1",
            }[parameter]
    return values


def visit(user: User | None, name: str, values: dict[str, Any]) -> Visit:
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user)
    with transaction.atomic():
        response = getattr(client, rule_of(name).method)(reverse(name, kwargs=values))
        body = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body.decode("utf-8", "replace"))
    return Visit(response.status_code, text, response.headers.get("Location", ""))


def people(world: World, place: Place) -> dict[str, User]:
    return {**world.people, **place.people}


def by_kind(*kinds: str) -> list[str]:
    return sorted(name for name, rule in MATRIX.items() if rule.kind in kinds)


def test_no_address_is_unlisted_and_none_is_listed_twice_over() -> None:
    assert set(ADDRESSES) == {*MATRIX, *ACCOUNT_PAGES}
    assert not set(MATRIX) & set(ACCOUNT_PAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", by_kind("authority", "published", "region", "portal"))
def test_a_role_opens_its_own_and_no_other_role_does(world: World, name: str) -> None:
    rule = rule_of(name)
    values = parameters(name, world.own, world, of="own")
    for role, user in people(world, world.own).items():
        got = visit(user, name, values)
        if role in rule.roles:
            assert got.status in (200, 302), f"{role} at {name}: {got.status}"
            assert not got.location.startswith("/account/login"), f"{role} at {name}"
        else:
            assert got.status in (403, 404), f"{role} at {name}: {got.status}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [n for n in by_kind("authority", "published", "region", "portal") if {"code", "pk"} & set(ADDRESSES[n])],
)
def test_what_is_somebody_elses_answers_like_what_does_not_exist(world: World, name: str) -> None:
    others = parameters(name, world.other, world, of="other")
    absent = parameters(name, world.other, world, of="absent")
    for role, user in people(world, world.own).items():
        if rule_of(name).kind == "portal" and role == Role.ADMINISTRATOR:
            continue
        stranger, missing = visit(user, name, others), visit(user, name, absent)
        assert stranger.status == missing.status == 404, f"{role} at {name}: {stranger.status}"
        assert stranger.body == missing.body, f"{role} at {name} can tell the two apart"


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in by_kind("authority") if "pk" in ADDRESSES[name]])
def test_a_childs_id_under_ones_own_authority_opens_nothing_of_anothers(world: World, name: str) -> None:
    values = parameters(name, world.other, world, of="other") | {"code": world.own.authority.code}
    absent = values | {"pk": 999_999}
    for role in rule_of(name).roles:
        user = world.own.people[role]
        stranger, missing = visit(user, name, values), visit(user, name, absent)
        assert stranger.status == missing.status == 404, f"{role} at {name}: {stranger.status}"
        assert stranger.body == missing.body, f"{role} at {name} can tell the two apart"


@pytest.mark.django_db
@pytest.mark.parametrize("name", by_kind("authority", "published", "region", "portal", "signed in"))
def test_nobody_is_sent_to_sign_in_whatever_they_ask_for(world: World, name: str) -> None:
    for of in ("own", "absent"):
        got = visit(None, name, parameters(name, world.own, world, of=of))
        assert (got.status, got.location.split("?")[0]) == (302, "/account/login/"), f"nobody at {name}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", by_kind("signed in"))
def test_everybody_who_is_signed_in_opens_the_pages_that_are_for_all(world: World, name: str) -> None:
    for role, user in people(world, world.own).items():
        got = visit(user, name, parameters(name, world.own, world, of="own"))
        assert got.status == 200, f"{role} at {name}: {got.status}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", by_kind("public"))
def test_public_pages_open_for_nobody_and_tell_nothing_of_an_authority(world: World, name: str) -> None:
    got = visit(None, name, parameters(name, world.own, world, of="own"))
    assert got.status == 200
    assert name == "invitation" or "Ashmere" not in got.body


def account_pages(kind: str) -> list[str]:
    return sorted(name for name, rule in ACCOUNT_PAGES.items() if rule.kind == kind)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*account_pages("entrance"), *account_pages("own account")])
def test_account_pages_are_about_oneself_alone(world: World, name: str) -> None:
    values = parameters(name, world.own, world, of="own")
    nobody, somebody = visit(None, name, values), visit(world.own.people[Role.SCRUTINY], name, values)
    asked_to_sign_in = nobody.location.startswith("/account/login/?next=")
    assert asked_to_sign_in == (rule_of(name).kind == "own account"), f"{name}: {nobody.location}"
    for got in (nobody, somebody):
        assert got.status in (200, 302, 404), f"{name}: {got.status}"
        assert "Birchden" not in got.body


@pytest.mark.django_db
@pytest.mark.parametrize("name", account_pages("closed"))
def test_a_closed_account_page_is_not_there_for_anybody(world: World, name: str) -> None:
    values = parameters(name, world.own, world, of="own")
    for user in (None, *people(world, world.own).values()):
        assert visit(user, name, values).status == 404


@pytest.mark.django_db
def test_a_person_whose_role_has_ended_is_a_stranger_from_that_moment(world: World) -> None:
    analyst = world.own.people[Role.ANALYST]
    code = world.own.authority.code
    assert visit(analyst, "return_list", {"code": code}).status == 200
    analyst.memberships.update(ended_at="2026-01-01T00:00:00Z")
    analyst = User.objects.get(pk=analyst.pk)
    assert visit(analyst, "return_list", {"code": code}).status == 404
