"""The one way to a matrix: choices in, a matrix out, in a number of queries that nothing makes grow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from authorities.models import Authority, Region
from authorities.sharing import Reader
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.side_by_side.views import View


def read_matrix(region: Region, view: View, reader: Reader) -> Matrix:
    """The matrix of a view, disclosed as to an outsider whoever reads it.

    With `view.family` only that family's measures; those that the region's agreement leaves out never. Order
    of authorities follows `view.sort`. Empty `measures` where nothing was returned.
    """
    raise NotImplementedError


def periods_offered(region: Region) -> list[date]:
    """The period ends for which anybody in the region has an approved return, newest first."""
    raise NotImplementedError


def measure_of(matrix: Matrix, key: str) -> Measure | None:
    """The measure with this key, or the first; None for a matrix without one."""
    raise NotImplementedError


def authority_of(matrix: Matrix, code: str) -> Authority | None:
    """The authority with this code, else the one the group is about, else the first; None without any."""
    raise NotImplementedError


def data_version(region: Region, view: View, reader: Reader) -> str:
    """A hash that changes whenever anything the matrix is made from changes. One query."""
    raise NotImplementedError


def over_time(matrix: Matrix, measure: Measure, authorities: Sequence[Authority]) -> list[Entry]:
    """The entries whose lines carry the longest series there is: every period end that has a figure."""
    raise NotImplementedError
