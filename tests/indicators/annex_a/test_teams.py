"""A worker's name that slipped into the column of teams is not kept."""

from __future__ import annotations

from indicators.annex_a.reading import read_annex_a
from indicators.annex_a.teams import WORKERS_OF_A_TEAM
from indicators.annex_a.typed import TypedFile
from tests.indicators.annex_a.files import PERIOD_END, WORKER, row, sheet, workbook


def read(*pairs: tuple[str | None, str | None]) -> TypedFile:
    """List 3 with these teams and workers."""
    rows = [row(3, child=f"QX-{n}", team=team, worker=worker) for n, (team, worker) in enumerate(pairs)]
    return read_annex_a(".xlsx", workbook({"List 3": sheet(3, *rows)}), PERIOD_END)


def teams(typed: TypedFile) -> list[str | None]:
    return typed.lists[3].frame["team"].to_list()


def test_a_team_that_is_the_name_of_a_worker_is_left_blank_and_counted() -> None:
    typed = read(("North team", WORKER), (WORKER.upper(), "South team"), (None, "Worker Blue 3"))
    assert teams(typed) == ["North team", None, None]
    (found,) = typed.problems
    assert (found.severity, found.code, found.column) == ("warning", "team_is_a_worker", "Allocated Team")
    assert found.sentence.startswith("1 cell of this column holds the name")
    assert WORKER not in found.sentence
    assert found.value == ""


def test_a_worker_of_one_list_is_known_in_another() -> None:
    slipped = sheet(6, row(6, worker="Worker Blue 3", team=WORKER))
    typed = read_annex_a(".xlsx", workbook({"List 3": sheet(3, row(3)), "List 6": slipped}), PERIOD_END)
    assert typed.lists[6].frame["team"].to_list() == [None]
    assert teams(typed) == ["North team"]


def test_a_duty_team_that_stands_as_a_worker_stays_a_team() -> None:
    workers = [f"Worker Blue {n}" for n in range(WORKERS_OF_A_TEAM)]
    typed = read(("Duty", "Duty"), *(("Duty", each) for each in workers))
    assert set(teams(typed)) == {"Duty"}
    assert typed.problems == []


def test_a_name_that_too_few_other_workers_share_is_that_of_a_worker() -> None:
    workers = [f"Worker Blue {n}" for n in range(WORKERS_OF_A_TEAM - 1)]
    typed = read(("Duty", "Duty"), *(("Duty", each) for each in workers))
    assert set(teams(typed)) == {None}
    assert typed.problems[0].sentence.startswith(f"{WORKERS_OF_A_TEAM} cells of this column hold the name")
