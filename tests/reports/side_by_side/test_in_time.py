from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from indicators.calculations.periods import month_end_before
from indicators.models import ReturnKind, Value
from reports.side_by_side.groups import Basis
from reports.side_by_side.in_time import History, history
from reports.side_by_side.origins import Origin, breaks, origins
from reports.side_by_side.reading import over_time
from tests.factories.population_vintage import PopulationVintageFactory
from tests.reports.side_by_side.region_scene import NOW, RegionScene, make_region

RETURNED, LISTED = Origin(False, "", ""), Origin(True, "", "")
DAYS = [month_end_before(NOW, 3 * back) for back in range(11, -1, -1)]


def scene_of(values: Sequence[int | None], **indicator: object) -> RegionScene:
    """One authority with a figure every quarter up to now, the newest last."""
    scene = make_region([[None]], **indicator)
    for back, value in enumerate(reversed(values)):
        if value is not None:
            scene.give(0, 0, value, month_end_before(NOW, 3 * back))
    return scene


def history_of(scene: RegionScene, broke: dict[date, str] | None = None) -> History:
    matrix = scene.matrix()
    [entry] = over_time(matrix).values()
    return history(entry, broke or {})


STEADY: list[int | None] = [19, 20, 21] * 4


def test_limits_are_those_of_figures_a_year_apart_where_windows_overlap(db: None) -> None:
    found = history_of(scene_of(STEADY))
    assert found.has_limits and found.missing == 0
    values = [Decimal(value or 0) for value in STEADY]
    mean = sum(values, Decimal(0)) / 12
    moving = [abs(later - earlier) for earlier, later in zip(values, values[4:], strict=False)]
    reach = sum(moving, Decimal(0)) / len(moving) / Decimal("1.128") * 3
    point = found.moments[-1].charted
    assert point.mean == mean and point.high is not None
    assert abs(point.high - (mean + reach)) < Decimal("0.01")


def test_fewer_than_eight_figures_have_no_limits_and_say_how_many_are_missing(db: None) -> None:
    found = history_of(scene_of([20, 21, 20, 19, 20]))
    assert not found.has_limits
    assert (found.figures, found.missing, found.needed) == (5, 3, 8)


def test_a_period_without_a_figure_is_a_gap_and_a_hidden_one_is_said_without_a_number(db: None) -> None:
    scene = scene_of([20, None, 21, 22, 20])
    Value.objects.filter(period_end=DAYS[-2]).update(told=False)
    found = history_of(scene)
    assert [moment.shown for moment in found.moments] == ["20%", "", "21%", "suppressed", "20%"]
    assert [moment.symbol for moment in found.moments] == ["", "", "", "c", ""]
    assert [moment.charted.value for moment in found.moments] == [20, None, 21, None, 20]
    assert [row.moment.ends for row in found.newest_first] == DAYS[:-6:-1]


@pytest.mark.parametrize(("values", "moments"), [([20], 1), ([None], 0)])
def test_a_single_figure_and_none_make_no_trouble(db: None, values: list[int | None], moments: int) -> None:
    assert len(history_of(scene_of(values)).moments) == moments


def test_a_break_begins_a_new_stretch_and_is_named(db: None) -> None:
    found = history_of(scene_of(STEADY), {DAYS[8]: "counted anew"})
    assert [moment.label for moment in found.broken] == [found.moments[8].label]
    assert {moment.charted.stretch for moment in found.moments[:8]} == {0}
    assert {moment.charted.stretch for moment in found.moments[8:]} == {1}
    assert found.moments[-1].charted.mean is None, "four figures have no limits"


def test_a_signal_stands_in_words_beside_its_period(db: None) -> None:
    newest, before, *_ = history_of(scene_of([10, 11] * 5 + [10, 90])).newest_first
    assert newest.signals == "Outside the limits"
    assert before.signals == ""


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ([RETURNED, LISTED], "counted from the lists of children from here on, returned as a figure before"),
        ([LISTED, RETURNED], "returned as a figure from here on, counted from the lists of children before"),
        ([Origin(True, "", "Old"), Origin(True, "", "New")], "on another count of children: New"),
        ([Origin(False, "", "Old"), RETURNED], "on another count of children: one that the authority gave"),
        ([LISTED, Origin(True, "a proxy", "")], "a proxy from here on"),
        ([Origin(True, "a proxy", ""), LISTED], "counted by the national rule from here on"),
        ([RETURNED, RETURNED], None),
    ],
)
def test_what_changed_is_said_in_a_clause(made: list[Origin], said: str | None) -> None:
    found = breaks(DAYS[:2], dict(zip(DAYS, made, strict=False)))
    assert found == ({DAYS[1]: said} if said else {})


def test_a_period_of_unknown_origin_is_passed_over() -> None:
    assert list(breaks(DAYS[:3], {DAYS[0]: RETURNED, DAYS[2]: LISTED})) == [DAYS[2]]
    assert breaks(DAYS[:3], {}) == {}


def test_origins_are_read_from_the_approved_figures(db: None) -> None:
    scene = scene_of([20, 21, 22])
    vintage = PopulationVintageFactory.create(name="Edition of 2024")
    Value.objects.filter(period_end=NOW).update(
        vintage=vintage, basis="of twelve months, a proxy: not the reported measure itself"
    )
    newest = Value.objects.get(period_end=NOW).source_return
    newest.kind = ReturnKind.CHILDREN
    newest.save()
    [entry] = over_time(scene.matrix()).values()
    made = origins(entry, Basis.IN_YEAR)
    assert made == {
        **dict.fromkeys(DAYS[-3:-1], RETURNED),
        NOW: Origin(True, "a proxy: not the reported measure itself", "Edition of 2024"),
    }
    assert origins(entry, Basis.PUBLISHED) == {}
