"""An authority of some size: its scorecard, its windows, a quarter handed in again, a job and its work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from authorities.models import Authority
from bench import children
from bench.timing import say
from indicators import jobs
from indicators.children.calendar import working_days
from indicators.children.measuring import approved_lists, held_of, wanted_windows
from indicators.children.rows import frames_of
from indicators.measures.choices import Choices
from indicators.measures.counting import count
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.flows import Flows
from indicators.measures.history import History
from indicators.measures.lines import Counted, Writer
from indicators.measures.stocks import Stocks
from indicators.measures.vocabulary import Caseload, Measure
from indicators.models import EVERY, CountedValue, Job
from reports.building import rebuild
from reports.management.commands.load_reference import load_reference
from reports.models import Scorecard


def load(few: int, times: int) -> Iterator[tuple[Authority, int]]:
    """Two fictional authorities with the reference data that their scorecards need."""
    load_reference(demonstration=True)
    pair = Authority.objects.filter(fictional=True).order_by("code")[:2]
    yield from zip(pair, (few, few * times), strict=True)


class Grown:
    def __init__(self, authority: Authority, size: int) -> None:
        self.authority = authority
        files = children.files(children.SEED, size, children.quarters(children.QUARTERS))
        self.rows = children.store_everywhere([authority], [files])
        self.returns = approved_lists(authority)
        # Caseloads are no windows of facts: they stay out on both sides.
        self.wanted = {
            code: windows
            for code, windows in wanted_windows([EVERY]).items()
            if not isinstance(DEFINITIONS[code], Caseload)
        }
        self.calendar = working_days()
        self._history = self._of(len(self.returns))
        self._kept: tuple[Flows, Stocks] = self._facts(self._history)

    def _of(self, newest: int) -> History:
        """The rows of the newest so many returns."""
        returns = self.returns[-newest:]
        return History(frames_of(self.authority, returns), held_of(returns), Choices(), self.calendar)

    def _facts(self, history: History) -> tuple[Flows, Stocks]:
        flows: dict[str, Measure] = {}
        stocks: dict[str, Measure] = {}
        for code in self.wanted:
            measure = DEFINITIONS[code]
            if isinstance(measure, Measure) and measure.given(history.choices):
                (flows if measure.rows.on else stocks)[code] = measure
        return Flows(history, flows), Stocks(history, stocks)

    # --- a quarter handed in again -----------------------------------------------------------------

    def counted(self) -> list[Counted]:
        """Ours: every row of the authority is read, and its figures are counted."""
        frames = frames_of(self.authority, self.returns)
        return count(frames, held_of(self.returns), Choices(), self.calendar, self.wanted)

    def keep_facts(self) -> None:
        self._kept = self._facts(self._history)

    def from_facts(self) -> list[Counted]:
        """As if the facts of earlier returns were kept: the rows of the newest alone are read."""
        self._facts(self._of(1))
        return self._figures(*self._kept)

    def _figures(self, flows: Flows, stocks: Stocks) -> list[Counted]:
        writer = Writer(self._history.coverage)
        found: list[Counted] = []
        for code, windows in self.wanted.items():
            measure = DEFINITIONS[code]
            if isinstance(measure, Measure) and measure.given(self._history.choices):
                for line in (flows if measure.rows.on else stocks).lines(code, windows):
                    found += writer.figures(line)
        return found

    def windows(self) -> None:
        """Every figure at every month end, from facts that are there."""
        flows, stocks = self._kept
        self._figures(flows, stocks)

    def same_from_facts(self) -> bool:
        self.keep_facts()
        same = sorted(map(repr, self.counted())) == sorted(map(repr, self.from_facts()))
        if not same:
            say("The figures from kept facts differ.")
        return same

    # --- the job -----------------------------------------------------------------------------------

    def straight(self) -> None:
        """The steps of the job, one after the other, and nothing around them."""
        job = Job(authority=self.authority, codes=[EVERY])
        for path in settings.JOB_STEPS["recalculate"]:
            write = import_string(path)(job, lambda *_: None)
            with transaction.atomic():
                write()

    def queued(self) -> None:
        """The same as a job: its row, the nudge to Redis, the claim, what it reports, the fence."""
        job = jobs.enqueue("recalculate", authority=self.authority, reason="Bench", by=None, codes=[EVERY])
        jobs.run(job.pk)

    def _values(self) -> list[Mapping[str, object]]:
        held = CountedValue.objects.filter(authority=self.authority).order_by(
            "indicator", "window", "period_end"
        )
        return list(held.values("indicator", "window", "period_end", "value", "input_hash"))

    def same_by_queue(self) -> bool:
        before = self._values()
        CountedValue.objects.filter(authority=self.authority).delete()
        self.queued()
        same = bool(before) and before == self._values()
        if not same:
            say("What the job left differs from what its steps did.")
        return same

    # --- the scorecard -----------------------------------------------------------------------------

    def scorecard(self) -> None:
        """The newest one, built anew from its values."""
        newest = Scorecard.objects.filter(authority=self.authority).select_related("authority", "template")
        made = newest.order_by("-period_end", "pk")[0]
        made.inputs_hash = ""
        rebuild(made)
