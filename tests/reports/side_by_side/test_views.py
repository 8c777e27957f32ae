from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.periods import month_end
from indicators.calculations.spread import Shade
from reports.side_by_side.groups import Basis
from reports.side_by_side.views import View, read_view

WORDS = st.from_regex(r"[A-Za-z0-9_.-]{1,20}", fullmatch=True)
VIEWS = st.builds(
    View,
    basis=st.sampled_from(Basis),
    period_end=st.none() | st.builds(month_end, st.integers(2015, 2030), st.integers(1, 12)),
    group=WORDS,
    template=WORDS,
    family=st.sampled_from(["", "s47/CP", "front door", "education of CLA"]),
    shade=st.sampled_from(Shade),
    sort=WORDS,
    transposed=st.booleans(),
    figure=WORDS,
    authority=WORDS,
    back=st.sampled_from([3, 12]),
)


@given(VIEWS)
def test_a_view_read_back_from_its_own_address_is_the_same(view: View) -> None:
    assert read_view(QueryDict(view.query())) == view


def test_nothing_chosen_is_an_empty_address() -> None:
    assert View().query() == "" and read_view(QueryDict("")) == View()


def test_an_address_with_a_choice_changed_keeps_the_others() -> None:
    view = View(shade=Shade.TARGET, period_end=date(2025, 6, 30))
    assert parse_qs(view.query(sort="-CP_RATE.S")) == {
        "shade": ["target"],
        "period": ["2025-06-30"],
        "sort": ["-CP_RATE.S"],
    }


@pytest.mark.parametrize(
    "query",
    [
        *("period=2025-06-29", "period=x", "period=9999-12-31", "period=0001-01-31", "back=-1"),
        *("shade=pink", "basis=secret", "sort=%00", "group=a%20b", "family=%00"),
    ],
)
def test_what_cannot_be_read_is_at_its_default(query: str) -> None:
    assert read_view(QueryDict(query)) == View()


def test_ticked_authorities_are_a_set_each_once() -> None:
    assert read_view(QueryDict("member=D01&member=D02&member=D01&group=region")).group == "set-D01.D02"
