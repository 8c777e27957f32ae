from reports.models.scorecards import Analysis, PrintedVerdict, Publication, Scorecard, ScorecardTemplate

__all__ = ["Analysis", "PrintedVerdict", "Publication", "Scorecard", "ScorecardTemplate"]
