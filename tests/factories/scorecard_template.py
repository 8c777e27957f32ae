from __future__ import annotations

import hashlib
import json
from typing import Any

import factory
from factory.django import DjangoModelFactory

from reports.models import ScorecardTemplate


def layout_of(name: str, title: str, codes: list[str]) -> dict[str, Any]:
    """A layout of one section: the latest twelve months against the twelve before, a line a code."""
    lines = [
        {"number": str(number), "code": code, "label": f"Example {code}", "polarity": "low", "flags": []}
        for number, code in enumerate(codes, start=1)
    ]
    columns = [
        {"key": "earlier", "label": "Earlier ({start} - {end})", "window": "R12", "months_back": 12},
        {"key": "current", "label": "Latest ({start} - {end})", "window": "R12", "months_back": 0},
    ]
    section = {"title": "Examples", "introduction": "", "columns": columns, "comparators": [], "lines": lines}
    return {
        "name": name,
        "title": title,
        "authority": None,
        "valid_from": None,
        "valid_to": None,
        "source": "Made for a test",
        "rag": {"kind": "relative", "tolerance": "5"},
        "direction_words": {
            "targeted": ["POSITIVE", "STABLE", "NEGATIVE"],
            "untargeted": ["INCREASE", "STABLE", "DECREASE"],
        },
        "sections": [section | {"current": "current", "earlier": "earlier"}],
    }


class ScorecardTemplateFactory(DjangoModelFactory[ScorecardTemplate]):
    """A template open to every authority, with a line for each of `codes`."""

    class Meta:
        model = ScorecardTemplate

    class Params:
        codes = ("EXAMPLE_A", "EXAMPLE_B")

    name = factory.Sequence(lambda number: f"example-{number}")
    title = factory.LazyAttribute(lambda template: f"Example scorecard {template.name}")
    definition = factory.LazyAttribute(
        lambda template: layout_of(template.name, template.title, list(template.codes))
    )
    sha256 = factory.LazyAttribute(
        lambda template: hashlib.sha256(json.dumps(template.definition).encode()).hexdigest()
    )
