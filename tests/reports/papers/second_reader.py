"""The published papers read a second time, another way, to hold the figures in the project against.

Sefton's rows are read outwards from their arrow. North Somerset's are read as a run of words: numbers up to
the words of the polarity, then the RAG, then the direction, so that it does not matter where cells were cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ARROWS = {"↑": "up", "↓": "down", "↔": "same"}
SEFTON_ROW = re.compile(r"([0-9]+)\t([^\t]+)\t(.+)\t([↑↓↔])\t(.+)")
NUMBER = re.compile(r"[0-9][0-9,.]*%?")
POLARITY = re.compile(r"(Higher|Lower) is better")
DIRECTION = re.compile(r"\b(POSITIVE|STABLE|NEGATIVE|INCREASE|DECREASE)\b")
RAG = re.compile(r"\b(RED|AMBER|GREEN|Not targeted)\b")
AFTER_THE_ARROW = {
    "sefton-2025-01": ["target", "polarity", "RIG Sefton", "RIG NW", "LA", "SN", "NW", "Eng", "position"],
    "sefton-2023-11": ["polarity", "LA", "SN", "Eng", "position"],
}
BEFORE_THE_ARROW = {
    "sefton-2025-01": ["earlier", "current"],
    "sefton-2023-11": ["earlier", "current", "target"],
}
QUARTERS = ("q4", "q1", "q2", "current")
NSO_COMPARATORS = ("SN", "SW", "Eng", "Ofsted good")


@dataclass
class PrintedRow:
    label: str
    figures: dict[str, str] = field(default_factory=dict)
    target: str = ""
    polarity: str = ""
    rag: str = ""
    direction: str = ""
    position: str = ""
    comparators: dict[str, str] = field(default_factory=dict)
    is_local: bool = False
    analysis: str = ""


def second_reading(text: str, name: str) -> dict[str, PrintedRow]:
    """The rows of the paper with this name, by their number in printed order."""
    if name in AFTER_THE_ARROW:
        return sefton_rows(text, BEFORE_THE_ARROW[name], AFTER_THE_ARROW[name])
    return {str(number): row for number, row in enumerate(north_somerset_rows(text), start=1)}


def sefton_rows(text: str, before: list[str], after: list[str]) -> dict[str, PrintedRow]:
    """Rows by number. `before` and `after` name the cells on either side of the arrow."""
    rows = {}
    for line in text.splitlines():
        found = SEFTON_ROW.fullmatch(line.rstrip("\t"))
        if found is None:
            continue
        number, label, left, arrow, right = found.groups()
        cells = dict(zip(before, left.split("\t"), strict=True))
        cells |= dict(zip([*after, "analysis"], right.split("\t"), strict=True))
        row = PrintedRow(label=label, direction=ARROWS[arrow])
        row.figures = {key: cells.pop(key) for key in ("earlier", "current")}
        row.target, row.polarity = cells.pop("target"), cells.pop("polarity")
        position = cells.pop("position")
        row.position = "" if position == "-" else position
        row.analysis = cells.pop("analysis")
        row.comparators = cells
        rows[number] = row
    return rows


def sefton_headings(text: str) -> list[list[str]]:
    """Each page's headings in order: a second row of headings stands where the first has a wide cell."""
    pages: list[list[str]] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if line.startswith("No\tIndicator"):
            pages.append(cells)
        elif cells[:1] == ["LA"] and pages:
            wide = next(index for index, cell in enumerate(pages[-1]) if cell.startswith("Latest published"))
            pages[-1][wide : wide + 1] = cells
    return pages


def north_somerset_rows(text: str) -> list[PrintedRow]:
    """The rows in printed order."""
    rows: list[PrintedRow] = []
    cut_off = ""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 3 or cells[1] in ("", "•"):
            continue
        if cells[1] == "Indicator":
            cut_off = " ".join(cells).partition("DETAIL")[2]
            continue
        rows.append(_north_somerset_row(cells, cut_off))
    return rows


def _north_somerset_row(cells: list[str], cut_off: str) -> PrintedRow:
    row = PrintedRow(label=cells[1])
    words = " ".join(" ".join(cells[2:]).split())
    if words.startswith("Number ") and " ng better " in words:
        # The heading above holds the first halves: "Decreasi", "Lower is".
        target, _, side = cut_off.strip().partition(" ")
        words = words.replace(" ng better ", f" {target}ng {side.split(' is')[0]} is better ")
    row.is_local = re.search("ocal[mn]+ea", words.replace(" ", "")) is not None
    row.comparators = dict.fromkeys(NSO_COMPARATORS, "")
    if not row.is_local:
        row.comparators = dict(zip(NSO_COMPARATORS, cells[-4:], strict=True))
    verdict = words
    if polarity := POLARITY.search(words):
        row.polarity, verdict = polarity[0], words[polarity.end() :]
        _read_numbers(row, words[: polarity.start()].split())
    elif " N/A " in words:
        row.polarity, (numbers, _, verdict) = "N/A", words.partition(" N/A ")
        _read_numbers(row, [*numbers.split(), *(["N/A"] if verdict.startswith("N/A ") else [])])
    else:
        _read_numbers(row, words.partition(" better ")[0].split())
    row.rag = found[0].lower() if (found := RAG.search(verdict)) else ""
    row.direction = found[0] if (found := DIRECTION.search(verdict)) else ""
    return row


def _read_numbers(row: PrintedRow, words: list[str]) -> None:
    """Four quarters and a target; fewer are the latest quarter and the target; more cannot be told apart."""
    found = [word for word in words if NUMBER.fullmatch(word) or word == "N/A" or word.endswith("ing")]
    row.figures = dict.fromkeys(QUARTERS, "")
    if len(found) in (4, 5, 6):
        row.figures = dict(zip(QUARTERS, found[:4], strict=True))
        row.target = found[4] if len(found) == 5 else ""
    elif len(found) == 2:
        row.figures["current"], row.target = found
