"""The figures of others beside a line, and where the authority sits among them.

No database and no clock here. The arithmetic is in indicators/calculations/ and indicators/benchmarks/.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from indicators.benchmarks.years import period_end_of
from indicators.calculations.display import display, round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.calculations.positions import position
from indicators.calculations.symbols import Symbol
from indicators.models import Benchmark, Release
from reports.comparing.years import AS_GIVEN, year_of, year_words
from reports.inputs import Inputs
from reports.layouts.layout import (
    LATEST,
    PUBLISHED_KINDS,
    Average,
    ComparatorColumn,
    ComparatorKind,
    Section,
)
from reports.layouts.layout import Line as LayoutLine
from reports.rows import Comparator, Line, Middle, exact_text

# How the basis begins where a layout compares a line with the figures of another indicator.
OTHER_INDICATOR = "the figure is of another indicator"
# Windows and units whose figures can be set against those of a published year.
OF_A_YEAR = (Window.S, Window.R12, Window.FY)
OF_ANY_WINDOW = (Unit.PERCENTAGE, Unit.AVERAGE, Unit.DAYS)
# Quartiles lie between published figures: one decimal more tells them from a figure beside them.
QUARTILE_PLACES = 1


def comparator(line: LayoutLine, column: ComparatorColumn, inputs: Inputs, unit: Unit) -> Comparator:
    """The figure of a column: the release's where it yields one, else what was given with the return.

    What was given is kept in `given` where it prints differently at its own decimals.
    """
    given = _as_given(line, column, inputs, unit)
    row = benchmark_of(line, column, inputs)
    if row is None:
        return given
    value, symbol = _figure(row, column)
    if value is None and not _tells(symbol, given):
        return given
    places = places_of(row)
    shown = display(value, symbol, unit, places)
    return replace(
        given,
        value=exact_text(value),
        symbol=symbol,
        display=shown,
        year=year_words(row.year, row.series.dataset.year_means),
        source=f"{publisher_of(row.release)}, {row.series.dataset.name}",
        release=row.release.name,
        used=row.neighbours_used if column.kind is ComparatorKind.NEIGHBOURS else None,
        of=(row.neighbours or None) if column.kind is ComparatorKind.NEIGHBOURS else None,
        basis=_basis(line, column, row),
        given=_given_that_differs(line, column, inputs, given, value, symbol, unit),
    )


def places_of(row: Benchmark) -> int:
    """The decimals at which a published figure, or the mean of several, is shown: those of its series.

    The children in need files print percentages to one decimal and the files on children looked after to
    none; a rate made from a published count is shown whole, as the Department's own tables and the papers
    do.
    """
    return 0 if row.series.per_children else row.places


def publisher_of(release: Release) -> str:
    """Who published it; nobody did where its authorities are fictional."""
    return "Made up for the demonstration" if release.fictional else release.dataset.publisher


def benchmark_of(line: LayoutLine, column: ComparatorColumn, inputs: Inputs) -> Benchmark | None:
    """The row of the release that a column reads for a line; None where no release has that year.

    Of two datasets that hold the indicator, the one released last speaks. A count is compared with nobody's:
    it says how large an authority is.
    """
    if column.kind not in PUBLISHED_KINDS:
        return None
    if inputs.indicators[line.code].is_count and column.kind is not ComparatorKind.OWN_PUBLISHED:
        return None
    rows = [row for row in inputs.benchmarks.get(line.published_code, ()) if _is_read(row, column, inputs)]
    label = line.comparator_years.get(column.key, column.year)
    if label == LATEST:
        rows = [row for row in rows if _end(row) <= inputs.period_end]
        return max(rows, key=lambda row: (_end(row), row.release.released_on, row.release_id), default=None)
    rows = [row for row in rows if row.year == year_of(label, row.series.dataset.year_means)]
    return max(rows, key=lambda row: (row.release.released_on, row.release_id), default=None)


def position_row(line: LayoutLine, section: Section, inputs: Inputs) -> Benchmark | None:
    """The row that the position is judged by: of the year of the authority's own published column.

    Where the section has none, of its neighbours' year, then of England's. None without quartiles, without
    a published figure of the authority, and for a count.
    """
    if inputs.indicators[line.code].is_count:
        return None
    ranked = sorted(
        (column for column in section.comparators if column.kind in PUBLISHED_KINDS),
        key=lambda column: PUBLISHED_KINDS.index(column.kind),
    )
    if not ranked:
        return None
    row = benchmark_of(line, ranked[0], inputs)
    if row is None or row.q1 is None or row.q3 is None or row.authority_value is None:
        return None
    return row


def positioned(row: Line, line: LayoutLine, section: Section, inputs: Inputs) -> Line:
    """The line with its position against the middle half: from the release, else as the paper prints it."""
    held = position_row(line, section, inputs)
    if held is None or held.q1 is None or held.q3 is None:
        basis = "as printed in the paper" if row.printed.position else ""
        return replace(row, position=row.printed.position or "none", position_basis=basis)
    unit, places = Unit(row.unit), places_of(held) + QUARTILE_PLACES
    year = year_words(held.year, held.series.dataset.year_means)
    rank = _rank(held, Polarity(row.judged or row.polarity))
    middle = Middle(
        low=exact_text(held.q1) or "",
        high=exact_text(held.q3) or "",
        low_display=display(held.q1, "", unit, places),
        high_display=display(held.q3, "", unit, places),
        of=held.of,
        year=year,
        release=held.release.name,
        published=position(held.authority_value, held.q1, held.q3).value,
        current=position(_of_a_year(row, inputs), held.q1, held.q3).value,
        rank=rank,
        tied=held.tied and rank is not None,
    )
    among = "fictional authorities" if held.release.fictional else "English authorities"
    basis = f"published {year} against {held.of} {among}, {held.release.name}"
    return replace(row, middle=middle, position=middle.published, position_basis=basis)


def _of_a_year(row: Line, inputs: Inputs) -> Decimal | None:
    """The current figure where it can be set against a year's, else None.

    A snapshot, a year's flow, and a share or an average of any window can; a rate of a shorter window only
    where it was scaled to a year.
    """
    window = Window(row.value.window) if row.value.window else None
    scaled = window is not None and inputs.indicators[row.code].is_annualised(window)
    if window in OF_A_YEAR or Unit(row.unit) in OF_ANY_WINDOW or scaled:
        return row.value.number
    return None


def _rank(held: Benchmark, polarity: Polarity) -> int | None:
    """The rank by the side that is good on the line, 1 being the best; None where it cannot be told.

    Rows are ranked by the catalogue's polarity. On a line that takes the other side to be good the order is
    turned about, which the rank alone allows only where nobody shares it.
    """
    by_catalogue = Polarity(held.series.indicator.polarity)
    if polarity is by_catalogue:
        return held.rank
    if held.rank is None or held.tied or Polarity.NEUTRAL in (polarity, by_catalogue):
        return None
    return held.of + 1 - held.rank


def _is_read(row: Benchmark, column: ComparatorColumn, inputs: Inputs) -> bool:
    if column.release:
        return row.release.name == column.release
    return row.release_id in inputs.basis.releases.values()


def _end(row: Benchmark) -> date:
    return period_end_of(row.series.dataset.year_means, row.year)


def _figure(row: Benchmark, column: ComparatorColumn) -> tuple[Decimal | None, str]:
    """The value of the column's kind and its symbol; a mean of nobody is not available."""
    if column.kind is ComparatorKind.OWN_PUBLISHED:
        return row.authority_value, row.authority_symbol
    if column.kind is ComparatorKind.REGION:
        return row.region_value, row.region_symbol
    if column.kind is ComparatorKind.ENGLAND:
        return row.england_value, row.england_symbol
    mean = row.neighbour_median if column.average is Average.MEDIAN else row.neighbour_mean
    return mean, "" if mean is not None or not row.neighbours else Symbol.NOT_AVAILABLE.value


