from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authorities.sharing import Reader
from indicators.calculations.polarity import Polarity
from indicators.models import Return, ReturnState, Value
from reports.building import rebuild
from reports.disclosure import Audience, disclose
from reports.models import Scorecard
from reports.rows import Line, line_from_json
from reports.side_by_side.columns import STANDARD
from reports.side_by_side.reading import authority_of, measure_of, over_time, periods_offered, read_matrix
from reports.side_by_side.views import View
from tests.factories.authority import AuthorityFactory
from tests.factories.scorecard import ScorecardFactory
from tests.factories.scorecard_template import ScorecardTemplateFactory, layout_of
from tests.factories.target import TargetFactory
from tests.reports.scenes import give
from tests.reports.side_by_side.region_scene import BEFORE, NOW, RegionScene, make_region


def slow_ranks(values: list[int | None], polarity: Polarity) -> list[int | None]:
    """The obvious way: one more than the number of figures that are better."""
    if polarity is Polarity.NEUTRAL:
        return [None] * len(values)
    known = [value for value in values if value is not None]
    high = polarity is Polarity.HIGH
    return [
        None if value is None else 1 + sum((v > value) if high else (v < value) for v in known)
        for value in values
    ]


def scorecard_line(scene: RegionScene, place: int, number: str) -> Line:
    """The line of that authority's own scorecard, as an outsider is shown it."""
    made: Scorecard = ScorecardFactory.create(
        authority=scene.authorities[place], template=scene.template, period_end=NOW
    )
    rebuild(made)
    lines = [line_from_json(line) for line in made.lines]
    return next(line for line in disclose(lines, Audience.OUTSIDE) if line.number == number)


@pytest.mark.parametrize("place", range(4))
def test_a_cell_is_the_line_of_the_authoritys_own_scorecard(db: None, place: int) -> None:
    scene = make_region([[10, 21, 30, 40], [50, 5, None, 7]], polarity="low")
    for number in range(4):
        scene.give(number, 0, 25, BEFORE)
        TargetFactory.create(
            authority=scene.authorities[number], indicator=scene.indicators[0], text=f"{15 + 5 * number}%"
        )
    matrix = scene.matrix()
    for measure in matrix.measures:
        own = scorecard_line(scene, place, measure.number)
        there = matrix.entry(scene.authorities[place], measure).line
        for said in ("value", "before"):
            mine, theirs = getattr(own, said), getattr(there, said)
            assert (mine.value, mine.display, mine.symbol) == (theirs.value, theirs.display, theirs.symbol)
            assert (mine.numerator, mine.denominator) == (theirs.numerator, theirs.denominator)
        for said in ("rag", "direction", "effect", "word", "target", "polarity", "unit"):
            assert getattr(own, said) == getattr(there, said), said
        ScorecardFactory._meta.model.objects.all().delete()


