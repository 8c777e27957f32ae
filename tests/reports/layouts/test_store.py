from __future__ import annotations

from typing import Any

import pytest

from authorities.models import AuditEvent, Authority
from reports.layouts.layout import Layout
from reports.layouts.schema import LayoutError, parse_layout, read_layouts
from reports.layouts.store import read_raw, store_layouts
from reports.models import ScorecardTemplate
from tests.factories.authority import AuthorityFactory
from tests.factories.scorecard_template import layout_of

pytestmark = pytest.mark.django_db


def layouts(*definitions: dict[str, Any]) -> tuple[list[Layout], dict[str, Any]]:
    return [parse_layout(d) for d in definitions], {d["name"]: d for d in definitions}


ONE, TWO = layout_of("one", "One", ["A"]), layout_of("two", "Two", ["A", "B"])


def test_storing_twice_equals_storing_once() -> None:
    first = store_layouts(*layouts(ONE, TWO))
    again = store_layouts(*layouts(ONE, TWO))
    assert (first.added, again.added, again.unchanged) == (2, 0, 2)
    assert ScorecardTemplate.objects.count() == 2
    assert AuditEvent.objects.filter(act="store_layouts").count() == 1


def test_a_changed_layout_changes_its_template_and_its_hash() -> None:
    store_layouts(*layouts(ONE))
    before = ScorecardTemplate.objects.get().sha256
    report = store_layouts(*layouts(ONE | {"title": "One, renamed"}))
    held = ScorecardTemplate.objects.get()
    assert (report.changed, held.title) == (1, "One, renamed")
    assert held.sha256 != before and held.layout.title == "One, renamed"


def test_the_order_of_keys_in_the_file_is_no_change() -> None:
    store_layouts(*layouts(ONE))
    report = store_layouts(*layouts(dict(reversed(ONE.items()))))
    assert report.unchanged == 1


def test_one_that_went_is_retired_and_comes_back() -> None:
    store_layouts(*layouts(ONE, TWO))
    assert store_layouts(*layouts(ONE)).retired == 1
    assert ScorecardTemplate.objects.get(name="two").retired
    assert store_layouts(*layouts(ONE)).retired == 0, "already retired"
    assert store_layouts(*layouts(ONE, TWO)).changed == 1
    assert not ScorecardTemplate.objects.get(name="two").retired


def test_an_authority_that_is_not_registered_is_named_and_nothing_is_stored() -> None:
    with pytest.raises(LayoutError, match="authority 343 is not registered"):
        store_layouts(*layouts(ONE, TWO | {"authority": "343"}))
    assert not ScorecardTemplate.objects.exists()


def test_no_layout_at_all_leaves_the_templates_alone() -> None:
    store_layouts(*layouts(ONE))
    with pytest.raises(ValueError, match="no scorecard layout"):
        store_layouts([], {})
    assert not ScorecardTemplate.objects.get().retired


def test_the_definitions_of_the_project_can_be_stored() -> None:
    read = read_layouts()
    for code in {layout.authority for layout in read if layout.authority}:
        AuthorityFactory.create(code=code)
    assert store_layouts(read, read_raw()).added == len(read)
    for template in ScorecardTemplate.objects.select_related("authority"):
        assert template.layout in read
        own: Authority | None = template.authority
        assert (own.code if own else None) == template.layout.authority
