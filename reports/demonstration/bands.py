"""One authority of the fictional region judges itself by bands: the layout that it chose, made-up targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from authorities.models import Authority, User
from indicators.calculations.periods import Window, month_end_before
from indicators.models import Indicator
from indicators.targets import set_target, targets_at
from reports.models import ScorecardTemplate
from reports.template_choice import choose_template

LAYOUT = "quarterly-bands"
# As in authorities/register/demonstration.csv.
AUTHORITY = "D02"


@dataclass(frozen=True, slots=True)
class Banded:
    """A year-end target with its baseline and bands, as somebody would type them."""

    code: str
    baseline: str
    target: str
    requires_improvement: str
    good: str
    outstanding: str


BANDED = (
    Banded("REREF_PCT", "25", "21%", "28-24", "24-18", "<18"),
    Banded("ASM_45D_PCT", "79", "88%", "75-84", "85-94", "95+"),
    Banded("QA_ASM_GOOD_PCT", "68", "80%", "60-74", "75-89", "90+"),
    Banded("CP_REPEAT_EVER_PCT", "26", "22%", "30-25", "25-18", "<18"),
    Banded("CP_VISIT_PCT", "84", "92%", "80-88", "89-95", "96+"),
    Banded("CLA_VISIT_PCT", "85", "90%", "78-86", "87-94", "95+"),
    Banded("CLA_3PLACE_PCT", "12", "9%", "14-11", "11-8", "<8"),
    Banded("CLA_HEALTH_PCT", "86", "92%", "80-88", "89-95", "96+"),
    Banded("CL_SUIT_PCT", "85", "92%", "80-87", "88-94", "95+"),
    Banded("CL_EET_PCT", "51", "60%", "45-54", "55-64", "65+"),
)


def choose_bands(authority: Authority, first: date, *, by: User) -> list[tuple[str, Window]]:
    """The layout and its targets, from the year before the first quarter; the figures that it asks for.

    Running it again changes nothing.
    """
    template = ScorecardTemplate.objects.get(name=LAYOUT)
    choose_template(authority=authority, template=template, used=True, by=by)
    day = month_end_before(first, 12)
    held = targets_at(authority, first)
    indicators = {i.code: i for i in Indicator.objects.filter(owner_authority=None)}
    for one in BANDED:
        if one.code not in held:
            set_target(
                authority=authority,
                indicator=indicators[one.code],
                text=one.target,
                valid_from=day,
                baseline=Decimal(one.baseline),
                baseline_note="the year before",
                requires_improvement=one.requires_improvement,
                good=one.good,
                outstanding=one.outstanding,
                source="Demonstration",
                reason="Made up for the demonstration.",
                by=by,
            )
    return [(code, window) for code, window, back in template.layout.needs() if back == 0]
