"""With other hidden figures every page and file of a region is the same to the letter.

So whatever they say besides the figures themselves (means, quartiles, ranks, limits, pictures and words)
tells nothing of the hidden ones, and all that is left to solve for lies in the figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.urls import reverse

from authorities.models import Region, Role
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.models import Value
from tests.attack.returned import ENDS, approve_figures, day_of, make_places
from tests.attack.seeing import QUARTER, Onlooker
from tests.attack.watched import client_of, load_layouts
from tests.factories.region import RegionFactory

pytestmark = pytest.mark.django_db

SEEDS = (3, 4, 5, 7)
# A count, a mean of twelve and a share, of which some are hidden and some shown.
FIGURES = (
    ("CP_END_2Y_N", Window.M),
    ("S47_N", Window.MEAN12),
    ("ICPC_15D_PCT", Window.R6),
)
PERIOD = f"?template=all&period={day_of(ENDS[1]).isoformat()}"
SMALLEST_SHOWN = 6
# What is another each time it is asked for.
CHANCES = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*|nonce="[^"]*"|nonce-[\w+/=-]+'
)


@pytest.fixture
def region(db: None) -> Region:
    load_layouts()
    made: Region = RegionFactory.create(fictional=True)
    for place in make_places(made, SEEDS):
        for last in ENDS[:2]:
            approve_figures(place, last, corrected=True)
    return made


def everything(region: Region, onlooker: Onlooker) -> dict[str, bytes]:
    """What each page and file about figures answers, by address."""
    cache.clear()
    found = {}
    for address in addresses(region):
        answer = onlooker.client.get(address)
        assert answer.status_code == 200, address
        found[address] = CHANCES.sub(b"", answer.content)
    return found


def addresses(region: Region) -> Iterator[str]:
    yield from of_every_figure(region)
    yield reverse("region_matrix_export", args=[region.code, "meta"]) + PERIOD
    for code, window in FIGURES:
        figure = f"{PERIOD}&figure={code}.{window}"
        for name in ("region_compare", "region_over_time"):
            yield reverse(name, args=[region.code]) + figure
        for chart in ("ranked", "multiples"):
            yield reverse("region_chart", args=[region.code, chart, "csv"]) + figure


def of_every_figure(region: Region) -> Iterator[str]:
    for name in ("region_matrix", "region_matrix_table", "region_spine"):
        yield reverse(name, args=[region.code]) + PERIOD
    for kind in ("csv", "tidy"):
        yield reverse("region_matrix_export", args=[region.code, kind]) + PERIOD
    yield reverse("region_matrix", args=[region.code]) + f"{PERIOD}&shade=distance&sort=CIN_N.S"


def change_what_is_hidden(onlooker: Onlooker) -> int:
    """Another number under each hidden figure, hidden for the same reason; how many."""
    changed = 0
    for key in onlooker.seen.never_shown:
        value = Value.objects.select_related("indicator").get(
            authority__code=key.place,
            indicator__code=key.code,
            window=key.window,
            period_end=day_of(key.last),
        )
        changed += 1
        _change(value)
        value.save()
    return changed


def _change(value: Value) -> None:
    assert value.value is not None
    if value.indicator.unit != Unit.NUMBER:
        value.told = False
        value.value = value.value / 2 + 1
        if value.numerator is not None:
            value.numerator += 3
        return
    times = 12 if value.window == Window.MEAN12 else 1
    if not 0 < value.value < SMALLEST_SHOWN:
        value.value += 7
    elif times == 1:
        value.value = value.value % 5 + 1
    else:
        value.value = 1 + value.value / 2
    value.numerator = value.value * times


def test_what_is_shown_hangs_on_nothing_that_is_hidden(region: Region) -> None:
    onlooker = Onlooker(client_of(Role.REGIONAL_LEAD, region=region), region.code, turned=0, after=ENDS[-1])
    for last in ENDS[:2]:
        onlooker.look_at_matrix(last, QUARTER)
    before = everything(region, onlooker)
    assert change_what_is_hidden(onlooker) > 200
    after = everything(region, onlooker)
    assert [address for address in before if before[address] != after[address]] == []
    change_what_is_told()
    after = everything(region, onlooker)
    same = {address for address in before if before[address] == after[address]}
    assert not same & set(of_every_figure(region)), "The test of the test: each of these does show figures."


def change_what_is_told() -> None:
    for value in Value.objects.filter(told=True, value__gte=SMALLEST_SHOWN):
        assert value.value is not None
        value.value, value.numerator = value.value + 31, (value.numerator or 0) + 31
        value.save()
