from indicators.models.annex_a import (
    AdopterRow,
    AdoptionRow,
    AssessmentRow,
    CareRow,
    ContactRow,
    EarlyHelpRow,
    EnquiryRow,
    LeaverRow,
    NeedRow,
    PlanRow,
    ReferralRow,
)
from indicators.models.benchmarks import Benchmark
from indicators.models.catalogue import Indicator, IndicatorInSet
from indicators.models.children import (
    BankHoliday,
    CountedValue,
    ListRead,
    MeasureChoice,
    MeasureDefinition,
    SealedFile,
)
from indicators.models.jobs import EVERY, Job, JobState
from indicators.models.published import Dataset, PublishedValue, Release, ReleaseFile, Series
from indicators.models.returns import (
    Return,
    ReturnComparator,
    ReturnFigure,
    ReturnFile,
    ReturnKind,
    ReturnProblem,
    ReturnState,
)
from indicators.models.targets import PolarityOverride, Target
from indicators.models.values import Value

__all__ = [
    "EVERY",
    "AdopterRow",
    "AdoptionRow",
    "AssessmentRow",
    "BankHoliday",
    "Benchmark",
    "CareRow",
    "ContactRow",
    "CountedValue",
    "Dataset",
    "EarlyHelpRow",
    "EnquiryRow",
    "Indicator",
    "IndicatorInSet",
    "Job",
    "JobState",
    "LeaverRow",
    "ListRead",
    "MeasureChoice",
    "MeasureDefinition",
    "NeedRow",
    "PlanRow",
    "PolarityOverride",
    "PublishedValue",
    "ReferralRow",
    "Release",
    "ReleaseFile",
    "Return",
    "ReturnComparator",
    "ReturnFigure",
    "ReturnFile",
    "ReturnKind",
    "ReturnProblem",
    "ReturnState",
    "SealedFile",
    "Series",
    "Target",
    "Value",
]
