"""The uploaded file about children: sealed as it comes, opened for its own authority, destroyed in time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from authorities import audit
from authorities.models import Authority
from indicators.calculations.display import counted
from indicators.children.keys import seal, unseal
from indicators.models import Return, SealedFile


def seal_file(uploaded: Return, content: bytes) -> SealedFile:
    """Keep the bytes, encrypted under the key version of the return, for LFL_CHILD_FILE_DAYS."""
    days = timedelta(days=settings.CHILD_FILE_DAYS)
    return SealedFile.objects.create(
        of_return=uploaded,
        authority=uploaded.authority,
        key_version=uploaded.key_version,
        content=seal(uploaded.authority, uploaded.key_version, content, about=_name(uploaded)),
        destroy_after=timezone.localdate(uploaded.uploaded_at) + days,
    )


def unsealed(of_return: Return) -> bytes | None:
    """The file as it came; None where there is none any more. Raises Refused where its key is gone."""
    kept = SealedFile.objects.filter(of_return=of_return, authority=of_return.authority_id).first()
    if kept is None:
        return None
    return unseal(of_return.authority, kept.key_version, bytes(kept.content), about=_name(of_return))


@transaction.atomic
def destroy_expired(today: date) -> int:
    """Destroy the files whose days are over, each authority told in its trail, and return how many."""
    expired = SealedFile.objects.filter(destroy_after__lt=today)
    found = dict(expired.values_list("pk", "authority"))
    SealedFile.objects.filter(pk__in=found).delete()
    files = Counter(found.values())
    for authority in Authority.objects.filter(pk__in=files):
        sealed = counted(files[authority.pk], "sealed file")
        sentence = f"destroyed {sealed} of child-level returns, kept as long as was said; their rows stay"
        audit.record("destroy sealed files", sentence, by=None, authority=authority)
    return len(found)


def _name(of_return: Return) -> str:
    """What the seal is bound to: a file moved to another return does not open there."""
    return f"return {of_return.pk}"
