"""The matrix as HTML, by joining strings: thousands of cells, which a template a cell would make slow.

Whatever comes from data is escaped here. Nothing in it is of one person alone, and no token of a form is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from html import escape
from itertools import groupby

from django.urls import reverse

from authorities.models import Authority
from authorities.sharing import Reader
from indicators.calculations.display import default_places, display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, window_name
from indicators.calculations.polarity import Polarity
from indicators.calculations.spread import Shade
from indicators.tables import family_name
from reports.side_by_side.groups import Basis
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.side_by_side.shading import Mark, mark_of
from reports.side_by_side.views import View
from reports.side_by_side.wording import falls_at_first, labels_of, order_words

NOBODY = "–"
SUMMARY = ("Median", "Middle half", "Shown")
GOOD = {Polarity.HIGH: "high is good", Polarity.LOW: "low is good", Polarity.NEUTRAL: ""}


@dataclass(frozen=True)
class Sheet:
    """A matrix with the view that it is drawn by and what its reader is."""

    matrix: Matrix
    view: View
    reader: Reader

    @cached_property
    def addresses(self) -> dict[str, str]:
        names = ("region_matrix", "region_matrix_table", "region_compare", "region_spine")
        return {name: reverse(name, args=[self.matrix.group.region.code]) for name in names}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each measure is called on the page, by its key; no two alike."""
        return labels_of(self.matrix.measures)

    def address(self, name: str, **changes: object) -> str:
        """A page of the region with this view, some choices changed, ready to stand in an attribute."""
        query = self.view.query(**changes)
        return escape(f"{self.addresses[name]}?{query}" if query else self.addresses[name])


def render_table(sheet: Sheet) -> str:
    """The table alone: authorities across, or down where the view is transposed."""
    head, bodies = _transposed(sheet) if sheet.view.transposed else _upright(sheet)
    turned = " lfl-matrix--turned" if sheet.view.transposed else ""
    return (
        f'<table class="lfl-matrix{turned}" id="matrix-figures">'
        f'<caption id="matrix-caption"><span>{caption(sheet)}</span></caption>'
        f"<thead>{head}</thead>{''.join(bodies)}</table>"
    )


def caption(sheet: Sheet) -> str:
    """Whose figures they are and in what order; escaped."""
    name = escape(sheet.matrix.group.name)
    kept, descending = sheet.view.sort.removeprefix("-"), sheet.view.sort.startswith("-")
    sorting = next((measure for measure in sheet.matrix.measures if measure.key == kept), None)
    if sorting is not None:
        return f"{name}, by {escape(sheet.labels[kept])}, {order_words(sorting, descending=descending)} first"
    return f"{name}, by name of the authority"


def _upright(sheet: Sheet) -> tuple[str, Iterator[str]]:
    matrix = sheet.matrix
    heads = "".join(_authority_head(sheet, authority, "col") for authority in matrix.authorities)
    sums = "".join(f'<th scope="col" class="lfl-matrix__sum">{word}</th>' for word in SUMMARY)
    head = f'<tr><th scope="col">Indicator {_by_name(sheet)}</th>{sums}{heads}</tr>'
    labels = [escape(authority.name) for authority in matrix.authorities]
    own = _own_classes(sheet)
    across = 1 + len(SUMMARY) + len(labels)
    return head, (
        f'<tbody><tr class="lfl-matrix__family"><th scope="rowgroup" colspan="{across}">'
        f"<span>{family}</span></th></tr>"
        + "".join(
            f"<tr>{_measure_head(sheet, measure, 'row')}{_summary_cells(sheet, measure)}"
            f"{_cells(sheet, matrix.column(measure), labels, own)}</tr>"
            for measure in measures
        )
        + "</tbody>"
        for family, measures in _families(matrix.measures)
    )


def _transposed(sheet: Sheet) -> tuple[str, Iterator[str]]:
    matrix = sheet.matrix
    families = "".join(
        f'<th scope="colgroup" colspan="{len(measures)}" class="lfl-matrix__family">{family}</th>'
        for family, measures in _families(matrix.measures)
    )
    heads = "".join(_measure_head(sheet, measure, "col") for measure in matrix.measures)
    by_name = {"name": ' aria-sort="ascending"', "-name": ' aria-sort="descending"'}
    corner = f'<th scope="col"{by_name.get(sheet.view.sort, "")}>Authority {_by_name(sheet)}</th>'
    head = f"<tr><td></td>{families}</tr><tr>{corner}{heads}</tr>"
    labels = [escape(sheet.labels[measure.key]) for measure in matrix.measures]
    own = _own_classes(sheet)
    return head, iter(
        (
            f"<tbody>{_summary_rows(sheet, labels)}</tbody>",
            "<tbody>",
            *(
                f"<tr>{_authority_head(sheet, authority, 'row')}"
                f"{_cells(sheet, matrix.row(authority), labels, [kind] * len(labels))}</tr>"
                for authority, kind in zip(matrix.authorities, own, strict=True)
            ),
            "</tbody>",
        )
    )


def _families(measures: Sequence[Measure]) -> list[tuple[str, list[Measure]]]:
    """The measures by family, in their order; escaped, and begun with a capital."""
    by_family = groupby(measures, key=lambda each: each.family)
    return [(escape(family_name(family)), list(held)) for family, held in by_family]


def _cells(sheet: Sheet, entries: Iterable[Entry], labels: Sequence[str], own: Sequence[str]) -> str:
    shade, parts = sheet.view.shade, []
    for entry, label, kind in zip(entries, labels, own, strict=True):
        mark = mark_of(entry, shade)
        classes = " ".join(filter(None, (mark.kind, kind)))
        held = f' class="{classes}"' if classes else ""
        parts.append(f'<td{held} data-label="{label}">{_text(entry, mark)}</td>')
    return "".join(parts)


