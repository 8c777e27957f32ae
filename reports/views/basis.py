"""What a scorecard compares with, and the act of taking up newer figures."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from authorities.access import Act, may
from authorities.refusal import Refused
from reports.comparing.adopting import changes_if_adopted
from reports.comparing.basis import adopt_newest, newer_basis
from reports.disclosure import Audience
from reports.forms import AdoptForm
from reports.models import Scorecard
from reports.reading import read_scorecard
from reports.views.asking import person, scorecard_for
from reports.views.trails import scorecard_crumbs


def scorecard_basis(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = scorecard_for(request, code, pk, Act.SEE_DRAFTS)
    return _page(request, found, None)


@require_POST
def basis_adopt(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = scorecard_for(request, code, pk, Act.PUBLISH)
    reason, seen = request.POST.get("reason", ""), request.POST.get("seen", "")
    try:
        adopt_newest(scorecard=found, reason=reason, seen=seen, by=person(request))
    except Refused as refusal:
        form = AdoptForm({"reason": reason, "seen": seen})
        form.is_valid()
        form.errors.pop("reason", None)
        form.add_error("reason", str(refusal))
        return _page(request, found, form)
    said = "The newest figures are taken up and the scorecard is being recalculated. Look again shortly."
    messages.success(request, said)
    return redirect("scorecard", code, pk)


def _page(request: HttpRequest, found: Scorecard, form: AdoptForm | None) -> HttpResponse:
    newer = newer_basis(found)
    seen = newer.basis.digest() if newer else ""
    context = {
        "scorecard": found,
        "reading": read_scorecard(found, Audience.OWN),
        "newer": newer,
        "seen": seen,
        "changes": changes_if_adopted(found, newer.basis) if newer else [],
        "form": form or AdoptForm(initial={"seen": seen}),
        "may_adopt": may(request.user, Act.PUBLISH, found.authority),
        "published": found.publications.exists(),
        "breadcrumbs": scorecard_crumbs(found, here="What it compares with"),
        "scorecard_href": reverse("scorecard", args=[found.authority.code, found.pk]),
    }
    return render(request, "reports/basis.html", context)
