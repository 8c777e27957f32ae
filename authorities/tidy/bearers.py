"""Whose name a name is: held against what the register's authorities are called and were called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from authorities.models import Authority
from authorities.register.names import name_key


class Bearers:
    """The authorities that bear each name, or bore it, whatever its spelling."""

    def __init__(self, authorities: Iterable[Authority]) -> None:
        """The authorities with their `names` loaded."""
        self._by_key: dict[str, dict[str, Authority]] = defaultdict(dict)
        for authority in authorities:
            for key in {name_key(authority.name), *(name.key for name in authority.names.all())}:
                self._by_key[key][authority.code] = authority

    def others_called(self, name: str, code: str) -> list[Authority]:
        """The authorities that bear this name, by code, where the one with the code is none of them.

        Empty for a name that nobody bears: the code speaks, and a spelling may be new.
        """
        bearers = self._by_key.get(name_key(name), {})
        return [] if code in bearers else [bearers[other] for other in sorted(bearers)]
