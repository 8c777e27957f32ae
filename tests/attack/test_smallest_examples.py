"""Ways by which hidden counts could be found, each as its smallest example, through the real flow."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from authorities.models import Role
from indicators.calculations.periods import Window
from tests.attack.catalogue import FLOWS, months_of
from tests.attack.returned import Place, approve_figures
from tests.attack.seeing import QUARTER, Onlooker
from tests.attack.solving import FEWEST_VALUES, Attack, solve
from tests.attack.truth import small_ones, true_counts
from tests.attack.watched import client_of, load_layouts
from tests.factories.authority import AuthorityFactory
from tests.factories.region import RegionFactory

pytestmark = pytest.mark.django_db

MARCH, JUNE, SEPTEMBER = 2025 * 12 + 2, 2025 * 12 + 5, 2025 * 12 + 8
POPULATION = 8_900
# Where fewer values than this are left, each is tried.
SPAN = 40


@dataclass
class Example:
    """Counts by series and month (a stock stands at its month); 0 of all others. `why` says what is told."""

    name: str
    why: str
    figures: tuple[tuple[str, Window], ...]
    counts: dict[tuple[str, int], int]
    bare: tuple[str, ...] = ()
    ends: tuple[int, ...] = field(default=(MARCH, JUNE))

    def count(self, series: str, window: Window, last: int, corrected: bool) -> int:
        if series == "population":
            return POPULATION
        months = months_of(window, last) if series in FLOWS else [last]
        return sum(self.counts.get((series, month), 0) for month in months)


EXAMPLES = [
    Example(
        "an arrow",
        "Of two parts of 7 one is hidden with an arrow, so it is 1 to 5; one without, so it is 6 or more.",
        tuple((code, Window.S) for code in ("CLA_UNREG_N", "CLA_UNREG_U16_N", "CLA_UNREG_16P_N", "CLA_N")),
        {
            **{("in care", month): 40 for month in (MARCH, JUNE, SEPTEMBER)},
            ("unregistered", MARCH): 7,
            ("unregistered 16p", MARCH): 7,
            ("unregistered", JUNE): 7,
            ("unregistered u16", JUNE): 1,
            ("unregistered 16p", JUNE): 6,
            ("unregistered", SEPTEMBER): 10,
            ("unregistered u16", SEPTEMBER): 4,
            ("unregistered 16p", SEPTEMBER): 6,
        },
        ends=(MARCH, JUNE, SEPTEMBER),
    ),
    Example(
        "percentages without parts",
        "Percentages printed to one decimal, without their parts, of conferences whose number a rate shows.",
        (("ICPC_15D_PCT", Window.Q), ("ICPC_15D_PCT", Window.R6), ("ICPC_RATE", Window.R6)),
        {
            ("conference", MARCH): 14,
            ("conference in 15", MARCH): 13,
            ("conference", JUNE): 19,
            ("conference in 15", JUNE): 18,
        },
        bare=("ICPC_15D_PCT",),
    ),
    Example(
        "one percentage without parts",
        "Share of the decided enquiries printed as 16.0%, of no more than 30: only 4 of 25 is that.",
        (("S47_ICPC_PCT", Window.Q), ("S47_ICPC_DECIDED_PCT", Window.Q), ("S47_RATE", Window.YTD)),
        {
            ("enquiry", JUNE): 30,
            ("enquiry to conference", JUNE): 4,
            ("enquiry ended", JUNE): 21,
            ("enquiry decided", JUNE): 25,
        },
        bare=("S47_ICPC_DECIDED_PCT",),
        ends=(JUNE,),
    ),
    Example(
        "a half-year",
        "A half-year less its last quarter is the quarter before.",
        (("ICPC_15D_PCT", Window.Q), ("ICPC_15D_PCT", Window.R6)),
        {
            ("conference", MARCH): 30,
            ("conference in 15", MARCH): 28,
            ("conference", JUNE): 30,
            ("conference in 15", JUNE): 15,
        },
    ),
    Example(
        "a stock and its flows",
        "Plans open now and before, and those begun, leave those that ended.",
        (("CP_N", Window.S), ("CP_REPEAT_EVER_PCT", Window.R6), ("CP_END_2Y_PCT", Window.R6)),
        {
            ("plan", MARCH - 6): 30,
            ("plan", MARCH): 37,
            ("plan", JUNE): 40,
            ("plan begun", MARCH): 10,
            ("plan ended", MARCH): 3,
            ("plan begun", JUNE): 8,
            ("plan ended", JUNE): 5,
        },
        ends=(MARCH - 6, MARCH, JUNE),
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_no_count_is_pinned_by(example: Example) -> None:
    load_layouts()
    region = RegionFactory.create(fictional=True)
    place = Place(
        AuthorityFactory.create(region=region, fictional=True), example, example.figures, example.bare
    )
    onlooker = Onlooker(client_of(Role.REGIONAL_LEAD, region=region), region.code, turned=0, after=SEPTEMBER)
    for last in example.ends:
        approve_figures(place, last, corrected=False)
        onlooker.look_at_matrix(last, QUARTER)
    attack = Attack(place.authority.code, range(MARCH - 20, SEPTEMBER + 1), range(0))
    found = list(small_ones(solve(attack, onlooker.seen, enough=SPAN), true_counts(attack, example)))
    assert found
    assert [each for each in found if each.room.values < FEWEST_VALUES] == [], example.why
    narrow = [(dict(each.hidden.of), each.room) for each in found if each.room.values < SPAN]
    left = attack.system.whole_values(narrow, FEWEST_VALUES)
    assert min(left, default=FEWEST_VALUES) == FEWEST_VALUES, example.why
