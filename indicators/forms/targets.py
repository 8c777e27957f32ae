"""The forms of a target and of a polarity that differs from the catalogue's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from indicators.calculations.figures import FigureError, Unit, parse_figure
from indicators.calculations.polarity import Polarity
from indicators.forms.day import DayField
from indicators.models import Target

BAND_HELP = "For example 76-79, 90+, &lt;14 or 80. Words are kept and shown, but nothing is rated by them."


class TargetForm(forms.Form):
    """A target of one indicator, whose unit says how the baseline is read."""

    text = forms.CharField(
        label="Target",
        required=False,
        max_length=60,
        help_text="A number (21%), a range (20-25), 90+, &lt;14, Increase or Decrease. Leave this, the bands "
        "and the baseline blank to end the target from the first day below.",
    )
    sense = forms.ChoiceField(
        label="Which side of it is good",
        choices=Target.Sense.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    outstanding = forms.CharField(label="Outstanding", required=False, max_length=40, help_text=BAND_HELP)
    good = forms.CharField(label="Good", required=False, max_length=40)
    requires_improvement = forms.CharField(label="Requires improvement", required=False, max_length=40)
    baseline = forms.CharField(
        label="Baseline", required=False, max_length=20, help_text="The figure that changes are counted from."
    )
    baseline_note = forms.CharField(
        label="Period of the baseline", required=False, max_length=60, help_text="For example 2022-23."
    )
    tolerance_kind = forms.ChoiceField(
        label="How near counts as amber",
        choices=Target.Tolerance.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    tolerance = forms.DecimalField(
        label="Tolerance",
        required=False,
        max_digits=12,
        decimal_places=4,
        help_text="For example 10, for within 10 per cent of the target or within 10 points.",
    )
    valid_from = DayField(label="First day it holds", help_text="For example 1 4 2026.")
    valid_to = DayField(
        label="Last day it holds",
        required=False,
        help_text="Leave it blank if it holds until further notice.",
    )
    source = forms.CharField(
        label="Where it was agreed",
        required=False,
        max_length=120,
        help_text="For example: Corporate plan 2026 to 2029, page 14.",
    )
    reason = forms.CharField(label="Reason for the change", required=False, max_length=300)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_baseline(self) -> Decimal | None:
        try:
            figure = parse_figure(self.cleaned_data["baseline"], self.unit)
        except FigureError as problem:
            raise forms.ValidationError(str(problem)) from problem
        if figure is not None and (figure.value is None or figure.symbol):
            raise forms.ValidationError("Give the baseline as a number, or leave it blank.")
        return None if figure is None else figure.value

    @property
    def bands(self) -> list[forms.BoundField]:
        return [self["requires_improvement"], self["good"], self["outstanding"]]

    @property
    def has_bands(self) -> bool:
        """Whether any of them is filled or wrong, so that the page opens on them."""
        return any(field.value() or field.errors for field in self.bands)

    @property
    def has_tolerance(self) -> bool:
        fields = (self["tolerance_kind"], self["tolerance"])
        return any(field.value() or field.errors for field in fields)

    @property
    def has_baseline(self) -> bool:
        fields = (self["baseline"], self["baseline_note"])
        return any(field.value() or field.errors for field in fields)


class PolarityForm(forms.Form):
    polarity = forms.TypedChoiceField(
        label="Which way is good here",
        coerce=lambda value: Polarity(value) if value else None,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    valid_from = DayField(
        label="First day it holds", help_text="Scorecards of periods that end on or after it."
    )
    reason = forms.CharField(
        label="Why",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers of the scorecard see this sentence beside the line.",
        error_messages={"required": "Say why."},
    )

    def __init__(self, *args: Any, catalogue: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stated = {"high": "high is good", "low": "low is good"}.get(catalogue, "neither side is good")
        self.fields["polarity"].choices = [  # type: ignore[attr-defined]
            ("", f"As the catalogue says: {stated}"),
            (Polarity.HIGH.value, "High is good"),
            (Polarity.LOW.value, "Low is good"),
            (Polarity.NEUTRAL.value, "Neither: nothing is coloured by it"),
        ]
