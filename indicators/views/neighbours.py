"""An authority's statistical neighbours: the list in use, those that could be, and one of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from authorities.access import Act, authority_for, may
from authorities.models import Authority, NeighbourChoice, NeighbourList
from authorities.neighbours.lists import list_in_force, lists_for, neighbours_of
from authorities.paging import paged
from authorities.refusal import Refused
from indicators.benchmarks.taking import make_list
from indicators.calculations.display import counted
from indicators.calculations.periods import financial_year, long_date
from indicators.forms.neighbours import OwnListForm
from indicators.neighbour_tables import (
    NeighbourChoiceTable,
    NeighbourListTable,
    NeighbourTable,
    choice_in_words,
    span_in_words,
)
from indicators.views.asking import person


def neighbours(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    today = timezone.localdate()
    in_use, lists = list_in_force(authority, today), lists_for(authority)
    choices = NeighbourChoice.objects.filter(authority=authority).select_related(
        "neighbour_list", "chosen_by"
    )
    list_table = NeighbourListTable(lists, authority=authority, in_use=in_use, prefix="lists-")
    history = NeighbourChoiceTable(choices, prefix="history-")
    members = _members(authority, in_use) if in_use is not None else None
    for table in (list_table, history, members):
        if table is not None:
            paged(request, table)
    context = {
        "authority": authority,
        "in_use": in_use,
        "facts": _in_use(authority, in_use, today) if in_use is not None else [],
        "members": members,
        "lists": list_table,
        "count": len(lists),
        "history": history,
        "chosen": len(history.rows),
        "may_set": may(request.user, Act.SET_NEIGHBOURS, authority),
    }
    return render(request, "indicators/neighbour_page.html", context)


def _members(authority: Authority, shown: NeighbourList) -> NeighbourTable:
    held = neighbours_of(authority, shown)
    prefetch_related_objects(held, "neighbour__region")
    own = shown.owner_id is not None
    heading = f"{counted(len(held), 'neighbour')} of {authority.name}"
    return NeighbourTable(held, heading=heading, own=own, prefix="in-")


def _in_use(authority: Authority, in_use: NeighbourList, today: date) -> list[dict[str, str]]:
    """The facts of the list in use, and of the choice that put it there, if there was one."""
    spoken = NeighbourChoice.objects.filter(authority=authority, valid_from__lte=today)
    choice = spoken.select_related("chosen_by").first()
    if choice is not None and choice.neighbour_list_id == in_use.pk:
        chosen = {
            "Used for period ends from": long_date(choice.valid_from),
            "Why": choice.reason,
            "Chosen by": choice_in_words(choice),
        }
    else:
        chosen = {
            "Chosen by": "Nobody yet. Without a choice, the newest national list that covers you is used."
        }
    return _rows({**_facts(in_use), **chosen})


def _facts(shown: NeighbourList) -> dict[str, str]:
    return {
        "List": shown.name,
        "Source": shown.source,
        "Holds": span_in_words(shown.valid_from, shown.valid_to),
        "Why it was made": shown.reason,
    }


def _rows(facts: dict[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in facts.items() if value]


def neighbour_list(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    shown = list_of(authority, pk)
    members = _members(authority, shown)
    paged(request, members)
    context = {
        "authority": authority,
        "list": shown,
        "facts": _rows(_facts(shown)),
        "members": members,
        "in_use": list_in_force(authority, timezone.localdate()) == shown,
    }
    return render(request, "indicators/neighbour_list.html", context)


def list_of(authority: Authority, pk: int) -> NeighbourList:
    """A list that the authority could use, or the 404 of one that does not exist."""
    found = next((each for each in lists_for(authority) if each.pk == pk), None)
    if found is None:
        raise Http404
    return found


def neighbour_list_new(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SET_NEIGHBOURS)
    today = timezone.localdate()
    offered = Authority.objects.filter(fictional=authority.fictional).on(today).exclude(pk=authority.pk)
    form = OwnListForm(
        request.POST or None, initial=_begin_with(authority, today), offered=offered, home=authority.region_id
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = make_list(authority=authority, by=person(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            done = f"{made.name} was made. Nothing uses it yet: see what it would change, then switch to it."
            messages.success(request, done)
            day = made.valid_from
            asked = f"?list={made.pk}&valid_from_day={day.day}&valid_from_month={day.month}"
            address = reverse("neighbour_preview", args=[code])
            return redirect(f"{address}{asked}&valid_from_year={day.year}")
    return render(request, "indicators/neighbour_list_new.html", {"authority": authority, "form": form})


def _begin_with(authority: Authority, today: date) -> dict[str, Any]:
    """The neighbours of the list in use are ticked: an own list mostly changes a few of them."""
    in_use = list_in_force(authority, today)
    held = neighbours_of(authority, in_use) if in_use is not None else []
    return {
        "valid_from": financial_year(today).start,
        "neighbours": [each.neighbour.code for each in held],
    }