@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("seed", range(4))
def test_ranks_equal_those_of_a_slow_second_reckoning(db: None, polarity: Polarity, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test, not a secret
    values = [random.choice([None, 10, 20, 30, 40, 50]) for _ in range(9)]
    matrix = make_region([values], polarity=polarity.value).matrix()
    column = matrix.column(matrix.measures[0])
    assert [entry.rank for entry in column] == slow_ranks(values, polarity)
    ties = [values.count(v) > 1 and v is not None and polarity is not Polarity.NEUTRAL for v in values]
    assert [entry.tied for entry in column] == ties


def test_the_spread_is_of_the_figures_shown(db: None) -> None:
    scene = make_region([[10, 20, 30, 40, 50, None]])
    give(AuthorityFactory.create(region=scene.region, name="Place Z"), scene.indicators[0], 3, 100, 3)
    matrix = scene.matrix()
    spread = matrix.spreads[matrix.measures[0].key]
    assert spread is not None
    assert [spread.q1, spread.median, spread.q3, spread.mean] == list(map(Decimal, (20, 30, 40, 30)))
    assert spread.of == 5
    hidden = matrix.column(matrix.measures[0])[-1]
    assert (hidden.line.value.display, hidden.value, hidden.rank) == ("suppressed", None, None)
    assert hidden.by_quarter is None and hidden.by_distance is None


def test_fewer_than_four_figures_have_no_spread_and_nobody_stands_anywhere(db: None) -> None:
    matrix = make_region([[10, 20, 30]]).matrix()
    [measure] = matrix.measures
    assert matrix.spreads[measure.key] is None
    assert {(entry.by_quarter, entry.rank) for entry in matrix.column(measure)} == {(None, None)}


def test_figures_that_read_alike_stand_alike(db: None) -> None:
    scene = make_region([[10, 20, 30, 40]])
    twin = AuthorityFactory.create(region=scene.region, name="Place Z")
    give(twin, scene.indicators[0], 3997, 10000, "39.97", places=0)
    matrix = scene.matrix()
    last, other = matrix.column(matrix.measures[0])[3:]
    assert (last.line.value.display, other.line.value.display) == ("40%", "40%")
    assert (last.rank, last.by_quarter) == (other.rank, other.by_quarter)
    assert last.tied and other.tied


def test_counts_are_not_ranked_nor_judged(db: None) -> None:
    scene = make_region([[10, 20, 30, 40]], unit="number")
    matrix = scene.matrix()
    assert {(entry.rank, entry.by_quarter) for entry in matrix.column(matrix.measures[0])} == {(None, None)}


def test_the_earlier_figure_is_of_the_named_period_never_the_nearest(db: None) -> None:
    scene = make_region([[20]])
    scene.give(0, 0, 30, BEFORE)
    for back, expected in ((12, ("down", "30%")), (3, ("none", ""))):
        matrix = scene.matrix(back=back)
        line = matrix.column(matrix.measures[0])[0].line
        assert (line.direction, line.before.display) == expected


def test_only_figures_of_approved_returns_are_read(db: None) -> None:
    scene = make_region([[20, 30]])
    Return.objects.filter(authority=scene.authorities[0]).update(state=ReturnState.SUBMITTED)
    matrix = scene.matrix()
    assert [entry.value for entry in matrix.column(matrix.measures[0])] == [None, Decimal(30)]
    Return.objects.update(state=ReturnState.SUPERSEDED)
    assert periods_offered(scene.region) == []


def test_a_withheld_figure_is_hidden_and_enters_nothing(db: None) -> None:
    scene = make_region([[10, 20, 30, 40, 50]])
    Value.objects.filter(authority=scene.authorities[4]).update(told=False)
    matrix = scene.matrix()
    [measure] = matrix.measures
    hidden = matrix.column(measure)[-1]
    assert (hidden.line.value.symbol, hidden.value, hidden.line.value.numerator) == ("c", None, None)
    spread = matrix.spreads[measure.key]
    assert spread is not None and spread.of == 4


def test_no_cell_says_who_handed_it_in(db: None) -> None:
    matrix = make_region([[10, 20]]).matrix()
    for entry in matrix.entries.values():
        assert all(cell.source is None for cell in entry.line.cells)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", "ABCD"),
        ("-name", "DCBA"),
        ("{key}", "BDAC"),
        ("-{key}", "ADBC"),
        ("NO.SUCH", "ABCD"),
    ],
)
def test_authorities_stand_as_asked_with_those_without_a_figure_last(db: None, sort: str, names: str) -> None:
    scene = make_region([[30, 10, None, 20]])
    key = f"{scene.indicators[0].code}.R12"
    matrix = scene.matrix(sort=sort.format(key=key))
    assert "".join(each.name[-1] for each in matrix.authorities) == names


def test_all_indicators_are_every_national_one_with_a_figure(db: None) -> None:
    scene = make_region([[10, 20]])
    measures = scene.matrix(template="all").measures
    assert [m.code for m in measures] == [scene.indicators[0].code]
    assert measure_of(scene.matrix(), "") == scene.matrix().measures[0]


