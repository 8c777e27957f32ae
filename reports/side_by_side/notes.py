"""What stands in words about the matrix: what is shown of what was asked, against what, and what is not."""

from __future__ import annotations

from authorities.sharing import terms_at
from indicators.calculations.periods import long_date
from indicators.calculations.spread import Shade
from indicators.tables import family_name
from reports.side_by_side.columns import templates_offered
from reports.side_by_side.groups import ENGLAND, NEIGHBOURS, Basis
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.shading import mark_of
from reports.side_by_side.views import View

NOTHING_SHADED = {
    Shade.QUARTILE: "Nothing is shaded: fewer than four figures of any indicator here can be judged.",
    Shade.DISTANCE: "Nothing is shaded: fewer than four figures of any indicator here can be judged.",
    Shade.TARGET: "Nothing is shaded: nobody here has a target that can be judged.",
    Shade.DIRECTION: "Nothing is shaded: there are no earlier figures to set these against.",
}


def swapped(matrix: Matrix, view: View) -> list[str]:
    """What the view named and is not shown, with what stands in its place, as sentences."""
    said = []
    if matrix.group.key != view.group:
        said.append(f"{_why_not(view.group)}: showing the region.")
    if view.template not in dict(templates_offered()):
        said.append("No scorecard of this name: showing the indicators of the standard one.")
    return said


def _why_not(group: str) -> str:
    if group == ENGLAND:
        return "Every authority can be set side by side in published figures alone"
    if group.startswith(NEIGHBOURS):
        return "This authority, or a list of its neighbours, cannot be shown to you"
    return "Nobody of this name"


def any_shaded(matrix: Matrix, shade: Shade) -> bool:
    return any(mark_of(entry, shade).kind for entry in matrix.entries.values())


def against(matrix: Matrix) -> str:
    """What directions are set against: 'the period ending 31 March 2025', or 'the year before'."""
    if matrix.earlier_end is None:
        return "the year before"
    return f"the period ending {long_date(matrix.earlier_end)}"


def having(matrix: Matrix) -> int:
    """How many authorities have any figure, be it hidden."""
    return sum(any(entry.line.value.display for entry in matrix.row(each)) for each in matrix.authorities)


def families_left_out(matrix: Matrix) -> list[str]:
    """The families that the region's agreement leaves out of this year's figures, for everybody."""
    if matrix.basis is Basis.PUBLISHED:
        return []
    left_out = terms_at(matrix.group.region, matrix.period_end).left_out
    return [family_name(family) for family in sorted(left_out)]


def pinned(matrix: Matrix, view: View) -> str:
    """The view as a query that names its period and its group, so that it stays what it is today."""
    return view.query(period_end=matrix.period_end, group=matrix.group.key)
