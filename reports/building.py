"""Scorecards from values: the second step of a recalculation job. The only writer of scorecard lines."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils import timezone

from authorities.models import Authority
from indicators.jobs import Progress, Write
from indicators.models import Job, JobState, Return, ReturnState
from reports.inputs import read_all_inputs, read_inputs
from reports.lines import build_lines
from reports.models import Scorecard, ScorecardTemplate
from reports.template_choice import InUse, in_use

logger = logging.getLogger(__name__)


def templates_for(
    authority: Authority, period_end: date, using: InUse | None = None
) -> list[ScorecardTemplate]:
    """The templates that make the authority's scorecards for a period end: its own, and open ones.

    Of the open ones those that it chose; those that nobody need choose where it has none of its own. One
    whose windows do not close at that period end makes no scorecard for it. The first is the one meant where
    none is named: a layout that had to be chosen stands behind. `using` is read here unless given.
    """
    using = using or in_use(authority)
    usable = [
        template
        for template in ScorecardTemplate.objects.usable_by(authority, period_end)
        if using.includes(template) and template.layout.closes_at(period_end)
    ]
    return sorted(usable, key=lambda template: template.layout.by_choice)


def rebuild_scorecards(job: Job, report: Progress) -> Write:
    """Make or remake every scorecard of the job's authority whose inputs changed."""
    wanted = list(_wanted(job.authority))
    pinned = {scorecard.pk: dict(scorecard.basis) for scorecard in wanted}
    rebuilt: list[Scorecard] = []
    failed: list[str] = []
    for done, scorecard in enumerate(wanted):
        report(done, len(wanted), f"Building the scorecard for {scorecard.period_end:%B %Y}")
        try:
            if rebuild(scorecard):
                rebuilt.append(scorecard)
        except (ArithmeticError, LookupError, ValueError):
            # One that cannot be built stays out of date and says so; the others must not wait for it.
            logger.exception("scorecard %s cannot be built", scorecard.pk)
            failed.append(str(scorecard))

    def write() -> dict[str, int]:
        _save(rebuilt, pinned)
        return {
            "scorecards": len(wanted),
            "scorecards_rebuilt": len(rebuilt),
            "scorecards_failed": len(failed),
        }

    return write


def rebuild(scorecard: Scorecard) -> bool:
    """Set the lines of a scorecard from its inputs, unsaved; False when nothing had changed."""
    inputs = read_inputs(scorecard)
    digest = inputs.digest()
    if digest == scorecard.inputs_hash:
        return False
    lines = build_lines(inputs.layout, inputs)
    scorecard.lines = [line.as_json() for line in lines]
    scorecard.basis = inputs.basis.as_json()
    scorecard.inputs_hash = digest
    scorecard.calculated_at = timezone.now()
    return True


def _save(rebuilt: Sequence[Scorecard], pinned: Mapping[int, Mapping[str, object]]) -> None:
    """Store what was reckoned. `pinned` is what each compared with when it was read.

    Where somebody took up newer comparisons meanwhile theirs stays; the lines are then out of date and
    say so, and the recalculation that was queued with it follows.
    """
    keys = [scorecard.pk for scorecard in rebuilt]
    held = dict(Scorecard.objects.select_for_update().filter(pk__in=keys).values_list("pk", "basis"))
    for scorecard in rebuilt:
        fields = ["lines", "inputs_hash", "calculated_at"]
        if held.get(scorecard.pk) == pinned[scorecard.pk]:
            fields.append("basis")
        scorecard.save(update_fields=fields)


def is_stale(scorecard: Scorecard) -> bool:
    """Whether something the scorecard was made from has changed since, or is being reckoned anew."""
    return scorecard.pk in stale_among([scorecard])


def stale_among(scorecards: Sequence[Scorecard]) -> set[int]:
    """The primary keys of those that are out of date, among scorecards of one authority.

    While a recalculation waits or runs, values and approved returns may be of two ages, so none can be
    said to be current.
    """
    if not scorecards:
        return set()
    authority = scorecards[0].authority
    if Job.objects.filter(
        authority=authority, kind="recalculate", state__in=(JobState.QUEUED, JobState.RUNNING)
    ).exists():
        return {scorecard.pk for scorecard in scorecards}
    inputs = read_all_inputs(scorecards)
    return {s.pk for s in scorecards if inputs[s.pk].digest() != s.inputs_hash}


def _wanted(authority: Authority) -> Iterator[Scorecard]:
    periods = (
        Return.objects.filter(authority=authority, state=ReturnState.APPROVED)
        .order_by("period_end")
        .values_list("period_end", flat=True)
        .distinct()
    )
    kept, using = set(), in_use(authority)
    for period_end in periods:
        for template in templates_for(authority, period_end, using):
            scorecard, _ = Scorecard.objects.select_related("authority", "template").get_or_create(
                authority=authority, template=template, period_end=period_end
            )
            kept.add(scorecard.pk)
            yield scorecard
    # Those made with a template since retired are kept current too, or they would be out of date for good.
    yield from (
        Scorecard.objects.filter(authority=authority)
        .exclude(pk__in=kept)
        .select_related("authority", "template")
    )
