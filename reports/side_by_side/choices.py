"""The forms that choose what the matrix shows: everything on the page is in its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from authorities.models import Authority, Region
from authorities.sharing import Reader
from indicators.calculations.periods import long_date
from indicators.tables import family_name
from reports.side_by_side.columns import templates_offered
from reports.side_by_side.forms import BACK
from reports.side_by_side.groups import ENGLAND, REGION, SET, Basis, group_of, groups_offered
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.reading import periods_offered
from reports.side_by_side.saved import LONGEST_NAME
from reports.side_by_side.shading import SHADES
from reports.side_by_side.views import View

BASES = [(Basis.IN_YEAR, "This year's approved figures"), (Basis.PUBLISHED, "Published figures")]
Pairs = Sequence[tuple[str, str]]


class MatrixForm(forms.Form):
    """Its fields are named as in an address (reports/side_by_side/views.py)."""

    basis = forms.ChoiceField(label="Figures", required=False, choices=BASES)
    period = forms.ChoiceField(label="Period ending", required=False)
    group = forms.ChoiceField(label="Authorities", required=False)
    template = forms.ChoiceField(label="Indicators", required=False)
    family = forms.ChoiceField(label="Family", required=False)
    shade = forms.ChoiceField(label="Shade by", required=False, choices=list(SHADES.items()))
    back = forms.ChoiceField(label="Direction since", required=False, choices=BACK)
    transposed = forms.BooleanField(label="Authorities down the side", required=False)

    def __init__(self, data: dict[str, Any], *, offered: dict[str, Pairs]) -> None:
        super().__init__(data, auto_id="matrix-%s")
        for name, pairs in offered.items():
            self.fields[name].choices = list(pairs)  # type: ignore[attr-defined]
        if data["basis"] is Basis.PUBLISHED:
            # Published figures are of years: their direction is since the year before.
            self.fields["back"].widget = forms.HiddenInput()


class SetForm(forms.Form):
    """Authorities picked by hand."""

    member = forms.MultipleChoiceField(
        label="Authorities to set side by side", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: dict[str, Any], *, authorities: Sequence[Authority]) -> None:
        super().__init__(data, auto_id="matrix-%s")
        pairs = [(authority.code, authority.name) for authority in authorities]
        self.fields["member"].choices = pairs  # type: ignore[attr-defined]


class KeepForm(forms.Form):
    """A name for the view at hand, which goes along in the part that scripts renew (matrix_table.html)."""

    name = forms.CharField(
        label="Keep this view by name",
        required=False,
        help_text="Only you see your kept views.",
        widget=forms.TextInput(attrs={"maxlength": LONGEST_NAME, "autocomplete": "off"}),
    )
    newest = forms.BooleanField(
        label="Always show the newest period",
        required=False,
        help_text="Otherwise the view keeps the period that it shows now.",
    )

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="matrix-%s")


@dataclass(frozen=True, slots=True)
class Choices:
    """Both forms, filled with what the view chose."""

    form: MatrixForm
    by_hand: SetForm
    picked: bool


def choices(region: Region, view: View, reader: Reader, matrix: Matrix, families: Sequence[str]) -> Choices:
    """What may be chosen here; `matrix` is the view's, and `families` are those it would have without one."""
    day, group = matrix.period_end, matrix.group
    periods = list(dict.fromkeys([*periods_offered(region), day]))
    groups = groups_offered(region, view.basis, day, reader)
    if group.key not in dict(groups):
        groups.append((group.key, group.name))
    chosen_families = sorted({*families, view.family} - {""}, key=[*families, view.family].index)
    offered: dict[str, Pairs] = {
        "period": [(each.isoformat(), long_date(each)) for each in sorted(periods, reverse=True)],
        "group": groups,
        "template": templates_offered(),
        "family": [("", "All families"), *((family, family_name(family)) for family in chosen_families)],
    }
    data: dict[str, Any] = {
        "basis": view.basis,
        "period": day.isoformat(),
        "group": group.key,
        "template": view.template,
        "family": view.family,
        "shade": view.shade,
        "back": str(view.back),
        "transposed": view.transposed,
    }
    everybody = group_of(REGION, region, view.basis, day, reader).authorities
    if view.basis is Basis.PUBLISHED:
        everybody = group_of(ENGLAND, region, view.basis, day, reader).authorities
    picked = group.key.startswith(SET)
    members = [authority.code for authority in group.authorities] if picked else []
    return Choices(
        MatrixForm(data, offered=offered), SetForm({"member": members}, authorities=everybody), picked
    )
