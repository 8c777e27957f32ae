"""What an address names and a page cannot show: its name, and why, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from authorities.models import Authority
from authorities.sharing import terms_at
from indicators.models import Indicator
from indicators.tables import family_name
from reports.side_by_side.columns import ALL
from reports.side_by_side.groups import Basis, reason_in_words
from reports.side_by_side.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Unshown:
    """`what` is 'authority', 'indicator' or 'group'; `key` is what the address said of it."""

    what: str
    key: str
    name: str
    why: str


def unshown_authority(matrix: Matrix, code: str) -> Unshown:
    """An authority that is not in the matrix. One query at most."""
    for out in matrix.group.left_out:
        if out.authority.code == code:
            name = out.authority.name
            return Unshown("authority", code, name, f"{name} cannot be shown. {reason_in_words(out.why)}")
    held = Authority.objects.filter(code=code, fictional=matrix.group.region.fictional).first()
    if held is None:
        return Unshown("authority", code, code, "There is no such authority.")
    return Unshown("authority", code, held.name, f"{held.name} is not among these: {matrix.group.name}.")


def unshown_measure(matrix: Matrix, key: str) -> Unshown:
    """An indicator that is not in the matrix. Two queries at most."""
    code = key.rpartition(".")[0] or key
    held = Indicator.objects.filter(code=code, owner_authority=None).first()
    if held is None:
        return Unshown("indicator", key, key, "There is no such indicator.")
    return Unshown("indicator", key, held.name, f"{held.name}: {_why_no_measure(matrix, held)}")


def _why_no_measure(matrix: Matrix, indicator: Indicator) -> str:
    if matrix.basis is Basis.PUBLISHED:
        return "no figures of it are published for these choices."
    if indicator.family in terms_at(matrix.group.region, matrix.period_end).left_out:
        family = family_name(indicator.family)
        return f"left out by the region's agreement, which covers no figures of its family, {family}."
    if matrix.template == ALL:
        return "nobody has an approved figure of it for this period."
    return "it is not on this scorecard. Choose another scorecard, or every indicator, above."


def unshown_group(matrix: Matrix, key: str) -> Unshown:
    """A group that is nobody's, or whose authority cannot be shown: the region stands in its place."""
    why = f"The group that was asked for cannot be shown. This is {matrix.group.name} instead."
    return Unshown("group", key, key, why)
