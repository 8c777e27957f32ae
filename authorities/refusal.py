"""What a write verb raises when it will not do what was asked."""

from __future__ import annotations


class Refused(Exception):
    """What was asked cannot be done now; the message is a sentence for the person who asked."""
