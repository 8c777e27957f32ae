"""What the tests of children's rows share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from authorities.models import Authority
from indicators.annex_a.answer import ListAnswer
from indicators.children.storing import store_lists
from indicators.models import Return
from tests.factories.return_version import ChildrenReturnFactory
from tests.indicators.children.answers import read

# SQLite has no roles and no row security to test.
collect_ignore = [] if connection.vendor == "postgresql" else ["test_row_security.py"]

Store = Callable[..., Return]


@pytest.fixture
def store(authority: Authority) -> Store:
    """A new child-level return with these lists, of Aldermere unless another is given."""

    def do(*lists: ListAnswer, of: Authority = authority, **given: Any) -> Return:
        uploaded = ChildrenReturnFactory.create(authority=of, **given)
        store_lists(uploaded, read(*lists))
        return uploaded

    return do
