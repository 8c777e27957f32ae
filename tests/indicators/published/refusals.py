"""What a refused import leaves behind: nothing."""

from __future__ import annotations

import pytest

from authorities.models import AuditEvent
from authorities.refusal import Refused
from indicators.models import Benchmark, PublishedValue, Release, ReleaseFile
from tests.indicators.published.conftest import Import


def everything_stored() -> tuple[int, ...]:
    kept = (Release, ReleaseFile, PublishedValue, Benchmark, AuditEvent)
    return tuple(model._default_manager.count() for model in kept)


def refusal(take: Import, content: bytes, **said: object) -> str:
    """The sentences of a refusal, after which nothing more is stored than before."""
    before = everything_stored()
    with pytest.raises(Refused) as caught:
        take(content, **said)
    assert everything_stored() == before
    return str(caught.value)
