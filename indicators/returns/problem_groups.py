"""The problems of a return by rule: a file may have thousands, and a page shows the first few of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from indicators.models import Return, ReturnProblem
from indicators.returns.rule_titles import rule_title

FIRST_ROWS = 5
# As the rows stand in the file; what concerns a whole sheet comes after its rows.
IN_FILE_ORDER = ("sheet", F("row").asc(nulls_last=True), "pk")


@dataclass(slots=True)
class ProblemGroup:
    """What one rule found, with one severity: how many, and the first rows as they stand in the file."""

    code: str
    title: str
    severity: str
    count: int
    first: list[ReturnProblem] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.first)


def groups_of(shown: Return) -> list[ProblemGroup]:
    """Errors before warnings, the rule with the most rows first. Two queries, however many problems."""
    found = ReturnProblem.objects.filter(of_return=shown)
    counts = found.order_by().values("severity", "code").annotate(count=Count("pk"))
    groups = {
        (each["severity"], each["code"]): ProblemGroup(
            each["code"], rule_title(each["code"]), each["severity"], each["count"]
        )
        for each in counts.order_by("severity", "-count", "code")
    }
    place = Window(RowNumber(), partition_by=[F("severity"), F("code")], order_by=list(IN_FILE_ORDER))
    for problem in found.annotate(place=place).filter(place__lte=FIRST_ROWS).order_by(*IN_FILE_ORDER):
        groups[problem.severity, problem.code].first.append(problem)
    return list(groups.values())


def problems_of_rule(shown: Return, code: str) -> QuerySet[ReturnProblem]:
    """Everything that one rule found."""
    return ReturnProblem.objects.filter(of_return=shown, code=code).order_by("severity", *IN_FILE_ORDER)
