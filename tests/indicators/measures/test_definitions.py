from __future__ import annotations

from collections.abc import Iterator

import pytest

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.catalogue.loader import read_catalogue
from indicators.measures.choices import TEAM_GROUPS, Choices
from indicators.measures.counting import count, definition_of
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.history import schema_of
from indicators.measures.marks import MARKS, names_in, names_of
from indicators.measures.vocabulary import WORKING_DAYS_FROM, WORKING_DAYS_TO, Caseload, said
from tests.indicators.measures.worlds import CALENDAR

ENTRIES = {entry.code: entry for entry in read_catalogue() if entry.from_annex_a}
EVERY_CHOICE = Choices(
    lower_visit_frequency=True,
    visits_without_teams=("a",),
    checks_of_all=True,
    health_under_5_in_6_months=True,
    missing_of_current=True,
    eve_of_18_counts=True,
    former_relevant_only=True,
    in_house_of_fostered=True,
    corporate_teams=("a",),
    team_groups={"a": TEAM_GROUPS[0]},
)
MADE_OF_A_RETURN = {"month", "period_end"}


def test_every_figure_that_annex_a_yields_has_a_definition_and_no_other() -> None:
    assert set(DEFINITIONS) == set(ENTRIES)
    assert len(DEFINITIONS) == 82


@pytest.mark.parametrize("code", DEFINITIONS)
def test_a_definition_uses_the_lists_that_the_catalogue_names(code: str) -> None:
    assert set(DEFINITIONS[code].needs) == set(ENTRIES[code].annex_a_lists)


@pytest.mark.parametrize("code", DEFINITIONS)
def test_a_definition_has_a_base_where_the_catalogue_has_one_other_than_the_population(code: str) -> None:
    definition, unit = DEFINITIONS[code], ENTRIES[code].unit
    if isinstance(definition, Caseload):
        assert (definition.figure != "largest") == (unit is not Unit.NUMBER)
    else:
        assert definition.based == (unit not in (Unit.NUMBER, Unit.RATE))


@pytest.mark.parametrize("code", DEFINITIONS)
def test_a_definition_can_have_the_windows_that_the_catalogue_gives_it(code: str) -> None:
    assert definition_of(code, tuple(ENTRIES[code].annex_a_class)) is DEFINITIONS[code]


def names(code: str, choices: Choices) -> Iterator[tuple[int, str]]:
    definition = DEFINITIONS[code]
    if isinstance(definition, Caseload):
        for rows in definition.cases:
            yield from ((rows.number, name) for name in names_of([said(rows.where, choices)]))
            yield rows.number, definition.holder
    else:
        yield from ((definition.rows.number, name) for name in names_in([definition], choices))


@pytest.mark.parametrize("choices", [Choices(), EVERY_CHOICE], ids=["defaults", "every choice"])
@pytest.mark.parametrize("code", DEFINITIONS)
def test_a_definition_names_only_columns_and_marks_that_there_are(code: str, choices: Choices) -> None:
    for number, name in names(code, choices):
        parts = [name]
        if name.startswith(WORKING_DAYS_FROM):
            parts = name.removeprefix(WORKING_DAYS_FROM).split(WORKING_DAYS_TO)
        for part in parts:
            known = part in schema_of(number) or (number, part) in MARKS or part in MADE_OF_A_RETURN
            assert known, f"{part} in list {number}"


def test_every_mark_is_used() -> None:
    used = {
        (number, part)
        for code in DEFINITIONS
        for number, name in names(code, EVERY_CHOICE)
        for part in name.removeprefix(WORKING_DAYS_FROM).split(WORKING_DAYS_TO)
    }
    # Groups of teams are asked for by the figure itself, which names no column.
    unused = {mark for mark in MARKS if mark not in used}
    assert unused == {(0, "team_told"), (6, "team_group"), (9, "team_group")}


def test_a_code_that_is_not_counted_and_a_window_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="PEP_PCT is not counted from Annex A"):
        count({}, [], Choices(), CALENDAR, {"PEP_PCT": [Window.S]})
    with pytest.raises(ValueError, match="REF_N counts what happened in a window"):
        count({}, [], Choices(), CALENDAR, {"REF_N": [Window.S]})
