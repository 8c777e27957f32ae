"""Places for the names of points, so that none covers a point or another name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.charts.theme import Size

Place = tuple[float, float]
# Half the width of a point with its rim, and how far from its point a name may stand.
POINT = 8.0
NEAR = 12.0
DISTANCES = (NEAR, 26.0, 44.0, 66.0, 92.0)
# Right, left, above, below, and between them.
WAYS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the top left of the plot."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, width: float, height: float) -> bool:
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height

    def nearest(self, place: Place) -> Place:
        """The point of its edge that a line from a place would end at."""
        x, y = place
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True, slots=True)
class Label:
    """A name's box, and the end of the line that leads to it; None where it stands beside its point."""

    box: Box
    leader: Place | None


def placed(
    points: Sequence[Place], wanted: Mapping[int, str], width: float, height: float, at: Size
) -> dict[int, Label]:
    """By the point's number, in the order wanted; one for which no place is free has none."""
    taken = [_around(point) for point in points]
    found: dict[int, Label] = {}
    for number, words in wanted.items():
        label = _free(points[number], words, taken, (width, height), at)
        if label is not None:
            found[number] = label
            taken.append(label.box)
    return found


def _around(point: Place) -> Box:
    x, y = point
    return Box(x - POINT, y - POINT, x + POINT, y + POINT)


def _free(point: Place, words: str, taken: Sequence[Box], room: Place, at: Size) -> Label | None:
    wide, high = at.length(words), (words.count("\n") + 1) * at.line
    for distance in DISTANCES:
        for way in WAYS:
            box = _beside(point, way, distance, wide, high)
            if box.within(*room) and not any(box.meets(each) for each in taken):
                return Label(box, box.nearest(point) if distance > NEAR else None)
    return None


def _beside(point: Place, way: tuple[int, int], distance: float, wide: float, high: float) -> Box:
    x, y = point[0] + way[0] * distance, point[1] + way[1] * distance
    left = {1: x, -1: x - wide, 0: x - wide / 2}[way[0]]
    top = {1: y, -1: y - high, 0: y - high / 2}[way[1]]
    return Box(left, top, left + wide, top + high)
