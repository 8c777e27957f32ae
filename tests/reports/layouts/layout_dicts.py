"""A small layout as its JSON object, for tests to change."""

from __future__ import annotations

from typing import Any


def line_dict(number: str = "1", code: str = "REF_RATE", **others: Any) -> dict[str, Any]:
    return {"number": number, "code": code, "label": f"Indicator {number}", "polarity": "neutral", **others}


def section_dict(**others: Any) -> dict[str, Any]:
    section = {
        "title": "Front door",
        "introduction": "",
        "columns": [
            {"key": "earlier", "label": "12m ({start} - {end})", "window": "R12", "months_back": 0},
            {"key": "current", "label": "6m ({start} - {end})", "window": "R6", "months_back": 0},
        ],
        "current": "current",
        "earlier": "earlier",
        "comparators": [
            {"key": "LA", "label": "LA", "kind": "own published", "year": "2023-24", "source": "DfE"},
            {"key": "Eng", "label": "Eng", "kind": "england", "year": "2023-24", "source": "DfE"},
        ],
        "lines": [line_dict("1"), line_dict("2", "REREF_PCT", polarity="low")],
    }
    return section | others


def layout_dict(**others: Any) -> dict[str, Any]:
    layout = {
        "name": "small",
        "title": "A small scorecard",
        "authority": None,
        "valid_from": None,
        "valid_to": None,
        "source": "made for a test",
        "rag": {"kind": "relative", "tolerance": "5"},
        "direction_words": {
            "targeted": ["POSITIVE", "STABLE", "NEGATIVE"],
            "untargeted": ["INCREASE", "STABLE", "DECREASE"],
        },
        "sections": [section_dict()],
    }
    return layout | others
