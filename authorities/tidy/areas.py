"""The areas of a tidy file, found in the register by the codes that the file gives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from authorities.models import Authority, Region
from authorities.tidy.bearers import Bearers


class Areas:
    """Authorities by three-digit code and regions by nine-character code, in memory.

    A joint row ('940 / 941') is nobody's: no authority answers to it.
    """

    def __init__(self, authorities: Iterable[Authority], regions: Iterable[Region]) -> None:
        self._authorities = {authority.code: authority for authority in authorities}
        self._bearers = Bearers(self._authorities.values())
        self._regions = {region.code: region for region in regions}

    @classmethod
    def load(cls) -> Areas:
        """The whole register, in three queries."""
        authorities = Authority.objects.select_related("region").prefetch_related("names")
        return cls(authorities, Region.objects.all())

    def authority(self, code: str) -> Authority | None:
        return self._authorities.get(code)

    def region(self, code: str) -> Region | None:
        return self._regions.get(code)

    def others_called(self, name: str, code: str) -> list[Authority]:
        """The authorities that bear a name which the one with the code does not bear; mostly none."""
        return self._bearers.others_called(name, code)

    def existing(self, day: date, *, fictional: bool) -> list[Authority]:
        """The real or the fictional authorities that existed on a day, by code."""
        held = self._authorities.values()
        found = [one for one in held if one.fictional == fictional and one.existed_on(day)]
        return sorted(found, key=lambda authority: authority.code)
