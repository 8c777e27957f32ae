"""Three regions of fictional authorities with approved figures, made up, the same each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from django.test import Client

from authorities.models import Authority, Membership, Region, Role, User
from indicators.calculations.periods import Window, month_end_before
from indicators.models import Indicator, Return, ReturnState, Value
from indicators.storing import insert_rows
from tests.factories.indicator import IndicatorFactory
from tests.factories.scorecard_template import ScorecardTemplateFactory

LAST = date(2025, 6, 30)
INDICATORS = 60
SEED = 20250131
# A template by how many indicators it shows. The standard one is what the page shows unasked.
TEMPLATES = {20: "twenty", 30: "quarterly-standard", 60: "sixty"}
_FIELDS = (
    *("authority_id", "indicator_id", "window", "period_end", "numerator", "denominator", "value", "symbol"),
    *("places", "complete", "basis", "note", "source_return_id", "input_hash", "told"),
)


@dataclass(frozen=True)
class Made:
    """A region with so many authorities and quarters, and its lead signed in."""

    region: Region
    authorities: Sequence[Authority]
    client: Client

    @property
    def session(self) -> str:
        return str(next(iter(self.client.cookies.values())).value)


def make_indicators() -> list[Indicator]:
    polarities = ("low", "high", "neutral")
    made = [
        IndicatorFactory.create(
            code=f"B{n:02}_PCT", name=f"Bench {n:02}", family=f"Family {n // 10}", polarity=polarities[n % 3]
        )
        for n in range(INDICATORS)
    ]
    for many, name in TEMPLATES.items():
        ScorecardTemplateFactory.create(name=name, codes=[each.code for each in made[:many]])
    return made


def make_region(name: str, first: int, many: int, quarters: int, indicators: Sequence[Indicator]) -> Made:
    """`first` is the number of the first authority's code. The newest quarter ends on LAST."""
    region = Region.objects.create(code=f"B{first:08}", name=name, fictional=True)
    authorities = Authority.objects.bulk_create(
        Authority(code=f"{first + n:03}", name=f"Authority {first + n:03}", region=region, fictional=True)
        for n in range(many)
    )
    ends = [month_end_before(LAST, 3 * back) for back in range(quarters)]
    returns = Return.objects.bulk_create(
        Return(
            authority=authority, period_end=end, version=1, state=ReturnState.APPROVED,
            file_name="bench.xlsx", sha256="0" * 64, size=1,
        )
        for authority in authorities
        for end in ends
    )  # fmt: skip
    insert_rows(Value, _FIELDS, _values(first, returns, indicators))
    user = User.objects.create_user(email=f"lead{first}@example.org", name=f"Lead of {name}")
    Membership.objects.create(user=user, role=Role.REGIONAL_LEAD, region=region)
    client = Client(headers={"accept-encoding": "gzip"}, SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return Made(region, authorities, client)


def _values(
    seed: int, returns: Sequence[Return], indicators: Sequence[Indicator]
) -> Iterator[tuple[Any, ...]]:
    """Percentages; one in twenty is of five children or fewer, and so is hidden."""
    random = np.random.default_rng([SEED, seed])
    for given in returns:
        bases = random.integers(200, 3000, len(indicators)).tolist()
        shares = random.random(len(indicators)).tolist()
        for indicator, base, share in zip(indicators, bases, shares, strict=True):
            top = 3 if share < 0.05 else 6 + int(share * (base - 12))
            value = round(Decimal(100 * top) / base, 10)
            figure = (Decimal(top), Decimal(base), value, "", 1, True, "bench", "")
            place = (given.authority_id, indicator.pk, Window.R12.value, given.period_end)
            yield (*place, *figure, given.pk, "0" * 64, True)
