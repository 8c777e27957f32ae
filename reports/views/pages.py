"""What the pages of a scorecard show, living or published alike."""

from __future__ import annotations

from typing import Any

from reports.comparing.drill import behind_sentences, comparison_facts, middle_sentences
from reports.comparing.words import POSITIONS, comparator_key
from reports.drill import ReturnHref, cell_facts, trend
from reports.exception_report import exception_report, sentence
from reports.presentation import (
    LineHref,
    counts,
    symbols_used,
    tables,
    window_words,
)
from reports.reading import Reading
from reports.rows import Line
from reports.sparklines import sparkline
from reports.target_columns import grade_in_words, target_facts


def scorecard_page(reading: Reading, line_href: LineHref) -> dict[str, Any]:
    """The context of the table page."""
    return {
        "reading": reading,
        "tables": tables(reading, line_href),
        "counts": counts(reading.lines),
        "comparators": comparator_key(reading),
        "symbols": symbols_used(reading.lines),
        "bands": any(line.bands for line in reading.lines),
        "marks": {mark for line in reading.lines for cell in line.cells for mark in cell.marks},
    }


def line_page(
    reading: Reading, line: Line, line_href: LineHref, return_href: ReturnHref | None
) -> dict[str, Any]:
    """The context of the drill-down of one line, with the lines before and after it."""
    numbers = [other.number for other in reading.lines]
    place = numbers.index(line.number)
    return {
        "reading": reading,
        "line": line,
        "cells": cell_facts(line, return_href),
        "position": POSITIONS.get(line.position, ""),
        "comparisons": comparison_facts(line),
        "behind": behind_sentences(line),
        "middle_sentences": middle_sentences(line),
        "neighbours": reading.basis.figures.get(line.number, ()),
        "target_facts": target_facts(line),
        "grade": grade_in_words(line),
        "window": window_words(line),
        "trend": trend(line),
        "sparkline": sparkline(line.series, line.value),
        "meaning": reading.definitions.get(line.code),
        "paragraphs": [text for text in line.analysis.splitlines() if text.strip()],
        "previous": _beside(reading, place - 1, line_href) if place else None,
        "next": _beside(reading, place + 1, line_href) if place + 1 < len(numbers) else None,
    }


def exceptions_page(reading: Reading, line_href: LineHref) -> dict[str, Any]:
    """The context of the exception report."""
    report = exception_report(reading.lines)
    return {
        "reading": reading,
        "report": report,
        "groups": [
            {
                "group": group,
                "areas": [
                    (area.title, [_entry(line, line_href) for line in area.lines]) for area in group.areas
                ],
            }
            for group in report.groups
        ],
        "not_judged": [_entry(line, line_href) for line in report.not_judged],
        "counts": [
            *(
                {"number": group.count, "label": group.title, "rag": group.rag, "href": f"#{group.key}"}
                for group in report.groups
            ),
            {"number": len(report.not_judged), "label": "Not judged", "href": "#not-judged"},
        ],
    }


def _entry(line: Line, line_href: LineHref) -> dict[str, Any]:
    return {
        "line": line,
        "href": line_href(line.number),
        "sentence": sentence(line),
        "paragraphs": [text for text in line.analysis.splitlines() if text.strip()],
    }


def _beside(reading: Reading, place: int, line_href: LineHref) -> dict[str, str]:
    line = reading.lines[place]
    return {"href": line_href(line.number), "number": line.number, "indicator": line.indicator}