def _tells(symbol: str, given: Comparator) -> bool:
    """Whether a symbol without a value says more than what was given: 'not available' never does."""
    return bool(symbol) and (symbol != Symbol.NOT_AVAILABLE or not given.display)


def _as_given(line: LayoutLine, column: ComparatorColumn, inputs: Inputs, unit: Unit) -> Comparator:
    year = line.comparator_years.get(column.key, column.year)
    blank = Comparator(
        key=column.key,
        label=column.heading,
        kind=column.kind.value,
        value=None,
        symbol="",
        display="",
        year=AS_GIVEN if year == LATEST else year,
        source=column.source,
    )
    given = inputs.comparators.get((line.code, column.key))
    if given is None:
        return blank
    return replace(
        blank,
        value=exact_text(given.value, given.places),
        symbol=given.symbol,
        # An upper limit keeps its number: '<1%' says more than 'low'.
        display=given.typed
        if given.symbol == Symbol.LOW
        else display(given.value, given.symbol, unit, given.places),
        year=given.year or blank.year,
    )


def _given_that_differs(
    line: LayoutLine,
    column: ComparatorColumn,
    inputs: Inputs,
    printed: Comparator,
    value: Decimal | None,
    symbol: str,
    unit: Unit,
) -> str:
    """What was given, as it was displayed, unless the release prints the same at the given decimals."""
    given = inputs.comparators.get((line.code, column.key))
    if given is None or not printed.display or given.symbol == Symbol.NOT_AVAILABLE:
        return ""
    if given.value is None or value is None:
        return "" if printed.symbol == symbol else printed.display
    places = given.places if given.places is not None else -int(given.value.normalize().as_tuple().exponent)
    same = round_half_up(value, max(0, places)) == round_half_up(given.value, max(0, places))
    return "" if same else printed.display


def _basis(line: LayoutLine, column: ComparatorColumn, row: Benchmark) -> str:
    """How the figure came about: another base than the line's, the median, the population behind a rate."""
    said = []
    if line.published_code != line.code:
        said.append(f"{OTHER_INDICATOR}: {row.series.indicator.name}")
    if column.kind is ComparatorKind.NEIGHBOURS:
        what = "the figure in the middle" if column.average is Average.MEDIAN else "the plain mean"
        said.append(f"{what} of the neighbours that have one")
    if row.series.per_children and row.vintage is not None:
        said.append(f"made from the published count and the children of {row.vintage.name}")
    if row.series.basis:
        said.append(row.series.basis)
    return "; ".join(said)
