"""Sign-in and a forgotten password while Redis is down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
import redis
from django.conf import settings as given
from django.core import mail
from django.core.cache import cache, caches
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories.user import PASSWORD, UserFactory
from tests.services import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def redis_is_down(settings: Settings) -> Iterator[None]:
    nobody_there = f"redis://127.0.0.1:{free_port()}/0"
    settings.REDIS_URL = nobody_there
    settings.CACHES = {"default": {"BACKEND": "config.cache.RedisOrMemoryCache", "LOCATION": nobody_there}}
    yield
    caches["default"].clear()


@pytest.fixture
def person() -> str:
    return str(UserFactory.create().email)


def sign_in(client: Client, email: str, password: str = PASSWORD) -> str:
    answer = client.post(reverse("account_login"), {"login": email, "password": password})
    return answer.headers.get("Location", "") or answer.content.decode()


def test_sign_in_works(redis_is_down: None, client: Client, person: str) -> None:
    assert sign_in(client, person) == reverse("home")


def test_a_forgotten_password_is_answered(redis_is_down: None, client: Client, person: str) -> None:
    answer = client.post(reverse("account_reset_password"), {"email": person})
    assert answer.status_code == 302
    assert len(mail.outbox) == 1


def test_attempts_are_still_counted(redis_is_down: None, client: Client, person: str) -> None:
    for _ in range(5):
        assert "not right" in sign_in(client, person, "wrong")
    assert "Wait five minutes" in sign_in(client, person, "wrong")
    assert "Wait five minutes" in sign_in(client, person)


def test_every_way_of_asking_the_cache_answers(redis_is_down: None) -> None:
    cache.set("a", 1)
    assert cache.add("a", 2) is False and cache.get("a") == 1
    assert cache.incr("a") == 2 and cache.has_key("a") and cache.touch("a", 10)
    cache.set_many({"b": 3, "c": 4})
    assert cache.get_many(["b", "c", "d"]) == {"b": 3, "c": 4}
    cache.delete_many(["b"])
    assert cache.delete("c") and cache.get("b") is None
    cache.clear()
    assert cache.get("a") is None


def test_not_ready_is_said_all_the_same(redis_is_down: None, client: Client) -> None:
    cache.set("a", 1)
    answer = client.get(reverse("health_ready"))
    assert (answer.status_code, answer.json()["faults"]) == (503, ["redis does not answer"])


def test_with_redis_there_the_count_is_where_every_process_sees_it() -> None:
    cache.set("counted", 7)
    if not given.REDIS_URL:
        assert type(caches["default"]) is LocMemCache
        return
    with closing(redis.Redis.from_url(given.REDIS_URL)) as server:
        assert server.get(cache.make_key("counted")) == b"7"
