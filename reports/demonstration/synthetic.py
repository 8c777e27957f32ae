"""Synthetic monthly counts for a fictional authority: the parts from which its returns are made.

Counts only, no children. Each authority has a size, a level and a drift for each measure, drawn
from the seed, so that the twelve differ as real ones do. Windows are sums of the same months, so
that a rolling figure and a quarter agree.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, month_end_before, months_in
from indicators.models import Indicator

SEED = 2026


@dataclass(frozen=True, slots=True)
class Level:
    """How a measure runs in an ordinary authority.

    `events` is its base for every 10,000 children a month (a flow) or at a moment (a stock); `share`
    is the percentage of the base that its numerator makes up, None where the base itself is counted.
    """

    events: float
    share: float | None = None
    # A stock is counted at the period end whatever the window says.
    stock: bool = False


# About what the published statistics show for England, rounded; the authorities are spread around it.
LEVELS: dict[str, Level] = {
    "REF_RATE": Level(44),
    "REREF_PCT": Level(44, 22),
    "REF_NFA_PCT": Level(44, 7),
    "ASM_RATE": Level(43),
    "ASM_45D_PCT": Level(43, 83),
    "CIN_RATE": Level(335),
    "S47_RATE": Level(15.5),
    "S47_ICPC_PCT": Level(15.5, 34),
    "ICPC_15D_PCT": Level(5, 79),
    "CP_RATE": Level(42),
    "CP_REPEAT_EVER_PCT": Level(4.6, 24),
    "CP_END_2Y_PCT": Level(4.6, 4),
    "CLA_RATE": Level(70),
    "CLA_VISIT_PCT": Level(70, 88),
    "CLA_MISS_PCT": Level(78, 11, stock=True),
    "CLA_DENTAL_PCT": Level(48, 79),
    "CLA_HEALTH_PCT": Level(48, 89),
    "CLA_3PLACE_PCT": Level(70, 10),
    "CLA_LTS_PCT": Level(20, 70),
    "CLA_STAY18_PCT": Level(0.9, 80),
    "CL_SUIT_PCT": Level(30, 88),
    "CL_EET_PCT": Level(30, 55),
    "WF_CASELOAD_AVG": Level(22),
    "WF_AGENCY_PCT": Level(32, 16),
}
# What only the layout with bands asks for. Drawn apart, so that the measures above keep their numbers.
FURTHER: dict[str, Level] = {
    "ASM_15D_PCT": Level(43, 31),
    "ASM_35D_PCT": Level(43, 68),
    "QA_ASM_GOOD_PCT": Level(1.2, 76),
    "CLA_ASM12_PCT": Level(48, 86),
    "CP_PLAN_PCT": Level(42, 92),
    "CP_VISIT_PCT": Level(41, 88, stock=True),
    "CLA_IHA_PCT": Level(2.4, 84),
    "AD_WAIT_N": Level(2.1),
    "CL_EMERG_N": Level(0.9),
    "QA_SUP_FREQ_PCT": Level(9, 83),
    "QA_DECISION_PCT": Level(1.2, 78),
    "QA_RISK_PCT": Level(1.2, 81),
    "WF_IRO_CASELOAD": Level(1.1),
}
EVERY = LEVELS | FURTHER
# Of a stock, the children for each worker.
CASELOAD = {"WF_CASELOAD_AVG": 15.5, "WF_IRO_CASELOAD": 62}


class SyntheticAuthority:
    """The made-up numbers of one authority: the same seed and code give the same numbers."""

    def __init__(self, code: str, seed: int) -> None:
        # Figures that look like figures; nothing is kept secret by them.
        self._seed = f"{seed}/{code}"
        rng = random.Random(self._seed)  # noqa: S311
        self.population = rng.randrange(18_000, 120_000, 100)
        self._spread = {name: rng.gauss(1, 0.16) for name in LEVELS}
        self._lean = {name: rng.gauss(0, 5) for name in LEVELS}
        self._drift = {name: rng.gauss(0, 0.006) for name in LEVELS}
        further = random.Random(f"{self._seed}/further")  # noqa: S311
        self._spread |= {name: further.gauss(1, 0.16) for name in FURTHER}
        self._lean |= {name: further.gauss(0, 5) for name in FURTHER}
        self._drift |= {name: further.gauss(0, 0.006) for name in FURTHER}

    def parts(self, indicator: Indicator, window: Window, period_end: date) -> tuple[int, int | None]:
        """Numerator and denominator of one figure; a plain count has no denominator."""
        unit = Unit(indicator.unit)
        level = EVERY[indicator.code]
        if window is Window.S or level.stock:
            base = self._base(level, period_end)
        else:
            base = sum(
                self._base(level, month_end_before(period_end, back))
                for back in range(months_in(window, period_end))
            )
        if unit is Unit.RATE:
            return base, self.population
        if unit is Unit.AVERAGE:
            return round(base * CASELOAD[indicator.code]), base
        if level.share is None:
            return base, None
        return self._share(indicator.code, level.share, base, period_end), base

    def _base(self, level: Level, month: date) -> int:
        rng = random.Random(f"{self._seed}/base {_leader(level)}/{month}")  # noqa: S311
        expected = level.events * self.population / 10_000 * max(0.4, self._spread[_leader(level)])
        expected *= (1 + self._drift[_leader(level)]) ** _months(month)
        return max(0, round(rng.gauss(expected, max(1.0, expected**0.5))))

    def _share(self, name: str, share: float, base: int, month: date) -> int:
        rng = random.Random(f"{self._seed}/{name}/{month}/share")  # noqa: S311
        chance = share + self._lean[name] + 400 * self._drift[name] * _months(month) / 24
        chance = min(99.0, max(1.0, chance)) / 100
        expected, spread = base * chance, (base * chance * (1 - chance)) ** 0.5
        return min(base, max(0, round(rng.gauss(expected, spread))))


def _leader(level: Level) -> str:
    """The measure whose base this one shares, so that a share and a rate of the same events agree."""
    return next(name for name, other in EVERY.items() if other.events == level.events)


def _months(month: date) -> int:
    return (month.year - 2024) * 12 + month.month
