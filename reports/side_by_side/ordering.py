"""The order in which authorities stand."""

from __future__ import annotations

from dataclasses import replace

from authorities.models import Authority
from reports.side_by_side.groups import Group
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.placing import as_shown


def sorted_group(matrix: Matrix, sort: str) -> Group:
    """The group by name, or by a measure's figure; those without a figure come last either way."""
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    by_name = sorted(matrix.authorities, key=lambda each: each.name)
    if key not in {measure.key for measure in matrix.measures}:
        return replace(matrix.group, authorities=tuple(reversed(by_name) if sort == "-name" else by_name))
    # As they read: those that read alike stand by name.
    held = {each: as_shown(matrix.entries[each.code, key]) for each in by_name}
    shown = [each for each in by_name if held[each] is not None]
    unshown = [each for each in by_name if held[each] is None]

    def figure(authority: Authority) -> object:
        return held[authority]

    shown.sort(key=figure, reverse=descending)  # type: ignore[arg-type]
    return replace(matrix.group, authorities=(*shown, *unshown))
