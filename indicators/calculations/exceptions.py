"""The exception report's headings: where a line is suggested to go, from its RAG and its direction."""

from __future__ import annotations

from enum import StrEnum

from indicators.calculations.direction import Effect
from indicators.calculations.rag import Rag


class ExceptionClass(StrEnum):
    """NOT_JUDGED is for lines without a RAG, which the report leaves out."""

    GREEN_TO_CELEBRATE = "green to celebrate"
    AMBER_TO_WATCH = "amber to watch"
    RED_TO_WATCH = "red to watch"
    RED_OF_CONCERN = "red of concern"
    NOT_JUDGED = "not judged"


def suggest(rag: Rag, effect: Effect) -> ExceptionClass:
    """The heading for a line; a person may move it.

    Every red line falls under one of the two red headings: to watch when it is getting better or holding
    steady, of concern when it is getting worse and also when nobody can say, since silence is no reassurance.
    """
    if rag is Rag.GREEN:
        return ExceptionClass.GREEN_TO_CELEBRATE
    if rag is Rag.AMBER:
        return ExceptionClass.AMBER_TO_WATCH
    if rag is Rag.NONE:
        return ExceptionClass.NOT_JUDGED
    if effect in (Effect.BETTER, Effect.STEADY):
        return ExceptionClass.RED_TO_WATCH
    return ExceptionClass.RED_OF_CONCERN
