"""The rules of both kinds of return in plain words, as headings of what they found."""

from __future__ import annotations

from collections.abc import Mapping

OF_FIGURES: Mapping[str, str] = {
    "another_authority": "The file is filled in for another authority",
    "another_period": "The file is filled in for another period",
    "as_at_after_period": "A figure's own date is after the period end",
    "broken_cell": "A cell holds an error instead of a value",
    "duplicate_comparator": "A comparator stands twice",
    "duplicate_row": "A figure stands twice",
    "empty_return": "The file holds no figures",
    "implausible_jump": "A figure changed by very much",
    "missing_figure": "A figure of your set is missing",
    "no_code": "A row has no indicator code",
    "no_comparator": "A comparator has no name",
    "no_denominator": "A denominator is 0",
    "no_figures_sheet": "There is no sheet of figures",
    "no_header": "The headings were not found",
    "not_a_date": "A date could not be read",
    "not_a_figure": "A figure could not be read",
    "not_in_set": "A figure is not in your set",
    "numerator_above_denominator": "A numerator is above its denominator",
    "one_part_missing": "Numerator or denominator is missing",
    "part_not_whole": "A count is not a whole number",
    "parts_disagree_with_value": "Numerator and denominator do not give the value",
    "population_differs": "The number of children differs from the estimate",
    "same_file_as_another_version": "The same file was uploaded before",
    "sheet_not_read": "A sheet was not read",
    "two_columns": "Two columns have one heading",
    "two_sheets": "Two sheets hold figures",
    "unknown_indicator": "An indicator code is not known",
    "unknown_window": "A window is not known",
    "unreadable": "The file could not be read",
    "value_too_large": "A figure is too large to be one",
    "window_does_not_close": "A window does not close at this period end",
    "window_not_offered": "An indicator is not counted in this window",
}
OF_READING: Mapping[str, str] = {
    "cell_not_read": "A cell could not be read and was taken as blank",
    "date_after_period": "A date is after the period end and was taken as blank",
    "formula_never_calculated": "A formula has no result",
    "heading_absent": "A column is not in the file",
    "heading_missing": "A column that the list needs is missing",
    "heading_not_read": "A column of the file was not read",
    "heading_twice": "Two columns of a list have one heading",
    "headings_again": "The headings stand twice in a sheet",
    "list_twice": "Two sheets hold the same list",
    "more_problems": "There are more problems than are listed",
    "most_rows_rejected": "Most rows of a list could not be used",
    "needed_cell_blank": "A row was left out: a cell that it needs is blank",
    "needed_cell_not_read": "A row was left out: a cell that it needs could not be read",
    "needed_date_after_period": "A row was left out: its date is after the period end",
    "no_headings": "The headings of a list were not found",
    "repeated_row": "A row was left out: an earlier row is the same",
    "team_is_a_worker": "The name of a worker stands as a team",
}
OF_LISTS: Mapping[str, str] = {
    # Coverage
    "wrong_period": "A list is that of another period",
    "list_repeats_another": "A list holds the rows of another",
    "list_missing": "Lists are missing",
    "list_empty": "A list is empty",
    "month_without_events": "A month has no rows",
    "newest_event_old": "A list stops long before the period end",
    "rows_before_window": "Rows ended before the months of their list",
    "smaller_than_its_part": "A list has fewer children than one that is part of it",
    "column_mostly_blank": "A column is blank on most rows",
    # People
    "age_differs": "Age and date of birth disagree",
    "unborn_with_birth_in_past": "An unborn child has a date of birth in the past",
    "adult_still_open": "An adult is open in a list of children",
    "leaver_age_unlikely": "A care leaver is younger or older than care leavers are",
    "two_births_of_one_child": "One child has two dates of birth",
    "two_genders_of_one_child": "One child has two genders",
    "identifier_written_two_ways": "An identifier is written in two ways",
    # Between the lists
    "plan_without_need": "A child on a protection plan is not in list 6",
    "care_without_need": "A looked after child is not in list 6",
    "status_disagrees": "The case status disagrees with lists 7 and 8",
    "leaver_still_in_care": "A care leaver is still looked after",
    "adoption_without_care": "A child waiting for adoption is not looked after",
    "adoption_unknown_in_care": "An adopted child is not in list 8",
    "exit_unknown_to_adoption": "A child who left care by adoption is not in list 10",
    "conference_without_plan": "A conference made a plan that list 7 does not have",
    # Counters
    "referral_counter_low": "The number of referrals is lower than the child's rows",
    "enquiry_counter_low": "The number of section 47 enquiries is lower than the child's rows",
    "conference_counter_low": "The number of conferences is lower than the child's rows",
    "counters_disagree": "The rows of one child have different numbers",
    "no_placements": "A looked after child has no placements",
    "interview_not_answered": "A missing child has no answer about a return interview",
    "interview_accepted_not_offered": "A return interview was accepted but not offered",
    # Reasons and dates
    "reason_without_date": "A reason has no date",
    "date_without_reason": "A date has no reason",
    "closed_without_date": "A closed case has no closure date",
    "status_open_though_closed": "A case with a closure date is not marked closed",
    "episode_change_as_exit": "A change of episode is given as the end of care",
    "conference_though_unnecessary": "A conference was held though deemed unnecessary",
    "plan_made_without_conference": "A conference that made a plan has no date",
    "authorised_without_outcome": "An authorised assessment has no outcome",
    "short_breaks_left_out": "Short breaks are not counted as looked after",
    # Order of dates
    "completed_before_start": "An early help assessment was completed before it started",
    "authorised_before_start": "An assessment was authorised before it started",
    "conference_before_strategy": "A conference is before its strategy discussion",
    "ended_before_start": "An episode ended before it started",
    "visit_before_start": "The last visit is before the start",
    "review_before_start": "The latest review is before the start",
    "placed_before_care": "A placement started before care did",
    "legal_status_before_care": "A legal status started before care did",
    "event_before_birth": "A date is long before the child's birth",
    "adoption_steps_out_of_order": "The steps of an adoption are out of order",
    "adopter_stages_out_of_order": "The stages of an adopter are out of order",
    "approved_before_application": "An adopter's approval is out of order",
}
# Beside what was approved before
OF_EARLIER_LISTS: Mapping[str, str] = {
    "list_gone": "A list that was handed in before is not in the file",
    "list_much_shorter": "A list has far fewer rows than before",
}

TITLES: Mapping[str, str] = {**OF_FIGURES, **OF_READING, **OF_LISTS, **OF_EARLIER_LISTS}


def rule_title(code: str) -> str:
    """The rule in plain words; of a rule without a title its code, spaced."""
    return TITLES.get(code) or code.replace("_", " ").capitalize()
