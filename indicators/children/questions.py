"""What an authority is asked where the counting rules leave a choice, and its answers in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any, Literal

from indicators.annex_a.codes import CODE_SETS
from indicators.measures.choices import TEAM_GROUPS, Choices
from indicators.measures.staleness import codes_of_choices

DEFAULTS = asdict(Choices())
PLACEMENTS = {each.code: each.label for each in CODE_SETS["placement"]}


@dataclass(frozen=True, slots=True)
class Question:
    """One choice: `name` is that of `Choices`; `no` and `yes` are the two answers of a yes_no."""

    name: str
    asks: str
    kind: Literal["days", "yes_no", "teams", "placements", "groups"]
    section: str
    help: str = ""
    no: str = ""
    yes: str = ""


VISITS, CARE, LEAVING, TEAMS = "Visits", "Children in care", "Leaving care", "Teams"

QUESTIONS = (
    Question(
        "cin_visit_working_days", "Children in need: working days in which a visit is due", "days", VISITS
    ),
    Question(
        "visits_without_teams", "Teams whose cases visits to children in need leave out", "teams", VISITS
    ),
    Question(
        "cp_visit_working_days", "Child protection: working days in which a visit is due", "days", VISITS
    ),
    Question("care_visit_days", "Children in care: days in which a visit is due", "days", VISITS),
    Question(
        "lower_visit_frequency", "Children in care: long-term fostering that has lasted 12 months", "yes_no",
        VISITS, no="Is visited as often as every other placement", yes="Is visited every 91 days",
    ),
    Question(
        "checks_of_all", "Health and dental checks: which children", "yes_no", CARE,
        no="Those looked after for 12 months", yes="All who are looked after",
    ),
    Question(
        "health_under_5_in_6_months", "Health assessments of children under 5", "yes_no", CARE,
        no="Within 12 months, as for everybody", yes="Within 6 months",
    ),
    Question(
        "missing_of_current", "Missing and away: which children", "yes_no", CARE,
        no="Every row of list 8, those who left care among them", yes="Those looked after at the period end",
    ),
    Question("residential", "Placement types that are residential", "placements", CARE),
    Question(
        "in_house_of_fostered", "In-house fostering: as a share of", "yes_no", CARE,
        no="All who are looked after", yes="Those who are fostered",
    ),
    Question(
        "eve_of_18_counts", "Care that ended on the day before the 18th birthday", "yes_no", LEAVING,
        no="Ended before 18", yes="Counts as having stayed to 18",
    ),
    Question(
        "former_relevant_only", "Care leavers: which young people", "yes_no", LEAVING,
        no="All of list 9", yes="Former relevant alone",
    ),
    Question(
        "corporate_teams", "Teams of the corporate measure of assessments", "teams", TEAMS,
        help="While it is blank the figure is not given.",
    ),
    Question(
        "team_groups", "Caseloads by team: which team belongs where", "groups", TEAMS,
        help="A team in no group is not counted. While all are blank the figure is not given.",
    ),
)  # fmt: skip


@cache
def codes_touched_by(question: Question) -> tuple[str, ...]:
    """The indicators that another answer than the default changes, in the order of their codes."""
    default = getattr(Choices(), question.name)
    other: Any
    match question.kind:
        case "days":
            other = default + 1
        case "yes_no":
            other = not default
        case "teams":
            other = ("a team",)
        case "placements":
            other = default[1:]
        case "groups":
            other = {"a team": TEAM_GROUPS[0]}
    return tuple(codes_of_choices(Choices(), replace(Choices(), **{question.name: other})))


def answer_in_words(question: Question, answer: Any) -> str:
    """The answer as a reader would say it."""
    if question.kind == "days":
        return f"{answer} {'days' if question.name == 'care_visit_days' else 'working days'}"
    if question.kind == "yes_no":
        return question.yes if answer else question.no
    if question.kind == "groups":
        named = ((group, sorted(t for t, of in answer.items() if of == group)) for group in TEAM_GROUPS)
        return "; ".join(f"{group}: {', '.join(teams)}" for group, teams in named if teams) or "None"
    if question.kind == "placements":
        return "; ".join(f"{code}: {PLACEMENTS.get(code, 'not a known type')}" for code in answer) or "None"
    return ", ".join(answer) or "None"


def answers(choices: Choices) -> list[tuple[Question, Any, bool]]:
    """Each question with what holds, and whether that is the default."""
    held = asdict(choices)
    return [(each, held[each.name], held[each.name] == DEFAULTS[each.name]) for each in QUESTIONS]


def chosen_in_words(chosen: dict[str, Any]) -> Sequence[str]:
    """What one decision chose instead of the defaults, a sentence each."""
    return [f"{q.asks}: {answer_in_words(q, chosen[q.name])}" for q in QUESTIONS if q.name in chosen]
