"""The teams that an authority's newest lists name, to choose among."""

from __future__ import annotations

from authorities.models import Authority
from indicators.children.measuring import approved_lists
from indicators.children.rows import frames_of


def teams_of(authority: Authority) -> list[str]:
    """Each team as the file writes it, once, in the order of the alphabet; none without approved lists."""
    newest = approved_lists(authority)[-1:]
    if not newest:
        return []
    frames = frames_of(authority, newest).values()
    named = {team for frame in frames if "team" in frame.columns for team in frame["team"].to_list() if team}
    return sorted(named, key=str.casefold)
