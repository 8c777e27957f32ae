"""The layouts that an authority may choose for its scorecards."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from authorities.access import Act, authority_for
from authorities.refusal import Refused
from reports.forms import TemplateChoiceForm
from reports.models import ScorecardTemplate
from reports.template_choice import choose_template, offers
from reports.views.asking import person


def scorecard_templates(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.PUBLISH)
    form = TemplateChoiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        open_ones = ScorecardTemplate.objects.filter(authority=None, retired=False)
        template = get_object_or_404(open_ones, name=form.cleaned_data["template"])
        used = form.cleaned_data["choice"] == "use"
        try:
            choose_template(authority=authority, template=template, used=used, by=person(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            done = "is used from now on" if used else "is no longer used; scorecards made with it are kept"
            messages.success(request, f"{template.title} {done}.")
            return redirect("scorecard_templates", code)
    context = {
        "authority": authority,
        "form": form,
        "offers": offers(authority),
        "own": authority.scorecard_templates.filter(retired=False).order_by("title"),
        "breadcrumbs": [
            {"text": f"{authority.name} scorecards", "href": reverse("scorecard_list", args=[code])},
            {"text": "Layouts"},
        ],
    }
    return render(request, "reports/scorecard_templates.html", context)
