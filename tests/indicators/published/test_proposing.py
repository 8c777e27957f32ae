"""A proposal ranks what a column may be; it never decides, and says nothing of columns without figures."""

from __future__ import annotations

import pytest

from authorities.refusal import Refused
from indicators.published.proposing import Suggestion, propose
from indicators.published.words import words_of
from tests.authorities.tidy.small_files import rows_of, tidy
from tests.indicators.published.small_files import ACTIVITY, care_leavers, referrals


def of(suggestions: list[Suggestion], column: str, **filters: str) -> list[Suggestion]:
    return [
        one
        for one in suggestions
        if one.column == column and all(one.filters[name] == value for name, value in filters.items())
    ]


def first(suggestion: Suggestion) -> str:
    return suggestion.candidates[0].code


def test_the_columns_are_told_apart_as_filters_and_figures() -> None:
    proposal = propose(care_leavers(ACTIVITY), "la_care_leavers_activity.csv")
    assert proposal.filters == {
        "care_leaver_age": ["17 to 18 years", "19 to 21 years"],
        "breakdown": list(ACTIVITY),
    }
    assert proposal.figures == ["care_leaver_count", "care_leaver_percent"]
    assert (proposal.rows, proposal.newest_year) == (90, 2025)
    assert proposal.dataset_key == "la-care-leavers-activity"
    assert proposal.dataset_name == "La care leavers activity"


def test_the_filters_decide_which_indicator_a_column_is() -> None:
    found = of(
        propose(care_leavers(ACTIVITY), "care_leavers.csv").suggestions,
        "care_leaver_percent",
        care_leaver_age="19 to 21 years",
        breakdown="Total in education, employment or training",
    )
    assert [first(one) for one in found] == ["CL_EET_PCT"]


def test_a_count_is_proposed_as_a_number_and_as_a_rate_to_be_made() -> None:
    found = of(propose(referrals(), "referrals.csv").suggestions, "referral_count")
    assert {one.per_children: first(one) for one in found} == {False: "REF_N", True: "REF_RATE"}


def test_the_unit_of_the_column_holds_every_candidate() -> None:
    for one in of(propose(referrals(), "referrals.csv").suggestions, "rereferral_percent"):
        assert {candidate.code.rsplit("_", 1)[1] for candidate in one.candidates} == {"PCT"}
        likenesses = [candidate.likeness for candidate in one.candidates]
        assert likenesses == sorted(likenesses, reverse=True) and 0 < likenesses[-1] <= likenesses[0] <= 1


def test_the_likeliest_suggestions_stand_first() -> None:
    suggestions = propose(referrals(), "referrals.csv").suggestions
    likenesses = [one.candidates[0].likeness for one in suggestions]
    assert likenesses == sorted(likenesses, reverse=True)
    assert suggestions[0].likely and not suggestions[-1].likely


def test_notes_and_many_names_are_neither_filter_nor_figure() -> None:
    rows = rows_of([2025, 2024], [{"contact_count": "1", "note": ""}], [f"A{n:02}" for n in range(40)])
    for number, row in enumerate(rows):
        row["note"] = f"note {number}"
    proposal = propose(tidy(rows), "contacts.csv")
    assert proposal.filters == {} and proposal.figures == ["contact_count"]


def test_a_file_that_cannot_be_read_or_holds_no_figures_is_refused() -> None:
    with pytest.raises(Refused, match="Line 1 lacks the columns"):
        propose(b"a,b\n1,2\n", "small.csv")
    with pytest.raises(Refused, match="No column of the file holds figures alone"):
        propose(tidy(rows_of([2025], [{"note": "words"}])), "small.csv")


def test_very_many_columns_and_filters_are_cut_and_said_to_be() -> None:
    figures = {f"referral_{number}_count": "3" for number in range(60)}
    cells = [{"place": f"place {one} {other}", **figures} for one in range(10) for other in "abcde"]
    proposal = propose(tidy(rows_of([2025], cells, ["T01"])), "contacts.csv")
    assert proposal.filters["place"] == [cell["place"] for cell in cells] and len(proposal.figures) == 60
    # 25 combinations times 60 columns are as many as are looked at.
    looked_at = {suggestion.filters["place"] for suggestion in proposal.suggestions}
    assert looked_at <= {cell["place"] for cell in cells[:25]}
    assert "50 combinations of filters and 60 columns of figures" in proposal.cut
    assert "at the first 25 combinations alone" in proposal.cut


def test_more_combinations_than_are_kept_are_said_to_be_more() -> None:
    cells = [
        {"place": f"place {one}", "kind": f"kind {other}", "referral_count": "3"}
        for one in range(41)
        for other in "abcde"
    ]
    proposal = propose(tidy(rows_of([2025], cells, ["T01"])), "contacts.csv")
    assert "more than 200 combinations" in proposal.cut


def test_a_file_that_was_looked_at_whole_says_nothing_of_cutting() -> None:
    assert propose(care_leavers(ACTIVITY), "care_leavers.csv").cut == ""


def test_an_awkward_file_name_still_gives_a_key_and_a_name() -> None:
    proposal = propose(referrals(), "---.csv")
    assert (proposal.dataset_key, proposal.dataset_name) == ("statistics", "Statistics")
    assert len(propose(referrals(), "x" * 300 + ".csv").dataset_key) == 60


def test_shortenings_and_their_long_forms_are_one_word() -> None:
    assert set(words_of("CPP_subsequent_percent")) <= set(
        words_of("a second or subsequent child protection plan")
    )
    assert words_of("At31_episodes") == words_of("episodes at 31 March")
    assert words_of("CLA") == words_of("Children looked after")
