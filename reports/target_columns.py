"""What a page shows of a line's target beside the figures: baseline, bands, change, gap, tolerance.

Nothing is reckoned here: the lines come judged (reports/judging.py) and disclosed.
"""

from __future__ import annotations

from dataclasses import dataclass

from indicators.calculations.bands import BandName
from reports.heads import SectionHead
from reports.layouts.layout import Extra
from reports.rows import Line

GRADES = {
    BandName.OUTSTANDING.value: "Outstanding",
    BandName.GOOD.value: "Good",
    BandName.REQUIRES_IMPROVEMENT.value: "Requires improvement",
    BandName.BELOW.value: "Below requires improvement",
}
BANDS = 3


@dataclass(frozen=True, slots=True)
class TargetColumns:
    """Which columns a section has from its lines' targets."""

    baseline: bool = False
    bands: bool = False
    change: bool = False

    @property
    def width(self) -> int:
        return self.baseline + BANDS * self.bands + self.change


def target_columns(section: SectionHead) -> TargetColumns:
    shows = section.shows
    return TargetColumns(Extra.BASELINE in shows, Extra.BANDS in shows, Extra.CHANGE in shows)


def grade_in_words(line: Line) -> str:
    """'Good'; '' where the line has no bands, or none that its figure can be graded by."""
    return GRADES.get(line.bands.grade, "") if line.bands else ""


def bands_in_words(line: Line) -> str:
    """The three bands in one phrase, for lists of changes; '' where there are none."""
    if line.bands is None:
        return ""
    bands = line.bands
    return (
        f"requires improvement {bands.requires_improvement}, good {bands.good}, "
        f"outstanding {bands.outstanding}"
    )


def target_facts(line: Line) -> list[dict[str, str]]:
    """What a line's target consists of beside its text, a row each."""
    facts: list[dict[str, str]] = []
    if line.bands is not None:
        for name, text in (
            ("Requires improvement", line.bands.requires_improvement),
            ("Good", line.bands.good),
            ("Outstanding", line.bands.outstanding),
        ):
            facts.append({"key": name, "value": text})
    if line.baseline_display:
        period = f" ({line.baseline_note})" if line.baseline_note else ""
        facts.append({"key": "Baseline", "value": f"{line.baseline_display}{period}"})
    if line.change is not None:
        facts.append({"key": "Change since", "value": line.change.shown})
    return facts
