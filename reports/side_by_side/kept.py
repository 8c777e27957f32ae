"""What was drawn of a matrix, kept squeezed until anything that it was made from changes.

Who may see it is asked before (authorities/access.py). What a reader is and everything they chose are in the
key, so nobody is given what was drawn for another kind of reader.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from pathlib import Path

from django.core.cache import cache
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from authorities.models import Region
from authorities.sharing import Reader
from indicators.calculations.spread import Shade
from reports.side_by_side import notes
from reports.side_by_side.choices import choices
from reports.side_by_side.exports.about import WHO
from reports.side_by_side.groups import Basis
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.reading import families_offered, period_words, read_matrix
from reports.side_by_side.rendering import Sheet, caption, render_table, shades_by_group, summary
from reports.side_by_side.shading import SHADES, key_of
from reports.side_by_side.versions import data_version
from reports.side_by_side.views import View

KEPT_SECONDS = 60 * 60
TABLE, CHOICES = "reports/parts/matrix_table.html", "reports/parts/matrix_choices.html"
EXPORTS = (
    ("xlsx", "Workbook"),
    ("csv", "CSV"),
    ("tidy", "Tidy CSV, as the Department for Education publishes it"),
    ("meta", "what its columns mean"),
    ("data", "Every period, as a plain workbook"),
)


def _made_by() -> str:
    """A hash of what draws the page: a new edition of the portal gives nothing that an older one drew."""
    here = Path(__file__).resolve()
    templates = here.parents[2] / "templates" / "reports" / "parts"
    sources = [
        *sorted(here.parent.glob("*.py")),
        *sorted(templates.glob("matrix_*.html")),
        templates / "left_out.html",
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


MADE_BY = _made_by()


@dataclass(frozen=True)
class Asked:
    """A view of a region by one kind of reader; the matrix is read when first needed, and once."""

    region: Region
    view: View
    reader: Reader
    version: str = field(init=False)

    def __post_init__(self) -> None:
        version = data_version(self.region, self.view, self.reader)
        object.__setattr__(self, "version", f"{MADE_BY}-{version}")

    @cached_property
    def matrix(self) -> Matrix:
        return read_matrix(self.region, self.view, self.reader)


def asked_for(region: Region, view: View, reader: Reader) -> Asked:
    """What decides the matrix of a view. Choices of the other pages would keep the same table many times."""
    return Asked(region, replace(view, figure="", authority=""), reader)


def table_squeezed(asked: Asked) -> bytes:
    """The table with what stands about it, as gzip."""
    return _kept(f"matrix:table:{asked.version}", lambda: _draw_table(asked))


def choices_squeezed(asked: Asked) -> bytes:
    """The form of choices and the one of a set picked by hand, as gzip."""
    return _kept(f"matrix:choices:{asked.version}", lambda: _draw_choices(asked))


def name_squeezed(asked: Asked) -> bytes:
    """The name of the group, escaped, as gzip: the page's heading says whose figures stand in it."""
    return _kept(f"matrix:name:{asked.version}", lambda: escape(asked.matrix.group.name))


def plain(squeezed: bytes) -> SafeString:
    """What was squeezed, to stand in a page: it was escaped when it was drawn."""
    return mark_safe(gzip.decompress(squeezed).decode())  # noqa: S308


def _kept(key: str, draw: Callable[[], str]) -> bytes:
    held: bytes | None = cache.get(key)
    if held is None:
        held = gzip.compress(draw().encode(), compresslevel=6, mtime=0)
        cache.set(key, held, KEPT_SECONDS)
    return held


def _draw_table(asked: Asked) -> str:
    matrix, view = asked.matrix, asked.view
    sheet = Sheet(matrix, view, asked.reader)
    page = reverse("region_matrix", args=[asked.region.code])
    moves = view.shade is Shade.DIRECTION
    pinned = notes.pinned(matrix, view)
    context = _said(asked) | {
        "matrix": matrix,
        "period": period_words(matrix),
        "releases": _releases(matrix),
        "shade": SHADES[view.shade].lower() + (f", against {notes.against(matrix)}" if moves else ""),
        # Made of escaped parts alone (rendering.py).
        "table": mark_safe(render_table(sheet)) if notes.having(matrix) else "",  # noqa: S308
        "said": mark_safe(caption(sheet)),  # noqa: S308
        "key": key_of(view.shade, notes.against(matrix)),
        "symbols": sorted({e.line.value.symbol for e in matrix.entries.values() if e.line.value.symbol}),
        "pinned": pinned,
        "address": f"{page}?{pinned}",
        "newest": _address(page, view.query(period_end=None, group=matrix.group.key)),
        "fields": _fields(view),
        "exports": [
            (_address(reverse("region_matrix_export", args=[asked.region.code, kind]), view.query()), text)
            for kind, text in EXPORTS
        ],
    }
    return render_to_string(TABLE, context)


def _said(asked: Asked) -> dict[str, object]:
    """What the page says in words of what it shows and what it does not."""
    matrix, shade = asked.matrix, asked.view.shade
    return {
        "swapped": notes.swapped(matrix, asked.view),
        "having": notes.having(matrix),
        "few": any(summary(matrix, each)[0] == "–" for each in matrix.measures),
        "by_group": shades_by_group(shade),
        "not_shaded": "" if notes.any_shaded(matrix, shade) else notes.NOTHING_SHADED[shade],
        "families_left_out": notes.families_left_out(matrix),
        "in_year": matrix.basis is Basis.IN_YEAR,
        "who": WHO[matrix.basis],
    }


def _address(page: str, query: str) -> str:
    return f"{page}?{query}" if query else page


def _releases(matrix: Matrix) -> list[str]:
    """The releases of published figures, each once; none for this year's."""
    if matrix.basis is not Basis.PUBLISHED:
        return []
    return list(dict.fromkeys(measure.period.partition(", ")[2] for measure in matrix.measures))


def _fields(view: View) -> list[tuple[str, str]]:
    """What a form about the group alone must send beside it, to change nothing else."""
    return list(QueryDict(view.query(group=View().group)).items())  # type: ignore[arg-type]


def _draw_choices(asked: Asked) -> str:
    view = asked.view
    whole = replace(view, family="", sort="name")
    every = asked.matrix if not view.family else read_matrix(asked.region, whole, asked.reader)
    offered = choices(asked.region, view, asked.reader, asked.matrix, families_offered(every))
    context = {
        "choices": offered,
        "page": reverse("region_matrix", args=[asked.region.code]),
        "table": reverse("region_matrix_table", args=[asked.region.code]),
    }
    return render_to_string(CHOICES, context)
