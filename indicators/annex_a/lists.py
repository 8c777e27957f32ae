"""The eleven lists of Annex A: their columns in template order, and the field that each becomes.

The field names are those of the tables in `indicators.models.annex_a`; a column without a field is read for
the checks and then dropped. Standard library only: the throwaway process reads it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a cell is read, and what is kept of it."""

    CHILD = "child"  # an identifier; kept as a keyed pseudonym
    WORKER = "worker"
    ADOPTER = "adopter"
    FAMILY = "family"
    BIRTH = "birth"  # a date of birth; kept as its month
    AGE = "age"  # whole years, -1 for unborn; kept as the age at the period end
    DATE = "date"
    CODE = "code"  # one of a code set; kept as its code
    YES_NO = "yes_no"  # kept as true or false
    COUNT = "count"  # a whole number, 0 or more
    TEAM = "team"  # kept as text: settings group teams by name
    POSTCODE = "postcode"  # kept as its district
    TEXT = "text"  # dropped


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `needed` cells put the row in its list: a row without one is rejected.

    `codes` names the set in `indicators.annex_a.codes` of a CODE. `only_2024` columns are absent from the
    layout of 2019 and are matched loosely.
    """

    heading: str
    field: str
    kind: Kind
    codes: str = ""
    needed: bool = False
    only_2024: bool = False


@dataclass(frozen=True, slots=True)
class AnnexAList:
    """One list. `months` before the period end that it covers; `key` fields tell one row from another."""

    number: int
    title: str
    table: str
    months: int
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def kept(self) -> tuple[Column, ...]:
        """The columns that a table keeps under their own field."""
        return tuple(c for c in self.columns if c.field and c.kind is not Kind.TEXT)


def _date(heading: str, field: str, *, needed: bool = False, only_2024: bool = False) -> Column:
    return Column(heading, field, Kind.DATE, needed=needed, only_2024=only_2024)


def _code(heading: str, field: str, codes: str, *, only_2024: bool = False) -> Column:
    return Column(heading, field, Kind.CODE, codes, only_2024=only_2024)


def _yes(heading: str, field: str) -> Column:
    return Column(heading, field, Kind.YES_NO, "yes_no")


def _count(heading: str, field: str) -> Column:
    return Column(heading, field, Kind.COUNT)


CHILD = Column("Child Unique ID", "child", Kind.CHILD, needed=True)
FAMILY = Column("Family identifier", "family", Kind.FAMILY)
PERSON = (
    _code("Gender", "gender", "gender"),
    _code("Ethnicity", "ethnicity", "ethnicity"),
    Column("Date of Birth", "birth_month", Kind.BIRTH),
    Column("Age of Child (Years)", "age", Kind.AGE),
)
COMMON = (CHILD, *PERSON)
WORKER = (
    Column("Allocated Team", "team", Kind.TEAM),
    Column("Allocated Worker", "worker", Kind.WORKER),
)
DISABILITY = _code("Does the Child have a Disability", "disability", "yes_no_unknown")

LISTS: tuple[AnnexAList, ...] = (
    AnnexAList(1, "Contacts", "contact", 6, ("child", "contacted", "source"), (
        *COMMON,
        _date("Date of Contact", "contacted", needed=True),
        _code("Contact Source", "source", "source"),
    )),
    AnnexAList(2, "Early help", "earlyhelp", 6, ("child", "started"), (
        *COMMON,
        _date("Assessment start date", "started", needed=True),
        _date("Assessment completion date", "completed"),
        Column("Organisation completing assessment", "", Kind.TEXT),
    )),
    AnnexAList(3, "Referrals", "referral", 6, ("child", "referred"), (
        *COMMON,
        _date("Date of referral", "referred", needed=True),
        _code("Referral Source", "source", "source"),
        _yes("Referral NFA?", "no_further_action"),
        _count("Number of Referrals in Last 12 Months", "earlier_referrals"),
        *WORKER,
    )),
    AnnexAList(4, "Assessments", "assessment", 6, ("child", "started"), (
        *COMMON, DISABILITY,
        _date("Continuous Assessment Start Date", "started", needed=True),
        _code("Child Seen During Continuous Assessment", "seen", "yes_no_unknown"),
        _date("Continuous Assessment Date of Authorisation", "authorised"),
        _yes("Was the child assessed as requiring LA children's social care support", "support_required"),
        *WORKER,
    )),
    AnnexAList(5, "Section 47 enquiries and ICPCs", "enquiry", 6, ("child", "started"), (
        *COMMON, DISABILITY,
        _date("Strategy discussion initiating Section 47 Enquiry Start Date", "started", needed=True),
        _yes("Was an Initial Child Protection Conference deemed unnecessary?", "conference_unnecessary"),
        _date("Date of Initial Child Protection Conference", "conference"),
        _yes("Did the Initial Child Protection Conference Result in a Child Protection Plan", "plan_made"),
        _count("Number of Section 47 Enquiries in the last 12 months", "earlier_enquiries"),
        _count("Number of ICPCs in the last 12 months", "earlier_conferences"),
        *WORKER,
    )),
    AnnexAList(6, "Children in need", "need", 6, ("child", "started"), (
        *COMMON, DISABILITY,
        _date("CIN Start Date", "started", needed=True),
        _code("Primary Need Code", "need", "need"),
        _date("Date Child Was Last Seen", "last_seen"),
        _date("CIN Closure Date", "ended"),
        _code("Reason for Closure", "closure", "closure"),
        _code("Case status", "status", "status"),
        *WORKER,
    )),
    AnnexAList(7, "Child protection", "plan", 6, ("child", "started"), (
        *COMMON, DISABILITY,
        _date("Child Protection Plan Start Date", "started", needed=True),
        _code("Initial Category of Abuse", "initial_category", "abuse"),
        _code("Latest Category of Abuse", "latest_category", "abuse"),
        _date("Date of the Last Statutory Visit", "last_visit"),
        _code("Was the Child Seen Alone?", "seen_alone", "yes_no_unknown"),
        _date("Date of latest review conference", "latest_review"),
        _date("Child Protection Plan End Date", "ended"),
        _yes("Subject to Emergency Protection Order or Protected Under Police Powers in Last Six "
             "Months (Y/N)", "protected"),
        _count("Number of Previous Child Protection Plans", "earlier_plans"),
        *WORKER,
    )),
    AnnexAList(8, "Children in care", "care", 6, ("child", "started"), (
        *COMMON,
        _yes("Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", "uasc"),
        DISABILITY,
        _date("Date Started to be Looked After", "started", needed=True),
        _code("Child's Category of Need", "need", "need"),
        _yes("Is this a second or subsequent period of being a Looked After Child within the last 12 "
             "months (Y/N)", "again"),
        _date("Start date of current legal status", "legal_started"),
        _code("Child's Legal Status", "legal", "legal"),
        _date("Date of Latest Statutory Review", "latest_review"),
        _date("Date of Last Social Work Visit", "last_visit"),
        _code("What is the permanence plan for this child?", "permanence", "permanence"),
        _date("Date of Last IRO Visit / Contact to the Child", "last_iro"),
        _date("Date of Last Health Assessment", "last_health"),
        _date("Date of Last Dental Check", "last_dental"),
        _count("Number of Placements in the Last 12 months", "placements"),
        _date("Date Ceased to be Looked After", "ended"),
        _code("Reason Ceased to be Looked After", "ceased", "ceased"),
        _date("Start Date of Most Recent Placement", "placed"),
        _code("Placement Type", "placement", "placement"),
        _code("Placement Provider", "provider", "provider"),
        Column("Placement postcode", "district", Kind.POSTCODE),
        Column("URN of Placement", "", Kind.TEXT),
        _code("Placement Location", "location", "location"),
        Column("LA of Placement", "", Kind.TEXT),
        _count("Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
               "missing"),
        _count("Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
               "absent"),
        _code("Was the child offered a Return Interview after their last missing episode (Y/N)?",
              "interview_offered", "yes_no_unknown"),
        _code("Did the child accept a Return Interview after their last missing episode (Y/N)?",
              "interview_accepted", "yes_no_unknown"),
        *WORKER,
    )),
    AnnexAList(9, "Leaving care", "leaver", 6, ("child",), (
        *COMMON, DISABILITY,
        Column("Unaccompanied Asylum Seeking Child (UASC)", "uasc", Kind.YES_NO, "yes_no", only_2024=True),
        *WORKER,
        Column("Allocated Personal Advisor", "adviser", Kind.WORKER, only_2024=True),
        _code("Eligibility Category", "eligibility", "eligibility"),
        _code("LA In Touch", "in_touch", "in_touch"),
        _date("Date of Latest Pathway Plan", "latest_plan", only_2024=True),
        _date("Date of Latest Contact", "latest_contact", only_2024=True),
        _code("Type of Accommodation", "accommodation", "accommodation"),
        _code("Suitability of Accommodation", "suitability", "suitability"),
        _code("Activity Status", "activity", "activity"),
    )),
    AnnexAList(10, "Adoption", "adoption", 12, ("child",), (
        CHILD, FAMILY, *PERSON, DISABILITY,
        _date("Date the Child Entered Care", "entered_care"),
        _date("Date of Decision that Child Should be Placed for Adoption", "decided"),
        _date("Date of Placement Order", "ordered"),
        _date("Date of Matching Child and Prospective Adopters", "matched"),
        _date("Date Placed for Adoption", "placed"),
        _date("Date of Adoption Order", "adopted"),
        _date("Date of Decision that Child Should No Longer be Placed for Adoption", "reversed"),
        _code("Reason Why Child No Longer Placed for Adoption", "reversal", "reversal"),
        _date("Date the child was placed for fostering in FFA or concurrent planning placement", "fostered"),
    )),
    AnnexAList(11, "Prospective adopters", "adopter", 12, ("adopter",), (
        Column("Individual adopter identifier", "adopter", Kind.ADOPTER, needed=True),
        FAMILY,
        _code("Gender", "gender", "adopter_gender"),
        _code("Ethnicity", "ethnicity", "ethnicity"),
        _code("Does the Adopter have a Disability", "disability", "yes_no"),
        _yes("Is the (prospective) adopter fostering for adoption?", "fostering"),
        _date("Date enquiry received", "enquired"),
        _date("Date Stage 1 started", "stage1_started"),
        _date("Date Stage 1 ended", "stage1_ended"),
        _date("Date Stage 2 started", "stage2_started"),
        _date("Date Stage 2 ended", "stage2_ended"),
        _date("Date application submitted", "submitted"),
        _date("Date application approved", "approved"),
        _date("Date adopter matched with child(ren)", "matched"),
        _date("Date child/children placed with adopter(s)", "placed"),
        _count("No. of children placed", "children_placed"),
        _date("Date of Adoption Order", "adopted"),
        _date("Date of leaving adoption process", "left"),
        _code("Reason for leaving adoption process", "leaving_reason", "leaving_reason"),
    )),
)  # fmt: skip

BY_NUMBER = {each.number: each for each in LISTS}

# What the reader derives while it still knows the whole date of birth, for lists 8 alone: the age in whole
# years on the day care ceased, and whether that day was the eighteenth birthday or later (or the day before).
DERIVED_OF_CARE = ("age_ceased", "stayed_to_18", "stayed_to_eve_of_18")
