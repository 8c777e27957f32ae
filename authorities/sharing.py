"""Who may see whose figures of this year beside others: what a region agreed on, and each authority's choice.

By default the leads of a region and the staff of its authorities see the approved figures of every family.
An authority that does not share is seen by nobody beside others, and its own staff see nobody else. Rows of
children are no part of any agreement.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from authorities.models import Authority, Region, SeenBy, SharingAgreement, SharingChoice, User


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a region: whether a lead of it, and the authorities there whose staff they are, by code."""

    lead: bool
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a period end. `agreement` is None where the region has recorded none."""

    seen_by: SeenBy
    left_out: frozenset[str]
    agreement: SharingAgreement | None = None


def terms_at(region: Region, period_end: date) -> Terms:
    """The region's terms for a period end: its newest agreement that has begun by then, or the default."""
    raise NotImplementedError


def seen_together(
    region: Region, period_end: date, reader: Reader
) -> tuple[list[Authority], list[tuple[Authority, str]]]:
    """The authorities of the region on that day whose figures the reader may see, by name; and the others.

    Each of the others with the reason as a clause: 'does not share its figures'. Their own authorities a
    reader always sees. Three queries at most.
    """
    raise NotImplementedError


def set_agreement(
    *,
    region: Region,
    seen_by: SeenBy,
    left_out: Collection[str],
    valid_from: date,
    reason: str,
    by: User | None,
) -> SharingAgreement:
    """Record what the region agreed on. Refused without a reason."""
    raise NotImplementedError


def choose_sharing(*, authority: Authority, shares: bool, reason: str, by: User | None) -> SharingChoice:
    """Share the authority's figures with its region, or stop. Refused without a reason, or for no change."""
    raise NotImplementedError
