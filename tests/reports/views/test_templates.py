"""The page on which an approver chooses and leaves layouts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from authorities.models import Role
from indicators.models import IndicatorInSet
from reports.models import TemplateChoice
from tests.reports.html_tree import tree, words
from tests.reports.scenes import Scene
from tests.reports.test_template_choice import by_choice


def address(scene: Scene) -> str:
    return reverse("scorecard_templates", args=[scene.authority.code])


def test_an_approver_sees_what_each_layout_holds_and_chooses_one(scene: Scene) -> None:
    by_choice("banded")
    client = scene.client(Role.APPROVER)

    shown = words(tree(client.get(address(scene)).content))
    assert "Layout banded Not in use" in shown
    assert "Scene scorecard In use" in shown
    assert "Example SCENE_PCT" in shown

    after = client.post(address(scene), {"template": "banded", "choice": "use"}, follow=True)
    shown = words(tree(after.content))
    assert "Layout banded is used from now on." in shown
    assert "Layout banded In use Chosen on" in shown
    assert IndicatorInSet.asked_of(scene.authority).count() == 3

    after = client.post(address(scene), {"template": "banded", "choice": "leave"}, follow=True)
    assert "scorecards made with it are kept" in words(tree(after.content))
    assert list(TemplateChoice.objects.values_list("used", flat=True)) == [False, True]


def test_the_last_layout_stays_with_a_sentence(scene: Scene) -> None:
    after = scene.client(Role.APPROVER).post(address(scene), {"template": "scene", "choice": "leave"})
    assert "This is the only layout in use." in words(tree(after.content))
    assert not TemplateChoice.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"template": "no-such", "choice": "use"}, 404),
        ({"template": "scene", "choice": "burn"}, 200),
        ({"choice": "use"}, 200),
    ],
)
def test_what_is_not_offered_cannot_be_chosen(scene: Scene, sent: dict[str, str], status: int) -> None:
    assert scene.client(Role.APPROVER).post(address(scene), sent).status_code == status
    assert not TemplateChoice.objects.exists()


def test_the_page_is_for_approvers_and_the_list_links_to_it_for_them_alone(scene: Scene) -> None:
    listed = reverse("scorecard_list", args=[scene.authority.code])
    assert address(scene) in scene.client(Role.APPROVER).get(listed).content.decode()
    assert address(scene) not in scene.client(Role.ANALYST).get(listed).content.decode()
    for role, status in ((Role.ANALYST, 403), (Role.SCRUTINY, 403), (Role.REGIONAL_LEAD, 403)):
        response = scene.client(role).post(address(scene), {"template": "scene", "choice": "use"})
        assert response.status_code in (status, 404)
    assert not TemplateChoice.objects.exists()
