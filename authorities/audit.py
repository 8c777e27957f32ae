"""The only writer of the audit trail."""

from __future__ import annotations

from typing import Any

from django.db import models

from authorities.models import AuditEvent, Authority, Region, User

OPERATOR = "the operator"


def record(
    act: str,
    sentence: str,
    *,
    by: User | None,
    authority: Authority | None = None,
    region: Region | None = None,
    about: models.Model | None = None,
    **details: Any,
) -> AuditEvent:
    """Write one act, inside the caller's transaction.

    `by=None` is the operator at the command line. `sentence` is what a reader of the trail sees
    after the actor's name; it never holds a child's identifier.
    """
    return AuditEvent.objects.create(
        actor=by,
        actor_name=by.email if by else OPERATOR,
        act=act,
        authority=authority,
        region=region,
        object_kind=about._meta.model_name or "" if about is not None else "",
        object_id=str(about.pk) if about is not None else "",
        sentence=sentence[:500],
        details=details,
    )
