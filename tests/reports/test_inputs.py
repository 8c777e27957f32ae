from __future__ import annotations

from datetime import date, timedelta
from random import Random

from indicators.models import Target
from indicators.targets import targets_at
from reports.inputs import in_force
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.target import TargetFactory


def test_the_target_in_force_is_the_one_that_the_targets_themselves_give(db: None) -> None:
    """Against `targets_at`, on forty random targets of three indicators at twenty dates."""
    random = Random(5)  # noqa: S311 - a test, not a secret
    authority = AuthorityFactory.create()
    indicators = [IndicatorFactory.create() for _ in range(3)]
    for _ in range(40):
        first = date(2020, 1, 1) + timedelta(days=random.randrange(1500))
        TargetFactory.create(
            authority=authority,
            indicator=random.choice(indicators),
            text=random.choice(["20%", "30%", ""]),
            valid_from=first,
            valid_to=random.choice([None, first + timedelta(days=200)]),
        )
    oldest_first = list(Target.objects.select_related("indicator").order_by("set_at", "pk"))
    days = [date(2020, 1, 1) + timedelta(days=random.randrange(1800)) for _ in range(20)]
    found = [in_force(oldest_first, day) for day in days]
    assert found == [targets_at(authority, day) for day in days]
    assert any(found) and any(len(at) < 3 for at in found)
