"""For each rule the clean file with one thing broken, that no other rule has anything to say of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from tests.indicators.annex_a.rules.clean_file import PERIOD_END, File, days

LONG_AGO = date(2019, 3, 4)


def _two_years_old(file: File) -> File:
    return file.every(1, contacted=date(2022, 12, 5))


def _one_list_twice(file: File) -> File:
    """List 2 holds the children and dates of list 4."""
    names = ("child", "gender", "ethnicity", "born", "age", "started")
    file.lists[2] = [{name: row[name] for name in names} for row in file.lists[4]]
    return file


def _without_october(file: File) -> File:
    return file.keep(3, lambda row: row["referred"].month != 10)


def _stopped_in_november(file: File) -> File:
    return file.keep(1, lambda row: row["contacted"] <= date(2024, 11, 30))


def _more_plans_than_children_in_need(file: File) -> File:
    file.keep(6, lambda row: row["child"] < "C012" and row["child"][0] == "C")
    for number in range(7):
        file.add(7, f"Z{number}", ended=date(2024, 12, 2))
    return file


def _unborn_and_known_too_early(file: File) -> File:
    file.everywhere("E000", born=PERIOD_END + days(200), age=-1)
    return file.change(2, "E000", started=date(2024, 8, 1))


def _leaver_in_care(file: File) -> File:
    file.change(9, "L000", child="C006")
    return file.everywhere("C006", born=date(2009, 1, 5), age=16)


def _two_enquiries(file: File, **counters: int) -> File:
    later = {"conference": None, "plan_made": None}
    return file.add(5, "C000", started=date(2025, 1, 6), **later).everywhere_in(5, "C000", **counters)


BROKEN: Mapping[str, Callable[[File], File]] = {
    # Coverage
    "wrong_period": _two_years_old,
    "list_repeats_another": _one_list_twice,
    "list_missing": lambda file: file.without(2),
    "list_empty": lambda file: file.keep(11, lambda row: False),
    "month_without_events": _without_october,
    "newest_event_old": _stopped_in_november,
    "rows_before_window": lambda file: file.add(1, "C000", contacted=date(2024, 7, 31)),
    "smaller_than_its_part": _more_plans_than_children_in_need,
    "column_mostly_blank": lambda file: file.every(6, need=None),
    # People
    "age_differs": lambda file: file.change(1, "C000", age=11),
    "unborn_with_birth_in_past": lambda file: file.change(1, "C000", age=-1),
    "adult_still_open": lambda file: file.everywhere("C030", born=date(2007, 1, 31), age=18),
    "leaver_age_unlikely": lambda file: file.change(9, "L000", born=date(2000, 1, 31), age=25),
    "two_births_of_one_child": lambda file: file.change(3, "C000", born=date(2015, 5, 21)),
    "two_genders_of_one_child": lambda file: file.change(3, "C000", gender="b"),
    "identifier_written_two_ways": lambda file: file.change(1, "C000", child="0c 000"),
    # Between the lists
    "plan_without_need": lambda file: file.drop(6, "C000"),
    "care_without_need": lambda file: file.drop(6, "C006"),
    "status_disagrees": lambda file: file.change(6, "C000", status="c"),
    "leaver_still_in_care": _leaver_in_care,
    "adoption_without_care": lambda file: file.change(10, "A002", reversed=None, reversal=None),
    "adoption_unknown_in_care": lambda file: file.drop(8, "A001"),
    "exit_unknown_to_adoption": lambda file: file.drop(10, "A001"),
    "conference_without_plan": lambda file: file.change(5, "C010", plan_made=True),
    # Counters
    "referral_counter_low": lambda file: file.add(3, "C000", referred=date(2025, 1, 6)),
    "enquiry_counter_low": lambda file: _two_enquiries(file, earlier_conferences=1),
    "conference_counter_low": lambda file: _two_enquiries(file, earlier_enquiries=1),
    "counters_disagree": lambda file: file.add(3, "C000", referred=date(2025, 1, 6), earlier_referrals=1),
    "no_placements": lambda file: file.change(8, "C006", placements=0),
    "interview_not_answered": lambda file: file.change(8, "C006", missing=2),
    "interview_accepted_not_offered": lambda file: file.change(
        8, "C006", missing=1, interview_offered="n", interview_accepted="y"
    ),
    # Reasons and dates
    "reason_without_date": lambda file: file.change(6, "C030", closure="RC7"),
    "date_without_reason": lambda file: file.change(6, "K000", closure=None),
    "closed_without_date": lambda file: file.change(6, "K000", ended=None, closure=None),
    "status_open_though_closed": lambda file: file.change(6, "K000", status="c"),
    "episode_change_as_exit": lambda file: file.change(8, "A001", ceased="X1"),
    "conference_though_unnecessary": lambda file: file.change(5, "C010", conference_unnecessary=True),
    "plan_made_without_conference": lambda file: file.change(5, "C000", conference=None),
    "authorised_without_outcome": lambda file: file.change(4, "C000", support_required=None),
    "short_breaks_left_out": lambda file: file.change(8, "C006", legal="V4"),
    # Order of dates
    "completed_before_start": lambda file: file.change(2, "E000", completed=date(2024, 9, 1)),
    "authorised_before_start": lambda file: file.change(4, "C001", authorised=date(2024, 9, 5)),
    "conference_before_strategy": lambda file: file.change(5, "C001", conference=date(2024, 9, 7)),
    "ended_before_start": lambda file: file.change(6, "K000", started=date(2024, 12, 3), last_seen=None),
    "visit_before_start": lambda file: file.change(7, "C000", last_visit=date(2024, 8, 18)),
    "review_before_start": lambda file: file.change(7, "C000", latest_review=date(2024, 8, 18)),
    "placed_before_care": lambda file: file.change(8, "C006", placed=LONG_AGO),
    "legal_status_before_care": lambda file: file.change(8, "C006", legal_started=LONG_AGO),
    "event_before_birth": _unborn_and_known_too_early,
    "adoption_steps_out_of_order": lambda file: file.change(10, "A001", matched=date(2024, 6, 2)),
    "adopter_stages_out_of_order": lambda file: file.change(11, "P000", stage1_ended=date(2024, 3, 1)),
    "approved_before_application": lambda file: file.change(11, "P000", submitted=date(2024, 9, 4)),
}
