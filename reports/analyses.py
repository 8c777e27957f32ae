"""Reading the analysis beside the figures: the newest text speaks, the older ones are its history."""

from __future__ import annotations

from reports.models import Analysis, Scorecard


def newest_analyses(scorecard: Scorecard) -> dict[str, Analysis]:
    """The latest row for each line number, blank ones included: a blank one took the text away."""
    rows = scorecard.analyses.select_related("written_by").order_by("pk")
    return {row.number: row for row in rows}


def history(scorecard: Scorecard, number: str) -> list[Analysis]:
    """Every saved text of one line, newest first."""
    return list(scorecard.analyses.filter(number=number).select_related("written_by").order_by("-pk"))
