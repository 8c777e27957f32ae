from __future__ import annotations

from datetime import date, timedelta
from random import Random

from indicators.models import Target
from indicators.targets import targets_at
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.target import TargetFactory


def one_by_one(day: date) -> dict[str, Target]:
    """The slow way: each target in the order of its setting takes the place of the one before it."""
    speaking: dict[str, Target] = {}
    for target in sorted(Target.objects.all(), key=lambda row: (row.set_at, row.pk)):
        if target.valid_from > day or (target.valid_to is not None and day > target.valid_to):
            continue
        if target.text:
            speaking[target.indicator.code] = target
        else:
            speaking.pop(target.indicator.code, None)
    return speaking


def test_the_newest_target_that_holds_at_a_date_speaks(db: None) -> None:
    """Forty random targets of three indicators, at twenty dates."""
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
    days = [date(2020, 1, 1) + timedelta(days=random.randrange(1800)) for _ in range(20)]
    found = [targets_at(authority, day) for day in days]
    assert found == [one_by_one(day) for day in days]
    assert any(found) and any(len(at) < 3 for at in found)
