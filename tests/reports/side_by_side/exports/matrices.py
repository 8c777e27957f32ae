"""Matrices made by hand: lines as a scorecard has them, disclosed as the portal discloses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from authorities.models import Authority, Region
from indicators.calculations.direction import direction, effect, word
from indicators.calculations.display import default_places, display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import month_end_before
from indicators.calculations.polarity import Polarity
from indicators.calculations.spread import Spread
from reports.disclosure import Audience, disclose
from reports.rows import Cell, Line
from reports.side_by_side.groups import Basis, Group, LeftOut
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.side_by_side.placing import placed

JUNE = date(2025, 6, 30)
REGION = Region(pk=1, code="T12000001", name="Test region", fictional=True)


@dataclass(frozen=True)
class Given:
    """What an authority gave for a measure: a number with its parts, or a symbol; the earlier number."""

    value: str | None = None
    symbol: str = ""
    numerator: str | None = None
    denominator: str | None = None
    before: str | None = None
    rag: str = "none"
    target: str = ""
    withheld: bool = False


@dataclass(frozen=True)
class Column:
    """One measure and what each authority gave for it, by the authority's code."""

    code: str
    given: Mapping[str, Given]
    unit: Unit = Unit.PERCENTAGE
    polarity: Polarity = Polarity.LOW
    label: str = ""
    family: str = "Referrals"
    period: str = "rolling 12 months to 30 June 2025"
    window: str = "R12"


@dataclass(frozen=True)
class Wanted:
    """What else a matrix is made with."""

    names: Mapping[str, str] = field(default_factory=dict)
    region: Region = REGION
    basis: Basis = Basis.IN_YEAR
    period_end: date = JUNE
    left_out: tuple[LeftOut, ...] = ()
    group: str = "Test region"


def matrix_of(columns: Sequence[Column], wanted: Wanted | None = None) -> Matrix:
    """The authorities are those that any column names, by code; their lines disclosed to an outsider."""
    wanted = wanted or Wanted()
    codes = sorted({code for column in columns for code in column.given})
    authorities = [
        Authority(
            pk=number,
            code=code,
            name=wanted.names.get(code, f"Place {code}"),
            region=wanted.region,
            fictional=wanted.region.fictional,
        )
        for number, code in enumerate(codes, start=1)
    ]
    entries: dict[tuple[str, str], Entry] = {}
    spreads: dict[str, Spread | None] = {}
    measures: list[Measure] = []
    for number, column in enumerate(columns, start=1):
        measure = _measure(column, str(number))
        measures.append(measure)
        lines = [_line(measure, column.given.get(a.code, Given()), wanted.period_end) for a in authorities]
        shown = disclose(lines, Audience.OUTSIDE)
        made = [Entry(a, measure, line) for a, line in zip(authorities, shown, strict=True)]
        made, spreads[measure.key] = placed(made)
        entries |= {(entry.authority.code, measure.key): entry for entry in made}
    group = Group("region", wanted.group, wanted.region, tuple(authorities), wanted.left_out)
    earlier = month_end_before(wanted.period_end, 3) if wanted.basis is Basis.IN_YEAR else None
    return Matrix(
        group, wanted.basis, wanted.period_end, earlier, "standard", tuple(measures), entries, spreads
    )


def _measure(column: Column, number: str) -> Measure:
    label = column.label or f"Indicator {column.code}"
    return Measure(
        key=f"{column.code}.{column.window}",
        code=column.code,
        window=column.window,
        number=number,
        label=label,
        name=label,
        family=column.family,
        unit=column.unit.value,
        polarity=column.polarity,
        counts_people=True,
        period=column.period,
    )


def _line(measure: Measure, given: Given, end: date) -> Line:
    unit = Unit(measure.unit)
    now = _cell("current", unit, given.value, given.symbol, end, measure.window)
    if given.value is not None or given.symbol:
        parts = (given.numerator, given.denominator)
        now = _with(now, parts, withheld=given.withheld)
    before = _cell("earlier", unit, given.before, "", month_end_before(end, 3), measure.window)
    way = direction(now.number, before.number, max(now.places, before.places))
    verdict = effect(way, measure.polarity)
    return Line(
        number=measure.number,
        code=measure.code,
        indicator=measure.label,
        name=measure.name,
        section=measure.family,
        unit=unit.value,
        polarity=measure.polarity.value,
        counts_people=True,
        cells=(before, now),
        current="current",
        earlier="earlier",
        direction=way.value,
        effect=verdict.value,
        word=word(way, verdict, targeted=False),
        rag=given.rag,
        target=given.target,
    )


def _cell(key: str, unit: Unit, value: str | None, symbol: str, end: date, window: str) -> Cell:
    number = Decimal(value) if value is not None else None
    return Cell(
        key=key,
        label=key,
        value=value,
        symbol=symbol,
        display=display(number, symbol, unit),
        places=default_places(unit),
        window=window,
        period_end=end.isoformat(),
    )


def _with(cell: Cell, parts: tuple[str | None, str | None], *, withheld: bool) -> Cell:
    return replace(cell, numerator=parts[0], denominator=parts[1], withheld=withheld)


def five(code: str = "REREF_PCT", **more: object) -> Column:
    """Five authorities: 10, 20, 30, 40 and a hidden figure (3 of 61 children, 4.9%)."""
    shown = {
        f"T0{n}": Given(str(10 * n), numerator=str(100 * n), denominator="1000", before=str(9 * n))
        for n in range(1, 5)
    }
    hidden = Given("4.918", numerator="3", denominator="61", rag="green", target="8%")
    return Column(code, shown | {"T05": hidden}, **more)  # type: ignore[arg-type]


# What must not be in any file made from `five`.
TELLING = ("4.918", "4.9", "61")
