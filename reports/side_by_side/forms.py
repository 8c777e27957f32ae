"""The choices above a page of the regional view: a form that is sent by GET and works without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms

from authorities.models import Authority
from indicators.calculations.periods import Window, long_date, window_name
from reports.side_by_side.groups import Basis
from reports.side_by_side.matrix import Measure
from reports.side_by_side.views import NAMES, View

Choices = Sequence[tuple[str, str]]
BASES = [
    (Basis.IN_YEAR.value, "This year's approved figures"),
    (Basis.PUBLISHED.value, "Published figures"),
]
BACK = [("3", "three months earlier"), ("12", "twelve months earlier")]
LABELS = {
    "basis": "Figures",
    "period": "Period ending",
    "group": "Authorities",
    "template": "Indicators of",
    "figure": "Indicator",
    "authority": "Authority",
    "back": "Set against",
}
# What the group is called beside the choice of one authority.
AMONG = "Compared with"


class ViewForm(forms.Form):
    """Selects for the choices it is given, in their order; the view's other choices go along unseen."""

    def __init__(self, view: View, offered: dict[str, Any]) -> None:
        super().__init__()
        for name, choices in offered.items():
            label = AMONG if name == "group" and "authority" in offered else LABELS[name]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=_chosen(view, name)
            )
        for field in fields(View):
            name = NAMES.get(field.name, field.name)
            if name not in offered and getattr(view, field.name) != field.default:
                self.fields[name] = forms.CharField(
                    widget=forms.HiddenInput, required=False, initial=_chosen(view, name)
                )


def period_choices(periods: Iterable[date]) -> Choices:
    return [(day.isoformat(), long_date(day)) for day in periods]


def group_choices(offered: Choices, view: View, name: str) -> Choices:
    """The groups offered; the one at hand among them, though it was picked by hand elsewhere."""
    held = list(offered)
    return held if view.group in dict(held) else [*held, (view.group, name)]


def figure_choices(measures: Iterable[Measure]) -> list[tuple[str, Choices]]:
    """Each measure with its window, under the heading of its family."""
    by_family: dict[str, list[tuple[str, str]]] = {}
    for measure in measures:
        words = f"{measure.label} ({window_name(Window(measure.window))})"
        by_family.setdefault(measure.family, []).append((measure.key, words))
    return list(by_family.items())


def authority_choices(authorities: Iterable[Authority]) -> Choices:
    return [(each.code, each.name) for each in sorted(authorities, key=lambda each: each.name)]


def _chosen(view: View, name: str) -> str:
    field = next(field for field in fields(View) if NAMES.get(field.name, field.name) == name)
    held = getattr(view, field.name)
    if isinstance(held, bool):
        return "1" if held else "0"
    return held.isoformat() if isinstance(held, date) else str(held)