def test_what_an_address_names_is_shown_or_nothing_never_another(db: None) -> None:
    scene = make_region([[None, 20, 30]])
    matrix = scene.matrix()
    assert measure_of(matrix, "NO.SUCH") is None
    assert authority_of(matrix, "Z99") is None
    assert authority_of(matrix, scene.authorities[2].code) == scene.authorities[2]
    assert authority_of(matrix, "") == scene.authorities[1], "the first with a figure"
    staff = scene.matrix(Reader(lead=False, own=frozenset({scene.authorities[2].code})))
    assert authority_of(staff, "") == scene.authorities[2]


@pytest.mark.parametrize("template", ["quarterly-standard", "all"])
def test_one_measure_read_alone_is_what_it_is_among_all(db: None, template: str) -> None:
    scene = make_region([[10, 20, 30, 40], [50, 5, None, 7]])
    key = f"{scene.indicators[1].code}.R12"
    view = View(back=12, template=template)
    alone, among = (read_matrix(scene.region, view, Reader(lead=True), only=only) for only in (key, ""))
    [measure] = alone.measures
    assert measure.key == key
    assert alone.spreads[key] == among.spreads[key]
    for entry in alone.column(measure):
        other = among.entries[entry.authority.code, key]
        assert (entry.line.value, entry.rank) == (other.line.value, other.rank)
        assert entry.by_quarter == other.by_quarter


def test_those_that_read_alike_stand_by_name(db: None) -> None:
    scene = make_region([[40, 10]])
    twin = AuthorityFactory.create(region=scene.region, name="A twin")
    give(twin, scene.indicators[0], 4003, 10000, "40.03", places=0)
    names = [each.name for each in scene.matrix(sort=f"-{scene.indicators[0].code}.R12").authorities]
    assert names == ["A twin", "Place A", "Place B"]
    assert [each.name for each in scene.matrix(sort=f"{scene.indicators[0].code}.R12").authorities] == [
        *("Place B", "A twin", "Place A")
    ]


def test_over_time_every_earlier_figure_stands_in_the_series(db: None) -> None:
    scene = make_region([[10, 20], [30, 40]])
    quarters = [date(2022, 1, 31), date(2023, 1, 31), BEFORE]
    for period_end in quarters:
        scene.give(0, 0, 15, period_end)
    matrix = scene.matrix()
    found = over_time(matrix, measures=matrix.measures[:1], authorities=scene.authorities[:1])
    [entry] = found.values()
    assert [point.period_end for point in entry.line.series] == [str(day) for day in (*quarters, NOW)]
    assert entry.rank == matrix.entry(scene.authorities[0], matrix.measures[0]).rank


def queries(scene: RegionScene, **choices: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        scene.matrix(**choices)
    return len(captured)


def test_neither_authorities_nor_indicators_nor_quarters_make_it_ask_more(db: None) -> None:
    small = make_region([[10, 20]])
    few = queries(small)
    small.template.delete()
    large = make_region([[10 * n for n in range(1, 10)] for _ in range(8)])
    for back in range(1, 8):
        large.give(0, 0, 20, date(2025 - back, 1, 31))
    assert queries(large) == few <= 12


def test_a_return_for_a_month_closes_no_quarter_and_moves_nobodys_page(db: None) -> None:
    march, april = date(2025, 3, 31), date(2025, 4, 30)
    scene = make_region([[10, 20], [30, 40]])
    scene.template.delete()
    definition = layout_of(STANDARD, "Standard", [each.code for each in scene.indicators])
    first, second = definition["sections"][0]["lines"]
    definition["sections"][0]["lines"] = [first, second | {"cells": {"current": {"window": "Q"}}}]
    ScorecardTemplateFactory.create(name=STANDARD, title="Standard", definition=definition)
    for end in (march, april):
        scene.give(0, 0, 15, end)
    assert scene.matrix().period_end == march
    assert [measure.window for measure in scene.matrix(period_end=march).measures] == ["R12", "Q"]
    assert [measure.window for measure in scene.matrix(period_end=april).measures] == ["R12"]


def test_where_no_quarter_was_returned_the_newest_month_stands(db: None) -> None:
    scene = make_region([[10]])
    Value.objects.update(period_end=date(2025, 10, 31))
    Return.objects.update(period_end=date(2025, 10, 31))
    assert scene.matrix().period_end == date(2025, 10, 31)
