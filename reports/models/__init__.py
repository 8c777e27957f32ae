from reports.models.scorecards import (
    Analysis,
    PrintedVerdict,
    Publication,
    Scorecard,
    ScorecardTemplate,
    TemplateChoice,
)

__all__ = [
    "Analysis",
    "PrintedVerdict",
    "Publication",
    "Scorecard",
    "ScorecardTemplate",
    "TemplateChoice",
]
