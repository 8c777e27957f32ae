from __future__ import annotations

from authorities.models import SeenBy
from authorities.sharing import Reader
from reports.side_by_side.groups import left_out_in_words
from tests.factories.sharing_agreement import SharingAgreementFactory
from tests.factories.sharing_choice import SharingChoiceFactory
from tests.reports.side_by_side.region_scene import make_region


def test_who_is_left_out_is_named_once_for_each_reason(db: None) -> None:
    scene = make_region([[20, 21, 22, 23]])
    for authority in scene.authorities[1:3]:
        SharingChoiceFactory.create(authority=authority)
    assert left_out_in_words(scene.matrix().group) == [
        "Not shown: Place B; Place C. They do not share their figures."
    ]


def test_an_agreement_for_leads_only_is_said_once_for_all(db: None) -> None:
    scene = make_region([[20, 21, 22]])
    SharingAgreementFactory.create(region=scene.region, seen_by=SeenBy.LEADS)
    group = scene.matrix(Reader(lead=False, own=frozenset({scene.authorities[0].code}))).group
    assert left_out_in_words(group) == [
        "Not shown: Place B; Place C. By the region's agreement only regional leads compare this period."
    ]


def test_nobody_left_out_needs_no_words(db: None) -> None:
    assert left_out_in_words(make_region([[20]]).matrix().group) == []
