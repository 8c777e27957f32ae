"""Which earlier figures stand beside the current ones: each period end has the terms that held for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from authorities.models import Authority, Region, SeenBy, SharingAgreement
from authorities.sharing import Reader, terms_among

# Whether a reader may see an authority's figure of a family at a period end.
Permitted = Callable[[Authority, str, date], bool]


def permitted_in(region: Region, reader: Reader) -> Permitted:
    """What the region's agreements, read once, let a reader see of authorities that stand in a group.

    Whether an authority shares at all was asked when the group was made: that holds for every period.
    """
    agreements = list(SharingAgreement.objects.filter(region=region))

    def permitted(authority: Authority, family: str, period_end: date) -> bool:
        terms = terms_among(agreements, period_end)
        if family in terms.left_out:
            return False
        return reader.lead or authority.code in reader.own or terms.seen_by == SeenBy.STAFF

    return permitted
