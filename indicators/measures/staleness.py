"""Which figures a change makes stale, read from the definitions themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import polars as pl

from indicators.measures.choices import Choices
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.marks import names_in
from indicators.measures.vocabulary import WORKING_DAYS_FROM, Caseload


def fingerprint(code: str, choices: Choices | None = None) -> str:
    """What changes when, and only when, the definition does; with the choices read into it."""
    chosen = choices or Choices()
    definition = DEFINITIONS[code]
    parts = list(_told(definition, chosen))
    if isinstance(definition, Caseload) and definition.figure == "groups":
        # It groups its cases by the map itself, which no condition holds.
        parts.append(repr(sorted(chosen.team_groups.items())).encode())
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _told(part: object, choices: Choices) -> Iterator[bytes]:
    """A definition taken apart: its conditions as polars writes them, everything else as it prints."""
    if isinstance(part, pl.Expr):
        yield part.meta.serialize()
    elif callable(part):
        yield from _told(part(choices), choices)
    elif is_dataclass(part):
        for field in fields(part):
            yield field.name.encode()
            yield from _told(getattr(part, field.name), choices)
    elif isinstance(part, tuple):
        for each in part:
            yield from _told(each, choices)
    else:
        yield repr(part).encode()


def codes_of_choices(before: Choices, after: Choices) -> list[str]:
    """The codes of the figures that the difference touches, in order."""
    return sorted(code for code in DEFINITIONS if fingerprint(code, before) != fingerprint(code, after))


def codes_of_the_calendar() -> list[str]:
    """The codes of the figures that count working days, in order."""
    return sorted(
        code
        for code, definition in DEFINITIONS.items()
        if not isinstance(definition, Caseload)
        and any(name.startswith(WORKING_DAYS_FROM) for name in names_in([definition], Choices()))
    )
