"""The three published papers, put through the real flow: their figures as returns, their text as analysis."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from authorities.models import Authority, User
from indicators.calculations.periods import financial_year
from indicators.models import Indicator
from indicators.sets import ask_for
from indicators.targets import set_target, targets_at
from indicators.waiting import finish
from reports.analyses import newest_analyses
from reports.analysis import write_analysis
from reports.demonstration.flow import hand_in_and_approve, scorecard_of
from reports.demonstration.workbooks import Filled, FilledComparator, filled_workbook
from reports.layouts.layout import Layout
from reports.models import PrintedVerdict, Scorecard, ScorecardTemplate
from reports.papers.analysis import find_paper, read_analysis
from reports.papers.papers import Paper, comparators, figures_by_period, printed_verdicts, targets
from reports.printed import record_printed
from reports.publishing import fingerprint, publish_scorecard
from reports.rows import Line, line_from_json


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one paper: its scorecard, and how its lines compare with what was printed."""

    paper: Paper
    scorecard: Scorecard
    returns: int
    texts: int
    lines: list[Line]

    def agreement(self, of: str) -> tuple[int, int]:
        """Lines where the portal's direction (or RAG) equals the printed one, of those that can be tested."""
        testable = [line for line in self.lines if getattr(line.printed, of)]
        if of == "rag":
            testable = [line for line in testable if line.printed.rag != "none" and line.rag != "none"]
        else:
            testable = [line for line in testable if line.direction != "none"]
        agree = [line for line in testable if not _differs(line, of)]
        return len(agree), len(testable)


def _differs(line: Line, of: str) -> bool:
    printed: str = getattr(line.printed, of)
    if of == "rag":
        return printed != line.rag
    given = line.direction if printed in ("up", "down", "same") else line.word
    return printed.upper() != given.upper()


def load_paper(
    paper: Paper,
    *,
    analyst: User,
    approver: User,
    folder: Path,
) -> Loaded:
    """Hand in, approve, recalculate, write and publish one paper. Running it again changes nothing."""
    authority = Authority.objects.get(code=paper.authority)
    layout = ScorecardTemplate.objects.get(name=paper.layout).layout
    wanted = [(code, window) for code, window, back in layout.needs() if back == 0]
    ask_for(authority=authority, figures=wanted, because=f"the layout {layout.name}", by=analyst)
    _set_targets(paper, authority, approver)
    returns = _hand_in_all(paper, layout, authority, analyst=analyst, approver=approver)
    scorecard = scorecard_of(authority, paper.period_end, paper.layout)
    job = record_printed(scorecard=scorecard, verdicts=_verdicts(paper), by=analyst)
    if job is not None:
        finish(job)
    texts = _write_texts(paper, layout, scorecard, folder, analyst)
    scorecard.refresh_from_db()
    if not scorecard.publications.exists():
        note = f"The figures of the council's public paper, loaded for demonstration: {layout.source}."[:300]
        publish_scorecard(scorecard=scorecard, seen=fingerprint(scorecard), note=note, by=approver)
    lines = [line_from_json(line) for line in scorecard.lines]
    return Loaded(paper, scorecard, returns, texts, lines)


def _hand_in_all(paper: Paper, layout: Layout, authority: Authority, *, analyst: User, approver: User) -> int:
    handed_in = 0
    for period_end, figures in figures_by_period(paper, layout).items():
        others = _comparators(paper, layout) if period_end == paper.period_end else []
        content = filled_workbook(
            authority, period_end, [Filled(f.code, f.window.value, f.text) for f in figures], others
        )
        name = f"return-{authority.code}-{period_end:%Y-%m}.xlsx"
        job = hand_in_and_approve(authority, period_end, name, content, analyst=analyst, approver=approver)
        if job is not None:
            handed_in += 1
            finish(job)
    return handed_in


def _comparators(paper: Paper, layout: Layout) -> list[FilledComparator]:
    """Each printed comparator once: two lines of one indicator print the same."""
    found = {
        (other.code, other.name): FilledComparator(other.code, other.name, other.year, other.text)
        for other in comparators(paper, layout)
    }
    return list(found.values())


def _set_targets(paper: Paper, authority: Authority, approver: User) -> None:
    year = financial_year(paper.period_end)
    held = targets_at(authority, paper.period_end)
    indicators = {indicator.code: indicator for indicator in Indicator.for_authority(authority)}
    printed = {target.code: target for target in targets(paper)}
    for code, target in printed.items():
        if code in held and held[code].text == target.text:
            continue
        set_target(
            authority=authority,
            indicator=indicators[code],
            text=target.text,
            sense=target.sense.name.lower() if target.sense else "",
            valid_from=year.start,
            valid_to=year.end,
            source=target.source or f"{paper.authority_name}, published paper",
            reason="As printed in the published paper.",
            by=approver,
        )


def _verdicts(paper: Paper) -> list[PrintedVerdict]:
    notes = {line.number: _note(line.note, line.unreadable) for line in paper.lines}
    return [
        PrintedVerdict(
            number=verdict.number,
            rag="none" if verdict.rag == "not targeted" else verdict.rag,
            direction=verdict.direction,
            position=verdict.position.lower(),
            note=notes[verdict.number],
        )
        for verdict in printed_verdicts(paper)
    ]


def _note(note: str, unreadable: tuple[str, ...]) -> str:
    if not unreadable:
        return note
    lost = ", ".join(name.replace("figure:", "figure ") for name in unreadable)
    return f"{note + ' ' if note else ''}Cannot be read in the published paper: {lost}."


def _write_texts(paper: Paper, layout: Layout, scorecard: Scorecard, folder: Path, analyst: User) -> int:
    """The analysis beside each row, where the published paper lies beside the project. The count of texts."""
    path = find_paper(paper, folder)
    if path is None:
        return 0
    texts = read_analysis(path.read_text(encoding="utf-8"), paper, layout)
    held = newest_analyses(scorecard)
    for number, text in texts.items():
        if number not in held:
            write_analysis(scorecard=scorecard, number=number, text=text, by=analyst)
    return len(texts)