def _text(entry: Entry, mark: Mark) -> str:
    """The figure as it is displayed; a symbol in its place is short to the eye and whole to the ear."""
    cell = entry.line.value
    shown = escape(cell.display)
    if entry.value is not None:
        if mark.sign:
            # One thing, so that on a telephone no line ends between the sign and the figure.
            sign = f'<span aria-hidden="true">{mark.sign}</span>'
            shown = f'<span class="lfl-matrix__held">{sign} {shown}</span>'
        return f'{shown} <span class="govuk-visually-hidden">{mark.words}</span>' if mark.words else shown
    words = shown if cell.symbol and shown not in ("", "-") else "no figure"
    seen = escape(cell.symbol) or NOBODY
    return f'<span aria-hidden="true">{seen}</span><span class="govuk-visually-hidden">{words}</span>'


def _own_classes(sheet: Sheet) -> list[str]:
    """For each authority the class of one that is the reader's own, or ''."""
    own = sheet.reader.own
    return ["lfl-matrix__own" if each.code in own else "" for each in sheet.matrix.authorities]


def _authority_head(sheet: Sheet, authority: Authority, scope: str) -> str:
    whose, kind = "", ""
    if authority.code in sheet.reader.own:
        whose, kind = "yours", ' class="lfl-matrix__own"'
    elif sheet.matrix.group.about == authority:
        whose = "compared with these"
    note = f' <span class="lfl-matrix__whose">{whose}</span>' if whose else ""
    href = sheet.address("region_spine", authority=authority.code)
    link = f'<a class="govuk-link" href="{href}">{escape(authority.name)}</a>'
    return f'<th scope="{scope}"{kind}>{link}{note}</th>'


def _measure_head(sheet: Sheet, measure: Measure, scope: str) -> str:
    """What is counted, over what time and which way is good; with the link that sorts by it."""
    order = {measure.key: "ascending", f"-{measure.key}": "descending"}.get(sheet.view.sort, "")
    # The first click asks who stands worst, or highest; the second turns it.
    descending = falls_at_first(measure)
    if order == ("descending" if descending else "ascending"):
        descending = not descending
    label = sheet.labels[measure.key]
    words = f"Sort authorities by {label}, {order_words(measure, descending=descending)} first"
    sort = _sort_link(
        sheet,
        f"-{measure.key}" if descending else measure.key,
        f"sort-{measure.key.replace('.', '-')}",
        {"ascending": "▲", "descending": "▼"}.get(order, "⇅"),
        words,
    )
    in_year = sheet.matrix.basis is Basis.IN_YEAR
    # The release after the year stands below the table, once.
    when = window_name(Window(measure.window)) if in_year else measure.period.partition(", ")[0]
    notes = escape("; ".join(filter(None, (when, GOOD[measure.polarity]))))
    sorted_by = f' aria-sort="{order}"' if order else ""
    href = sheet.address("region_compare", figure=measure.key)
    return (
        f'<th scope="{scope}"{sorted_by}><a class="govuk-link" href="{href}">{escape(label)}</a>'
        f' {sort}<span class="lfl-matrix__when">{notes}</span></th>'
    )


def _by_name(sheet: Sheet) -> str:
    order = "-name" if sheet.view.sort == "name" else "name"
    arrow = {"name": "▲", "-name": "▼"}.get(sheet.view.sort, "⇅")
    words = "Sort authorities by name" + (", last first" if order == "-name" else "")
    return _sort_link(sheet, order, "sort-name", arrow, words)


def _sort_link(sheet: Sheet, sort: str, name: str, arrow: str, words: str) -> str:
    page, table = (sheet.address(each, sort=sort) for each in ("region_matrix", "region_matrix_table"))
    return (
        f'<a class="lfl-matrix__sort" id="{escape(name)}" href="{page}" hx-get="{table}">'
        f'<span aria-hidden="true">{arrow}</span>'
        f'<span class="govuk-visually-hidden">{escape(words)}</span></a>'
    )


def _summary_cells(sheet: Sheet, measure: Measure) -> str:
    texts = zip(SUMMARY, summary(sheet.matrix, measure), strict=True)
    return "".join(f'<td class="lfl-matrix__sum" data-label="{word}">{text}</td>' for word, text in texts)


def _summary_rows(sheet: Sheet, labels: Sequence[str]) -> str:
    columns = [summary(sheet.matrix, measure) for measure in sheet.matrix.measures]
    rows = []
    for place, word in enumerate(SUMMARY):
        cells = "".join(
            f'<td class="lfl-matrix__sum" data-label="{label}">{texts[place]}</td>'
            for label, texts in zip(labels, columns, strict=True)
        )
        rows.append(f'<tr><th scope="row" class="lfl-matrix__sum">{word}</th>{cells}</tr>')
    return "".join(rows)


def summary(matrix: Matrix, measure: Measure) -> tuple[str, str, str]:
    """Median, middle half, and how many figures are shown, as texts; dashes for fewer than four figures."""
    column = matrix.column(measure)
    shown = [entry for entry in column if entry.value is not None]
    many = f"{len(shown)} of {len(column)}"
    spread = matrix.spreads[measure.key]
    if spread is None:
        return NOBODY, NOBODY, many
    unit = Unit(measure.unit)
    places = max((entry.line.value.places for entry in shown), default=default_places(unit))

    def text(number: Decimal) -> str:
        return display(number, "", unit, places)

    return text(spread.median), f"{text(spread.q1)} to {text(spread.q3)}", many


def shades_by_group(shade: Shade) -> bool:
    """Whether a shade is of the group's own figures, so that few of them have none."""
    return shade in (Shade.QUARTILE, Shade.DISTANCE)
