"""The fictional region: twelve authorities, eight quarters, returned and approved by the real flow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone

from authorities.models import Authority, Role, User
from indicators.calculations.periods import Window, month_end, month_end_before
from indicators.children.measuring import wanted_windows
from indicators.models import Indicator
from indicators.sets import ask_for
from indicators.targets import set_target, targets_at
from indicators.waiting import finish
from reports.analyses import newest_analyses
from reports.analysis import write_analysis
from reports.demonstration.accounts import person
from reports.demonstration.bands import AUTHORITY, choose_bands
from reports.demonstration.children import hand_in_children
from reports.demonstration.collection import load_deadline
from reports.demonstration.flow import hand_in, hand_in_and_approve, scorecard_of
from reports.demonstration.synthetic import SEED, SyntheticAuthority
from reports.demonstration.workbooks import Filled, filled_workbook
from reports.disclosure import Audience, disclose
from reports.models import Scorecard, ScorecardTemplate
from reports.publishing import fingerprint, publish_scorecard
from reports.rows import Line, line_from_json

TEMPLATE = "quarterly-standard"
TARGETS = {
    "REREF_PCT": "20%",
    "ASM_45D_PCT": "85%",
    "ICPC_15D_PCT": "85%",
    "CP_END_2Y_PCT": "5%",
    "CLA_VISIT_PCT": "90%",
    "CLA_DENTAL_PCT": "80%",
    "CLA_HEALTH_PCT": "90%",
    "CLA_3PLACE_PCT": "10%",
    "CL_EET_PCT": "60%",
    "WF_AGENCY_PCT": "12-16%",
    "WF_CASELOAD_AVG": "16",
}
# How far the last quarter has got, so that the collection board has something to tell: else published.
NOT_STARTED, NOT_APPROVED, NOT_PUBLISHED = ("D03", "D12"), ("D11",), ("D09", "D10")
# Hands in Annex A lists, and as figures only what no list holds. Its newest lists are left for a visitor.
BY_LISTS = "D03"
QUARTERS_OF_LISTS = 5


@dataclass(frozen=True, slots=True)
class Region:
    """What was loaded."""

    authorities: int
    returns: int
    published: int


def last_quarter_end(today: date) -> date:
    """The last financial quarter that ended before today."""
    month = (today.month - 1) // 3 * 3
    return month_end(today.year, month) if month else month_end(today.year - 1, 12)


def quarter_ends(today: date, count: int) -> list[date]:
    last = last_quarter_end(today)
    return [month_end_before(last, 3 * back) for back in reversed(range(count))]


def load_region(
    authorities: list[Authority],
    quarters: list[date],
    *,
    analyst: User,
    approver: User,
    say: Callable[[str], None] = lambda _: None,
) -> Region:
    """Every authority's returns, targets and publications. Running it again changes nothing."""
    template = ScorecardTemplate.objects.get(name=TEMPLATE)
    wanted = [(code, window) for code, window, back in template.layout.needs() if back == 0]
    returns = published = 0
    for authority in authorities:
        because = f"the layout {TEMPLATE}"
        ask_for(authority=authority, figures=wanted, because=because, by=analyst)
        banded = choose_bands(authority, quarters[0], by=approver) if authority.code == AUTHORITY else []
        _set_targets(authority, quarters[0], approver)
        figures = list(dict.fromkeys([*wanted, *banded]))
        handed_in = 0
        if authority.code == BY_LISTS:
            figures = [figure for figure in figures if not from_lists(*figure)]
            ends = quarters[-QUARTERS_OF_LISTS:]
            handed_in = hand_in_children(authority, ends, analyst=analyst, approver=approver, say=say)
        handed_in += _hand_in_all(authority, quarters, figures, analyst=analyst, approver=approver)
        _write_analysis(authority, quarters, analyst)
        published += _publish(authority, quarters, approver)
        returns += handed_in
        say(f"{authority.name}: {handed_in} returns")
    lead = person(Role.REGIONAL_LEAD)
    load_deadline(authorities[0].region, quarters[-1], timezone.localdate(), by=lead)
    return Region(len(authorities), returns, published)


