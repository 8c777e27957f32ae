"""Who may see whose figures of this year beside others: what a region agreed on, and each authority's choice.

By default the leads of a region and the staff of its authorities see the approved figures of every family.
An authority that does not share is seen by nobody beside others, and its own staff see nobody else. Rows of
children are no part of any agreement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from authorities import audit
from authorities.models import Authority, Region, SeenBy, SharingAgreement, SharingChoice, User
from authorities.refusal import Refused

REASON_MOST = 300
DOES_NOT_SHARE = "does not share its figures"
ONLY_LEADS = "the region's agreement lets only regional leads compare this period"
OWN_DOES_NOT_SHARE = "your authority does not share, so it is shown no others"
OWN_DO_NOT_SHARE = "your authorities do not share, so they are shown no others"
NONE_THEN = "no authority of yours was part of the region by then"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a region: whether a lead of it, and the codes of the authorities whose staff they are."""

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
    return _terms(SharingAgreement.objects.filter(region=region, valid_from__lte=period_end).first())


def terms_among(agreements: Iterable[SharingAgreement], period_end: date) -> Terms:
    """As `terms_at`, from a region's agreements already read, newest first."""
    return _terms(next((each for each in agreements if each.valid_from <= period_end), None))


def shares_now(region: Region) -> dict[int, bool]:
    """Whether each authority of the region that has chosen shares its figures, by key. The others do."""
    choices = SharingChoice.objects.filter(authority__region=region).values_list("authority", "shares")
    newest: dict[int, bool] = {}
    for authority, shares in choices:
        newest.setdefault(authority, shares)
    return newest


def seen_together(
    region: Region, period_end: date, reader: Reader
) -> tuple[list[Authority], list[tuple[Authority, str]]]:
    """The authorities of the region on that day whose figures the reader may see, by name; and the others.

    Each of the others with the reason as a clause: 'does not share its figures'. Their own authorities a
    reader always sees. Three queries at most.
    """
    of_region = list(Authority.objects.filter(region=region).select_related("region").order_by("name"))
    shares = shares_now(region)
    own = [each for each in of_region if each.code in reader.own]
    hindrance = "" if reader.lead else _hindrance(own, shares, terms_at(region, period_end), period_end)
    seen: list[Authority] = []
    others: list[tuple[Authority, str]] = []
    for authority in of_region:
        if not authority.existed_on(period_end):
            continue
        why_not = hindrance if shares.get(authority.pk, True) else DOES_NOT_SHARE
        if authority in own or not why_not:
            seen.append(authority)
        else:
            others.append((authority, why_not))
    return seen, others


def _hindrance(own: list[Authority], shares: dict[int, bool], terms: Terms, period_end: date) -> str:
    """Why staff see none but their own, as a clause; nothing where they see the authorities that share.

    The staff of an authority that began later look back at its region; those of one that had ended by the
    day are no longer of it.
    """
    standing = [each for each in own if each.valid_to is None or each.valid_to >= period_end]
    if not standing:
        return NONE_THEN
    if terms.seen_by != SeenBy.STAFF:
        return ONLY_LEADS
    if any(shares.get(each.pk, True) for each in standing):
        return ""
    return OWN_DOES_NOT_SHARE if len(standing) == 1 else OWN_DO_NOT_SHARE


def _terms(agreement: SharingAgreement | None) -> Terms:
    if agreement is None:
        return Terms(SeenBy.STAFF, frozenset())
    return Terms(SeenBy(agreement.seen_by), frozenset(agreement.left_out), agreement)


@transaction.atomic
def set_agreement(
    *,
    region: Region,
    seen_by: SeenBy,
    left_out: Collection[str],
    valid_from: date,
    reason: str,
    by: User | None,
) -> SharingAgreement:
    """Record what the region agreed on. It speaks for every period end from `valid_from` on.

    Earlier agreements stay on record. Raises Refused without a reason, or for what was recorded last.
    """
    reason = _checked_reason(reason, "Say what was agreed, and where.")
    wanted = (SeenBy(seen_by), sorted(set(left_out)), valid_from)
    begins = f"{valid_from.day} {valid_from:%B %Y}"
    # Two leads may record at the same moment; the second must see what the first recorded.
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    newest = SharingAgreement.objects.filter(region=region).first()
    if newest is not None and (newest.seen_by, sorted(newest.left_out), newest.valid_from) == wanted:
        raise Refused(f"This is already what {region.name} agreed on from {begins}.")
    agreement = SharingAgreement.objects.create(
        region=region, seen_by=wanted[0], left_out=wanted[1], valid_from=valid_from, reason=reason, set_by=by
    )
    left = f", without {', '.join(wanted[1])}" if wanted[1] else ""
    audit.record(
        "record a sharing agreement",
        f"recorded that from {begins} figures are seen by: {wanted[0].label}{left}: {reason}",
        by=by,
        region=region,
        about=agreement,
        seen_by=wanted[0].value,
        left_out=wanted[1],
        reason=reason,
    )
    return agreement


@transaction.atomic
def choose_sharing(*, authority: Authority, shares: bool, reason: str, by: User | None) -> SharingChoice:
    """Share the authority's figures with its region, or stop. Refused without a reason, or for no change."""
    reason = _checked_reason(reason, "Say why.")
    # Two approvers may decide at the same moment; the second must see what the first decided.
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    newest = SharingChoice.objects.filter(authority=authority).first()
    if shares is (newest is None or newest.shares):
        done = "shares its figures with its region already" if shares else "does not share its figures now"
        raise Refused(f"{authority.name} {done}. Nothing was changed.")
    choice = SharingChoice.objects.create(authority=authority, shares=shares, reason=reason, chosen_by=by)
    audit.record(
        "share with the region" if shares else "stop sharing with the region",
        f"{'shares' if shares else 'stopped sharing'} the authority's figures with its region: {reason}",
        by=by,
        authority=authority,
        about=choice,
        shares=shares,
        reason=reason,
    )
    return choice


def _checked_reason(reason: str, missing: str) -> str:
    kept = " ".join(reason.split())
    if not kept:
        raise Refused(f"{missing} The reason is kept, and the people of the region read it.")
    if len(kept) > REASON_MOST:
        raise Refused(f"The reason has {len(kept)} characters. Shorten it to {REASON_MOST}.")
    return kept
