"""Layouts used by choice, and the further columns that a layout or a section may show."""

from __future__ import annotations

from typing import Any

import pytest

from reports.layouts.layout import Extra
from reports.layouts.schema import LayoutError, parse_layout
from tests.reports.layouts.layout_dicts import layout_dict, section_dict


def test_what_is_not_said_is_neither_by_choice_nor_shown() -> None:
    layout = parse_layout(layout_dict())
    assert (layout.by_choice, layout.shows, layout.sections[0].shows) == (False, (), ())


def test_a_section_shows_what_its_layout_does_unless_it_says_otherwise() -> None:
    sections = [section_dict(), section_dict(title="Other", shows=["change"], lines=[])]
    sections[1]["lines"] = [{**line, "number": f"B{line['number']}"} for line in sections[0]["lines"]]
    layout = parse_layout(layout_dict(by_choice=True, shows=["bands", "baseline"], sections=sections))
    assert layout.by_choice
    assert layout.sections[0].shows == (Extra.BASELINE, Extra.BANDS)
    assert layout.sections[1].shows == (Extra.CHANGE,)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"by_choice": "yes"}, "'by_choice' is 'yes'; it must be true or false"),
        ({"by_choice": True, "authority": "343"}, "this one has its authority"),
        ({"shows": ["bands", "tables"]}, "'shows' names 'tables'; it can name baseline, bands, change"),
        ({"shows": "bands"}, "'shows' must be a list of texts"),
    ],
)
def test_what_cannot_be_shown_or_chosen_is_refused(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(LayoutError, match=words):
        parse_layout(layout_dict(**fields))
