"""Three authorities in a region, the project's own mapping, and the import of a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from authorities.models import Authority, Region
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.store import store_catalogue
from indicators.published.importing import ReleaseReport, import_published
from indicators.published.mapping import store_datasets
from tests.factories.authority import AuthorityFactory
from tests.factories.region import RegionFactory

Import = Callable[..., ReleaseReport]


@pytest.fixture
def region(db: None) -> Region:
    return RegionFactory.create(code="T12000001", name="Test region")


@pytest.fixture
def register(region: Region) -> dict[str, Authority]:
    codes = {"T01": "Ashmere", "T02": "Birchden", "T03": "Coldwater"}
    return {
        code: AuthorityFactory.create(code=code, name=name, region=region, fictional=False)
        for code, name in codes.items()
    }


@pytest.fixture
def mapping(db: None) -> None:
    store_catalogue(read_catalogue())
    store_datasets()


@pytest.fixture
def take(register: dict[str, Authority], mapping: None) -> Import:
    """Import bytes in the operator's name."""

    def do(content: bytes, **said: Any) -> ReleaseReport:
        about: dict[str, Any] = {"file_name": "small.csv", "by": None}
        return import_published(content=content, **(about | said))

    return do
