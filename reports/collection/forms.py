"""The form of a deadline."""

from __future__ import annotations

from django import forms

from indicators.forms.day import DayField


class DeadlineForm(forms.Form):
    due_on = DayField(label="Day by which returns are approved", help_text="For example 31 7 2026.")
    remind = forms.BooleanField(
        label="Remind those who have not returned",
        required=False,
        help_text=(
            "An e-mail to the analysts and approvers of each authority whose return is not approved: a week "
            "before the day, on the day and a week after it."
        ),
    )