def from_lists(code: str, window: Window) -> bool:
    """Whether Annex A lists yield the figure in that window."""
    return window in wanted_windows([code]).get(code, ())


def synthetic_return(
    authority: Authority, period_end: date, wanted: list[tuple[str, Window]], *, corrected: bool = False
) -> bytes:
    """The workbook of one authority and quarter; `corrected` changes a figure, as a late entry would."""
    made = SyntheticAuthority(authority.code, SEED)
    indicators = {i.code: i for i in Indicator.objects.filter(owner_authority=None)}
    rows = []
    for code, window in wanted:
        numerator, denominator = made.parts(indicators[code], window, period_end)
        if corrected and code == "CLA_HEALTH_PCT" and denominator:
            numerator = min(denominator, numerator + max(1, denominator // 20))
        rows.append(Filled(code, window.value, numerator=numerator, denominator=denominator))
    return filled_workbook(authority, period_end, rows)


def write_sample(
    authority: Authority, period_end: date, wanted: list[tuple[str, Window]], folder: Path
) -> Path:
    """A corrected workbook for a visitor to upload."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"corrected-return-{authority.code}-{period_end:%Y-%m}.xlsx"
    path.write_bytes(synthetic_return(authority, period_end, wanted, corrected=True))
    return path


def _hand_in_all(
    authority: Authority,
    quarters: list[date],
    wanted: list[tuple[str, Window]],
    *,
    analyst: User,
    approver: User,
) -> int:
    handed_in, job = 0, None
    for period_end in quarters:
        last = period_end == quarters[-1]
        if last and authority.code in NOT_STARTED:
            continue
        name = f"return-{authority.code}-{period_end:%Y-%m}.xlsx"
        content = synthetic_return(authority, period_end, wanted)
        if last and authority.code in NOT_APPROVED:
            handed_in += hand_in(authority, period_end, name, content, analyst=analyst) is not None
            continue
        queued = hand_in_and_approve(authority, period_end, name, content, analyst=analyst, approver=approver)
        job, handed_in = queued or job, handed_in + (queued is not None)
    if job is not None:
        finish(job)
    return handed_in


def _set_targets(authority: Authority, first: date, approver: User) -> None:
    held = targets_at(authority, first)
    indicators = {i.code: i for i in Indicator.objects.filter(owner_authority=None, code__in=TARGETS)}
    for code, text in TARGETS.items():
        if code not in held:
            set_target(
                authority=authority,
                indicator=indicators[code],
                text=text,
                valid_from=month_end_before(first, 12),
                source="Demonstration",
                reason="Made up for the demonstration.",
                by=approver,
            )


def _write_analysis(authority: Authority, quarters: list[date], analyst: User) -> None:
    """A sentence beside each red line of the last two quarters, made from its own figures and saying so."""
    scorecards = Scorecard.objects.filter(
        authority=authority, period_end__in=quarters[-2:], template__name=TEMPLATE
    )
    for scorecard in scorecards:
        held = newest_analyses(scorecard)
        for line in disclose((line_from_json(line) for line in scorecard.lines), Audience.OUTSIDE):
            if line.rag == "red" and line.number not in held:
                write_analysis(scorecard=scorecard, number=line.number, text=_sentence(line), by=analyst)


def _sentence(line: Line) -> str:
    moved = {
        "better": f"better than {line.before.display} a quarter earlier",
        "worse": f"worse than {line.before.display} a quarter earlier",
        "steady": "no different from a quarter earlier",
    }.get(line.effect, "with no earlier figure to set it against")
    return (
        f"{line.value.display} against a target of {line.target}, {moved}. "
        "(Synthetic, like the figures: written by the demonstration.)"
    )


def _publish(authority: Authority, quarters: list[date], approver: User) -> int:
    published = 0
    for period_end in quarters[-2:]:
        last = period_end == quarters[-1]
        if last and authority.code in (*NOT_STARTED, *NOT_APPROVED, *NOT_PUBLISHED):
            continue
        scorecard = scorecard_of(authority, period_end, TEMPLATE)
        if not scorecard.publications.exists():
            publish_scorecard(scorecard=scorecard, seen=fingerprint(scorecard), note="", by=approver)
            published += 1
    return published
