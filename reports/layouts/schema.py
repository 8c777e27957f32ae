"""Reading scorecard layouts from their JSON files: a layout is whole and right, or it is refused."""

from __future__ import annotations

import json
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from pathlib import Path
from string import Formatter
from typing import Any

from indicators.calculations.direction import DirectionWords
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.calculations.rag import SchemeKind
from indicators.calculations.targets import Sense
from reports.layouts.agreement import layout_problems, layouts_problems
from reports.layouts.checks import Fields, LayoutError
from reports.layouts.layout import (
    SLIPPED,
    UNREAD_TARGET,
    Average,
    CellOverride,
    CellWindow,
    Column,
    ComparatorColumn,
    ComparatorKind,
    Extra,
    Layout,
    Line,
    RagRule,
    Section,
)

__all__ = [
    "DEFINITIONS",
    "CellOverride",
    "CellWindow",
    "Column",
    "ComparatorColumn",
    "ComparatorKind",
    "Layout",
    "LayoutError",
    "Line",
    "RagRule",
    "Section",
    "parse_layout",
    "read_layout",
    "read_layouts",
]

DEFINITIONS = Path(__file__).parent / "definitions"
LABEL_FIELDS = {"start", "end", "quarter"}
FLAGS = ("rolling 12 months", "snapshot", "key indicator", UNREAD_TARGET, SLIPPED)
SENSES = {"at_least": Sense.AT_LEAST, "at_most": Sense.AT_MOST}
LAYOUT_KEYS = (
    *("name", "title", "authority", "valid_from", "valid_to"),
    *("source", "rag", "direction_words", "sections"),
)
SECTION_KEYS = ("title", "introduction", "columns", "current", "earlier", "comparators", "lines")
LAYOUT_OPTIONS = ("by_choice", "shows", "printed_until")
LINE_KEYS = ("number", "code", "label", "polarity")
LINE_OPTIONS = (
    *("window", "cells", "compare_with", "target_sense", "flags"),
    *("comparator_years", "comparator_code", "note"),
)


def read_layouts(folder: Path = DEFINITIONS, codes: Collection[str] | None = None) -> list[Layout]:
    """Every layout of a folder, by file name. LayoutError names every problem of every file."""
    problems: list[str] = []
    layouts: list[Layout] = []
    for path in sorted(folder.glob("*.json")):
        try:
            layouts.append(read_layout(path, codes))
        except LayoutError as error:
            problems.extend(error.problems)
    if not layouts and not problems:
        problems.append(f"{folder.name}: there are no layouts here; expected files ending in .json.")
    problems.extend(layouts_problems(layouts))
    if problems:
        raise LayoutError(problems)
    return layouts


