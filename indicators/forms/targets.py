"""The form of a target."""

from __future__ import annotations

from django import forms

from indicators.forms.day import DayField
from indicators.models import Target


class TargetForm(forms.Form):
    text = forms.CharField(
        label="Target",
        required=False,
        max_length=60,
        help_text="A number (21%), a range (20-25), 90+, &lt;14, Increase or Decrease. Leave it blank to end "
        "the target from the first day below.",
    )
    sense = forms.ChoiceField(
        label="Which side of it is good",
        choices=Target.Sense.choices,
        required=False,
        widget=forms.RadioSelect,
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
