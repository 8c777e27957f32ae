"""Which way is good for one indicator in one authority: the catalogue's word, or the authority's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from authorities.access import Act, authority_for
from authorities.paging import paged
from authorities.refusal import Refused
from indicators.calculations.periods import financial_year
from indicators.forms.targets import PolarityForm
from indicators.models import Indicator, PolarityOverride
from indicators.polarities import polarities_at, set_polarity
from indicators.target_tables import PolarityHistoryTable
from indicators.views.asking import person


def polarity_set(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SET_TARGETS)
    wanted = get_object_or_404(Indicator.for_authority(authority), code=indicator)
    today = timezone.localdate()
    current = polarities_at(authority, today).get(wanted.code)
    initial = {"polarity": current.polarity if current else "", "valid_from": financial_year(today).start}
    form = PolarityForm(request.POST or None, initial=initial, catalogue=wanted.polarity)
    if request.method == "POST" and form.is_valid():
        try:
            set_polarity(authority=authority, indicator=wanted, by=person(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, f"The decision about {wanted.name} is kept. Scorecards follow shortly.")
            return redirect("target_set", code, indicator)
    held = PolarityOverride.objects.filter(authority=authority, indicator=wanted).select_related("set_by")
    history = PolarityHistoryTable(held)
    paged(request, history)
    context = {
        "authority": authority,
        "indicator": wanted,
        "form": form,
        "history": history,
        "current": current,
    }
    return render(request, "indicators/polarity_set.html", context)
