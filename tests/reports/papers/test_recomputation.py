"""The papers' own arrows, RAG and directions, worked out again from their printed figures by our arithmetic.

What the papers print is known to break their own rules on two North Somerset rows: 4, which has the RAG and
the direction of a targeted row without a target, and 50, which misses by 1.4% of its target and is not amber.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.calculations.direction import Direction, direction, effect, word
from indicators.calculations.figures import Figure, parse_figure
from indicators.calculations.rag import Rag, Scheme, rag
from indicators.calculations.targets import parse_target
from indicators.catalogue.loader import read_catalogue
from reports.layouts.schema import Layout
from reports.papers.papers import NO_FIGURE, PaperLine, targets
from tests.reports.papers.published import LAYOUTS, NORTH_SOMERSET, PAPERS, SEFTON_2023, SEFTON_2025

ENTRIES = {entry.code: entry for entry in read_catalogue()}
RELATIVE = Scheme.relative(Decimal(5))


def figures(line: PaperLine, layout: Layout) -> tuple[Figure | None, Figure | None]:
    """The current figure and the earlier one, which a comparator stands for on some lines."""
    section, layout_line = layout.line(line.number)
    compared = layout_line.compare_with
    earlier = line.comparators[compared] if compared else line.figures[section.earlier]
    unit = ENTRIES[line.code].unit
    return parse_figure(line.figures[section.current], unit), parse_figure(earlier, unit)


def moved(line: PaperLine, layout: Layout) -> Direction:
    current, earlier = figures(line, layout)
    if current is None or earlier is None:
        return Direction.NONE
    return direction(current.value, earlier.value, max(current.places or 0, earlier.places or 0))


@pytest.mark.parametrize(("name", "rows"), [(SEFTON_2023, 23), (SEFTON_2025, 26)])
def test_every_arrow_of_sefton_agrees_with_its_figures(name: str, rows: int) -> None:
    layout = LAYOUTS[PAPERS[name].layout]
    agree = [line.number for line in PAPERS[name].lines if moved(line, layout) == line.direction]
    assert len(agree) == rows


def test_54_of_55_directions_of_north_somerset_agree_with_their_figures() -> None:
    layout = LAYOUTS[PAPERS[NORTH_SOMERSET].layout]
    agree: list[tuple[str, str]] = []
    differ: list[tuple[str, str]] = []
    for line in PAPERS[NORTH_SOMERSET].lines:
        _, layout_line = layout.line(line.number)
        went = moved(line, layout)
        if went is Direction.NONE or not line.direction:
            continue
        targeted = line.target not in NO_FIGURE or layout_line.has_unread_target
        polarity = layout_line.judged_polarity(ENTRIES[line.code].polarity)
        ours = word(went, effect(went, polarity), targeted, layout.direction_words)
        (agree if ours == line.direction else differ).append((line.number, ours))
    assert len(agree) == 54
    assert differ == [("4", "DECREASE")]


def judged(scheme: Scheme) -> dict[str, tuple[Rag, str]]:
    """Our RAG and the printed one, of each North Somerset row with a printed colour and a numeric target."""
    given = {target.number: target for target in targets(PAPERS[NORTH_SOMERSET])}
    found = {}
    for line in PAPERS[NORTH_SOMERSET].lines:
        unit = ENTRIES[line.code].unit
        current = parse_figure(line.figures["current"], unit)
        if current is None or line.number not in given or line.rag not in ("red", "amber", "green"):
            continue
        target = parse_target(given[line.number].text, unit)
        if target is not None and target.is_numeric:
            found[line.number] = (rag(current.value, target, given[line.number].sense, scheme).rag, line.rag)
    return found


def differing(scheme: Scheme) -> list[str]:
    return [number for number, (ours, printed) in judged(scheme).items() if ours != printed]


def test_39_of_40_rags_of_north_somerset_agree_with_a_relative_tolerance() -> None:
    found = judged(RELATIVE)
    assert len(found) == 40
    assert differing(RELATIVE) == ["50"]
    assert found["50"] == (Rag.AMBER, "red")


def test_the_other_readings_of_five_per_cent_agree_as_the_specification_says() -> None:
    assert differing(Scheme.points(Decimal(5))) == ["25", "27", "39", "50"]
    assert differing(Scheme.relative(Decimal(0))) == []


def test_the_lost_rag_of_row_53_is_red_as_the_commentary_has_it() -> None:
    # 9% against 10%: a tenth of the target, twice the tolerance.
    line = PAPERS[NORTH_SOMERSET].lines[52]
    (target,) = [t for t in targets(PAPERS[NORTH_SOMERSET]) if t.number == "53"]
    unit = ENTRIES[line.code].unit
    current = parse_figure(line.figures["current"], unit)
    assert current is not None
    assert rag(current.value, parse_target(target.text, unit), target.sense, RELATIVE).rag is Rag.RED
