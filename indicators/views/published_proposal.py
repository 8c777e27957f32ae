"""The screen for a file that nobody mapped: a mapping is proposed, confirmed by a person, and used."""

from __future__ import annotations

from itertools import count

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from authorities.access import require_portal
from authorities.refusal import Refused
from indicators.forms.proposal import ProposalForm
from indicators.kept_files import KeptFile, forget_file, kept_file
from indicators.models import Dataset, Indicator, Series
from indicators.published.proposing import Proposal, propose
from indicators.published.series import add_series
from indicators.views.asking import person
from indicators.views.published_import import take_file

GONE = (
    "The file is no longer kept. It waits an hour for your answer, and not through a restart of the portal. "
    "Choose it again."
)


def release_propose(request: HttpRequest, key: str) -> HttpResponse:
    require_portal(request.user)
    user = person(request)
    kept = kept_file(key, user=user)
    if kept is None:
        messages.warning(request, GONE)
        return redirect("release_import")
    indicators = list(Indicator.objects.filter(owner_authority=None, retired=False).order_by("code"))
    try:
        proposal = propose(kept.content, kept.file_name, indicators)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("release_import")
    form = ProposalForm(request.POST or None, proposal=proposal, compared=_compared())
    if request.method == "POST" and form.is_valid():
        try:
            answer = _confirm(request, form, kept)
        except Refused as refusal:
            for line in filter(None, str(refusal).splitlines()):
                form.add_error(None, line)
        else:
            forget_file(key, user=user)
            return answer
    rows = form.rows()
    context = {
        "form": form,
        "kept": kept,
        "proposal": proposal,
        "likely": [row for row in rows if row["likely"]],
        "others": [row for row in rows if not row["likely"]],
        "indicators": indicators,
    }
    return render(request, "indicators/release_propose.html", context)


def _compared() -> dict[str, str]:
    """The dataset with which scorecards compare an indicator so far, by the indicator's code."""
    headline = Series.objects.filter(headline=True).values_list("indicator__code", "dataset__name")
    return dict(headline)


@transaction.atomic
def _confirm(request: HttpRequest, form: ProposalForm, kept: KeptFile) -> HttpResponse:
    """The mapping and its first release, or neither: a file that is refused leaves no mapping behind."""
    add_series(
        dataset_key=_free_key(form.proposal),
        dataset_name=form.cleaned_data["dataset_name"],
        publication=form.cleaned_data["publication"],
        year_means=form.cleaned_data["year_means"],
        rows=form.chosen(),
        by=person(request),
    )
    return take_file(request, kept)


def _free_key(proposal: Proposal) -> str:
    """The file's key, or with a number: a file that no dataset recognises belongs to none of them."""
    first = proposal.dataset_key
    taken = set(Dataset.objects.filter(key__startswith=first[:54]).values_list("key", flat=True))
    numbered = (first if number == 1 else f"{first[:54]}-{number}" for number in count(1))
    return next(key for key in numbered if key not in taken)
