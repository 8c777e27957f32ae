"""The acts of an authority's approver: to make a list of its own, and to choose the list that is used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from authorities import audit
from authorities.models import Authority, Neighbour, NeighbourChoice, NeighbourList, User
from authorities.neighbours.importing import SOURCE_MOST, check_dates, checked_name, with_code
from authorities.refusal import Refused

MOST_NEIGHBOURS = 20
REASON_MOST = 300


def make_own_list(
    *,
    authority: Authority,
    name: str,
    neighbours: Sequence[Authority],
    reason: str,
    source: str = "",
    valid_from: date,
    valid_to: date | None = None,
    by: User | None,
) -> NeighbourList:
    """A list for one authority, its neighbours in the order given; the first is the closest.

    It is used once it is chosen (`choose_list`). Raises Refused unless there are 1 to 20 different
    neighbours that exist on the first day, a reason, and a name that neither a list of the authority
    nor a national one bears.
    """
    wanted = NeighbourList(
        name=checked_name(name),
        owner=authority,
        source=_source(source, authority),
        reason=_checked_reason(reason, "Say why the authority makes a list of its own."),
        valid_from=valid_from,
        valid_to=valid_to,
        fictional=authority.fictional,
        made_by=by,
    )
    check_dates(valid_from, valid_to)
    _check_neighbours(authority, neighbours, valid_from)
    try:
        return _store_own(wanted, neighbours, by)
    except IntegrityError as error:
        raise Refused(
            f"A list named {wanted.name} was stored at this moment. Choose another name."
        ) from error


@transaction.atomic
def choose_list(
    *,
    authority: Authority,
    neighbour_list: NeighbourList,
    valid_from: date,
    reason: str,
    by: User | None,
) -> NeighbourChoice:
    """Compare the authority by this list for every period that ends on `valid_from` or later.

    Earlier choices stay on record. Raises Refused without a reason, for another authority's own list,
    for one that has no neighbours for this authority or has ended, and for the choice already made.
    """
    reason = _checked_reason(reason, "Say why the list is chosen.")
    _check_choice(authority, neighbour_list, valid_from)
    newest = NeighbourChoice.objects.filter(authority=authority).order_by("-chosen_at", "-pk").first()
    if newest is not None and (newest.neighbour_list_id, newest.valid_from) == (
        neighbour_list.pk,
        valid_from,
    ):
        raise Refused(f"{neighbour_list.name} is already chosen from {valid_from:%d %B %Y}.")
    choice = NeighbourChoice.objects.create(
        authority=authority,
        neighbour_list=neighbour_list,
        valid_from=valid_from,
        reason=reason,
        chosen_by=by,
    )
    audit.record(
        "choose a neighbour list",
        f"chose the neighbour list {neighbour_list.name} for periods that end from {valid_from:%d %B %Y} on: "
        f"{reason}"[:500],
        by=by,
        authority=authority,
        about=choice,
        reason=reason,
    )
    return choice


def _checked_reason(reason: str, missing: str) -> str:
    kept = " ".join(reason.split())
    if not kept:
        raise Refused(f"{missing} It is shown beside the comparison.")
    if len(kept) > REASON_MOST:
        raise Refused(f"The reason has {len(kept)} characters. Shorten it to {REASON_MOST}.")
    return kept


def _source(source: str, authority: Authority) -> str:
    kept = " ".join(source.split()) or f"Chosen by {authority.name}"
    if len(kept) > SOURCE_MOST:
        raise Refused(f"The source has {len(kept)} characters. Shorten it to {SOURCE_MOST}.")
    return kept


def _check_neighbours(authority: Authority, neighbours: Sequence[Authority], day: date) -> None:
    if not 1 <= len(neighbours) <= MOST_NEIGHBOURS:
        raise Refused(f"A list has 1 to {MOST_NEIGHBOURS} neighbours; this one has {len(neighbours)}.")
    problems = []
    seen: set[int] = set()
    for neighbour in neighbours:
        if neighbour.pk == authority.pk:
            problems.append(f"{with_code(neighbour)} cannot be its own neighbour.")
        elif neighbour.pk in seen:
            problems.append(f"{with_code(neighbour)} is listed twice.")
        elif neighbour.fictional != authority.fictional:
            problems.append(
                f"{with_code(neighbour)} cannot be listed: one of the two authorities is fictional."
            )
        elif not neighbour.existed_on(day):
            problems.append(f"{with_code(neighbour)} did not exist on {day:%d %B %Y}, when the list begins.")
        seen.add(neighbour.pk)
    if problems:
        raise Refused("\n".join(problems))


@transaction.atomic
def _store_own(wanted: NeighbourList, neighbours: Sequence[Authority], by: User | None) -> NeighbourList:
    owner = wanted.owner
    assert owner is not None
    taken = NeighbourList.objects.filter(Q(owner=owner) | Q(owner=None), name__iexact=wanted.name)
    if taken.exists():
        raise Refused(f"There is a list named {wanted.name} already. Choose another name.")
    wanted.save(force_insert=True)
    Neighbour.objects.bulk_create(
        Neighbour(neighbour_list=wanted, authority=owner, neighbour=neighbour, rank=rank)
        for rank, neighbour in enumerate(neighbours, start=1)
    )
    audit.record(
        "make a neighbour list",
        f"made the neighbour list {wanted.name} with {len(neighbours)} "
        f"{'neighbour' if len(neighbours) == 1 else 'neighbours'}",
        by=by,
        authority=owner,
        about=wanted,
        reason=wanted.reason,
        neighbours=[neighbour.code for neighbour in neighbours],
    )
    return wanted


def _check_choice(authority: Authority, neighbour_list: NeighbourList, valid_from: date) -> None:
    name = neighbour_list.name
    if neighbour_list.owner_id not in (None, authority.pk):
        # The same words as for a list that has nothing about the authority: it is nobody else's business.
        raise Refused("There is no such list for this authority.")
    if not Neighbour.objects.filter(neighbour_list=neighbour_list, authority=authority).exists():
        raise Refused(f"The list {name} has no neighbours for {authority.name}. Choose a list that has.")
    if neighbour_list.valid_to is not None and neighbour_list.valid_to < valid_from:
        raise Refused(
            f"The list {name} ended on {neighbour_list.valid_to:%d %B %Y}. Choose an earlier first day."
        )
