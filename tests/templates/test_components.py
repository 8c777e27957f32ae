"""The components as they are drawn: the word is always there, and colour never says anything by itself."""

from __future__ import annotations

import pytest
from django import forms
from django.template.loader import render_to_string


def drawn(component: str, **context: object) -> str:
    """A component's HTML with each run of white space as one space."""
    return " ".join(render_to_string(f"components/{component}.html", context).split())


@pytest.mark.parametrize(
    ("rag", "word"), [("green", "Green"), ("amber", "Amber"), ("red", "Red"), ("none", "Not rated")]
)
def test_a_rag_tag_carries_its_word(rag: str, word: str) -> None:
    assert drawn("tag", rag=rag) == f'<span class="lfl-tag lfl-tag--{rag}">{word}</span>'


def test_direction_without_polarity_has_a_word_and_no_colour() -> None:
    html = drawn("direction", direction="down", effect="none", word="DECREASE")
    assert "lfl-direction--none" in html
    assert "Decrease" in html
    assert 'aria-hidden="true"' in html


def test_a_fall_that_is_good_is_shown_as_better() -> None:
    html = drawn("direction", direction="down", effect="better", word="POSITIVE")
    assert "lfl-direction--better" in html
    assert "Down," in html
    assert "Positive" in html


def test_a_change_that_cannot_be_told_has_no_arrow() -> None:
    html = drawn("direction", direction="none", effect="none", word="not comparable")
    assert "<svg" not in html
    assert "Not comparable" in html


def test_a_figure_with_a_symbol_says_what_the_symbol_means() -> None:
    html = drawn("figure", display="c", symbol="c")
    assert "(hidden so that no child can be identified)" in html
    assert "<a " not in html


def test_a_figure_of_nought_is_shown_and_not_taken_for_nothing() -> None:
    assert ">0<" in drawn("figure", display="0", href="/source")


def test_a_figure_links_to_where_it_was_counted_from() -> None:
    assert 'href="/source?a=1&amp;b=2"' in drawn("figure", display="23.0%", href="/source?a=1&b=2")


def test_work_in_progress_is_asked_for_again_and_finished_work_is_not() -> None:
    working = drawn("progress", state="working", label="Reading the return", url="/job", check_again="/here")
    assert 'hx-trigger="every 2s"' in working
    assert 'hx-get="/job"' in working
    assert '<a class="govuk-link" href="/here">Check again</a>' in working
    for state in ("done", "failed"):
        assert "hx-get" not in drawn("progress", state=state, label="Reading the return", url="/job")


def test_a_job_with_no_known_length_has_a_bar_without_a_value() -> None:
    assert "value=" not in drawn("progress", state="working", label="Reading the return", url="/job")


def test_a_sparkline_starts_a_new_line_after_a_missing_period() -> None:
    points = [{"x": 0, "y": 20}, {"x": 12.5, "y": 18}, {"x": 1200, "y": 9, "after_gap": True}]
    html = drawn("sparkline", points=points, label="From 20 to 27")
    assert 'd="M0 20L12.5 18M1200 9"' in html
    assert 'role="img" aria-label="From 20 to 27"' in html
    assert "style=" not in html


def test_a_sparkline_marks_its_last_point_only_where_that_is_the_current_figure() -> None:
    points = [{"x": 0, "y": 20}, {"x": 12.5, "y": 18}]
    assert "<circle" in drawn("sparkline", points=points, label="x", ends_now=True)
    assert "<circle" not in drawn("sparkline", points=points, label="x", ends_now=False)


@pytest.mark.parametrize(
    ("polarity", "judged", "said"),
    [
        ("high", "", "High is good"),
        ("low", "", "Low is good"),
        ("neutral", "", "No polarity"),
        ("neutral", "high", "No polarity; here high is good, as the target says"),
    ],
)
def test_which_way_is_good_is_said_with_who_says_it(polarity: str, judged: str, said: str) -> None:
    html = drawn("polarity", polarity=polarity, judged=judged)
    assert html == f'<span class="lfl-polarity">{said}</span>'


def test_a_symbol_is_written_in_the_key_as_it_is_beside_a_figure() -> None:
    assert "[x]" in drawn("figure", display="-", symbol="x")
    assert ">[x]<" in drawn("symbols", symbols=["x"])


def test_a_figure_that_shows_its_symbol_already_does_not_show_it_twice() -> None:
    assert drawn("figure", display="12.0 [u]", symbol="u").count("[u]") == 1


class TargetForm(forms.Form):
    target = forms.DecimalField(label="Target", help_text="Per cent", max_value=100)
    valid_from = forms.DateField(label="Valid from", widget=forms.SelectDateWidget(years=[2024, 2025]))
    agree = forms.BooleanField(label="Checked")


TARGET = {
    "target": "12",
    "agree": "on",
    "valid_from_day": "1",
    "valid_from_month": "4",
    "valid_from_year": "2025",
}


def test_the_error_summary_names_each_field_and_links_to_it() -> None:
    html = drawn("error_summary", form=TargetForm({"target": "120"}))
    assert '<a href="#id_target">Target: ' in html
    assert '<a href="#id_agree">Checked: ' in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn("error_summary", form=TargetForm(TARGET)) == ""


def test_every_description_in_a_form_points_at_something_on_the_page() -> None:
    html = drawn("form", form=TargetForm({"target": "120"}))
    assert 'aria-describedby="id_target-hint id_target-error"' in html
    for identifier in ("id_target-hint", "id_target-error", "id_agree-error"):
        assert f'id="{identifier}"' in html
    assert '<label class="govuk-label govuk-label--s" for="id_target">Target</label>' in html


def test_a_date_is_drawn_as_three_selects_with_what_was_sent() -> None:
    html = drawn("form", form=TargetForm(TARGET))
    assert html.count("<select") == 3
    assert '<option value="2025" selected>2025</option>' in html


def test_navigation_marks_where_the_reader_is() -> None:
    items = [{"text": "Scorecards", "href": "/", "current": True}, {"text": "Returns", "href": "/returns"}]
    html = drawn("navigation", navigation=items)
    assert html.count("aria-current") == 1
    assert drawn("navigation", navigation=[]) == ""
