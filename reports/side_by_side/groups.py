"""Which authorities stand side by side, and why others do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from authorities.models import Authority, Region
from authorities.sharing import Reader


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


def group_of(key: str, region: Region, basis: Basis, period_end: date, reader: Reader) -> Group:
    """The group that an address names; the region's for a key that names none.

    On the basis of this year a group holds only authorities of the region that the reader may see
    (authorities/sharing.py); on the published basis anybody.
    """
    raise NotImplementedError


def groups_offered(region: Region, basis: Basis, period_end: date) -> list[tuple[str, str]]:
    """Key and name of the groups that a form offers: the region, each authority's neighbours, England."""
    raise NotImplementedError
