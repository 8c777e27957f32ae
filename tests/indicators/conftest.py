"""An authority with an analyst, an approver, a few indicators and a set; and the way of a return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from authorities.models import Authority, Role, User
from indicators import jobs
from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from indicators.models import Indicator, Job, Return
from indicators.returns.submission import approve_return, submit_return, upload_return
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.indicator_in_set import IndicatorInSetFactory
from tests.factories.membership import MembershipFactory
from tests.indicators.files import workbook

MONTH = date(2025, 1, 31)
QUARTER = date(2024, 12, 31)

# Made once: two workbooks of the same figures differ in the time that they hold.
GOOD = workbook()

Upload = Callable[..., Return]
Approve = Callable[..., Job]


@pytest.fixture
def authority(db: None) -> Authority:
    return AuthorityFactory.create(code="901", name="Aldermere")


@pytest.fixture
def other_authority(db: None) -> Authority:
    return AuthorityFactory.create(code="902", name="Brackenholt")


@pytest.fixture
def analyst(authority: Authority) -> User:
    return MembershipFactory.create(authority=authority, role=Role.ANALYST).user


@pytest.fixture
def approver(authority: Authority) -> User:
    return MembershipFactory.create(authority=authority, role=Role.APPROVER).user


@pytest.fixture
def indicators(authority: Authority) -> dict[str, Indicator]:
    """Four national indicators, one of each kind, three of them in the authority's set."""
    made = [
        IndicatorFactory.create(
            code="CLA_N", name="Children looked after", unit=Unit.NUMBER, windows=["S"], denominator=""
        ),
        IndicatorFactory.create(code="REREF_PCT", name="Re-referrals", windows=["Q", "R12"]),
        IndicatorFactory.create(
            code="S47_RATE",
            name="Section 47 enquiries",
            unit=Unit.RATE,
            denominator="population aged 0-17",
            windows=["R6", "S"],
            annualised=["R6"],
        ),
        IndicatorFactory.create(
            code="WAIT_DAYS", name="Days waited", unit=Unit.DAYS, windows=["Q", "YTD", "R3"]
        ),
        IndicatorFactory.create(
            code="STAFF_N", name="Social workers", unit=Unit.NUMBER, windows=["S"], polarity=Polarity.HIGH
        ),
    ]
    found = {indicator.code: indicator for indicator in made}
    for code, window in (("CLA_N", "S"), ("REREF_PCT", "R12"), ("S47_RATE", "R6")):
        IndicatorInSetFactory.create(authority=authority, indicator=found[code], window=window)
    return found


@pytest.fixture
def upload(authority: Authority, analyst: User, indicators: dict[str, Indicator]) -> Upload:
    """Upload bytes (a good workbook without any) for a period, in the analyst's name."""

    def do(content: bytes | None = None, *, period: date = MONTH, name: str = "return.xlsx") -> Return:
        return upload_return(
            authority=authority,
            period_end=period,
            file_name=name,
            content=GOOD if content is None else content,
            by=analyst,
        )

    return do


@pytest.fixture
def approve(analyst: User, approver: User, upload: Upload) -> Approve:
    """The whole way: upload, submit, approve, and the recalculation run to its end."""

    def do(content: bytes | None = None, *, period: date = MONTH) -> Job:
        uploaded = upload(content, period=period)
        submit_return(submitted=uploaded, warnings_confirmed=True, by=analyst)
        job = approve_return(approved=uploaded, by=approver)
        jobs.run(job.pk)
        job.refresh_from_db()
        return job

    return do
