"""Eight lines of a scorecard with bands, worked by hand: what is handed in and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Part = tuple[int, int | None]


@dataclass(frozen=True)
class Worked:
    """One line: what is handed in and aimed at, and what the scorecard must then hold."""

    code: str
    window: str
    parts: tuple[Part, Part, Part, Part]
    target: dict[str, Any]
    figures: tuple[str, str, str, str]
    grade: str
    rag: str
    direction: str
    word: str
    gap: str = ""
    baseline: str = ""
    change: str = ""
    reason: str = ""


def bands(requires_improvement: str, good: str, outstanding: str) -> dict[str, str]:
    """As a scorecard prints them, the worst first."""
    return {"requires_improvement": requires_improvement, "good": good, "outstanding": outstanding}


WORKED = (
    # 168 of 200 is 84, in the gap between 80 and 85: the worse band. 85% of 200 is 170. 84 - 78 is 6.
    Worked(
        "ASM_45D_PCT",
        "Q",
        ((150, 200), (158, 200), (164, 200), (168, 200)),
        {
            "text": "85%",
            "baseline": Decimal(78),
            "baseline_note": "2023-24",
            **bands("75-80", "85-89", "90+"),
        },
        ("75.0%", "79.0%", "82.0%", "84.0%"),
        "requires improvement",
        "amber",
        "up",
        "POSITIVE",
        gap="2 more of 200 would have met it (170 instead of 168).",
        baseline="78%",
        change="+6.0 points",
        reason="In the requires improvement band; the year-end target of at least 85 is missed.",
    ),
    # 188 of 40,000 is 47; good ends at 45, which is 180 children. 47 is 5.4 less than 52.4, 10.3 per cent.
    # The catalogue takes no side; the bands say that low is good.
    Worked(
        "CP_RATE",
        "S",
        ((200, 40000), (196, 40000), (192, 40000), (188, 40000)),
        {"text": "", "baseline": Decimal("52.4"), **bands("50-46", "45-40", "<40")},
        ("50.0", "49.0", "48.0", "47.0"),
        "requires improvement",
        "amber",
        "down",
        "POSITIVE",
        gap="8 fewer would have reached the good band (180 instead of 188).",
        baseline="52.4",
        change="-10.3%",
        reason="In the requires improvement band.",
    ),
    # 33 of 300 is 11, on the nearer bound of 12-11. 10% of 300 is 30. From 9 to 11 is 2 points.
    Worked(
        "CLA_3PLACE_PCT",
        "S",
        ((24, 300), (24, 300), (27, 300), (33, 300)),
        {"text": "10%", "baseline": Decimal(9), **bands("12-11", "10-8", "7-5")},
        ("8.0%", "8.0%", "9.0%", "11.0%"),
        "requires improvement",
        "amber",
        "up",
        "NEGATIVE",
        gap="3 fewer of 300 would have met it (30 instead of 33).",
        baseline="9%",
        change="+2.0 points",
        reason="In the requires improvement band; the year-end target of at most 10 is missed.",
    ),
    # 395 of 500 is 79, which both outstanding and good hold: the better. 80% of 500 is 400.
    Worked(
        "CP_VISIT_PCT",
        "Q",
        ((380, 500), (385, 500), (395, 500), (395, 500)),
        {"text": "80+", **bands("70-76", "76-79", "79-85")},
        ("76.0%", "77.0%", "79.0%", "79.0%"),
        "outstanding",
        "green",
        "same",
        "STABLE",
        gap="5 more of 500 would have met it (400 instead of 395).",
        reason="In the outstanding band; the year-end target of at least 80 is missed.",
    ),
    # 23 is above 22: below all three. Good ends at 17. From 20 to 23 is 3, 15 per cent.
    Worked(
        "AD_WAIT_N",
        "S",
        ((20, None), (22, None), (25, None), (23, None)),
        {"text": "Reduction", "baseline": Decimal(20), **bands("18-22", "14-17", "<14")},
        ("20", "22", "25", "23"),
        "below requires improvement",
        "red",
        "down",
        "POSITIVE",
        gap="6 fewer would have reached the good band (17 instead of 23).",
        baseline="20",
        change="+15.0%",
        reason="Below the requires improvement band; the year-end target 'Reduction' is not judged.",
    ),
    # 54 of 90 is 60, a bare 60 reached. 70% of 90 is 63.
    Worked(
        "CL_EET_PCT",
        "S",
        ((45, 90), (48, 90), (51, 90), (54, 90)),
        {"text": "Increase", **bands("60", "70", "80")},
        ("50.0%", "53.3%", "56.7%", "60.0%"),
        "requires improvement",
        "amber",
        "up",
        "POSITIVE",
        gap="9 more of 90 would have reached the good band (63 instead of 54).",
        reason="In the requires improvement band; the year-end target 'Increase' is not judged.",
    ),
    # Bands in words grade nothing. 23 misses 21 by 2; a tenth of 21 is 2.1. 21% of 500 is 105.
    Worked(
        "REREF_PCT",
        "R12",
        ((130, 500), (125, 500), (120, 500), (115, 500)),
        {
            "text": "21%",
            "tolerance_kind": "relative",
            "tolerance": Decimal(10),
            **bands("Increase", "Stable", "Reduction"),
        },
        ("26.0%", "25.0%", "24.0%", "23.0%"),
        "",
        "amber",
        "down",
        "POSITIVE",
        gap="10 fewer of 500 would have met it (105 instead of 115).",
        reason="Misses the target of at most 21 by no more than 10 per cent of 21.",
    ),
    # No target: the figures alone.
    Worked(
        "QA_DECISION_PCT",
        "Q",
        ((12, 20), (14, 20), (15, 20), (16, 20)),
        {},
        ("60.0%", "70.0%", "75.0%", "80.0%"),
        "",
        "none",
        "up",
        "INCREASE",
        reason="There is no target.",
    ),
)
