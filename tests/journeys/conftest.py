"""The browser of the journeys: the machine's own Chromium, kept from the network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.journeys.stack import Stack, start_stack

NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker("journey")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("Chromium was not found: `make test` installs it, or says how.")
    return browser_type_launch_args | {
        "executable_path": found,
        # The sandbox cannot be had by root, as which CI runs.
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Stack]:
    """The portal as it really runs, once for all journeys of this process."""
    started = start_stack(tmp_path_factory.mktemp("stack"), worker_id)
    try:
        yield started
    finally:
        started.stop()


def follow(page: Page, what: Locator) -> None:
    """Click what leads to another page, and wait until that page stands."""
    with page.expect_navigation(wait_until="load"):
        what.click()


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 A and AA, nor of axe's best practices, on the page as it stands."""
    violations = Axe().run(page).response["violations"]
    found = [f"{v['id']}: {v['help']} at {v['nodes'][0]['target']}" for v in violations]
    assert not found, "\n".join([page.url, *found])
