"""The life of a return: upload, submit, approve, send back. The only writer of returns.

A return is stored whole before anything is judged; its figures are stored only when no error
stands against it; a later version supersedes an earlier one of its kind and overwrites nothing.
"""

from __future__ import annotations

import hashlib
from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from authorities import audit
from authorities.models import Authority, User
from authorities.refusal import Refused
from indicators import jobs
from indicators.calculations.display import counted
from indicators.children.keys import check_of
from indicators.models import EVERY, Job, Return, ReturnKind, ReturnProblem, ReturnState
from indicators.returns.contents import store_contents
from indicators.returns.examining import Examined, examine
from indicators.returns.rows import Problem


class AlreadyUploaded(Refused):
    """The very same file has been uploaded for this period before; nothing was stored."""

    def __init__(self, existing: Return) -> None:
        self.existing = existing
        super().__init__(
            f"This is the same file as version {existing.version} ({existing.get_state_display().lower()}), "
            f"uploaded on {timezone.localtime(existing.uploaded_at):%d %B %Y at %H:%M}. Nothing was changed."
        )


def upload_return(
    *, authority: Authority, period_end: date, file_name: str, content: bytes, by: User | None
) -> Return:
    """Store a file as a new version, read it and check it. Raises AlreadyUploaded or Refused."""
    if not authority.existed_on(period_end):
        raise Refused(f"{authority} did not exist at {period_end:%d %B %Y}. Choose another period.")
    if period_end > timezone.localdate():
        raise Refused(
            f"The period ends on {period_end:%d %B %Y}, which is still to come. Choose an ended month."
        )
    if len(content) > settings.RETURN_MAX_BYTES:
        most = settings.RETURN_MAX_BYTES // (1024 * 1024)
        raise Refused(f"The file is larger than {most} MB. Upload the lists of one period end alone.")
    digest = hashlib.sha256(content).hexdigest()
    # Reading takes a moment in another process: it is done before the transaction takes the write lock.
    found = examine(authority=authority, period_end=period_end, file_name=file_name, content=content)
    found.problems.extend(_same_file_elsewhere(authority, digest))
    stored, is_new = _store_version(authority, period_end, safe_name(file_name), content, digest, found, by)
    if not is_new:
        raise AlreadyUploaded(stored)
    return stored


@transaction.atomic
def _store_version(
    authority: Authority,
    period_end: date,
    name: str,
    content: bytes,
    digest: str,
    found: Examined,
    by: User | None,
) -> tuple[Return, bool]:
    """The new version, and True; or the newest one, and False, where this very file is it already."""
    _lock(authority)
    versions = Return.objects.filter(authority=authority, kind=found.kind, period_end=period_end)
    latest = versions.order_by("-version").first()
    if latest is not None and latest.sha256 == digest and not _worth_another_look(latest, found):
        sentence = f"uploaded again the file of {latest}"
        audit.record("upload the same file", sentence, by=by, authority=authority, about=latest)
        return latest, False
    uploaded = Return.objects.create(
        authority=authority,
        kind=found.kind,
        period_end=period_end,
        version=latest.version + 1 if latest else 1,
        state=ReturnState.PROBLEMS if found.errors else ReturnState.READY,
        file_name=name,
        sha256=digest,
        size=len(content),
        uploaded_by=by,
        key_version=found.key_version,
        key_check=check_of(authority, found.key_version) if found.key_version else "",
    )
    store_contents(uploaded, found, content)
    sentence = f"uploaded {uploaded} ({found.size}, {counted(len(found.errors), 'error')})"
    audit.record("upload", sentence, by=by, authority=authority, about=uploaded, sha256=digest)
    return uploaded, True


def _worth_another_look(latest: Return, found: Examined) -> bool:
    """A file that was sent back may be meant after all; one with errors may be right since the catalogue
    or the authority's local indicators changed."""
    return latest.state == ReturnState.SENT_BACK or (
        latest.state == ReturnState.PROBLEMS and not found.errors
    )


