"""One workbook on its way through the portal, and the way people would otherwise write it."""

from __future__ import annotations

import random
from datetime import date

from django.db import transaction

from authorities.models import Authority
from authorities.sharing import Reader
from bench import children
from bench.counting_peers import FIGURES, by_orm
from bench.timing import best_of, say
from bench.whole_peer import Objects, read_by_openpyxl
from indicators.annex_a.answer import AnnexARead
from indicators.calculations.periods import Window
from indicators.children.measuring import count_children
from indicators.children.rows import reading
from indicators.models import EVERY, CountedValue, Job, ListRead, Value
from indicators.models.annex_a import TABLES
from indicators.recalculation import recalculate_values
from indicators.returns.reading import read_upload
from indicators.withholding import decide_what_is_told
from reports.layouts.schema import read_layouts
from reports.layouts.store import read_raw, store_layouts
from reports.side_by_side.columns import ALL
from reports.side_by_side.reading import read_matrix
from reports.side_by_side.views import View


class Sides:
    def __init__(self) -> None:
        children.load_what_counting_needs()
        open_to_all, raw = [each for each in read_layouts() if each.authority is None], read_raw()
        store_layouts(open_to_all, {each.name: raw[each.name] for each in open_to_all})
        self.period_end = children.LAST
        [(_, self.content)] = children.workbooks(children.SEED, children.LARGE, [self.period_end])
        self.authorities = children.authorities(children.AUTHORITIES)
        self._left = iter(self.authorities[2:])
        self.authority = self.authorities[0]
        self._others()
        held = CountedValue.objects.filter(authority=self.authority).select_related("indicator")
        self.found = list(held)
        self.cells = len(self.found)
        self.rows = sum(ListRead.objects.values_list("rows", flat=True))
        self._objects: Objects = {}
        self._peer = children.approved(self.authorities[1], self.period_end)

    def _others(self) -> None:
        """The first authority's values, for the whole region to be compared with."""
        self.ours()
        values = list(Value.objects.filter(authority=self.authority, period_end=self.period_end))
        for authority in self.authorities[1:]:
            for value in values:
                value.pk, value.authority = None, authority
            Value.objects.bulk_create(values)

    def next_authority(self) -> None:
        """One that has not returned anything yet."""
        self.authority = next(self._left)
        Value.objects.filter(authority=self.authority).delete()

    def ours(self) -> None:
        read = read_upload("annex-a.xlsx", self.content, period_end=self.period_end, key=children.KEY)
        assert isinstance(read, AnnexARead)
        with transaction.atomic():
            children.approved(self.authority, self.period_end, read)
        job = Job(authority=self.authority, codes=[EVERY])
        for step in (count_children, recalculate_values, decide_what_is_told):
            write = step(job, lambda *_: None)
            with transaction.atomic():
                write()
        view = View(template=ALL, period_end=self.period_end)
        read_matrix(self.authority.region, view, Reader(lead=True))

    def reading(self) -> None:
        read_upload("annex-a.xlsx", self.content, period_end=self.period_end, key=children.KEY)

    def openpyxl(self) -> None:
        self._objects = read_by_openpyxl(self.content, self._peer)

    def bulk_create(self) -> None:
        with transaction.atomic():
            for number, objects in self._objects.items():
                TABLES[number]._default_manager.bulk_create(objects, batch_size=5_000)

    def orm(self, chance: random.Random, many: int) -> tuple[float, bool]:
        """Seconds a cell, and whether all agree."""
        plain = [each for each in self.found if each.indicator.code in FIGURES]
        picked = chance.sample(plain, min(many, len(plain)))
        theirs = []

        def reckon() -> None:
            for each in picked:
                cell: tuple[Window, date] = (Window(each.window), each.period_end)
                with reading(self.authorities[1]):
                    theirs.append(by_orm(self.authorities[1], [self._peer], each.indicator.code, cell))

        taken = best_of(1, reckon)
        equal = True
        for each, (numerator, denominator) in zip(picked, theirs, strict=True):
            shared = FIGURES[each.indicator.code].counted is not None
            if each.numerator != numerator or (shared and each.denominator != denominator):
                where = f"{each.indicator.code} {each.window} {each.period_end}"
                say(f"{where}: ours {each.numerator}, theirs {numerator}")
                equal = False
        return taken / len(picked), equal

    def same_rows(self) -> bool:
        """What identifies and dates a row came out alike."""
        first: Authority = self.authorities[0]
        equal = True
        for number, model in TABLES.items():
            kept = {field.name for field in model._meta.concrete_fields}
            names = [name for name in ("row", "child", "started", "ended", "authorised") if name in kept]
            sides = []
            for authority in (first, self.authorities[1]):
                with reading(authority):
                    rows = model._default_manager.filter(authority=authority).order_by("row")
                    sides.append(list(rows.values_list(*names)))
            if sides[0] != sides[1]:
                say(f"List {number} differs.")
                equal = False
        return equal
