"""Which authorities stand side by side, and why others do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from authorities.models import Authority, NeighbourList, Region
from authorities.neighbours.lists import list_in_force, lists_for, lists_in_force, neighbours_of
from authorities.sharing import DOES_NOT_SHARE, ONLY_LEADS, Reader, seen_together

REGION, NEIGHBOURS, SET, ENGLAND = "region", "neighbours-", "set-", "england"
ELSEWHERE = "lies outside the region, whose agreement covers its own authorities"
WAS_NOT = "did not exist then"
# Why some are not shown, as a sentence after their names: of one, and of several.
AFTER_NAMES = {
    DOES_NOT_SHARE: ("It does not share its figures.", "They do not share their figures."),
    ONLY_LEADS: ("By the region's agreement only regional leads compare this period.",) * 2,
    ELSEWHERE: (
        f"It {ELSEWHERE}.",
        "They lie outside the region, whose agreement covers its own authorities.",
    ),
    WAS_NOT: (f"It {WAS_NOT}.", f"They {WAS_NOT}."),
}


class Basis(StrEnum):
    """This year's figures from approved returns, within the region's agreement; or published ones."""

    IN_YEAR = "in-year"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An authority of the group that is not shown, and why, as a clause: 'does not share its figures'."""

    authority: Authority
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """The authorities set side by side, by name.

    `key` is the group in an address: 'region', 'neighbours-D02', 'set-D01.D02.D05' or 'england'. `about` is
    the authority whose neighbours they are, which stands among them.
    """

    key: str
    name: str
    region: Region
    authorities: tuple[Authority, ...]
    left_out: tuple[LeftOut, ...] = ()
    about: Authority | None = None

    @property
    def not_shown(self) -> list[str]:
        """Who is left out and why, for a template."""
        return left_out_in_words(self)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Whom the reader may see on a basis and a day, by code, and why not the others of the region."""

    may: dict[str, Authority]
    others: dict[str, str]


def group_of(key: str, region: Region, basis: Basis, period_end: date, reader: Reader) -> Group:
    """The group that an address names; the region's for a key that names none.

    On the basis of this year a group holds only authorities of the region that the reader may see
    (authorities/sharing.py); on the published basis anybody.
    """
    seen = _seen(region, basis, period_end, reader)
    if key.startswith(NEIGHBOURS):
        about = seen.may.get(key.removeprefix(NEIGHBOURS))
        chosen = _list_of(about, period_end, reader) if about else None
        if about is not None and chosen is not None:
            members = [about, *(each.neighbour for each in neighbours_of(about, chosen))]
            return _group(
                key, f"{about.name} and its neighbours ({chosen.name})", region, members, seen, about
            )
    if key.startswith(SET):
        codes = key.removeprefix(SET).split(".")
        picked = list(Authority.objects.filter(code__in=codes, fictional=region.fictional))
        if picked:
            return _group(key, f"A set of {len(picked)} picked by hand", region, picked, seen)
    if key == ENGLAND and basis is Basis.PUBLISHED:
        everybody = "Every fictional authority" if region.fictional else "Every authority in England"
        return _group(key, everybody, region, list(seen.may.values()), seen)
    of_region = list(Authority.objects.filter(region=region).on(period_end))
    return _group(REGION, region.name, region, of_region, seen)


def group_words(group: Group) -> str:
    """The group within a sentence: 'the rest of ...'."""
    if group.key.startswith(SET):
        return "the set picked by hand"
    return "these authorities" if group.key == ENGLAND else group.name


def left_out_in_words(group: Group) -> list[str]:
    """A paragraph for each reason: 'Not shown: Place A; Place B. They do not share their figures.'"""
    by_reason: dict[str, list[str]] = {}
    for out in group.left_out:
        by_reason.setdefault(out.why, []).append(out.authority.name)
    return [
        f"Not shown: {'; '.join(names)}. {reason_in_words(why, len(names))}"
        for why, names in by_reason.items()
    ]


def reason_in_words(why: str, of: int = 1) -> str:
    """A clause of LeftOut as a sentence about one, or about several, whose names stand before it."""
    given = f"{why[:1].upper()}{why[1:]}."
    one, several = AFTER_NAMES.get(why, (given, given))
    return one if of == 1 else several


def groups_offered(region: Region, basis: Basis, period_end: date, reader: Reader) -> list[tuple[str, str]]:
    """Key and name of the groups that a form offers: the region, its authorities' neighbours, England."""
    seen = _seen(region, basis, period_end, reader)
    offered = [(REGION, region.name)]
    if basis is Basis.PUBLISHED:
        offered.append((ENGLAND, "Every authority"))
    listed = lists_in_force(period_end)
    return offered + [
        (f"{NEIGHBOURS}{authority.code}", f"{authority.name} and its neighbours")
        for authority in sorted(seen.may.values(), key=lambda each: each.name)
        if authority.region_id == region.pk and authority.pk in listed
    ]


def _group(
    key: str,
    name: str,
    region: Region,
    members: list[Authority],
    seen: _Seen,
    about: Authority | None = None,
) -> Group:
    """The members whom the reader may see, by name; the others are named with the reason."""
    members = sorted(members, key=lambda each: each.name)
    left_out = tuple(
        LeftOut(each, seen.others.get(each.code, WAS_NOT if each.region_id == region.pk else ELSEWHERE))
        for each in members
        if each.code not in seen.may
    )
    return Group(key, name, region, tuple(m for m in members if m.code in seen.may), left_out, about)


def _seen(region: Region, basis: Basis, period_end: date, reader: Reader) -> _Seen:
    if basis is Basis.PUBLISHED:
        there = Authority.objects.filter(fictional=region.fictional).on(period_end).select_related("region")
        return _Seen({each.code: each for each in there}, {})
    may, others = seen_together(region, period_end, reader)
    return _Seen({each.code: each for each in may}, {each.code: why for each, why in others})


def _list_of(authority: Authority, day: date, reader: Reader) -> NeighbourList | None:
    """The list the authority is compared by. One of its own is for its own staff; others see the national."""
    held = list_in_force(authority, day)
    if held is None or held.owner_id is None or authority.code in reader.own:
        return held
    national = [each for each in lists_for(authority) if each.owner_id is None and each.valid_from <= day]
    return next((each for each in national if each.valid_to is None or each.valid_to >= day), None)
