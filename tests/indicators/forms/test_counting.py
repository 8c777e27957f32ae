"""The form of how figures are counted: what it takes, and what it hands on."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

import pytest

from indicators.children.questions import QUESTIONS
from indicators.forms.counting import CountingForm
from indicators.measures.choices import Choices, choices_from


def posted(choices: Choices | None = None, **changed: Any) -> dict[str, Any]:
    """What the browser sends back when nothing but the changes was touched."""
    form = CountingForm(choices=choices or Choices())
    values = {bound.name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value is not None} | {"reason": "Why"} | changed


def answered(**changed: Any) -> CountingForm:
    return CountingForm(posted(**changed), choices=Choices())


def test_every_choice_is_asked_for_and_nothing_else() -> None:
    assert [question.name for question in QUESTIONS] != []
    assert {question.name for question in QUESTIONS} == {field.name for field in fields(Choices)}


def test_the_form_sent_back_untouched_chooses_the_defaults() -> None:
    form = answered()

    assert form.is_valid(), form.errors
    assert form.chosen() == {}


def test_what_was_chosen_before_comes_back_unless_it_is_touched() -> None:
    held = choices_from(
        {
            "cin_visit_working_days": 30,
            "checks_of_all": True,
            "residential": ["K1", "K2"],
            "visits_without_teams": ["Team One", "Team Two"],
            "team_groups": {"Duty": "disability"},
        }
    )
    form = CountingForm(posted(held), choices=held)

    assert form.is_valid(), form.errors
    assert choices_from(form.chosen()) == held


def test_only_what_differs_from_the_defaults_is_handed_on() -> None:
    teams = " Duty  East \n\nduty east\nNorth"
    form = answered(care_visit_days="30", residential=["K1"], corporate_teams=teams)

    assert form.is_valid(), form.errors
    assert form.chosen() == {
        "care_visit_days": 30,
        "residential": ["K1"],
        "corporate_teams": ["duty east", "North"],
    }
    assert asdict(choices_from(form.chosen()))["residential"] == ("K1",)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"care_visit_days": "0"}, "care_visit_days", "greater than or equal to 1"),
        ({"care_visit_days": "many"}, "care_visit_days", "whole number of days"),
        ({"residential": ["Z9"]}, "residential", "Select a valid choice"),
        ({"residential": []}, "residential", "Tick at least one"),
        ({"checks_of_all": "perhaps"}, "checks_of_all", "Select a valid choice"),
        ({"corporate_teams": "x" * 61}, "corporate_teams", "up to 60 characters"),
        ({"reason": "  "}, "reason", "Say why"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_field(
    changed: dict[str, Any], field: str, words: str
) -> None:
    form = answered(**changed)

    assert not form.is_valid()
    assert words in str(form.errors[field])


def test_a_team_stands_in_one_group_alone() -> None:
    form = answered(group_disability="Duty", group_care_and_leaving_care="DUTY")

    assert not form.is_valid()
    assert "also under disability" in str(form.errors["group_care_and_leaving_care"])
