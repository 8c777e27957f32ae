"""Forms about counting from the lists: what to see of the figures, and how they are counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms

from indicators.calculations.periods import parse_period
from indicators.children.questions import (
    DEFAULTS,
    PLACEMENTS,
    QUESTIONS,
    Question,
    answer_in_words,
    codes_touched_by,
)
from indicators.measures.choices import TEAM_GROUPS, Choices
from indicators.returns.period_choices import period_label
from indicators.tables import family_name

MOST_DAYS = 366
MOST_TEAMS, LONGEST_TEAM = 100, 60


class CountedPeriodForm(forms.Form):
    """One of the period ends that have counted figures."""

    period = forms.TypedChoiceField(label="Period end", coerce=parse_period)

    def __init__(self, *args: Any, periods: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(f"{day:%Y-%m}", period_label(day)) for day in periods]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]


class CountedFilterForm(forms.Form):
    """Which of the counted figures to see."""

    family = forms.ChoiceField(label="Group of indicators", required=False)
    show = forms.ChoiceField(
        label="Figures",
        required=False,
        choices=[
            ("", "All"),
            ("differs", "That differ from the return of figures"),
            ("incomplete", "That lack months"),
        ],
    )

    def __init__(self, *args: Any, families: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All groups"), *((name, family_name(name)) for name in sorted(set(families)))]
        self.fields["family"].choices = choices  # type: ignore[attr-defined]


class TeamsField(forms.CharField):
    """A team a line; gives a list without blank or repeated lines."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        teams = list({line.casefold(): line for line in lines if line}.values())
        if len(teams) > MOST_TEAMS or any(len(team) > LONGEST_TEAM for team in teams):
            raise forms.ValidationError(
                f"Give up to {MOST_TEAMS} teams, each on a line of up to {LONGEST_TEAM} characters."
            )
        return teams


class CountingForm(forms.Form):
    """What an authority chose, and the reason. `chosen()` is what differs from the defaults."""

    reason = forms.CharField(
        label="Why",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept beside the choice, for whoever asks why a figure moved.",
        error_messages={
            "required": "Say why the way of counting changes.",
            "max_length": "Shorten the reason to %(limit_value)d characters: it has %(show_value)d.",
        },
    )

    def __init__(self, *args: Any, choices: Choices, teams: Iterable[str] = (), **kwargs: Any) -> None:
        """`teams`: those that may be named; without any, every name is taken."""
        super().__init__(*args, **kwargs)
        held = asdict(choices)
        self._known = {_folded(team) for team in teams}
        if self._known:
            # A team of older lists goes on counting in their periods.
            self._known |= {_folded(team) for team in _teams_held(choices)}
        for question in QUESTIONS:
            if question.kind == "groups":
                self.fields |= _group_fields(question, held[question.name])
            else:
                self.fields[question.name] = _field(question, held[question.name])
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen: dict[str, str] = {}
        for group in TEAM_GROUPS:
            for team in data.get(_group_name(group), ()):
                first = seen.setdefault(team.casefold(), group)
                if first != group:
                    self.add_error(_group_name(group), f"{team} is also under {first}. Leave it in one.")
        teams = [name for name, field in self.fields.items() if isinstance(field, TeamsField)]
        for name in teams if self._known else ():
            unknown = [team for team in data.get(name, ()) if _folded(team) not in self._known]
            if unknown:
                self.add_error(name, _no_such_team(unknown))
        return data

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under the heading of each section, but for the reason."""
        grouped: dict[str, list[forms.BoundField]] = {}
        for question in QUESTIONS:
            is_map = question.kind == "groups"
            names = [_group_name(group) for group in TEAM_GROUPS] if is_map else [question.name]
            grouped.setdefault(question.section, []).extend(self[name] for name in names)
        return list(grouped.items())

    def chosen(self) -> dict[str, Any]:
        """What differs from the defaults, as plain lists, numbers and words."""
        answers = {name: self.cleaned_data[name] for name in DEFAULTS if name != "team_groups"}
        answers["team_groups"] = {
            team: group for group in TEAM_GROUPS for team in self.cleaned_data[_group_name(group)]
        }
        return {name: answer for name, answer in answers.items() if answer != _as_list(DEFAULTS[name])}


def _folded(team: str) -> str:
    """As the counting compares names: capitals and spaces do not matter."""
    return " ".join(team.split()).casefold()


def _teams_held(choices: Choices) -> list[str]:
    return [*choices.visits_without_teams, *choices.corporate_teams, *choices.team_groups]


def _no_such_team(unknown: Sequence[str]) -> str:
    if len(unknown) == 1:
        return f"{unknown[0]} is not a team in your newest lists. Copy its name as it stands there."
    return f"{', '.join(unknown)} are not teams in your newest lists. Copy their names as they stand there."


def _as_list(answer: Any) -> Any:
    return list(answer) if isinstance(answer, tuple) else answer


def _group_name(group: str) -> str:
    return f"group_{group.replace(' ', '_')}"


def _group_fields(question: Question, held: dict[str, str]) -> dict[str, forms.Field]:
    """A list of teams for each group."""
    return {
        _group_name(group): TeamsField(
            label=f"Caseloads by team: {group}",
            initial=[team for team, of in held.items() if of == group],
            help_text=f"A team a line. {question.help} {_counts_in(question)}",
        )
        for group in TEAM_GROUPS
    }


def _counts_in(question: Question) -> str:
    return f"Counts in {', '.join(codes_touched_by(question))}."


def _field(question: Question, held: Any) -> forms.Field:
    default = answer_in_words(question, DEFAULTS[question.name])
    told = f"Default: {default}. {_counts_in(question)}"
    if question.kind == "days":
        return forms.IntegerField(
            label=question.asks,
            min_value=1,
            max_value=MOST_DAYS,
            initial=held,
            help_text=told,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            error_messages={"required": "Give a number of days.", "invalid": "Give a whole number of days."},
        )
    if question.kind == "yes_no":
        return forms.TypedChoiceField(
            label=question.asks,
            choices=[("no", question.no), ("yes", question.yes)],
            coerce=lambda answer: answer == "yes",
            initial="yes" if held else "no",
            help_text=told,
            widget=forms.RadioSelect,
        )
    if question.kind == "placements":
        return forms.MultipleChoiceField(
            label=question.asks,
            choices=[(code, f"{code}: {words}") for code, words in PLACEMENTS.items()],
            initial=list(held),
            help_text=told,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Tick at least one."},
        )
    return TeamsField(
        label=question.asks, initial=list(held), help_text=f"A team a line. {question.help} {told}"
    )
