"""What came of an upload."""

from __future__ import annotations

from indicators.models import Return, ReturnProblem, ReturnState


def only_error(kept: Return) -> ReturnProblem:
    """The one error of a return that therefore holds no figures."""
    assert kept.state == ReturnState.PROBLEMS
    assert not kept.figures.exists()
    return kept.problems.get(severity="error")
