"""How figures are counted where the rules leave a choice: read by staff, set by approvers."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from authorities.access import Act, authority_for, may
from authorities.paging import paged
from authorities.refusal import Refused
from indicators.children.choosing import choices_of, set_choices
from indicators.children.questions import answer_in_words, answers
from indicators.children.teams import teams_of
from indicators.counted_tables import ChoiceHistoryTable
from indicators.forms.counting import CountingForm
from indicators.measures.choices import Choices
from indicators.models import MeasureChoice
from indicators.views.asking import person
from indicators.views.counted import work_of
from indicators.views.subnav import subnav


def counting_choices(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    may_choose = may(request.user, Act.APPROVE, authority)
    if request.method == "POST" and not may_choose:
        raise PermissionDenied(f"Your role in {authority} does not let you choose how figures are counted.")
    choices = choices_of(authority)
    teams = teams_of(authority) if may_choose else []
    form = CountingForm(request.POST or None, choices=choices, teams=teams)
    if request.method == "POST" and form.is_valid():
        try:
            set_choices(
                authority=authority,
                chosen=form.chosen(),
                reason=form.cleaned_data["reason"],
                by=person(request),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The choice is kept. The figures it touches are counted again now.")
            return redirect("counting_choices", code)
    decisions = MeasureChoice.objects.filter(authority=authority).select_related("chosen_by")
    history = ChoiceHistoryTable(decisions)
    paged(request, history)
    context = {
        "authority": authority,
        "views": subnav(authority, "counting_choices"),
        "may_choose": may_choose,
        "form": form,
        "answers": _answers(choices),
        "teams": teams,
        "job": work_of(authority),
        "history": history,
    }
    return render(request, "indicators/children/counting_choices.html", context)


def _answers(choices: Choices) -> list[dict[str, str]]:
    """For components/summary_list.html."""
    return [
        {
            "key": question.asks,
            "value": f"{answer_in_words(question, answer)}{' (the default)' if default else ''}",
        }
        for question, answer, default in answers(choices)
    ]
