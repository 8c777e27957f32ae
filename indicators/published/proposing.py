"""For a file that no dataset recognises: which of its columns may be which indicator. A person decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from authorities.refusal import Refused
from authorities.tidy.problems import TidyError
from authorities.tidy.reading import open_tidy
from indicators.calculations.display import counted
from indicators.calculations.figures import Unit
from indicators.catalogue.loader import read_catalogue
from indicators.published.survey import Column, Survey, survey
from indicators.published.words import Weights, likeness, words_of

MOST_CANDIDATES = 8
MOST_SUGGESTIONS = 200
# Columns times combinations of filters; a thousand take about half a second.
MOST_LOOKED_AT = 1_500
# Below this likeness a column is better left out than guessed.
LIKELY = 0.25
_PERCENT = re.compile(r"percent|pct|proportion|(?:^|_)rate(?!.*(?:per_|10_?000|10k))")
_PER_CHILDREN = re.compile(r"(?:per_)?10_?000|10k")
_MEAN = re.compile(r"average|mean|caseload|per_")


class Described(Protocol):
    """An indicator of the catalogue, from its files or from the database."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def numerator(self) -> str: ...
    @property
    def denominator(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """One indicator that a column may be, and how like it is, from 0 to 1."""

    code: str
    name: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One column at given values of the filters. `candidates` are the best indicators, best first.

    `per_children`: the column is a count, and the candidates are rates that can be made from it.
    """

    column: str
    filters: dict[str, str]
    per_children: bool
    candidates: list[Candidate]

    @property
    def likely(self) -> bool:
        """Whether the first candidate is likely enough to stand among those shown first."""
        return self.candidates[0].likeness >= LIKELY


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping for a person to confirm. `filters` gives each filter column's values.

    `cut` says in a sentence what of the file was not looked at; '' where all of it was.
    """

    dataset_key: str
    dataset_name: str
    year_means: str
    newest_year: int
    rows: int
    filters: dict[str, list[str]]
    figures: list[str]
    suggestions: list[Suggestion]
    cut: str = ""


def propose(content: bytes, file_name: str, indicators: Iterable[Described] | None = None) -> Proposal:
    """Every numeric column at every combination of filters, with the indicators it may be, likeliest first.

    Of a file with very many of both, every column at the first combinations; `cut` says so. `indicators` are
    the catalogue's own unless given. Writes nothing. Raises Refused for a file that cannot be read, a
    sentence a line.
    """
    try:
        seen = survey(open_tidy(content))
    except TidyError as error:
        raise Refused("\n".join(error.problems)) from error
    if not seen.figures:
        raise Refused("No column of the file holds figures alone, so there is nothing to map.")
    looked_at = seen.combinations[: max(1, MOST_LOOKED_AT // len(seen.figures))]
    known: list[Described] = list(read_catalogue() if indicators is None else indicators)
    title = re.sub(r"[_\W]+", " ", PurePath(file_name).stem).strip() or "statistics"
    return Proposal(
        dataset_key=re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-") or "statistics",
        dataset_name=title[:1].upper() + title[1:160],
        year_means="year to 31 March",
        newest_year=seen.newest_year,
        rows=seen.rows,
        filters=seen.filters,
        figures=[column.name for column in seen.figures],
        suggestions=_suggestions(seen, looked_at, title, known),
        cut=_cut(seen, len(looked_at)),
    )


def _cut(seen: Survey, looked_at: int) -> str:
    if looked_at == len(seen.combinations) and not seen.more:
        return ""
    many = f"{'more than ' if seen.more else ''}{counted(len(seen.combinations), 'combination')} of filters"
    return (
        f"The file has {many} and {counted(len(seen.figures), 'column')} of figures, too many to be looked "
        f"at: below are the columns at the first {counted(looked_at, 'combination')} alone. Leave out the "
        "columns that are not needed, and choose the file again."
    )


def _suggestions(
    seen: Survey, looked_at: Sequence[dict[str, str]], title: str, known: Sequence[Described]
) -> list[Suggestion]:
    offered = {indicator.code: _bag(_described(indicator)) for indicator in known}
    weights = Weights(offered.values())
    found = []
    for column in seen.figures:
        for filters in looked_at:
            # A filter that only ever takes one value says what the file is, as its name does.
            told = [(value, 1.0 if len(seen.filters[name]) > 1 else 0.3) for name, value in filters.items()]
            asked = _bag([(column.name, 1.0), *told, (title, 0.3)])
            for units, per_children in _units(column):
                of_unit = [one for one in known if one.unit in units]
                candidates = sorted(
                    (
                        Candidate(one.code, one.name, round(likeness(asked, offered[one.code], weights), 4))
                        for one in of_unit
                    ),
                    key=lambda candidate: (-candidate.likeness, candidate.code),
                )
                best = [one for one in candidates if one.likeness > 0][:MOST_CANDIDATES]
                if best:
                    found.append(Suggestion(column.name, filters, per_children, best))
    found.sort(key=lambda suggestion: -suggestion.candidates[0].likeness)
    return found[:MOST_SUGGESTIONS]


def _described(indicator: Described) -> list[tuple[str, float]]:
    return [
        (indicator.name, 1.0),
        (indicator.code.rsplit("_", 1)[0], 0.5),
        (indicator.numerator, 0.4),
        (indicator.denominator, 0.25),
        (indicator.family, 0.25),
    ]


def _bag(texts: Iterable[tuple[str, float]]) -> Mapping[str, float]:
    """Each word with the greatest part that a text gives it: said twice is not meant twice."""
    bag: Counter[str] = Counter()
    for text, part in texts:
        for word in words_of(text):
            bag[word] = max(bag[word], part)  # type: ignore[assignment]
    return bag


def _units(column: Column) -> list[tuple[set[str], bool]]:
    """The units that the column's name and numbers allow; a count may also become a rate."""
    name = column.name.lower()
    if _PER_CHILDREN.search(name):
        return [({Unit.RATE}, False)]
    if _PERCENT.search(name):
        return [({Unit.PERCENTAGE}, False)]
    if _MEAN.search(name) or column.decimals:
        return [({Unit.AVERAGE, Unit.DAYS, Unit.NUMBER}, False)]
    return [({Unit.NUMBER}, False), ({Unit.RATE}, True)]
