"""Small texts in the two shapes of the published papers, made for the tests."""

from __future__ import annotations

from datetime import date

from reports.layouts.schema import Layout, parse_layout
from reports.papers.papers import Paper, PaperLine
from tests.reports.layouts.layout_dicts import layout_dict, line_dict, section_dict

NAMES = {
    "1": "Calls answered (annual rate per 10,000 children)",
    "2": "Letters answered within 5 days (%)",
    "3": "Percentage of children seen by a visitor within the month",
    "4": "Number of homes – Under 16",
    "5": "Number of homes – Age 16+",
    "6": "Percentage of children in care reviews held in 'good' time",
}

TABLE = """Scorecard for an invented place

No\tIndicator\tLast year\tThis year\tDirection of travel\tLA\tEng\tCompared\tAnalysis
1\tCalls answered (annual rate per 10,000 children)*\t10\t12\t↑\t11\t9\tHigher\tMore calls came in spring.
No\tIndicator\tLast year\tThis year\tDirection of travel\tLatest published statistics\t\t\tCompared\tAnalysis
\t\t\t\t\tLA\tEng\t\t
2\tLetters answered within 5 days (%)**\t80\t75\t↓\t70\t-\t-\tStaff left in March.\t\t
3\tPercentage of children seen by a visitor within the month\t80\t75\t↓\t70\t-\t-\t\t
4\tNumber of something else\t1\t2\t↑\t3\t4\tLower\tThis is not the row it says it is.

Invented Council\t\tScorecard for an invented place\t\t\t\t\t\t\t
1\t\t\t\t\t\t\t\t\t
2\tData as at the end of March\t\t\t\t\t\t\t\t
9\tNo\tIndicator\tLast year\tThis year\tDirection of travel\tLA\tEng\tCompared\tAnalysis
3\t5\tNumber of homes – Age 16+\t1\t2\t↑\t3\t4\tLower\tA copy of the table is not read.
"""

HEADINGS = """REPORT OF AN INVENTED COUNCIL

Calls answered are described nowhere here.

Area\tIndicator\tData type\tQ1\tQ2
\tCalls answered (annual rate per 10,000 children)\tRate\t10\t12

A remark on the whole area.

Green to celebrate:

None

Amber's on watching:

- Letters answered within 5 days (%)

Staff left in March.

Two more join in May.

Reds on watch;

• Number of homes Under 16
\tArea\tIndicator\tQ1\tQ2
Number of homes - Age 16+

Both rest on one builder.

• Percentage of CIC reviews held in good time is steady.
- Percentage of children seen by a visitor within the month
- Percentage of children seen by nobody

Red of concern:

This paragraph has no row above it.

To note:

Not read: this is no longer under a class.

\tNumber of homes – Under 16\tNumber\t3\t4
"""


def small_layout() -> Layout:
    lines = [line_dict(number, label=label) for number, label in NAMES.items()]
    return parse_layout(layout_dict(sections=[section_dict(lines=lines)]))


def small_paper() -> Paper:
    lines = tuple(_line(number) for number in NAMES)
    return Paper(
        name="small",
        authority="343",
        authority_name="An invented place",
        layout="small",
        period_end=date(2025, 3, 31),
        file_name="small.txt",
        title="Scorecard for an invented place",
        published="nobody",
        lines=lines,
    )


def _line(number: str) -> PaperLine:
    blank = dict.fromkeys(
        ("target", "target_source", "target_sense", "polarity", "rag", "direction", "position"), ""
    )
    return PaperLine(
        number=number,
        code="REF_RATE",
        figures={"earlier": "1", "current": "2"},
        comparators={"LA": "", "Eng": ""},
        comparators_note="",
        unreadable=(),
        note="",
        **blank,
    )
