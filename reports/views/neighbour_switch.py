"""What switching to another list of neighbours would change, and the switch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from authorities.access import Act, authority_for, may
from authorities.models import Authority, NeighbourList
from authorities.neighbours.lists import lists_for, neighbours_of
from authorities.populations.lookup import newest_vintage
from authorities.refusal import Refused
from indicators.benchmarks.preview import preview_switch
from indicators.benchmarks.reading import newest_releases
from indicators.benchmarks.taking import switch_list
from indicators.calculations.display import counted
from indicators.calculations.periods import financial_year, long_date
from indicators.forms.neighbours import PreviewForm, SwitchForm
from indicators.neighbour_tables import PreviewTable, changes_in_words
from reports.comparing.switching import Switch, moved_scorecards, switch_from
from reports.models import Scorecard
from reports.switch_tables import (
    SwitchTable,
    all_in_words,
    linked,
    moved_in_words,
    names_of,
    span_in_words,
)
from reports.views.asking import person

# As many unpublished scorecards are looked through on the page.
MOST_SCORECARDS = 12


def neighbour_preview(request: HttpRequest, code: str) -> HttpResponse:
    """The form alone until a list and a day are asked for; then what the switch would change."""
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    lists = lists_for(authority)
    asked = "valid_from_day" in request.GET
    initial = {
        "list": request.GET.get("list", ""),
        "valid_from": financial_year(timezone.localdate()).start,
    }
    form = PreviewForm(request.GET if asked else None, initial=initial, lists=lists)
    context: dict[str, Any] = {"authority": authority, "form": form, "lists": lists}
    if asked and form.is_valid():
        chosen, day = form.chosen, form.cleaned_data["valid_from"]
        context |= _changes(authority, chosen, day)
        if may(request.user, Act.SET_NEIGHBOURS, authority):
            context["switch"] = SwitchForm(initial={"list": chosen.pk, "valid_from": day}, lists=lists)
    return render(request, "reports/neighbour_preview.html", context)


@require_POST
def neighbour_switch(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SET_NEIGHBOURS)
    lists = lists_for(authority)
    switch = SwitchForm(request.POST, lists=lists)
    if switch.is_valid():
        chosen, day = switch.chosen, switch.cleaned_data["valid_from"]
        moving = switch_from(authority=authority, then=chosen, day=day).moving
        try:
            switch_list(
                authority=authority,
                neighbour_list=chosen,
                valid_from=day,
                reason=switch.cleaned_data["reason"],
                by=person(request),
            )
        except Refused as refusal:
            switch.add_error("reason", str(refusal))
        else:
            messages.success(request, _done(chosen, day, [each.scorecard for each in moving]))
            return redirect("neighbours", code)
    form = PreviewForm(request.POST, lists=lists)
    context = {"authority": authority, "form": form, "lists": lists, "switch": switch}
    if form.is_valid():
        context |= _changes(authority, form.chosen, form.cleaned_data["valid_from"])
    return render(request, "reports/neighbour_preview.html", context)


@dataclass(frozen=True, slots=True)
class NewestBasis:
    """What a preview compares by: the newest release of each dataset, and the newest population estimates."""

    releases: Mapping[str, int]
    vintage: int | None


def _newest_basis(authority: Authority) -> NewestBasis:
    releases = newest_releases(fictional=authority.fictional)
    vintage = newest_vintage(fictional=authority.fictional)
    return NewestBasis(
        releases={key: release.pk for key, release in releases.items()},
        vintage=vintage.pk if vintage is not None else None,
    )


def _done(chosen: NeighbourList, day: date, moved: Sequence[Scorecard]) -> SafeString:
    """From when the list is used, with links to the scorecards that the queued recalculation moves to it."""
    used = f"{chosen.name} is used for period ends from {long_date(day)}."
    kept = "Published ones do not change."
    if not moved:
        return format_html("{} No unpublished scorecard moves. {}", used, kept)
    return format_html(
        "{} Unpublished scorecards follow in a moment: {}. {}", used, linked(moved, MOST_SCORECARDS), kept
    )


def _changes(authority: Authority, then: NeighbourList, day: date) -> dict[str, Any]:
    """What the page says of a switch. No comparison is made of a list with itself."""
    change = switch_from(authority=authority, then=then, day=day)
    if not change.changes:
        return {"then": then, "day": day, "same": True}
    return {
        "then": then,
        "day": day,
        "spans": [span_in_words(span) for span in change.spans],
        "drafts": change.drafts,
        **_in_scorecards(change),
        **_by_newest(authority, _replaced(change), then),
    }


def _in_scorecards(change: Switch) -> dict[str, Any]:
    moved = moved_scorecards(change.moving[:MOST_SCORECARDS])
    names = names_of([each.moving.scorecard for each in moved])
    scorecards = []
    for each in moved:
        pk = each.moving.scorecard.pk
        table = SwitchTable(each, named=names[pk], prefix=f"{pk}-") if each.changed else None
        summary = moved_in_words(each, names[pk])
        scorecards.append({"pk": pk, "named": names[pk], "summary": summary, "table": table})
    more = len(change.moving) - len(moved)
    return {"scorecards": scorecards, "in_scorecards": all_in_words(moved), "more": more}


def _replaced(change: Switch) -> NeighbourList | None:
    """The list whose place would be taken today, else for the latest period ends or the newest scorecard."""
    today = timezone.localdate()
    spans = [span for span in change.spans if span.changes]
    begun = [span for span in spans if span.first <= today]
    if spans:
        return (begun or spans)[-1].now
    return change.moving[0].now


def _members(authority: Authority, now: NeighbourList | None, then: NeighbourList) -> dict[str, list[str]]:
    """Who is a neighbour no longer, and who newly, by name."""
    before, after = (
        {each.neighbour.name for each in neighbours_of(authority, one)} if one else set()
        for one in (now, then)
    )
    return {"leaving": sorted(before - after), "joining": sorted(after - before)}


def _by_newest(authority: Authority, now: NeighbourList | None, then: NeighbourList) -> dict[str, Any]:
    """Every published indicator in its newest year, by both lists."""
    found = preview_switch(authority=authority, now=now, then=then, basis=_newest_basis(authority))
    changed = [each for each in found if each.changes]
    changed.sort(key=lambda each: not each.changes_side)
    unchanged = [each for each in found if not each.changes]
    same = f"{counted(len(unchanged), 'comparison')} would not change"
    return {
        "now": now,
        **_members(authority, now, then),
        "compared": len(found),
        "sentence": changes_in_words(found),
        "changed": PreviewTable(changed, heading="What would change, side first") if changed else None,
        "unchanged": PreviewTable(unchanged, heading=same) if unchanged else None,
    }
