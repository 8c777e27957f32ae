"""Finding an authority by what a file, a return or a person calls it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from authorities.models import Authority
from authorities.register.names import name_key
from authorities.register.rows import Span


class AuthorityIndex:
    """Authorities by code, name and alias, in memory: for a file of many lines.

    A day matters twice: the authority must have existed on it, and a name that has dates must have
    held on it ("Dorset" is 835 until 31 March 2019 and 838 since). The dates of nine-character
    codes are not asked: a code is never given to another authority, and DfE files use today's code
    for earlier years too.
    """

    def __init__(self, authorities: Iterable[Authority]) -> None:
        """`authorities` with their names and codes, best prefetched."""
        self._held: dict[str, list[tuple[Authority, Span]]] = defaultdict(list)
        for authority in authorities:
            self._held[authority.code].append((authority, Span()))
            for code in authority.codes.all():
                self._held[code.code].append((authority, Span()))
            for name in authority.names.all():
                self._held[name.key].append((authority, Span(name.valid_from, name.valid_to)))

    @classmethod
    def load(cls) -> AuthorityIndex:
        """The whole register, in three queries."""
        return cls(_with_names_and_codes(Authority.objects.all()))

    def find(self, text: str, on: date) -> Authority | None:
        """The authority meant by a code or a name on a day; None if there was none, or more than one."""
        terms = (text.strip().upper(), name_key(text))
        found = {
            authority.pk: authority
            for term in terms
            for authority, span in self._held.get(term, [])
            if span.covers(on) and authority.existed_on(on)
        }
        return next(iter(found.values())) if len(found) == 1 else None


def find_authority(text: str, on: date) -> Authority | None:
    """The authority with this three-digit code, nine-character code, name or alias on a day.

    For many texts load an `AuthorityIndex` once instead.
    """
    code = text.strip().upper()
    meant = Q(code=code) | Q(codes__code=code) | Q(names__key=name_key(text))
    return AuthorityIndex(_with_names_and_codes(Authority.objects.filter(meant).distinct())).find(text, on)


def _with_names_and_codes(authorities: QuerySet[Authority]) -> QuerySet[Authority]:
    return authorities.select_related("region").prefetch_related("names", "codes")
