"""The problems of one file as they are met: errors all, warnings up to as many as one return keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indicators.annex_a.typed import ERROR, WARNING, Found, TypedFile

MOST_PROBLEMS = 5_000


@dataclass(slots=True)
class Problems:
    """What was found; `left_out` counts the warnings beyond MOST_PROBLEMS."""

    found: list[Found] = field(default_factory=list)
    left_out: int = 0

    def error(self, code: str, sentence: str, sheet: str = "", column: str = "") -> None:
        self.found.append(Found(ERROR, code, sentence, sheet, None, column))

    def warn(self, code: str, sentence: str, sheet: str = "", column: str = "") -> None:
        self.extend([Found(WARNING, code, sentence, sheet, None, column)], 1)

    def extend(self, warnings: Iterator[Found] | Iterable[Found], count: int) -> None:
        """Take in as many of `count` warnings as there is room for."""
        room = max(0, MOST_PROBLEMS - len(self.found))
        self.found += [each for each, _ in zip(warnings, range(room), strict=False)]
        self.left_out += max(0, count - room)


def all_problems(typed: TypedFile, of_rules: list[Found]) -> list[Found]:
    """Those of the rules and of the reading, errors first; at most MOST_PROBLEMS, then how many more."""
    found = sorted([*of_rules, *typed.problems], key=lambda each: each.severity != ERROR)
    more = typed.left_out + max(0, len(found) - MOST_PROBLEMS)
    if not more:
        return found
    sentence = (
        f"There are {more:,} more problems, which are not listed. Mend those that are, most of all the ones "
        "that come again and again, and upload the file again."
    )
    return [*found[:MOST_PROBLEMS], Found(WARNING, "more_problems", sentence)]
