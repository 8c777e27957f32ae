"""Forms of the published statistics: a file of figures, and a list of neighbours."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from indicators.forms.day import DayField, PastDayField


class SizedFileField(forms.FileField):
    """A file that the portal takes through the browser; a larger one has another way in."""

    def clean(self, data: UploadedFile | None, initial: object = None) -> UploadedFile | None:
        file: UploadedFile | None = super().clean(data, initial)
        if file is not None and file.size is not None and file.size > settings.IMPORT_MAX_BYTES:
            most = settings.IMPORT_MAX_BYTES // (1024 * 1024)
            raise forms.ValidationError(
                f"The file is larger than {most} MB, the most that a page takes. The operator of the portal "
                "can import it at the command line."
            )
        return file


class StatisticsForm(forms.Form):
    file = SizedFileField(
        label="The file",
        help_text="A .csv file, exactly as it was downloaded.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
        error_messages={
            "required": "Choose the file.",
            "empty": "The file is empty. Download it again and choose it again.",
        },
    )
    name = forms.CharField(
        label="Name of the release",
        required=False,
        max_length=120,
        help_text="For example: Children in need 2025, revised in March 2026. Left blank, it is named after "
        "its newest year.",
    )
    released_on = PastDayField(
        label="Day it was published",
        help_text="It stands on the page of the publication, for example 30 10 2025. Of two releases of a "
        "dataset the one published last is what new scorecards compare with.",
    )


class NeighbourFileForm(forms.Form):
    file = SizedFileField(
        label="The file",
        help_text="The .xlsx or .csv file of the Department for Education, exactly as it was downloaded.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": "Choose the file.",
            "empty": "The file is empty. Download it again and choose it again.",
        },
    )
    name = forms.CharField(
        label="Name of the list",
        max_length=120,
        help_text="As it will stand beside the comparisons. For example: DfE statistical neighbours 2025.",
        error_messages={"required": "Give the list a name."},
    )
    source = forms.CharField(
        label="Where it comes from",
        required=False,
        max_length=200,
        help_text="For example: Department for Education, model of May 2025.",
    )
    valid_from = DayField(
        label="First day it holds",
        help_text="For example 1 4 2025. Authorities that chose no list use the newest one from its first "
        "day on.",
    )
    valid_to = DayField(
        label="Last day it holds",
        required=False,
        help_text="Leave it blank if it holds until further notice.",
    )
