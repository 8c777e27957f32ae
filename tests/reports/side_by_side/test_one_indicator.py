from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.calculations.intervals import Counted
from indicators.models import Value
from reports.side_by_side import chance
from reports.side_by_side.matrix import Entry
from reports.side_by_side.one_indicator import SHARES_MONTHS, Beside, OneIndicator, one_indicator
from tests.factories.authority import AuthorityFactory
from tests.factories.value import ValueFactory
from tests.reports.scenes import give
from tests.reports.side_by_side.region_scene import BEFORE, NOW, RegionScene, make_region


def found_in(scene: RegionScene, **choices: Any) -> OneIndicator:
    matrix = scene.matrix(**choices)
    return one_indicator(matrix, matrix.measures[0])


def row_of(found: OneIndicator, name: str) -> Beside:
    return next(row for row in found.rows if row.authority.name == name)


def test_the_best_stand_first_equals_by_name_and_those_without_a_figure_last(db: None) -> None:
    scene = make_region([[30, 10, None, 20, 10]])
    assert "".join(row.authority.name[-1] for row in found_in(scene).rows) == "BEDAC"
    assert [row.rank for row in found_in(scene).rows] == [
        "1 of 4, equal",
        "1 of 4, equal",
        "3 of 4",
        "4 of 4",
        "",
    ]


def test_where_nothing_is_ranked_the_highest_stand_first(db: None) -> None:
    found = found_in(make_region([[30, 10, None, 20, 10]], polarity="neutral"))
    assert "".join(row.authority.name[-1] for row in found.rows) == "ADBEC"
    assert (found.ranked, found.shown) == (0, 4)


@pytest.mark.parametrize(("per_cent", "name"), [(21, "Place A"), (60, "Place B"), (3, "Place C")])
def test_the_interval_is_wilsons_of_the_counts_shown(db: None, per_cent: int, name: str) -> None:
    row = row_of(found_in(make_region([[21, 60, 3]])), name)
    share, n, z = per_cent / 100, 1000, 1.959963984540054
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = 100 * (centre - reach), 100 * (centre + reach)
    assert row.interval == f"{low:.1f}% to {high:.1f}%"
    assert row.parts == f"{per_cent * 10} of 1,000"


def test_who_stands_out_is_named_worse_and_better(db: None) -> None:
    # Of 1,000 each, the limits of 99.8% lie about four points either way of 20%.
    found = found_in(make_region([[20, 20, 21, 19, 20, 20, 20, 20, 20, 20, 30, 10]]))
    assert found.funnel is not None
    assert found.answer == (
        "Worse than chance explains: Place K (30%).",
        "Better than chance explains: Place L (10%).",
    )
    assert "99.8% limit, worse" in row_of(found, "Place K").inside
    assert row_of(found, "Place A").inside == "Within the limits: no real difference from the group."


def test_the_worst_come_first_and_those_that_worsen_as_well_are_named(db: None) -> None:
    figures: list[int | None] = [*[20] * 15, 30, 35, 40]
    scene = make_region([figures])
    for place, before in ((15, 20), (16, 34), (17, 50)):
        scene.give(place, 0, before, BEFORE)
    worse, worsening, *_ = found_in(scene).answer
    assert worse == "Worse than chance explains: Place R (40%); Place Q (35%); Place P (30%)."
    assert worsening == "Getting worse as well, by more than chance: Place P (30%)."


def test_where_many_are_outside_that_is_said_first_and_only_the_outer_quarters_are_named(db: None) -> None:
    scene = make_region([[10, 12, 16, 20, 20, 24, 28, 30]])
    scene.give(6, 0, 20, BEFORE)
    first, worst, best, worsening = found_in(scene).answer
    assert worsening == "Outside the limits, and getting worse by more than chance: Place G (28%)."
    assert first.startswith("5 of 8 lie beyond the 99.8% limits: these authorities differ for more reasons")
    assert worst == "Outside the limits and in the worst quarter: Place H (30%); Place G (28%)."
    assert best == "Outside the limits and in the best quarter: Place A (10%); Place B (12%)."


def test_where_all_read_alike_nobody_stands_out_or_has_a_rank(db: None) -> None:
    scene = make_region([[20, 20, 20, 20]], unit="days")
    Value.objects.filter(authority=scene.authorities[3]).update(value=Decimal("19.7"))
    found = found_in(scene)
    assert found.answer == ("All 4 stand at 20: nobody stands out.",)
    assert [(row.authority.name[-1], row.rank, row.position) for row in found.rows] == [
        (letter, "", "All the same") for letter in "ABCD"
    ]
    assert found.ranked == 0


def test_among_fewer_than_four_figures_nobody_is_called_best(db: None) -> None:
    scene = make_region([[20, 30, 40, 50, None]])
    Value.objects.filter(authority__in=scene.authorities[2:4]).update(told=False)
    found = found_in(scene)
    assert found.answer == ("2 of 5 can be shown; 2 are hidden, 1 has no figure. Nobody can be placed.",)
    assert {row.rank for row in found.rows} == {""}


def test_without_polarity_higher_and_lower_are_said(db: None) -> None:
    values: list[int | None] = [20, 20, 21, 19, 20, 20, 20, 20, 20, 20, 30, 10]
    found = found_in(make_region([values], polarity="neutral"))
    assert found.answer == (
        "Higher than chance explains: Place K (30%).",
        "Lower than chance explains: Place L (10%).",
    )


