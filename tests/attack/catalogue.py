"""What any reader knows of the indicators: which counts they are made of, and how the counts hang together.

Written from the catalogue and the reference alone, apart from the portal's own account of the same.

A count is of a series. A flow happens in months and a window adds its months; a stock stands at a month end;
a distinct series (children, not referrals) is counted for each window anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from indicators.calculations.periods import Window

# The public number of children that stands beneath a rate.
POPULATION = "population"
FLOWS = frozenset(
    {
        *("referral", "re-referral", "referral nfa", "referral assessed"),
        *("assessment begun", "assessment", "in 15", "in 20", "in 35", "in 45", "assessment nfa"),
        *("enquiry", "enquiry to conference", "enquiry ended", "enquiry decided"),
        *("conference", "conference in 15", "plan begun", "plan repeated", "plan repeated in 2y"),
        *("plan ended", "plan ended after 2y"),
        *("exit", "exit adopted", "exit guardian", "exit at 16", "exit at 18"),
    }
)
STOCKS = frozenset(
    {
        *("in need", "plan", "plan of 2y", "in care", "alone", "in care 12m", "dentist", "health"),
        *("3 placements", "with parents", "residential", "unregistered", "unregistered u16"),
        "unregistered 16p",
    }
)
DISTINCT = frozenset({"child referred", "child re-referred"})


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator: the series of its parts, and the windows in which it is counted."""

    numerator: str
    denominator: str
    windows: tuple[Window, ...]


def _measure(numerator: str, denominator: str, windows: str) -> Measure:
    return Measure(numerator, denominator, tuple(Window(name) for name in windows.split()))


MEASURES = {
    "REF_N": _measure("referral", "", "M Q MEAN12"),
    "REF_RATE": _measure("referral", POPULATION, "R6 R12"),
    "REREF_PCT": _measure("re-referral", "referral", "R6 R12 M YTD"),
    "REREF_CHILD_PCT": _measure("child re-referred", "child referred", "R6 R12"),
    "REF_NFA_PCT": _measure("referral nfa", "referral", "Q"),
    "REF_ASM_PCT": _measure("referral assessed", "referral", "M"),
    "ASM_START_N": _measure("assessment begun", "", "M MEAN12"),
    "ASM_START_RATE": _measure("assessment begun", POPULATION, "YTD"),
    "ASM_RATE": _measure("assessment", POPULATION, "R6 R12"),
    "ASM_45D_PCT": _measure("in 45", "assessment", "R6 R12 M Q YTD"),
    "ASM_35D_PCT": _measure("in 35", "assessment", "Q YTD"),
    "ASM_20D_PCT": _measure("in 20", "assessment", "M YTD"),
    "ASM_15D_PCT": _measure("in 15", "assessment", "Q YTD"),
    "ASM_NFA_PCT": _measure("assessment nfa", "assessment", "M Q YTD"),
    "S47_N": _measure("enquiry", "", "M MEAN12"),
    "S47_RATE": _measure("enquiry", POPULATION, "R6 R12 YTD"),
    "S47_ICPC_PCT": _measure("enquiry to conference", "enquiry", "M Q YTD"),
    "S47_ICPC_DECIDED_PCT": _measure("enquiry to conference", "enquiry decided", "Q R6"),
    "S47_NFA_PCT": _measure("enquiry ended", "enquiry", "M"),
    "ICPC_RATE": _measure("conference", POPULATION, "R6"),
    "ICPC_15D_PCT": _measure("conference in 15", "conference", "R6 M Q YTD"),
    "CP_N": _measure("plan", "", "S"),
    "CP_RATE": _measure("plan", POPULATION, "S"),
    "CP_REPEAT_EVER_PCT": _measure("plan repeated", "plan begun", "R6 R12 YTD"),
    "CP_REPEAT_EVER_N": _measure("plan repeated", "", "M R12"),
    "CP_REPEAT_2Y_PCT": _measure("plan repeated in 2y", "plan begun", "R12"),
    "CP_END_2Y_PCT": _measure("plan ended after 2y", "plan ended", "R6 YTD"),
    "CP_END_2Y_N": _measure("plan ended after 2y", "", "M"),
    "CP_OPEN_2Y_N": _measure("plan of 2y", "", "S"),
    "CP_OPEN_2Y_PCT": _measure("plan of 2y", "plan", "S"),
    "CIN_N": _measure("in need", "", "S"),
    "CIN_RATE": _measure("in need", POPULATION, "S"),
    "CLA_N": _measure("in care", "", "S"),
    "CLA_RATE": _measure("in care", POPULATION, "S"),
    "UASC_RATE": _measure("alone", POPULATION, "S"),
    "CLA_DENTAL_PCT": _measure("dentist", "in care 12m", "S"),
    "CLA_HEALTH_PCT": _measure("health", "in care 12m", "S"),
    "CLA_3PLACE_PCT": _measure("3 placements", "in care", "S"),
    "CLA_PWP_PCT": _measure("with parents", "in care", "S"),
    "CLA_RESID_N": _measure("residential", "", "S"),
    "CLA_UNREG_N": _measure("unregistered", "", "S"),
    "CLA_UNREG_U16_N": _measure("unregistered u16", "", "S"),
    "CLA_UNREG_16P_N": _measure("unregistered 16p", "", "S"),
    "CLA_EXIT_ADOPT_PCT": _measure("exit adopted", "exit", "R6 YTD"),
    "CLA_EXIT_SGO_PCT": _measure("exit guardian", "exit", "R6 Q"),
    "CLA_STAY18_PCT": _measure("exit at 18", "exit at 16", "R6"),
}

