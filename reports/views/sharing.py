"""Who sees whose figures of this year: the region's agreement, and an authority's choice."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from authorities.access import Act, authority_for, may, reader_in, region_for
from authorities.models import Authority, Region, SeenBy, SharingAgreement, SharingChoice
from authorities.paging import paged
from authorities.refusal import Refused
from authorities.sharing import Terms, choose_sharing, set_agreement, terms_among, terms_at
from indicators.calculations.periods import financial_year, long_date
from indicators.returns.period_choices import last_ended_quarter
from reports.sharing_forms import AgreementForm, SharingForm
from reports.sharing_tables import (
    AgreementTable,
    ChoiceTable,
    DecidedTable,
    spoken_for,
    terms_in_words,
)
from reports.views.asking import person
from reports.views.trails import region_crumbs, region_views


def region_sharing(request: HttpRequest, code: str) -> HttpResponse:
    asked = request.method == "POST"
    region = region_for(request.user, code, Act.COLLECT if asked else Act.COMPARE)
    reader = reader_in(request.user, region)
    agreements = list(SharingAgreement.objects.filter(region=region).select_related("set_by"))
    today = timezone.localdate()
    newest = last_ended_quarter(today)
    terms = terms_among(agreements, newest)
    form = AgreementForm(request.POST if asked else None, initial=_begin_with(terms, today))
    if asked and form.is_valid():
        try:
            set_agreement(region=region, by=person(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _recorded(form.cleaned_data["valid_from"], agreements))
            return redirect("region_sharing", code)
    history = AgreementTable(spoken_for(agreements), prefix="agreed-")
    paged(request, history)
    context = {
        "region": region,
        "terms": terms,
        "sentences": terms_in_words(terms),
        "newest": newest,
        "coming": _coming(agreements, newest),
        **_who_shares(request, region, today, reader.own),
        "history": history,
        "form": form if reader.lead else None,
        "breadcrumbs": region_crumbs(region, here="Sharing"),
        "views": region_views(region, "region_sharing"),
    }
    return render(request, "reports/region_sharing.html", context)


def authority_sharing(request: HttpRequest, code: str) -> HttpResponse:
    asked = request.method == "POST"
    authority = authority_for(request.user, code, Act.SHARE if asked else Act.SEE_DRAFTS)
    choices = SharingChoice.objects.filter(authority=authority).select_related("chosen_by")
    newest = choices.first()
    shares = newest is None or newest.shares
    form = SharingForm(request.POST if asked else None)
    if asked and form.is_valid():
        try:
            made = choose_sharing(authority=authority, by=person(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _decided(made))
            return redirect("authority_sharing", code)
    now = last_ended_quarter(timezone.localdate())
    history = ChoiceTable(choices, prefix="decided-")
    paged(request, history)
    context = {
        "authority": authority,
        "shares": shares,
        "newest": newest,
        "only_leads": terms_at(authority.region, now).seen_by != SeenBy.STAFF,
        "history": history,
        "form": form if may(request.user, Act.SHARE, authority) else None,
        "breadcrumbs": _crumbs(authority.region, authority),
    }
    return render(request, "reports/authority_sharing.html", context)


def _who_shares(request: HttpRequest, region: Region, today: date, own: frozenset[str]) -> dict[str, Any]:
    """The authorities that have decided, in a table; the names of the others, who share by default."""
    authorities = list(Authority.objects.filter(region=region).on(today))
    newest: dict[int, SharingChoice] = {}
    for choice in SharingChoice.objects.filter(authority__in=authorities).select_related("authority"):
        newest.setdefault(choice.authority_id, choice)
    decided = DecidedTable(list(newest.values()), prefix="who-")
    paged(request, decided)
    return {
        "count": len(authorities),
        "sharing": len(authorities) - sum(not choice.shares for choice in newest.values()),
        "undecided": [each.name for each in authorities if each.pk not in newest],
        "own": [each for each in authorities if each.code in own],
        "decided": decided,
    }


def _begin_with(terms: Terms, today: date) -> dict[str, Any]:
    """A new agreement mostly changes a part of the one that holds."""
    return {
        "seen_by": terms.seen_by,
        "left_out": sorted(terms.left_out),
        "valid_from": financial_year(today).start,
    }


def _coming(agreements: list[SharingAgreement], newest: date) -> list[tuple[date, list[str]]]:
    """What will hold from later days on, soonest first."""
    later = [each for each in spoken_for(agreements) if each.first is not None and each.first > newest]
    return [
        (each.first, terms_in_words(terms_among([each.agreement], each.first)))
        for each in reversed(later)
        if each.first is not None
    ]


def _recorded(valid_from: date, earlier: list[SharingAgreement]) -> str:
    """A sentence more for each agreement of a later day that no longer speaks, since the newest does."""
    overridden = [
        each.first for each in spoken_for(earlier) if each.first is not None and each.first > valid_from
    ]
    return f"The agreement is recorded. It holds for period ends from {long_date(valid_from)}." + "".join(
        f" It also takes the place of the agreement from {long_date(day)}: record that one again if it "
        "should still hold."
        for day in sorted(overridden)
    )


def _decided(choice: SharingChoice) -> str:
    name = choice.authority.name
    if choice.shares:
        return f"{name} shares its figures with its region from now on, for every period."
    return f"{name} no longer shares its figures with its region, for any period."


def _crumbs(region: Region, authority: Authority) -> list[dict[str, str]]:
    sharing = {"text": "Sharing", "href": reverse("region_sharing", args=[region.code])}
    way = region_crumbs(region, here=authority.name)
    return [*way[:-1], sharing, way[-1]]
