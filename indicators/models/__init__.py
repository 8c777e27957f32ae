from indicators.models.catalogue import Indicator, IndicatorInSet
from indicators.models.jobs import Job, JobState
from indicators.models.returns import (
    Return,
    ReturnComparator,
    ReturnFigure,
    ReturnFile,
    ReturnProblem,
    ReturnState,
)
from indicators.models.targets import Target
from indicators.models.values import Value

__all__ = [
    "Indicator",
    "IndicatorInSet",
    "Job",
    "JobState",
    "Return",
    "ReturnComparator",
    "ReturnFigure",
    "ReturnFile",
    "ReturnProblem",
    "ReturnState",
    "Target",
    "Value",
]
