from indicators.models.benchmarks import Benchmark
from indicators.models.catalogue import Indicator, IndicatorInSet
from indicators.models.jobs import Job, JobState
from indicators.models.published import Dataset, PublishedValue, Release, ReleaseFile, Series
from indicators.models.returns import (
    Return,
    ReturnComparator,
    ReturnFigure,
    ReturnFile,
    ReturnProblem,
    ReturnState,
)
from indicators.models.targets import PolarityOverride, Target
from indicators.models.values import Value

__all__ = [
    "Benchmark",
    "Dataset",
    "Indicator",
    "IndicatorInSet",
    "Job",
    "JobState",
    "PolarityOverride",
    "PublishedValue",
    "Release",
    "ReleaseFile",
    "Return",
    "ReturnComparator",
    "ReturnFigure",
    "ReturnFile",
    "ReturnProblem",
    "ReturnState",
    "Series",
    "Target",
    "Value",
]
