"""What every file says of itself: of whom and when its figures are, who may see them, what is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from indicators.calculations.periods import long_date
from indicators.calculations.symbols import Symbol
from reports.side_by_side.groups import Basis
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.reading import period_words

WHO = {
    Basis.IN_YEAR: (
        "Figures of approved returns, shared within the region under its agreement. They are not published: "
        "do not pass them on outside the region."
    ),
    Basis.PUBLISHED: "Published statistics. Anybody may see them.",
}
DISCLOSURE = (
    "Every figure is given as a reader outside the authority may see it, for everybody alike. Counts of 1 to "
    "5 children are suppressed, and so are the figures from which such a count could be worked out."
)
SYNTHETIC = "Figures of fictional authorities are synthetic. They are about no real child and no real place."
# The symbols as they stand in files, and what each says.
SYMBOLS = (
    (Symbol.SUPPRESSED, "suppressed", "Hidden so that no child can be identified."),
    (Symbol.LOW, "low", "More than zero, but too small to be given."),
    (Symbol.NOT_APPLICABLE, "n/a", "Not applicable: there was nobody to count."),
    (Symbol.NOT_AVAILABLE, "-", "Not available: no figure has been given."),
    (Symbol.UNRELIABLE, "[u]", "Low reliability: treat the figure with caution."),
)


def title_of(matrix: Matrix) -> str:
    """'North West, period ending 30 June 2025'."""
    return f"{matrix.group.name}, {period_words(matrix)}"


def about(matrix: Matrix, made_on: date, periods: Sequence[date] | None = None) -> Iterator[tuple[str, str]]:
    """What it is and what is in it, as pairs of a heading and a sentence.

    `periods` are the period ends of a file that holds several, newest first.
    """
    group = matrix.group
    yield "What this is", "The figures of several authorities side by side."
    yield "Group", group.name
    yield "Region", f"{group.region.name} ({group.region.code})"
    several = matrix.basis is Basis.IN_YEAR and periods is not None and len(periods) > 1
    if several and periods:
        ends = f"from {long_date(periods[-1])} to {long_date(periods[0])}"
        yield "Periods", f"{len(periods)} period ends, {ends}. Each row says of which it is."
        yield "Earlier figures", "Each row gives the day on which its earlier figure ended."
    else:
        yield "Period", period_words(matrix)
        if matrix.earlier_end is not None:
            yield "Earlier figures", f"period ending {long_date(matrix.earlier_end)}"
    newest = " for the newest period" if several else ""
    yield "Authorities", f"{len(matrix.authorities)}{newest}"
    for left in group.left_out:
        yield "Left out", f"{left.authority.name}: {left.why}."
    yield "Indicators", f"{len(matrix.measures)}{newest}"
    yield "Who may see it", WHO[matrix.basis]
    yield "What is hidden", DISCLOSURE
    if group.region.fictional:
        yield "Synthetic", SYNTHETIC
    yield "Made on", long_date(made_on)
