from reports.models.collection import CollectionDeadline, Reminder, ReminderKind
from reports.models.saved_views import SavedView
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
    "CollectionDeadline",
    "PrintedVerdict",
    "Publication",
    "Reminder",
    "ReminderKind",
    "SavedView",
    "Scorecard",
    "ScorecardTemplate",
    "TemplateChoice",
]
