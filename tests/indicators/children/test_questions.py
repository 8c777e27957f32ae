"""Choices and their answers in words."""

from __future__ import annotations

from indicators.children.questions import (
    DEFAULTS,
    QUESTIONS,
    answer_in_words,
    answers,
    chosen_in_words,
    codes_touched_by,
)
from indicators.measures.choices import Choices

BY_NAME = {question.name: question for question in QUESTIONS}


def test_answers_are_said_as_a_reader_would_say_them() -> None:
    said = {name: answer_in_words(BY_NAME[name], answer) for name, answer in DEFAULTS.items()}

    assert said["cin_visit_working_days"] == "20 working days"
    assert said["care_visit_days"] == "42 days"
    assert said["checks_of_all"] == "Those looked after for 12 months"
    residential = said["residential"].split("; ")
    assert residential[:2] == ["K1: Secure children's homes", "K2: Children's homes"]
    assert residential[2:] == ["R1: Residential care home", "S1: Residential schools"]
    assert said["team_groups"] == said["corporate_teams"] == "None"


def test_teams_are_named_under_their_group() -> None:
    grouped = {"North": "disability", "East": "disability", "Duty": "adoption and fostering"}

    said = answer_in_words(BY_NAME["team_groups"], grouped)

    assert said == "disability: East, North; adoption and fostering: Duty"


def test_what_holds_says_whether_it_is_the_default() -> None:
    held = {question.name: default for question, _, default in answers(Choices(care_visit_days=30))}

    assert not held.pop("care_visit_days") and all(held.values())


def test_a_decision_is_told_by_what_it_changed() -> None:
    said = chosen_in_words({"checks_of_all": True})

    assert said == ["Health and dental checks: which children: All who are looked after"]


def test_every_answer_changes_some_figure_and_says_which() -> None:
    touched = {name: codes_touched_by(question) for name, question in BY_NAME.items()}

    assert all(touched.values()), touched
    assert touched["care_visit_days"] == ("CLA_PWP_VISIT_PCT", "CLA_VISIT_PCT")
    assert touched["team_groups"] == ("WF_CASELOAD_TEAM",)
