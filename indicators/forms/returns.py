"""Forms about a return: upload it, submit it, send it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from indicators.calculations.periods import parse_period
from indicators.forms.bundle import Bundle, bundle, unfit_together
from indicators.returns.period_choices import last_ended_quarter, offered_periods, period_label


class PeriodChoiceForm(forms.Form):
    """One period end among those offered, as YYYY-MM in the address."""

    period = forms.TypedChoiceField(
        label="Period end",
        coerce=parse_period,
        error_messages={"required": "Choose the period.", "invalid_choice": "Choose a period from the list."},
    )

    def __init__(self, *args: object, today: date, returned: Iterable[date] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        period = self.fields["period"]
        assert isinstance(period, forms.TypedChoiceField)
        period.choices = [
            (heading, [(f"{day:%Y-%m}", period_label(day)) for day in days])
            for heading, days in offered_periods(today, returned).items()
        ]
        period.initial = f"{last_ended_quarter(today):%Y-%m}"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or more; each of them is checked as a single one would be."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(PeriodChoiceForm):
    """`cleaned_data['period_end']` is the period that counts, `['file']` the Bundle to upload."""

    period = forms.TypedChoiceField(
        label="Period end",
        coerce=parse_period,
        error_messages={"required": "Choose the period.", "invalid_choice": "Choose a period from the list."},
    )
    other_period = forms.CharField(
        label="An earlier month",
        required=False,
        max_length=40,
        help_text="For example January 2019 or Q3 2018-19. It counts instead of the period chosen above.",
    )
    file = FilesField(
        label="The return",
        help_text="One file (.xlsx, .csv or .zip), or the .csv files of several Annex A lists at once.",
        widget=FilesInput(attrs={"accept": ".xlsx,.csv,.zip"}),
        error_messages={
            "required": "Choose the file of the return.",
            "empty": "The file is empty. Save it again and choose it again.",
        },
    )

    def clean_other_period(self) -> date | None:
        text: str = self.cleaned_data["other_period"]
        if not text.strip():
            return None
        try:
            return parse_period(text)
        except ValueError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_file(self) -> Bundle:
        """The one file to upload; several are put into one archive."""
        files: list[UploadedFile] = self.cleaned_data["file"]
        if sum(file.size or 0 for file in files) > settings.RETURN_MAX_BYTES:
            most = settings.RETURN_MAX_BYTES // (1024 * 1024)
            larger = "The file is larger" if len(files) == 1 else "Together the files are larger"
            raise forms.ValidationError(
                f"{larger} than {most} MB. Choose the figures, or the lists, of one period end alone."
            )
        if sentence := unfit_together([file.name or "" for file in files]):
            raise forms.ValidationError(sentence)
        return bundle([(file.name or "", file.read()) for file in files])

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        data["period_end"] = data.get("other_period") or data.get("period")
        return data


class SubmitForm(forms.Form):
    confirmed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, lists: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = "lists" if lists else "figures"
        self.fields["confirmed"].label = f"I have read the warnings and the {what} are right"


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label="Reason",
        help_text="The analyst reads this. Name the figures to look at.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
