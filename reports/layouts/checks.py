"""Reading one JSON object strictly: each field has a place, and every problem is kept, not only the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from indicators.calculations.periods import is_month_end

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)


class LayoutError(ValueError):
    """A layout that cannot be used. `problems` holds one sentence for each thing that is wrong."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Fields:
    """One JSON object at a named place. Reads add their problems to the list shared by the whole layout."""

    def __init__(self, raw: object, place: str, problems: list[str]) -> None:
        self.place = place
        self.problems = problems
        self._raw: dict[str, Any] = raw if isinstance(raw, dict) else {}
        if not isinstance(raw, dict):
            self.problem(f"expected an object with named fields, found {shown(raw)}.")

    def problem(self, sentence: str) -> None:
        self.problems.append(f"{self.place}: {sentence}")

    def allow(self, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        """Refuse keys outside the two lists and name the required ones that are missing."""
        required = list(required)
        known = [*required, *optional]
        for key in self._raw:
            if key not in known:
                self.problem(f"the key {key!r} is not known; the known keys are {', '.join(known)}.")
        for key in required:
            if key not in self._raw:
                self.problem(f"the key {key!r} is missing; add it.")

    def has(self, key: str) -> bool:
        return key in self._raw

    def text(self, key: str, *, blank: bool = False) -> str:
        """A string without spaces at its ends; empty only where `blank`."""
        value = self._raw.get(key, "")
        if not isinstance(value, str):
            self.problem(f"{key!r} must be text, found {shown(value)}.")
            return ""
        if value != value.strip():
            self.problem(f"{key!r} has spaces at its ends: remove them.")
        if key in self._raw and not value.strip() and not blank:
            self.problem(f"{key!r} is empty; give it a value.")
        return value.strip()

    def optional_text(self, key: str) -> str | None:
        return None if self._raw.get(key) is None else self.text(key)

    def choice(self, key: str, choices: type[Choice], *, null: bool = True) -> Choice | None:
        """One of an enumeration's values; None where the field is absent, wrong, or null as `null` allows."""
        found: Choice | None = self._one_of(key, [*choices], null)
        return found

    def word(self, key: str, words: Iterable[str], *, null: bool = True) -> str | None:
        """One of these words; None where the field is absent, wrong, or null as `null` allows."""
        found: str | None = self._one_of(key, list(words), null)
        return found

    def _one_of(self, key: str, choices: list[Any], null: bool) -> Any:
        value = self._raw.get(key)
        if value is None and (null or key not in self._raw):
            return None
        for choice in choices:
            if isinstance(value, str) and value == choice:
                return choice
        listed = ", ".join(str(choice) for choice in choices)
        self.problem(f"{key!r} is {shown(value)}; it must be one of {listed}.")
        return None

    def flag(self, key: str) -> bool:
        """true or false; absent reads as false."""
        value = self._raw.get(key, False)
        if not isinstance(value, bool):
            self.problem(f"{key!r} is {shown(value)}; it must be true or false.")
            return False
        return value

    def count(self, key: str) -> int:
        """A whole number of at least 0."""
        value = self._raw.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 120:
            self.problem(f"{key!r} is {shown(value)}; it must be a whole number of months from 0 to 120.")
            return 0
        return value

    def period_end(self, key: str) -> date | None:
        """A month end as 2025-01-31, or null."""
        value = self._raw.get(key)
        if value is None:
            return None
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            day = None
        if day is None or not is_month_end(day):
            self.problem(f"{key!r} is {shown(value)}; it must be a month end written as 2025-01-31, or null.")
            return None
        return day

    def child(self, key: str) -> Fields:
        return self._item(self._raw.get(key, {}), key)

    def _item(self, raw: object, name: str) -> Fields:
        return Fields(raw, f"{self.place}, {name}", self.problems)

    def each(self, key: str, read: Callable[[Fields], Value], *, empty: bool = False) -> tuple[Value, ...]:
        """A list of objects, each read by `read`; empty only where `empty`."""
        found = self._raw.get(key, [])
        if not isinstance(found, list):
            self.problem(f"{key!r} must be a list, found {shown(found)}.")
            return ()
        if key in self._raw and not found and not empty:
            self.problem(f"{key!r} is an empty list; give it at least one.")
        items = (self._item(raw, f"{key}[{number}]") for number, raw in enumerate(found, start=1))
        return tuple(read(item) for item in items)

    def named(self, key: str, read: Callable[[Fields], Value]) -> dict[str, Value]:
        """An object of objects, by name; absent reads as none."""
        holder = self.child(key)
        return {name: read(holder.child(name)) for name in holder._raw}

    def texts_by_name(self, key: str) -> dict[str, str]:
        """An object whose values are texts; absent reads as none."""
        holder = self.child(key)
        return {name: holder.text(name) for name in holder._raw}

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; absent reads as none."""
        found = self._raw.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, str) and item.strip() for item in found):
            self.problem(f"{key!r} must be a list of texts, found {shown(found)}.")
            return ()
        return tuple(found)


def shown(value: object) -> str:
    """A value as a problem quotes it, cut short."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def repeated(values: Iterable[str]) -> list[str]:
    """The values that come more than once, in order of their second coming, each once."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for value in values:
        if value in seen:
            twice[value] = None
        seen.add(value)
    return list(twice)
