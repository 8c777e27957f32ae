"""The forms of scorecards: analysis, publishing, and the choice of a period."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from indicators.calculations.periods import long_date
from reports.analysis import LONGEST
from reports.comparing.basis import LONGEST_REASON
from reports.publishing import LONGEST_NOTE


class AnalysisForm(forms.Form):
    text = forms.CharField(
        label="Analysis",
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=(
            f"What moved, why, and what is being done. Up to {LONGEST:,} characters. "
            "Write nothing by which a child could be known, nor a small number that is hidden from readers."
        ),
    )


class PublishForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        label="Why it is published again", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )

    text_was_read = forms.BooleanField(
        label="I have read these texts, and none of them tells a reader a hidden figure", required=False
    )

    def __init__(self, *args: Any, version: int, speaks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not speaks:
            del self.fields["text_was_read"]
        if version == 1:
            del self.fields["note"]
        else:
            self.fields["note"].help_text = f"Shown to every reader of version {version}."


class TemplateChoiceForm(forms.Form):
    """One button of the page of layouts: which layout, and whether it is used or left."""

    template = forms.CharField(max_length=60)
    choice = forms.ChoiceField(choices=[("use", "Use"), ("leave", "Leave")])


class AdoptForm(forms.Form):
    """Why a scorecard moves to newer published figures; `seen` is what the person was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    reason = forms.CharField(
        label="Why this scorecard moves to the newer figures",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept in the authority's audit trail.",
    )


class PeriodForm(forms.Form):
    """Chooses one of the periods for which anything has been returned."""

    period = forms.TypedChoiceField(label="Period ending", coerce=date.fromisoformat, required=False)

    def __init__(self, *args: Any, periods: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(day.isoformat(), long_date(day)) for day in periods]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]
