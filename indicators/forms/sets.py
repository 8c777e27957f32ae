"""Forms of the indicator set: a figure to add, and a new local indicator."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django import forms

from authorities.models import Authority
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, window_name
from indicators.calculations.polarity import Polarity
from indicators.models import Indicator, IndicatorInSet
from indicators.tables import family_name

UNITS = {
    Unit.NUMBER: "A number",
    Unit.PERCENTAGE: "A percentage",
    Unit.RATE: "A rate per 10,000 children",
    Unit.AVERAGE: "An average",
    Unit.DAYS: "A number of days, on average",
}
POLARITIES = {
    Polarity.HIGH: "A high figure is good",
    Polarity.LOW: "A low figure is good",
    Polarity.NEUTRAL: "Neither: nothing is coloured",
}


class SetAddForm(forms.Form):
    """One figure, as CODE:WINDOW, among those of the authority's indicators that are not in its set."""

    figure = forms.ChoiceField(
        label="Indicator and window",
        error_messages={
            "required": "Choose an indicator and its window.",
            "invalid_choice": "That figure is in your set already, or not in the catalogue. Choose another.",
        },
    )

    def __init__(self, *args: object, authority: Authority, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        held = IndicatorInSet.asked_of(authority).values_list("indicator_id", "window")
        field = self.fields["figure"]
        assert isinstance(field, forms.ChoiceField)
        choices = _choices(Indicator.for_authority(authority), set(held))
        field.choices = [("", "Choose a figure"), *choices]

    def clean_figure(self) -> tuple[str, Window]:
        code, window = self.cleaned_data["figure"].split(":")
        return code, Window(window)


def _choices(
    indicators: Iterable[Indicator], held: set[tuple[int, str]]
) -> list[tuple[str, list[tuple[str, str]]]]:
    groups = []
    for family, members in groupby(indicators, key=lambda indicator: indicator.family):
        figures = [
            (
                f"{indicator.code}:{window}",
                f"{indicator.name}, {window_name(Window(window))} ({indicator.code})",
            )
            for indicator in members
            for window in indicator.windows
            if (indicator.pk, window) not in held
        ]
        if figures:
            groups.append((family_name(family), figures))
    return groups


class LocalIndicatorForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=24,
        help_text="Begins with L_, then capitals, figures and underscores: for example L_FAMILY_HUB_N.",
    )
    name = forms.CharField(
        label="Name", max_length=200, help_text="As a councillor should read it on a scorecard."
    )
    unit = forms.TypedChoiceField(
        label="Kind of figure",
        coerce=Unit,
        choices=[(unit.value, words) for unit, words in UNITS.items()],
        widget=forms.RadioSelect,
    )
    windows = forms.TypedMultipleChoiceField(
        label="What a figure covers",
        coerce=Window,
        choices=[(window.value, f"{window_name(window).capitalize()} ({window.value})") for window in Window],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )
    polarity = forms.TypedChoiceField(
        label="Which way is good",
        coerce=Polarity,
        choices=[(polarity.value, words) for polarity, words in POLARITIES.items()],
        widget=forms.RadioSelect,
    )
    numerator = forms.CharField(
        label="What is counted (the numerator)",
        max_length=300,
        help_text="For example: families helped by a hub.",
    )
    denominator = forms.CharField(
        label="Out of what (the denominator)",
        max_length=300,
        required=False,
        help_text="Not needed for a number. For a rate: the population aged 0 to 17.",
    )
    counts_people = forms.BooleanField(
        label="It counts people",
        required=False,
        initial=True,
        help_text="Counts of 1 to 5 people are hidden from everybody outside the authority.",
    )
    in_set = forms.BooleanField(label="Add it to our indicator set", required=False, initial=True)
