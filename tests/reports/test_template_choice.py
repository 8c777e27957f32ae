"""Which layouts make an authority's scorecards: its own, those of everybody, those it chose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from authorities.models import AuditEvent, Authority, Role
from authorities.refusal import Refused
from indicators.models import IndicatorInSet, Job
from indicators.waiting import finish
from reports.building import templates_for
from reports.models import Scorecard, ScorecardTemplate, TemplateChoice
from reports.template_choice import choose_template, offers
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.scorecard_template import ScorecardTemplateFactory, layout_of
from tests.reports.scenes import CODES, NOW, Scene

END = date(2025, 1, 31)


def by_choice(name: str, codes: list[str] | None = None) -> ScorecardTemplate:
    definition = layout_of(name, f"Layout {name}", codes or CODES) | {"by_choice": True}
    return ScorecardTemplateFactory.create(name=name, title=f"Layout {name}", definition=definition)


def names(authority: Authority) -> list[str]:
    return [template.name for template in templates_for(authority, END)]


def choose(scene: Scene, template: ScorecardTemplate, used: bool = True) -> TemplateChoice | None:
    return choose_template(
        authority=scene.authority, template=template, used=used, by=scene.people[Role.APPROVER]
    )


def test_a_layout_by_choice_is_used_by_those_alone_who_chose_it(scene: Scene) -> None:
    banded, other = by_choice("banded"), AuthorityFactory.create()
    assert names(scene.authority) == names(other) == ["scene"]

    choose(scene, banded)

    assert names(scene.authority) == ["scene", "banded"]
    assert names(other) == ["scene"]


def test_an_authority_with_its_own_layout_may_choose_an_open_one_beside_it(scene: Scene) -> None:
    ScorecardTemplateFactory.create(name="own", authority=scene.authority, codes=CODES)
    assert names(scene.authority) == ["own"]

    choose(scene, by_choice("banded"))

    assert names(scene.authority) == ["own", "banded"]


def test_the_newest_choice_speaks_and_the_first_is_kept(scene: Scene) -> None:
    banded = by_choice("banded")
    for used in (True, False, True):
        choose(scene, banded, used)
    assert names(scene.authority) == ["scene", "banded"]
    assert TemplateChoice.objects.count() == 3
    # Once more says nothing new.
    assert choose(scene, banded) is None
    assert TemplateChoice.objects.count() == 3


def test_choosing_asks_for_the_figures_records_it_and_asks_for_recalculation(scene: Scene) -> None:
    IndicatorFactory.create(code="BAND_PCT")
    choice = choose(scene, by_choice("banded", [*CODES, "BAND_PCT"]))

    assert choice is not None
    asked = IndicatorInSet.asked_of(scene.authority).values_list("indicator__code", "window")
    assert set(asked) == {(code, "R12") for code in (*CODES, "BAND_PCT")}
    event = AuditEvent.objects.get(act="choose a scorecard layout")
    assert (event.actor, event.sentence) == (
        scene.people[Role.APPROVER],
        "chose the scorecard layout Layout banded",
    )
    assert Job.objects.get().reason == "The scorecard layout Layout banded was chosen"


def test_leaving_keeps_the_scorecards_made_so_far(scene: Scene) -> None:
    banded = by_choice("banded")
    choose(scene, banded)
    finish(Job.objects.get())
    made = Scorecard.objects.filter(template=banded)
    assert {scorecard.period_end for scorecard in made} == {NOW, date(2024, 1, 31)}

    choose(scene, banded, used=False)
    finish(Job.objects.latest("pk"))

    assert made.count() == 2
    assert names(scene.authority) == ["scene"]


def test_the_last_layout_cannot_be_left(scene: Scene) -> None:
    with pytest.raises(Refused, match="only layout in use"):
        choose(scene, scene.template, used=False)
    banded = by_choice("banded")
    choose(scene, banded)
    choose(scene, scene.template, used=False)
    assert names(scene.authority) == ["banded"]


@pytest.mark.parametrize("fields", [{"retired": True}, {"authority": True}])
def test_a_layout_that_is_not_offered_is_refused(scene: Scene, fields: dict[str, Any]) -> None:
    banded = by_choice("banded")
    banded.retired = fields.get("retired", False)
    banded.authority = AuthorityFactory.create() if "authority" in fields else None
    banded.save()
    with pytest.raises(Refused, match="cannot be chosen"):
        choose(scene, banded)
    assert not TemplateChoice.objects.exists()


def test_a_layout_of_indicators_that_nobody_holds_is_refused_with_their_codes(scene: Scene) -> None:
    with pytest.raises(Refused, match="NOT_HELD"):
        choose(scene, by_choice("banded", ["NOT_HELD"]))
    assert not TemplateChoice.objects.exists()


def test_what_is_offered_says_what_it_holds_and_whether_it_is_in_use(scene: Scene) -> None:
    ScorecardTemplateFactory.create(name="theirs", authority=AuthorityFactory.create())
    by_choice("banded")
    found = {offer.template.name: offer for offer in offers(scene.authority)}
    assert {name: offer.used for name, offer in found.items()} == {"scene": True, "banded": False}
    assert found["banded"].sections == [("Examples", [f"Example {code}" for code in CODES])]
