from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import Return, ReturnKind, ReturnState
from tests.factories.authority import AuthorityFactory

PERIOD_END = date(2025, 1, 31)


class ReturnFactory(DjangoModelFactory[Return]):
    """The next version for its authority and period, ready to submit, without file or figures."""

    class Meta:
        model = Return

    authority = factory.SubFactory(AuthorityFactory)
    kind = ReturnKind.FIGURES
    period_end = PERIOD_END
    version = factory.LazyAttribute(
        lambda made: (
            Return.objects.filter(
                authority=made.authority, kind=made.kind, period_end=made.period_end
            ).count()
            + 1
        )
    )
    state = ReturnState.READY
    file_name = "return.xlsx"
    sha256 = factory.Sequence(lambda number: f"{number:064x}")
    size = 1000


class ApprovedReturnFactory(ReturnFactory):
    """The one approved return of an authority and period: made at the first call, found at the next."""

    class Meta:
        model = Return
        django_get_or_create = ("authority", "kind", "period_end", "state")

    state = ReturnState.APPROVED


class ChildrenReturnFactory(ReturnFactory):
    """A child-level return without rows."""

    class Meta:
        model = Return

    kind = ReturnKind.CHILDREN
    file_name = "annex-a.xlsx"
    key_version = "1"


class ApprovedChildrenReturnFactory(ApprovedReturnFactory):
    class Meta:
        model = Return
        django_get_or_create = ("authority", "kind", "period_end", "state")

    kind = ReturnKind.CHILDREN
    file_name = "annex-a.xlsx"
    key_version = "1"
