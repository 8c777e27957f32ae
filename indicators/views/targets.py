"""An authority's targets: those in force, those before, and setting one."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from authorities.access import Act, authority_for, may
from authorities.models import Authority
from authorities.paging import paged
from indicators.calculations.display import exact
from indicators.calculations.figures import Unit
from indicators.calculations.periods import financial_year, long_date
from indicators.forms.targets import TargetForm
from indicators.models import Indicator, IndicatorInSet, Target
from indicators.polarities import polarities_at
from indicators.target_tables import TargetHistoryTable, TargetTable
from indicators.targets import TargetRefused, has_bands, overridden_by, set_target, targets_at
from indicators.views.asking import person

# What the form of a new target takes over from the one in force.
CARRIED = (
    *("text", "sense", "outstanding", "good", "requires_improvement"),
    *("baseline_note", "tolerance_kind", "source"),
)


def target_list(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    today = timezone.localdate()
    may_set = may(request.user, Act.SET_TARGETS, authority)
    in_set = IndicatorInSet.asked_of(authority).values("indicator")
    targeted = Target.objects.filter(authority=authority).values("indicator")
    wanted = Indicator.for_authority(authority)
    indicators = wanted.filter(pk__in=in_set) | wanted.filter(pk__in=targeted)
    table = TargetTable(
        indicators,
        in_force=targets_at(authority, today),
        polarities=polarities_at(authority, today),
        authority_code=code,
        may_set=may_set,
        prefix="now-",
    )
    history = TargetHistoryTable(_history(authority), prefix="before-")
    for each in (table, history):
        paged(request, each)
    context = {
        "authority": authority,
        "table": table,
        "count": len(table.rows),
        "history": history,
        "may_set": may_set,
    }
    return render(request, "indicators/target_list.html", context)


def _initial(current: Target | None, today: date) -> dict[str, object]:
    initial: dict[str, object] = {"valid_from": financial_year(today).start}
    if current is None:
        return initial
    initial |= {name: getattr(current, name) for name in CARRIED}
    # As they were typed, without the noughts that the database keeps behind them.
    numbers = {"baseline": current.baseline, "tolerance": current.tolerance}
    return initial | {name: exact(n) if n is not None else "" for name, n in numbers.items()}


def _history(authority: Authority) -> QuerySet[Target]:
    return Target.objects.filter(authority=authority).select_related("indicator", "set_by")


def target_set(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SET_TARGETS)
    wanted = get_object_or_404(Indicator.for_authority(authority), code=indicator)
    today = timezone.localdate()
    current = targets_at(authority, today).get(wanted.code)
    form = TargetForm(request.POST or None, initial=_initial(current, today), unit=Unit(wanted.unit))
    if request.method == "POST" and form.is_valid():
        try:
            by = person(request)
            target = set_target(authority=authority, indicator=wanted, by=by, **form.cleaned_data)
        except TargetRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            said = f"{_what_happened(target)} Scorecards follow in a moment."
            messages.success(request, f"{said}{_in_place_of(target)}")
            return redirect("target_list", code)
    history = TargetHistoryTable(_history(authority).filter(indicator=wanted), exclude=("code",))
    paged(request, history)
    context = {
        "authority": authority,
        "indicator": wanted,
        "form": form,
        "history": history,
        "override": polarities_at(authority, today).get(wanted.code),
    }
    return render(request, "indicators/target_set.html", context)


def _in_place_of(target: Target) -> str:
    """A sentence for each target of a later day that no longer speaks, since the one set last does."""
    return "".join(
        f" It also takes the place of the target from {long_date(each.valid_from)}"
        f"{f' ({each.text})' if each.text else ''}: set that one again if it should still hold."
        for each in overridden_by(target)
    )


def _what_happened(target: Target) -> str:
    name = target.indicator.name
    if target.text:
        return f"The target of {name} is now {target.text}."
    return f"The bands of {name} are set." if has_bands(target) else f"The target of {name} was ended."
