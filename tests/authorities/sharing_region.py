"""A region with its authorities, and the acts that decide who is seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from authorities.models import Authority, Region, SeenBy, SharingAgreement, SharingChoice
from authorities.sharing import choose_sharing, set_agreement
from tests.factories.authority import AuthorityFactory
from tests.factories.region import RegionFactory

BEGINS = date(2025, 4, 1)


@dataclass
class Three:
    """A region with three authorities, and an authority of another region."""

    region: Region
    amber: Authority
    birch: Authority
    cedar: Authority
    elsewhere: Authority


def make_three() -> Three:
    region = RegionFactory.create()
    made = [AuthorityFactory.create(name=name, region=region) for name in ("Cedar", "Amber", "Birch")]
    return Three(region, made[1], made[2], made[0], AuthorityFactory.create(name="Elsewhere"))


def agree(region: Region, **other: Any) -> SharingAgreement:
    wanted: dict[str, Any] = {
        "seen_by": SeenBy.LEADS,
        "left_out": [],
        "valid_from": BEGINS,
        "reason": "Directors' meeting in May",
        "by": None,
    }
    return set_agreement(region=region, **(wanted | other))


def decide(authority: Authority, shares: bool, reason: str = "To be checked first") -> SharingChoice:
    return choose_sharing(authority=authority, shares=shares, reason=reason, by=None)
