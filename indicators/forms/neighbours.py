"""Forms about statistical neighbours: preview a switch, make it, make a list of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django import forms
from django.db.models import QuerySet

from authorities.models import Authority, NeighbourList
from indicators.forms.day import DayField

MOST = 20


class PreviewForm(forms.Form):
    """Which list, for which period ends. Sent by GET: it changes nothing."""

    list = forms.TypedChoiceField(
        label="List",
        coerce=int,
        error_messages={
            "required": "Choose a list.",
            "invalid_choice": "Choose a list from those offered: that one does not cover your authority.",
        },
    )
    valid_from = DayField(
        label="Use it for period ends from",
        help_text="For example 1 4 2025. Scorecards of earlier periods keep the list that they have.",
    )

    def __init__(self, *args: Any, lists: Sequence[NeighbourList], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lists = {found.pk: found for found in lists}
        chosen = self.fields["list"]
        assert isinstance(chosen, forms.TypedChoiceField)
        chosen.choices = [(found.pk, str(found)) for found in lists]

    @property
    def chosen(self) -> NeighbourList:
        """The list of a valid form."""
        return self.lists[self.cleaned_data["list"]]


class SwitchForm(PreviewForm):
    """What was previewed, and why it is chosen."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the choice, and read by whoever asks why the comparison changed.",
        error_messages={"required": "Say why: it is kept with the choice."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands on one page with the form of the preview, whose ids it must not repeat.
        super().__init__(*args, auto_id="switch_%s", **kwargs)
        self.fields["list"].widget = forms.HiddenInput()
        self.fields["valid_from"].widget = HiddenDay()


class HiddenDay(forms.MultiWidget):
    """The three boxes of a day, carried from the preview without being shown."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts = ("day", "month", "year")
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {part: forms.HiddenInput() for part in parts}
        super().__init__(boxes, attrs)

    @property
    def is_hidden(self) -> bool:
        return True

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class OwnListForm(forms.Form):
    name = forms.CharField(
        label="Name of the list",
        max_length=120,
        help_text="As it will stand beside the comparisons. For example: Coastal towns of the North West.",
        error_messages={"required": "Give the list a name."},
    )
    reason = forms.CharField(
        label="Why these authorities",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: readers will ask."},
    )
    valid_from = DayField(
        label="First day it holds",
        help_text="For example 1 4 2025. It can be chosen for period ends from that day.",
    )
    neighbours = forms.ModelMultipleChoiceField(
        label="Authorities",
        queryset=Authority.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        help_text=f"Tick up to {MOST}. A figure is compared with the plain mean of those that have one.",
        error_messages={
            "required": "Tick at least one authority.",
            "invalid_choice": "%(value)s is not one of the authorities offered. Tick others.",
        },
    )

    def __init__(self, *args: Any, offered: QuerySet[Authority], home: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["neighbours"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = offered
        self._offered, self._home = offered, home

    def clean_neighbours(self) -> list[Authority]:
        ticked = list(self.cleaned_data["neighbours"].order_by("name"))
        if len(ticked) > MOST:
            raise forms.ValidationError(
                f"{len(ticked)} authorities are ticked, and a list has at most {MOST}. Untick "
                f"{len(ticked) - MOST} of them."
            )
        return ticked

    def regions(self) -> list[dict[str, Any]]:
        """The tick boxes by region: name, boxes, how many are ticked, whether it begins open."""
        bound = self["neighbours"]
        ticked = {str(value) for value in bound.value() or ()}
        offered = self._offered.select_related("region").order_by("region__name", "name")
        boxes = [
            {
                # The error summary points at number 0.
                "id": f"{bound.auto_id}_{number}",
                "code": member.code,
                "name": member.name,
                "region": member.region,
                "on": member.code in ticked,
            }
            for number, member in enumerate(offered)
        ]
        found: list[dict[str, Any]] = []
        for region, members in groupby(boxes, key=itemgetter("region")):
            of_region = list(members)
            count = sum(1 for box in of_region if box["on"])
            opened = count > 0 or region.pk == self._home or bool(bound.errors and not found)
            found.append({"name": region.name, "boxes": of_region, "ticked": count, "open": opened})
        return found
