"""The real flow that the demonstration drives: upload, submit, approve, recalculate, write, publish."""

from __future__ import annotations

from datetime import date

from authorities.models import Authority, User
from indicators.models import Job, Return, ReturnState
from indicators.returns.submission import AlreadyUploaded, approve_return, submit_return, upload_return
from reports.models import Scorecard


def hand_in(
    authority: Authority, period_end: date, file_name: str, content: bytes, *, analyst: User
) -> Return | None:
    """Upload and submit; None where this very file has been handed in before."""
    try:
        uploaded = upload_return(
            authority=authority, period_end=period_end, file_name=file_name, content=content, by=analyst
        )
    except AlreadyUploaded:
        return None
    if uploaded.state != ReturnState.READY:
        sentences = "; ".join(uploaded.problems.filter(severity="error").values_list("sentence", flat=True))
        raise ValueError(f"The demonstration's own return for {uploaded} has errors: {sentences}")
    return submit_return(submitted=uploaded, warnings_confirmed=True, by=analyst)


def hand_in_and_approve(
    authority: Authority, period_end: date, file_name: str, content: bytes, *, analyst: User, approver: User
) -> Job | None:
    submitted = hand_in(authority, period_end, file_name, content, analyst=analyst)
    return approve_return(approved=submitted, by=approver) if submitted else None


def scorecard_of(authority: Authority, period_end: date, template: str | None = None) -> Scorecard:
    found = Scorecard.objects.filter(authority=authority, period_end=period_end)
    if template:
        found = found.filter(template__name=template)
    return found.select_related("authority", "template").get()