def test_where_nobody_stands_out_no_real_difference_is_said(db: None) -> None:
    assert found_in(make_region([[20, 21, 20, 19]])).answer == (
        "No real difference: no authority is further from the others than chance explains.",
    )


def test_one_between_the_limits_is_named_as_less_sure(db: None) -> None:
    # About 2.6 standard errors above what they are together.
    [first, second] = found_in(make_region([[20, 20, 20, 20, 20, 24]])).answer
    assert first.startswith("No real difference")
    assert second == "Perhaps worse, but less surely: Place F (24%)."


def test_figures_without_their_counts_have_no_funnel_and_the_reason_is_said(db: None) -> None:
    scene = make_region([[20, 20, 21, 19, 30]])
    Value.objects.update(numerator=None)
    found = found_in(scene)
    assert (found.funnel, found.in_funnel) == (None, [])
    assert "the counts behind the figures" in found.no_funnel
    assert found.answer[0] == "Best: Place D (19%); worst: Place E (30%)."
    assert {row.interval for row in found.rows} == {""}


@pytest.mark.parametrize(
    ("unit", "values", "why"),
    [("days", [20, 20, 21, 19], "shares and rates only"), ("percentage", [20, 21, 19], "four authorities")],
)
def test_other_units_and_few_figures_have_no_funnel(
    db: None, unit: str, values: list[int | None], why: str
) -> None:
    found = found_in(make_region([values], unit=unit))
    assert found.funnel is None and why in found.no_funnel


def test_a_figure_that_its_counts_do_not_give_has_neither_interval_nor_place_in_the_funnel(db: None) -> None:
    scene = make_region([[20, 20, 21, 19, 30]])
    Value.objects.filter(authority=scene.authorities[4]).update(numerator=Decimal(444))
    found = found_in(scene)
    assert row_of(found, "Place E").interval == ""
    assert "Place E" not in [row.authority.name for row in found.in_funnel]
    assert len(found.in_funnel) == 4


def test_a_hidden_figure_enters_nothing_and_says_nothing(db: None) -> None:
    scene = make_region([[20, 20, 21, 19]])
    give(AuthorityFactory.create(region=scene.region, name="Place Z"), scene.indicators[0], 3, 100, 3)
    found = found_in(scene)
    row = found.rows[-1]
    assert (row.line.value.display, row.parts, row.interval, row.rank) == ("suppressed", "", "", "")
    assert (row.plotted, row.real, row.position) == (None, "", "")
    assert found.funnel is not None and [point.key for point in found.funnel.points] == [
        each.code for each in sorted(scene.authorities, key=lambda a: a.name)
    ]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (30, 20, "Real rise"),
        (20, 30, "Real fall"),
        (20, 21, "No real difference"),
        (20, 20, "No real difference"),
    ],
)
def test_a_change_is_real_or_it_is_not(db: None, now: int, before: int, said: str) -> None:
    scene = make_region([[now]])
    scene.give(0, 0, before, BEFORE)
    assert row_of(found_in(scene), "Place A").real == said


def test_figures_whose_months_overlap_cannot_be_told_from_chance(db: None) -> None:
    scene = make_region([[30]])
    scene.give(0, 0, 10, date(2024, 10, 31))
    found = found_in(scene, back=3)
    assert row_of(found, "Place A").real == SHARES_MONTHS
    assert found.shares_months
    assert "share months" in chance.change_words(found.rows[0].entry)
    assert not found_in(scene, back=12).shares_months


def test_the_gap_is_to_the_rest_of_the_group_without_oneself(db: None) -> None:
    scene = make_region([[30, 10, 10]])
    matrix = scene.matrix()
    column = matrix.column(matrix.measures[0])
    assert chance.gap_words(column[0], column, "Example region") == (
        "Higher than the rest of Example region, for the worse, by more than chance."
    )
    alone = make_alone(scene)
    assert chance.gap_words(alone[0], alone, "the set") == ""


def make_alone(scene: RegionScene) -> list[Entry]:
    matrix = scene.matrix(group=f"set-{scene.authorities[0].code}")
    return matrix.column(matrix.measures[0])


@pytest.mark.parametrize(
    ("window", "annualised", "value", "months"),
    [("R3", ["R3"], "40", 3), ("R3", [], "10", None), ("R12", ["R12"], "10", 12)],
)
def test_the_counts_behind_a_rate_are_scaled_as_the_rate_is(
    db: None, window: str, annualised: list[str], value: str, months: int | None
) -> None:
    scene = make_region([[None]], unit="rate", annualised=annualised)
    held = {"numerator": Decimal(100), "denominator": Decimal(100_000), "window": window, "places": 1}
    place = {"authority": scene.authorities[0], "indicator": scene.indicators[0], "period_end": NOW}
    given = ValueFactory.create(value=Decimal(value), **held, **place)
    [entry] = only_column(scene)
    assert chance.counted(entry) == Counted(Decimal(100), Decimal(100_000), months)
    given.value = Decimal(77)
    given.save()
    [entry] = only_column(scene)
    assert chance.counted(entry) is None, "the counts give another figure"


def only_column(scene: RegionScene) -> list[Entry]:
    matrix = scene.matrix(template="all")
    return matrix.column(matrix.measures[0])
