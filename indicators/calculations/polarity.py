"""Which way is good for an indicator, as its catalogue entry states it."""

from __future__ import annotations

from enum import StrEnum


class Polarity(StrEnum):
    """HIGH and LOW say which values are good; NEUTRAL says neither, so nothing is coloured."""

    HIGH = "high"
    LOW = "low"
    NEUTRAL = "neutral"
