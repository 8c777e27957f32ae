"""A day in three boxes, as the design system asks for days that people know."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

LATEST_YEAR = 2099
EARLIEST_YEAR = 1990


class DayWidget(forms.MultiWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput(attrs={"inputmode": "numeric", "size": 2, "maxlength": 2}),
            "month": forms.TextInput(attrs={"inputmode": "numeric", "size": 2, "maxlength": 2}),
            "year": forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "maxlength": 4}),
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """Cleans to a date, or None where all three boxes are blank and it is not required."""

    widget = DayWidget

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "Give a day, a month and a year."})
        boxes = [forms.CharField(required=False, max_length=4) for _ in range(3)]
        super().__init__(boxes, required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> date | None:
        if not any(data_list):
            return None
        try:
            day, month, year = (int(part) for part in data_list)
            found = date(year, month, day)
        except ValueError as problem:
            given = " ".join(data_list)
            raise forms.ValidationError(f"{given} is not a day. Give it as 31 3 2027.") from problem
        if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            raise forms.ValidationError(f"The year must lie between {EARLIEST_YEAR} and {LATEST_YEAR}.")
        return found


class PastDayField(DayField):
    """Of something that has happened: today at the latest."""

    def compress(self, data_list: list[str]) -> date | None:
        found = super().compress(data_list)
        if found is not None and found > timezone.localdate():
            given = " ".join(data_list)
            raise forms.ValidationError(f"{given} is still to come. Give a day that has been.")
        return found