def _lock(authority: Authority) -> None:
    """One change to an authority's returns at a time: versions stay in sequence, one speaks for a period."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)


def _same_file_elsewhere(authority: Authority, digest: str) -> list[Problem]:
    """A file known from an older version or another period is taken, and said to be known."""
    known = Return.objects.filter(authority=authority, sha256=digest).order_by("-uploaded_at").first()
    if known is None:
        return []
    sentence = (
        f"This file is that of {known.period_end:%B %Y}, version {known.version}. Confirm that it is meant."
    )
    return [Problem("warning", "same_file_as_another_version", sentence)]


def safe_name(file_name: str) -> str:
    """The file's own name, without folders or characters that a screen would not show as they are."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in name if c.isprintable())[-200:] or "upload"


@transaction.atomic
def submit_return(*, submitted: Return, warnings_confirmed: bool, by: User | None) -> Return:
    """Hand a return to the approver. Raises Refused with errors, or with warnings not confirmed."""
    current = _locked(submitted)
    if current.state != ReturnState.READY:
        raise _cannot(current, "be submitted")
    warnings = current.problems.filter(severity=ReturnProblem.Severity.WARNING).count()
    if warnings and not warnings_confirmed:
        there = "is 1 warning. Read it" if warnings == 1 else f"are {warnings} warnings. Read them"
        what = "lists" if current.kind == ReturnKind.CHILDREN else "figures"
        raise Refused(f"There {there} and confirm that the {what} are right.")
    versions = _versions(current)
    if versions.filter(version__gt=current.version).exclude(state=ReturnState.PROBLEMS).exists():
        raise Refused("A newer version has been uploaded. Submit that one.")
    open_states = (ReturnState.READY, ReturnState.SUBMITTED)
    older = versions.filter(version__lt=current.version, state__in=open_states)
    older.update(state=ReturnState.SUPERSEDED)
    current.state = ReturnState.SUBMITTED
    current.submitted_at, current.submitted_by = timezone.now(), by
    current.save(update_fields=["state", "submitted_at", "submitted_by"])
    audit.record(
        "submit",
        f"submitted {current}, {counted(warnings, 'warning')} confirmed",
        by=by,
        authority=current.authority,
        about=current,
    )
    return current


@transaction.atomic
def approve_return(*, approved: Return, by: User | None) -> Job:
    """Approve a submitted return: from now on it speaks for its period. Queues the recalculation."""
    current = _locked(approved)
    if current.state != ReturnState.SUBMITTED:
        raise _cannot(current, "be approved")
    _versions(current).filter(state=ReturnState.APPROVED).update(state=ReturnState.SUPERSEDED)
    current.state = ReturnState.APPROVED
    current.decided_at, current.decided_by = timezone.now(), by
    current.save(update_fields=["state", "decided_at", "decided_by"])
    audit.record("approve", f"approved {current}", by=by, authority=current.authority, about=current)
    codes = [EVERY] if current.kind == ReturnKind.CHILDREN else []
    because = f"Approved: {current}"
    return jobs.enqueue("recalculate", authority=current.authority, reason=because, codes=codes, by=by)


@transaction.atomic
def send_back_return(*, sent_back: Return, reason: str, by: User | None) -> Return:
    """Return a submitted version to the analyst, with the reason."""
    current = _locked(sent_back)
    if current.state != ReturnState.SUBMITTED:
        raise _cannot(current, "be sent back")
    if not reason.strip():
        raise Refused("Say why it is sent back, so that the analyst knows what to mend.")
    current.state, current.reason = ReturnState.SENT_BACK, reason.strip()
    current.decided_at, current.decided_by = timezone.now(), by
    current.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    audit.record("send back", f"sent back {current}", by=by, authority=current.authority, about=current)
    return current


def _versions(current: Return) -> models.QuerySet[Return]:
    """Every version of the same kind, authority and period end."""
    return Return.objects.filter(
        authority=current.authority, kind=current.kind, period_end=current.period_end
    )


def _cannot(current: Return, act: str) -> Refused:
    state = current.get_state_display().lower()
    return Refused(f"Version {current.version} cannot {act} now. Its state is: {state}.")


def _locked(wanted: Return) -> Return:
    _lock(wanted.authority)
    return Return.objects.select_for_update(of=("self",)).select_related("authority").get(pk=wanted.pk)
