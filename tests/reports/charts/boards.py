"""Matrices put together by hand for the tests of charts: no table is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from authorities.models import Authority, Region
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import month_end_before
from indicators.calculations.polarity import Polarity
from reports.rows import Cell, Line, Point
from reports.side_by_side.groups import Basis, Group
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.side_by_side.placing import placed

END = date(2025, 6, 30)
BASE = 1000
REGION = Region(pk=1, code="T12000001", name="Test region", fictional=True)


def measure(number: int = 1, **about: object) -> Measure:
    """A low-is-good percentage unless it is told otherwise."""
    code = f"CHART_{number}"
    given = {
        "key": f"{code}.Q",
        "code": code,
        "window": "Q",
        "number": str(number),
        "label": f"Measure {number}",
        "name": f"Measure {number} in full",
        "family": "Family one",
        "unit": "percentage",
        "polarity": Polarity.LOW,
        "counts_people": True,
        "period": "quarter, 1 April 2025 to 30 June 2025",
    }
    return Measure(**{**given, **about})  # type: ignore[arg-type]


def authorities(count: int, names: Sequence[str] = ()) -> list[Authority]:
    return [
        Authority(
            pk=place + 1,
            code=f"T{place + 1:03d}",
            name=names[place] if place < len(names) else f"Place {place + 1:03d}",
            region=REGION,
            fictional=True,
        )
        for place in range(count)
    ]


def matrix(
    *columns: Sequence[str | None],
    measures: Sequence[Measure] = (),
    names: Sequence[str] = (),
    base: int = BASE,
    about: int | None = None,
) -> Matrix:
    """A column a measure, a figure an authority as text; None is a hidden one."""
    held = tuple(measures) or tuple(measure(number) for number in range(1, len(columns) + 1))
    places = authorities(max((len(column) for column in columns), default=0), names)
    entries: dict[tuple[str, str], Entry] = {}
    spreads = {}
    for one, figures in zip(held, columns, strict=True):
        lines = [entry(place, one, text, base=base) for place, text in zip(places, figures, strict=True)]
        column, spreads[one.key] = placed(lines)
        entries |= {(each.authority.code, one.key): each for each in column}
    group = Group(
        "region", REGION.name, REGION, tuple(places), (), places[about] if about is not None else None
    )
    return Matrix(group, Basis.IN_YEAR, END, None, "standard", held, entries, spreads)


def entry(
    authority: Authority,
    one: Measure,
    text: str | None,
    series: Sequence[str | None] = (),
    *,
    base: int | None = BASE,
    step: int = 3,
) -> Entry:
    """One entry with its parts; `series` ends at END, a figure every `step` months, None for a hidden one."""
    unit = Unit(one.unit)
    value = None if text is None else Decimal(text)
    parts = value is not None and base is not None
    now = Cell(
        key="now",
        label="Now",
        value=text,
        symbol="c" if text is None else "",
        display=display(value, "c" if text is None else "", unit),
        places=1,
        window=one.window,
        period_end=END.isoformat(),
        numerator=str((value or 0) * base / 100) if parts and base else None,
        denominator=str(base) if parts else None,
        hidden=text is None,
    )
    before = Cell(key="before", label="Before", window=one.window)
    line = Line(
        number=one.number,
        code=one.code,
        indicator=one.label,
        name=one.name,
        section=one.family,
        unit=one.unit,
        polarity=one.polarity.value,
        counts_people=True,
        cells=(before, now),
        current="now",
        earlier="before",
        series=tuple(
            Point(
                month_end_before(END, step * (len(series) - 1 - place)).isoformat(),
                figure,
                display(None if figure is None else Decimal(figure), "c" if figure is None else "", unit),
            )
            for place, figure in enumerate(series)
        ),
    )
    return Entry(authority, one, line)
