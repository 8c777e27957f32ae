"""The form that confirms a mapping: for each proposed series whether it is taken, and as which indicator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from indicators.published.proposing import Proposal, Suggestion
from indicators.published.series import NewSeries

# The parts of one row of the form; each field is named part_number.
TAKE, INDICATOR, OTHER, BASIS, HEADLINE = PARTS = ("take", "indicator", "other", "basis", "headline")

# Five fields each: a form of more than a thousand fields is refused before it is read.
MOST = 150


class ProposalForm(forms.Form):
    """`rows()` are what the page draws, in the order of the proposal; `chosen()` are the series to save."""

    dataset_name = forms.CharField(
        label="Name of the dataset",
        max_length=160,
        help_text="As the publisher calls the table. It stands beside every comparison made with it.",
        error_messages={"required": "Give the dataset a name."},
    )
    publication = forms.CharField(
        label="Publication that it belongs to",
        max_length=200,
        required=False,
        help_text="For example: Children in need.",
    )
    year_means = forms.CharField(
        label="What a year means in it",
        max_length=60,
        help_text="For figures of a whole year: year to 31 March. For figures of one day: 31 March, or "
        "30 September.",
        error_messages={"required": "Say what a year means: year to 31 March, or a day such as 31 March."},
    )

    def __init__(
        self, *args: Any, proposal: Proposal, compared: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        """`compared`: the dataset that scorecards compare an indicator with so far, by its code."""
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.suggestions = proposal.suggestions[:MOST]
        self._compared = compared or {}
        for name in ("dataset_name", "year_means"):
            self.fields[name].initial = getattr(proposal, name)
        for number, suggestion in enumerate(self.suggestions):
            self._add(number, suggestion)

    def _add(self, number: int, suggestion: Suggestion) -> None:
        # Nothing is ticked beforehand: a guess would bind every authority.
        self.fields[f"{TAKE}_{number}"] = forms.BooleanField(label="Take it", required=False)
        self.fields[f"{INDICATOR}_{number}"] = forms.ChoiceField(
            label="Indicator",
            choices=[(each.code, f"{each.name} ({each.code})") for each in suggestion.candidates],
            error_messages={"invalid_choice": "Choose an indicator from those offered, or give its code."},
            required=False,
        )
        self.fields[f"{OTHER}_{number}"] = forms.CharField(
            label="Code of another indicator",
            max_length=24,
            required=False,
            widget=forms.TextInput(attrs={"list": "codes", "autocomplete": "off"}),
        )
        self.fields[f"{BASIS}_{number}"] = forms.CharField(
            label="What is counted",
            max_length=200,
            required=False,
            help_text="Where it needs saying. For example: referrals in the year, not children.",
        )
        best = suggestion.candidates[0]
        held = self._compared.get(best.code)
        self.fields[f"{HEADLINE}_{number}"] = forms.BooleanField(
            label="Scorecards compare with it",
            required=False,
            initial=held is None,
            help_text=f"So far they compare {best.name} with: {held}." if held else "",
        )

    def rows(self) -> list[dict[str, Any]]:
        """The suggestion of each row, its words, and its bound fields."""
        return [
            {
                "suggestion": suggestion,
                "filters": ", ".join(f"{column}: {value}" for column, value in suggestion.filters.items()),
                "likely": suggestion.likely or self._touched(number),
                **{part: self._field(part, number) for part in PARTS},
            }
            for number, suggestion in enumerate(self.suggestions)
        ]

    def _field(self, part: str, number: int) -> BoundField:
        return self[f"{part}_{number}"]

    def _touched(self, number: int) -> bool:
        """Whether the person took it, or it has an error: such a row is not folded away."""
        taken = bool(self._field(TAKE, number).value())
        return taken or any(self._field(part, number).errors for part in PARTS)

    def chosen(self) -> list[NewSeries]:
        """The ticked rows of a valid form. Of several for one indicator the first is the headline."""
        found: list[NewSeries] = []
        for number, suggestion in enumerate(self.suggestions):
            if not self.cleaned_data[f"{TAKE}_{number}"]:
                continue
            other = self.cleaned_data[f"{OTHER}_{number}"].strip().upper()
            code = other or self.cleaned_data[f"{INDICATOR}_{number}"] or suggestion.candidates[0].code
            found.append(
                NewSeries(
                    column=suggestion.column,
                    indicator=code,
                    filters=suggestion.filters,
                    per_children=suggestion.per_children,
                    basis=self.cleaned_data[f"{BASIS}_{number}"],
                    headline=self.cleaned_data[f"{HEADLINE}_{number}"]
                    and code not in {each.indicator for each in found if each.headline},
                )
            )
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(f"{TAKE}_{number}") for number in range(len(self.suggestions))):
            raise forms.ValidationError("Tick at least one column: a file with none is of no use here.")
        return data
