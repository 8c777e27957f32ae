"""What a reader chose on the pages of a region, as one value: read from an address and written to one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from indicators.calculations.periods import EARLIEST_YEAR, LATEST_YEAR, is_month_end
from indicators.calculations.spread import Shade
from reports.side_by_side.groups import Basis

Choice = TypeVar("Choice", bound=StrEnum)
# What a choice in an address may look like: a group, a key, a name. Anything else is at its default.
_WORD = re.compile(r"[-A-Za-z0-9_.]{1,1000}")
# Shorter names in an address than the fields have.
NAMES = {"period_end": "period"}


@dataclass(frozen=True, slots=True)
class View:
    """Every choice; the defaults are what a reader sees who chose nothing.

    `sort` is 'name' or the key of a measure, a leading '-' for descending. `figure` is the key of one measure
    and `authority` the code of one authority, for the pages about one of them. `back` is how many months
    before the earlier figure ended: 3 or 12. `family` is one of the catalogue's, blank for all.
    """

    basis: Basis = Basis.IN_YEAR
    period_end: date | None = None
    group: str = "region"
    template: str = "quarterly-standard"
    family: str = ""
    shade: Shade = Shade.QUARTILE
    sort: str = "name"
    transposed: bool = False
    figure: str = ""
    authority: str = ""
    back: int = 3

    def query(self, **changes: object) -> str:
        """The view as a query string, with some choices changed; what is at its default is left out."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        given = [(field.name, getattr(changed, field.name), field.default) for field in fields(View)]
        return urlencode([(NAMES.get(n, n), _text(value)) for n, value, default in given if value != default])


def read_view(data: Mapping[str, str]) -> View:
    """The view that an address's query names. What cannot be read falls back to its default, silently.

    Ticked authorities, several `member` in the query, are a hand-picked set.
    """
    view = View(
        basis=_one_of(Basis, data.get("basis")) or Basis.IN_YEAR,
        period_end=_day(data.get("period", "")),
        shade=_one_of(Shade, data.get("shade")) or Shade.QUARTILE,
        transposed=data.get("transposed") in ("1", "on", "True", "true"),
        back=12 if data.get("back") == "12" else 3,
        family=_printable(data.get("family", ""))[:40],
    )
    words: dict[str, Any] = {
        name: data[name]
        for name in ("group", "template", "sort", "figure", "authority")
        if _WORD.fullmatch(data.get(name, ""))
    }
    members = [code for code in getattr(data, "getlist", lambda _: [])("member") if _WORD.fullmatch(code)]
    if members:
        words["group"] = "set-" + ".".join(dict.fromkeys(members))
    return replace(view, **words)


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)


def _one_of(choices: type[Choice], word: str | None) -> Choice | None:
    return next((choice for choice in choices if choice.value == word), None)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST_YEAR < day.year <= LATEST_YEAR and is_month_end(day) else None
