"""The forms of sharing: what a region agreed on, and whether an authority shares its figures."""

from __future__ import annotations

from typing import Any

from django import forms

from authorities.models import SeenBy
from authorities.sharing import REASON_MOST
from indicators.forms.day import DayField
from indicators.models import Indicator
from indicators.tables import family_name


class AgreementForm(forms.Form):
    seen_by = forms.TypedChoiceField(
        label="Who may set authorities side by side",
        choices=SeenBy.choices,
        coerce=SeenBy,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may set authorities side by side."},
    )
    left_out = forms.MultipleChoiceField(
        label="Families of indicators that are left out",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nobody sees this year's figures of a ticked family side by side, leads included.",
        error_messages={"invalid_choice": "%(value)s is not a family of the catalogue. Tick others."},
    )
    valid_from = DayField(
        label="Holds for period ends from",
        help_text="For example 1 4 2026. Earlier periods keep the terms that they have.",
    )
    reason = forms.CharField(
        label="What was agreed, and where",
        max_length=REASON_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The people of the region read it on this page.",
        error_messages={"required": "Say what was agreed, and where."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left_out"].choices = families_offered()  # type: ignore[attr-defined]


class SharingForm(forms.Form):
    """Why an authority begins to share or stops. The button pressed says which of the two."""

    shares = forms.TypedChoiceField(
        label="Decision",
        choices=[("yes", "Share"), ("no", "Stop sharing")],
        coerce=lambda value: value == "yes",
        widget=forms.HiddenInput,
        error_messages={"required": "Choose whether to share."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=REASON_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The leads of the region and the staff of its authorities read it.",
        error_messages={"required": "Say why."},
    )


def families_offered() -> list[tuple[str, str]]:
    """The families of the catalogue and their names, in alphabetical order."""
    held = Indicator.objects.filter(owner_authority=None).order_by().values_list("family", flat=True)
    return [(family, family_name(family)) for family in sorted(held.distinct(), key=str.lower)]
