"""What happens in a synthetic life: each event with its whole dates, those still to come among them.

A list at a period end shows what was known by then: a later date is blanked, whatever these say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from indicators.synthetic.staff import Worker


@dataclass(slots=True)
class Contact:
    on: date
    source: str


@dataclass(slots=True)
class EarlyHelp:
    started: date
    completed: date | None
    organisation: str


@dataclass(slots=True)
class Referral:
    on: date
    source: str
    no_further_action: bool
    worker: Worker


@dataclass(slots=True)
class Assessment:
    started: date
    authorised: date | None
    seen: str
    support_required: bool
    worker: Worker


@dataclass(slots=True)
class Enquiry:
    """A section 47 enquiry. `decided` is the day on which it was known whether a conference is needed."""

    started: date
    decided: date
    conference_needed: bool
    conference: date | None
    plan_made: bool
    worker: Worker


@dataclass(slots=True)
class Need:
    """An episode of need. `assessed` is the day on which its first assessment was authorised."""

    started: date
    assessed: date | None
    ended: date | None
    need: str
    closure: str
    worker: Worker


@dataclass(slots=True)
class Plan:
    """A child protection plan. `earlier` counts those before it, whenever they were."""

    started: date
    ended: date | None
    initial: str
    latest: str
    changed: date | None
    earlier: int
    protected: date | None
    worker: Worker


@dataclass(slots=True)
class Placement:
    started: date
    kind: str
    provider: str
    postcode: str
    inside: bool
    urn: str


@dataclass(slots=True)
class Care:
    """A period of being looked after. `legal` and `permanence` hold (from, code), the oldest first."""

    started: date
    ended: date
    ceased: str
    need: str
    worker: Worker
    legal: list[tuple[date, str]] = field(default_factory=list)
    permanence: list[tuple[date, str]] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    missing: list[date] = field(default_factory=list)
    absent: list[date] = field(default_factory=list)
    # Return interviews after the last missing episode: y, n or u.
    offered: str = "y"
    accepted: str = "y"


@dataclass(slots=True)
class Standing:
    """How a care leaver lives from a day on, until the next."""

    since: date
    in_touch: str
    accommodation: str
    suitability: str
    activity: str


@dataclass(slots=True)
class Leaver:
    """Leaving care services. `eligibility` holds (from, code); `until` is the day on which they end."""

    since: date
    until: date
    eligibility: list[tuple[date, str]]
    standings: list[Standing]
    worker: Worker
    adviser: Worker


@dataclass(slots=True)
class Adoption:
    entered: date
    decided: date
    ordered: date | None = None
    matched: date | None = None
    placed: date | None = None
    adopted: date | None = None
    reversed: date | None = None
    reversal: str = ""
    fostered: date | None = None


@dataclass(slots=True)
class Adopter:
    """One adult; the two of a couple share the family."""

    identifier: str
    family: str
    gender: str
    ethnicity: str
    disability: bool
    fostering: bool
    enquired: date
    stage1_started: date
    stage1_ended: date | None = None
    stage2_started: date | None = None
    stage2_ended: date | None = None
    submitted: date | None = None
    approved: date | None = None
    matched: date | None = None
    placed: date | None = None
    children_placed: int = 0
    adopted: date | None = None
    left: date | None = None
    leaving_reason: str = ""


@dataclass(slots=True)
class Child:
    """One life. `number` also sets the rhythm of visits and reviews, so that no two children share one."""

    number: int
    identifier: str
    family: str
    born: date
    gender: str
    ethnicity: str
    disability: str
    unaccompanied: bool = False
    contacts: list[Contact] = field(default_factory=list)
    earlyhelp: list[EarlyHelp] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    care: list[Care] = field(default_factory=list)
    leaver: Leaver | None = None
    adoption: Adoption | None = None
