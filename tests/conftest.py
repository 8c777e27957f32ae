"""What every test stands on: the servers, the settings, no way out of this machine, no quiet skips."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import django
import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from playwright.sync_api import Playwright

from tests.flushing import around_the_triggers
from tests.services import Services, start_services
from tests.skipping import SkipsAreFailures
from tests.sockets import refuse_outside_connections

CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def start() -> Services | None:
    """The servers, then Django, which reads their addresses once.

    None where Django has its settings already: in an xdist worker, whose environment the first
    process prepared, and where `--ds` or DJANGO_SETTINGS_MODULE was given by hand.
    """
    if settings.configured:
        return None
    services = start_services(os.environ)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    return services


SERVICES = start()
refuse_outside_connections()
# The default takes a tenth of a second for each password, to slow a thief down.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if connection.vendor == "sqlite":
    # A file, as in the embedded mode itself: in memory, threads would share one connection's locks.
    connection.settings_dict["TEST"]["NAME"] = str(settings.DATA_DIR / "test.sqlite3")

# A shared machine may stop for a second: no deadline. In CI the same examples each time.
hypothesis.settings.register_profile("portal", deadline=None, derandomize=CI, print_blob=True)
hypothesis.settings.load_profile("portal")


def pytest_configure(config: pytest.Config) -> None:
    if CI:
        config.pluginmanager.register(SkipsAreFailures())


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give an xdist worker what is its own before it begins: Django reads it at its start."""
    if SERVICES is not None:
        own = SERVICES.environment_of(node.gateway.id)
        node.gateway.remote_exec(f"import os; os.environ.update({own!r})").waitclose()


def pytest_unconfigure() -> None:
    if SERVICES is not None:
        SERVICES.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A module named for the published files needs them, whatever else it says."""
    for item in items:
        if item.path.name.startswith("test_published"):
            item.add_marker("published")


@pytest.fixture(scope="session", autouse=True)
def tables_that_only_grow_can_be_emptied() -> Iterator[None]:
    """Between transactional tests on SQLite (tests/flushing.py says why)."""
    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            operations = type(connection.ops)
            patch.setattr(operations, "execute_sql_flush", around_the_triggers(operations.execute_sql_flush))
        yield


@pytest.fixture(autouse=True)
def empty_cache(request: pytest.FixtureRequest) -> None:
    """The sign-in throttle counts in the cache: one test's attempts are not the next one's."""
    if {"db", "transactional_db", "client"} & set(request.fixturenames) or request.node.get_closest_marker(
        "django_db"
    ):
        cache.clear()


@pytest.fixture(scope="session")
def playwright(playwright: Playwright) -> Iterator[Playwright]:
    """pytest-playwright's own, and after it the connection that belongs to it.

    While its event loop runs, Django holds another connection for this thread than before and after;
    left open, it would keep the test database from being dropped.
    """
    yield playwright
    connections.close_all()