def read_layout(path: Path, codes: Collection[str] | None = None) -> Layout:
    """One layout from its file; its name must be the file's. LayoutError names every problem."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_without_repeats)
    except (json.JSONDecodeError, UnicodeDecodeError, _RepeatedKey) as error:
        raise LayoutError([f"{path.name}: this is not a readable JSON file: {error}."]) from error
    layout = parse_layout(raw, codes, place=path.name)
    if layout.name != path.stem:
        raise LayoutError([f"{path.name}: the name inside is {layout.name!r}; it must be {path.stem!r}."])
    return layout


def parse_layout(raw: object, codes: Collection[str] | None = None, *, place: str = "layout") -> Layout:
    """A layout from its JSON object. With `codes`, a line's code must be one of them.

    LayoutError lists every problem, each with its place and what to do.
    """
    fields = Fields(raw, place, [])
    fields.allow(LAYOUT_KEYS, LAYOUT_OPTIONS)
    shows = _shows(fields)
    layout = Layout(
        name=fields.text("name"),
        title=fields.text("title"),
        authority=_authority(fields),
        valid_from=fields.period_end("valid_from"),
        valid_to=fields.period_end("valid_to"),
        source=fields.text("source"),
        rag=_rag_rule(fields.child("rag")),
        direction_words=_direction_words(fields.child("direction_words")),
        sections=fields.each("sections", lambda section: _section(section, shows)),
        by_choice=fields.flag("by_choice"),
        shows=shows,
        printed_until=fields.period_end("printed_until") if fields.has("printed_until") else None,
    )
    problems = fields.problems or layout_problems(layout, codes, place)
    if problems:
        raise LayoutError(problems)
    return layout


class _RepeatedKey(ValueError):
    pass


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKey(f"the key {key!r} comes twice in one object")
        found[key] = value
    return found


def _authority(fields: Fields) -> str | None:
    code = fields.optional_text("authority")
    if code is not None and not (len(code) == 3 and code.isascii() and code.isdigit()):
        fields.problem(f"'authority' is {code!r}; it must be a three-digit DfE code, or null for any.")
    return code


def _rag_rule(fields: Fields) -> RagRule:
    fields.allow(("kind", "tolerance"))
    kind = fields.choice("kind", SchemeKind, null=False) or SchemeKind.RELATIVE
    text = fields.text("tolerance")
    try:
        tolerance = Decimal(text)
    except InvalidOperation:
        tolerance = Decimal("NaN")
    if not tolerance.is_finite() or not 0 <= tolerance <= 100:
        fields.problem(f"'tolerance' is {text!r}; it must be a number from 0 to 100, written as text.")
    return RagRule(kind=kind, tolerance=tolerance)


def _direction_words(fields: Fields) -> DirectionWords:
    fields.allow(("targeted", "untargeted"))
    targeted, untargeted = fields.texts("targeted"), fields.texts("untargeted")
    for key, words, meaning in (
        ("targeted", targeted, "better, unchanged, worse"),
        ("untargeted", untargeted, "rising, unchanged, falling"),
    ):
        if len(words) != 3:
            fields.problem(f"{key!r} must hold three words, for {meaning}.")
    if len(targeted) != 3 or len(untargeted) != 3:
        return DirectionWords()
    return DirectionWords(*targeted, *untargeted)


def _shows(fields: Fields) -> tuple[Extra, ...]:
    named = fields.texts("shows")
    for name in named:
        if name not in [*Extra]:
            fields.problem(f"'shows' names {name!r}; it can name {', '.join(Extra)}.")
    return tuple(extra for extra in Extra if extra in named)


def _section(fields: Fields, shows: tuple[Extra, ...]) -> Section:
    fields.allow(SECTION_KEYS, ("shows",))
    return Section(
        title=fields.text("title"),
        introduction=fields.text("introduction", blank=True),
        columns=fields.each("columns", _column),
        current=fields.text("current"),
        earlier=fields.text("earlier"),
        comparators=fields.each("comparators", _comparator, empty=True),
        lines=fields.each("lines", _line),
        shows=_shows(fields) if fields.has("shows") else shows,
    )


def _column(fields: Fields) -> Column:
    fields.allow(("key", "label", "window", "months_back"))
    label, window = fields.text("label"), fields.choice("window", Window)
    try:
        used = {name for _, name, _, _ in Formatter().parse(label) if name is not None}
    except ValueError:
        used = {label}
    for name in sorted(used - LABEL_FIELDS):
        fields.problem(f"the label uses {{{name}}}; only {{start}}, {{end}} and {{quarter}} can be filled.")
    if "start" in used and window is None:
        fields.problem("the label uses {start}, which needs a window on the column.")
    return Column(key=fields.text("key"), label=label, window=window, months_back=fields.count("months_back"))


def _comparator(fields: Fields) -> ComparatorColumn:
    fields.allow(("key", "label", "kind", "year", "source"), ("release", "average"))
    kind = fields.choice("kind", ComparatorKind, null=False)
    average = fields.choice("average", Average, null=False) if fields.has("average") else None
    if average is not None and kind is not ComparatorKind.NEIGHBOURS:
        fields.problem("'average' is for statistical neighbours alone; remove it from this comparator.")
    return ComparatorColumn(
        key=fields.text("key"),
        label=fields.text("label"),
        kind=kind or ComparatorKind.ENGLAND,
        year=fields.text("year"),
        source=fields.text("source"),
        release=fields.text("release") if fields.has("release") else "",
        average=average or Average.MEAN,
    )


def _line(fields: Fields) -> Line:
    fields.allow(LINE_KEYS, LINE_OPTIONS)
    code = fields.text("code")
    flags = fields.texts("flags")
    for flag in flags:
        if flag not in FLAGS:
            fields.problem(f"the flag {flag!r} is not known; the known flags are {', '.join(FLAGS)}.")
    compare_with = None
    if fields.has("compare_with"):
        other = fields.child("compare_with")
        other.allow(("comparator",))
        compare_with = other.text("comparator")
    return Line(
        number=fields.text("number"),
        code=code,
        label=fields.text("label"),
        polarity=fields.choice("polarity", Polarity),
        window=fields.choice("window", Window),
        cells=fields.named("cells", _override) if fields.has("cells") else {},
        compare_with=compare_with,
        target_sense=SENSES.get(fields.word("target_sense", SENSES) or ""),
        flags=flags,
        comparator_years=fields.texts_by_name("comparator_years") if fields.has("comparator_years") else {},
        comparator_code=fields.optional_text("comparator_code") or code,
        note=fields.text("note", blank=True),
    )


def _override(fields: Fields) -> CellOverride:
    fields.allow((), ("window", "months_back"))
    months_back = fields.count("months_back") if fields.has("months_back") else None
    return CellOverride(window=fields.choice("window", Window), months_back=months_back)
