"""Synthetic children of synthetic authorities: their Annex A files, and those stored as the portal would.

The same each time. Authorities have numbers for names; nobody in them exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle

from authorities.models import Authority, Region
from indicators.annex_a.answer import AnnexARead, told, understood
from indicators.annex_a.protect import protect
from indicators.annex_a.reading import read_annex_a
from indicators.calculations.periods import month_end_before
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.store import store_catalogue
from indicators.children.queueing import read_bank_holidays, store_bank_holidays, store_definitions
from indicators.children.storing import store_lists
from indicators.models import Return, ReturnKind, ReturnState
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import make_lives
from indicators.synthetic.workbook import annex_a_workbook

LAST = date(2024, 12, 31)
# Open cases of an authority whose Annex A has 18,300 rows, and of one with the 8,000 of an ordinary one.
LARGE, ORDINARY = 2_400, 1_066
AUTHORITIES = 24
QUARTERS = 12
SEED = 20250131
KEY = bytes(range(32))
KEY_VERSION = "1"


@dataclass(frozen=True)
class File:
    """One Annex A file: its workbook and what is stored of it."""

    period_end: date
    content: bytes
    read: AnnexARead

    @property
    def rows(self) -> int:
        return sum(each.rows for each in self.read.lists)


def quarters(many: int, last: date = LAST) -> list[date]:
    """So many quarter ends in order, the last of them last."""
    return [month_end_before(last, 3 * back) for back in range(many - 1, -1, -1)]


def workbooks(seed: int, children: int, period_ends: Sequence[date]) -> Iterator[tuple[date, bytes]]:
    """The Annex A workbook of one authority at each period end."""
    lives = make_lives(seed, children, period_ends[0], period_ends[-1])
    for period_end in period_ends:
        yield period_end, annex_a_workbook(lists_at(lives, period_end), "2024")


def files(seed: int, children: int, period_ends: Sequence[date]) -> list[File]:
    """The same workbooks with what is stored of each."""
    return [File(end, content, read(content, end)) for end, content in workbooks(seed, children, period_ends)]


def read(content: bytes, period_end: date, key: bytes = KEY) -> AnnexARead:
    """What the throwaway process would hand back, made in this one; no rules are run."""
    typed = read_annex_a(".xlsx", content, period_end)
    return understood(told([(each, protect(each, key, period_end)) for each in typed.lists.values()], []))


def load_what_counting_needs() -> None:
    store_catalogue(read_catalogue())
    store_bank_holidays(read_bank_holidays())
    store_definitions()


def authorities(many: int) -> list[Authority]:
    region = Region.objects.create(code="E12000001", name="Region 1")
    return Authority.objects.bulk_create(
        Authority(code=str(201 + n), name=f"Authority {n + 1}", region=region) for n in range(many)
    )


def approved(authority: Authority, period_end: date, lists: AnnexARead | None = None) -> Return:
    """An approved child-level return, with the rows of the lists where they are given."""
    made = Return.objects.create(
        authority=authority, kind=ReturnKind.CHILDREN, period_end=period_end, version=1,
        state=ReturnState.APPROVED, file_name="annex-a.xlsx", sha256="0" * 64, size=0,
        key_version=KEY_VERSION,
    )  # fmt: skip
    if lists is not None:
        store_lists(made, lists)
    return made


def store_everywhere(of: Iterable[Authority], made: Sequence[Sequence[File]]) -> int:
    """Each authority in turn gets the files of one of those made; how many rows."""
    stored = 0
    for authority, its_files in zip(of, cycle(made), strict=False):
        for file in its_files:
            approved(authority, file.period_end, file.read)
            stored += file.rows
    return stored