# In every month, or at every month end, the first are together no more than the second.
AT_MOST: tuple[tuple[tuple[str, ...], str], ...] = (
    (("re-referral",), "referral"),
    (("referral nfa",), "referral"),
    (("referral assessed",), "referral"),
    (("in 15",), "in 20"),
    (("in 20",), "in 35"),
    (("in 35",), "in 45"),
    (("in 45",), "assessment"),
    (("assessment nfa",), "assessment"),
    (("enquiry decided",), "enquiry"),
    (("conference in 15",), "conference"),
    (("plan repeated in 2y",), "plan repeated"),
    (("plan repeated",), "plan begun"),
    (("plan ended after 2y",), "plan ended"),
    (("exit adopted", "exit guardian"), "exit"),
    (("exit at 16",), "exit"),
    (("exit at 18",), "exit at 16"),
    (("plan",), "in need"),
    (("in care",), "in need"),
    (("plan of 2y",), "plan"),
    (("alone",), "in care"),
    (("in care 12m",), "in care"),
    (("dentist",), "in care 12m"),
    (("health",), "in care 12m"),
    (("3 placements",), "in care"),
    (("with parents",), "in care"),
    (("residential",), "in care"),
    (("unregistered",), "in care"),
)
# The first are together the second.
TOGETHER: tuple[tuple[tuple[str, ...], str], ...] = (
    (("enquiry to conference", "enquiry ended"), "enquiry decided"),
    (("unregistered u16", "unregistered 16p"), "unregistered"),
)
# A stock is what it was a month ago, and what began, less what ended.
KEPT_UP: tuple[tuple[str, str, str], ...] = (("plan", "plan begun", "plan ended"),)
# What was there a month ago is there still or has ended: no more than the two together.
STILL_THERE: tuple[tuple[str, str], ...] = (("plan of 2y", "plan ended after 2y"),)
# Children are no more than the events that they had.
CHILDREN_OF: tuple[tuple[str, str], ...] = (
    ("child referred", "referral"),
    ("child re-referred", "re-referral"),
)


def months_of(window: Window, last: int) -> range:
    """The months of a window by their number (`year * 12 + month - 1`); for a stock the last alone."""
    if window is Window.S:
        return range(last, last + 1)
    if window is Window.YTD:
        return range(last - (last % 12 - 3) % 12, last + 1)
    return range(last + 1 - LENGTHS[window], last + 1)


LENGTHS = {
    Window.M: 1,
    Window.Q: 3,
    Window.R3: 3,
    Window.R6: 6,
    Window.R12: 12,
    Window.FY: 12,
    Window.MEAN12: 12,
}
