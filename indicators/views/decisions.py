"""What is done to a return after its upload: submit, approve, send back. Each is one verb and a redirect."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from authorities.access import Act, authority_for
from authorities.refusal import Refused
from indicators.forms.returns import SendBackForm, SubmitForm
from indicators.models import ReturnKind
from indicators.returns.submission import approve_return, send_back_return, submit_return
from indicators.views.asking import person
from indicators.views.return_page import detail_context, return_of


@require_POST
def return_submit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.UPLOAD)
    submitted = return_of(authority, pk)
    form = SubmitForm(request.POST, lists=submitted.kind == ReturnKind.CHILDREN)
    confirmed = form.is_valid() and form.cleaned_data["confirmed"]
    try:
        submit_return(submitted=submitted, warnings_confirmed=confirmed, by=person(request))
    except Refused as refusal:
        form.add_error("confirmed", str(refusal))
        context = detail_context(request, submitted, submit_form=form)
        return render(request, "indicators/return_detail.html", context)
    messages.success(request, f"Version {submitted.version} was submitted. It now waits for approval.")
    return redirect("return_detail", code, pk)


@require_POST
def return_approve(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.APPROVE)
    approved = return_of(authority, pk)
    try:
        approve_return(approved=approved, by=person(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        done = f"Version {approved.version} was approved. Its figures are being calculated now."
        messages.success(request, done)
    return redirect("return_detail", code, pk)


@require_POST
def return_send_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.APPROVE)
    sent_back = return_of(authority, pk)
    form = SendBackForm(request.POST)
    try:
        if form.is_valid():
            send_back_return(sent_back=sent_back, reason=form.cleaned_data["reason"], by=person(request))
            messages.success(request, f"Version {sent_back.version} was sent back with your reason.")
            return redirect("return_detail", code, pk)
    except Refused as refusal:
        form.add_error("reason", str(refusal))
    context = detail_context(request, sent_back, send_back_form=form)
    return render(request, "indicators/return_detail.html", context)
