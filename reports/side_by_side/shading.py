"""How a cell of the matrix says where its figure stands: a class of the style sheet, a sign, and words.

The words are read out and the sign is seen, so that colour only repeats them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.calculations.spread import Shade, Standing
from reports.side_by_side.matrix import Entry

# From far worse (or far below) to far better (or far above), as a standing's step runs.
JUDGED = {
    -2: ("lfl-far-worse", "−−"),
    -1: ("lfl-worse", "−"),
    0: ("lfl-level", ""),
    1: ("lfl-better", "+"),
    2: ("lfl-far-better", "++"),
}
NEUTRAL = {
    -2: ("lfl-far-below", "▼▼"),
    -1: ("lfl-below", "▼"),
    0: ("lfl-level", ""),
    1: ("lfl-above", "▲"),
    2: ("lfl-far-above", "▲▲"),
}
RATED = {"green": ("lfl-green", "G"), "amber": ("lfl-amber", "A"), "red": ("lfl-red", "R")}
ARROWS = {"up": ("↑", "up"), "down": ("↓", "down"), "same": ("→", "no change")}
EFFECTS = {"better": "lfl-better", "worse": "lfl-worse"}

SHADES = {
    Shade.QUARTILE: "Quarter of the group",
    Shade.DISTANCE: "Distance from the median",
    Shade.TARGET: "Own target (red, amber, green)",
    Shade.DIRECTION: "Direction of travel",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind` is a class of the style sheet; all three are '' where nothing is said."""

    kind: str = ""
    sign: str = ""
    words: str = ""


NO_MARK = Mark()


def mark_of(entry: Entry, shade: Shade) -> Mark:
    """What a cell says of its figure; nothing where there is no figure, or nothing to judge it by."""
    if entry.value is None:
        return NO_MARK
    if shade is Shade.TARGET:
        return _rated(entry.line.rag)
    if shade is Shade.DIRECTION:
        return _moved(entry.line.direction, entry.line.effect)
    return _standing(entry.by_quarter if shade is Shade.QUARTILE else entry.by_distance)


def key_of(shade: Shade, against: str = "the earlier figure") -> Sequence[tuple[str, Sequence[Mark]]]:
    """The marks of a shade with what each means, under a heading for each of its scales.

    `against` is what directions are set against.
    """
    if shade is Shade.DIRECTION:
        return [(f"Against {against}", marks) for _, marks in KEYS[shade]]
    return KEYS[shade]


def _standing(standing: Standing | None) -> Mark:
    if standing is None:
        return NO_MARK
    kind, sign = (JUDGED if standing.judged else NEUTRAL)[standing.step]
    return Mark(kind, sign, standing.words)


def _rated(rag: str) -> Mark:
    if rag not in RATED:
        return NO_MARK
    kind, sign = RATED[rag]
    return Mark(kind, sign, rag)


def _moved(direction: str, effect: str) -> Mark:
    if direction not in ARROWS:
        return NO_MARK
    sign, words = ARROWS[direction]
    judged = f", {effect}" if effect in EFFECTS else ""
    return Mark(EFFECTS.get(effect, "lfl-level"), sign, words + judged)


def _scale(of: dict[int, tuple[str, str]], words: dict[int, str]) -> tuple[Mark, ...]:
    return tuple(Mark(*of[step], words[step]) for step in sorted(words, reverse=True))


WHERE_JUDGED = "Where high or low is good"
WHERE_NEUTRAL = "Where neither is good"
KEYS: dict[Shade, tuple[tuple[str, tuple[Mark, ...]], ...]] = {
    Shade.QUARTILE: (
        (WHERE_JUDGED, _scale(JUDGED, {2: "best quarter", 0: "middle half", -2: "worst quarter"})),
        (WHERE_NEUTRAL, _scale(NEUTRAL, {2: "highest quarter", 0: "middle half", -2: "lowest quarter"})),
    ),
    Shade.DISTANCE: (
        (
            WHERE_JUDGED,
            _scale(
                JUDGED,
                {
                    2: "far better than the median: by more than the width of the middle half",
                    1: "better than the median: by more than half that width",
                    0: "near the median",
                    -1: "worse than the median",
                    -2: "far worse than the median",
                },
            ),
        ),
        (
            WHERE_NEUTRAL,
            _scale(
                NEUTRAL,
                {
                    2: "far above the median",
                    1: "above the median",
                    0: "near the median",
                    -1: "below the median",
                    -2: "far below the median",
                },
            ),
        ),
    ),
    Shade.TARGET: (
        (
            "Against the authority's own target",
            (
                Mark(*RATED["green"], "green: the target is met"),
                Mark(*RATED["amber"], "amber: missed, within the tolerance"),
                Mark(*RATED["red"], "red: missed by more"),
                Mark("lfl-level", "", "no letter: no target that can be judged"),
            ),
        ),
    ),
    Shade.DIRECTION: (
        (
            "Against the earlier figure",
            (
                Mark("lfl-better", "↑ ↓", "up or down, and better"),
                Mark("lfl-worse", "↑ ↓", "up or down, and worse"),
                Mark("lfl-level", "↑ ↓ →", "no change, or nothing says whether up or down is good"),
                Mark("lfl-level", "", "no arrow: there is no earlier figure to set it against"),
            ),
        ),
    ),
}
