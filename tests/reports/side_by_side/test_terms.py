"""What a region agreed on, and who is of it, decides what stands in a matrix."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from authorities.models import SeenBy
from authorities.sharing import Reader
from reports.side_by_side.reading import over_time
from tests.factories.authority import AuthorityFactory
from tests.factories.neighbour import NeighbourFactory
from tests.factories.neighbour_list import NeighbourListFactory
from tests.factories.sharing_agreement import SharingAgreementFactory
from tests.factories.sharing_choice import SharingChoiceFactory
from tests.reports.scenes import give
from tests.reports.side_by_side.region_scene import BEFORE, LEAD, NOW, make_region


def test_a_family_alone_and_never_what_the_agreement_leaves_out(db: None) -> None:
    scene = make_region([[10, 20], [30, 40]])
    assert [m.family for m in scene.matrix(family="family 1").measures] == ["family 1"]
    SharingAgreementFactory.create(
        region=scene.region, seen_by=SeenBy.STAFF, left_out=["family 1"], valid_from=date(2020, 4, 1)
    )
    assert [m.family for m in scene.matrix().measures] == ["family 0"]
    assert scene.matrix(family="family 1").measures == ()


def test_an_authority_that_does_not_share_is_named_with_the_reason_and_no_figure(db: None) -> None:
    scene = make_region([[10, 20, 30]])
    SharingChoiceFactory.create(authority=scene.authorities[1])
    matrix = scene.matrix()
    assert [each.name for each in matrix.authorities] == ["Place A", "Place C"]
    [left] = matrix.group.left_out
    assert left.authority == scene.authorities[1] and "share" in left.why
    own = scene.matrix(Reader(lead=False, own=frozenset({scene.authorities[1].code})))
    assert [each.name for each in own.authorities] == ["Place B"], "its own staff see nobody else"


def test_an_earlier_figure_stands_on_the_terms_of_its_own_period(db: None) -> None:
    scene = make_region([[10, 20, 30]])
    for place in range(3):
        scene.give(place, 0, 40 + place, BEFORE)
    SharingAgreementFactory.create(region=scene.region, seen_by=SeenBy.LEADS, valid_from=date(2020, 4, 1))
    SharingAgreementFactory.create(region=scene.region, seen_by=SeenBy.STAFF, valid_from=NOW)
    staff = Reader(lead=False, own=frozenset({scene.authorities[0].code}))
    for reader, expected in ((staff, ["40%", "", ""]), (LEAD, ["40%", "41%", "42%"])):
        matrix = scene.matrix(reader)
        column = matrix.column(matrix.measures[0])
        assert [entry.line.value.display for entry in column] == ["10%", "20%", "30%"]
        assert [entry.line.before.display for entry in column] == expected
        trends = over_time(matrix, measures=matrix.measures)
        shown = [len(trends[each.code, matrix.measures[0].key].line.series) for each in scene.authorities]
        assert shown == [2 if text else 1 for text in expected]


def test_neighbours_in_another_region_are_left_out_of_this_years_figures(db: None) -> None:
    scene = make_region([[10, 20, 30]])
    about, near = scene.authorities[0], scene.authorities[2]
    far = AuthorityFactory.create(name="Far away")
    give(far, scene.indicators[0], 500, 1000, 50)
    listed = NeighbourListFactory.create(valid_from=date(2024, 4, 1))
    for rank, neighbour in enumerate((near, far), start=1):
        NeighbourFactory.create(neighbour_list=listed, authority=about, neighbour=neighbour, rank=rank)
    matrix = scene.matrix(group=f"neighbours-{about.code}")
    assert [each.name for each in matrix.authorities] == ["Place A", "Place C"]
    assert [left.authority for left in matrix.group.left_out] == [far]
    assert matrix.group.about == about


@pytest.mark.parametrize("group", ["set-{far}", "neighbours-{far}", "england", "set-", "x"])
def test_no_address_shows_this_years_figures_of_another_region(db: None, group: str) -> None:
    scene = make_region([[10, 20]])
    far = AuthorityFactory.create(name="Far away", code="F99")
    give(far, scene.indicators[0], 777, 1000, "77.7", places=1)
    matrix = scene.matrix(group=group.format(far=far.code))
    assert far not in matrix.authorities
    assert not [e for e in matrix.entries.values() if "77.7" in e.line.value.display]


def test_the_lead_reads_the_same_matrix_as_the_staff_of_a_sharing_authority(db: None) -> None:
    scene = make_region([[10, 20, 30, 40]])
    staff = scene.matrix(Reader(lead=False, own=frozenset({scene.authorities[0].code})))
    assert replace(staff, reader=LEAD) == scene.matrix(LEAD)
