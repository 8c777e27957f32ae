"""Which column of a neighbour file holds what: the published layouts, told apart by their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from authorities.neighbours.problems import NeighbourFileError

RANKS = range(1, 11)


@dataclass(frozen=True, slots=True)
class Layout:
    """The words of one published layout. `{}` stands for the rank."""

    code: str
    name: str
    neighbour: str
    closeness: str
    # A second column with the authority's code, which must agree with the first.
    code_again: str = ""

    def words(self) -> list[str]:
        return [self.code, self.name]


# The workbooks of 2021 and 2025 and the text file of 2021, whose closeness columns all have one name.
GROUPS = Layout("LA num", "LA Name", "SN{}", "SNP", code_again="LA number")
# The text file of 2025.
WIDE = Layout("old_la_code", "la_name", "SN_{}", "SN_{}P")
LAYOUTS = (GROUPS, WIDE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand, counted from 0. `header` is the index of the header's row."""

    header: int
    code: int
    name: int
    code_again: int | None
    # For ranks 1 to 10, the neighbour's column and that of its closeness.
    pairs: tuple[tuple[int, int], ...]
    headings: tuple[str, ...]

    def last(self) -> int:
        """The rightmost column that every row of the list must reach."""
        return max(max(pair) for pair in self.pairs)

    def place(self, column: int) -> str:
        """A column as a person finds it: `column F (SN1)`."""
        heading = self.headings[column] if column < len(self.headings) else ""
        return f"column {letters(column)}{f' ({heading})' if heading else ''}"


def letters(column: int) -> str:
    """The name that a spreadsheet gives to the column with this index: 0 is A, 26 is AA."""
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def find_columns(rows: Sequence[Sequence[object]]) -> Columns:
    """The columns by the words of the header, wherever it stands. NeighbourFileError if there is none."""
    for index, row in enumerate(rows):
        headings = tuple(" ".join(str(cell).split()) for cell in row)
        keys = [heading.casefold() for heading in headings]
        for layout in LAYOUTS:
            if layout.code.casefold() in keys:
                return _columns(layout, index, headings, keys)
    raise NeighbourFileError(
        [
            "The file has no header that is known. A list of neighbours has a row of headings that begins "
            "LA num, LA Name (workbooks, and the .csv of 2021) or old_la_code, la_name (the .csv of 2025)."
        ]
    )


def _columns(layout: Layout, index: int, headings: tuple[str, ...], keys: list[str]) -> Columns:
    problems: list[str] = []

    def one(word: str) -> int:
        found = [column for column, key in enumerate(keys) if key == word.casefold()]
        if len(found) != 1:
            times = "is missing" if not found else f"stands {len(found)} times"
            problems.append(
                f"Row {index + 1}: the heading {word} {times}. Give the file as it was published."
            )
        return found[0] if found else 0

    code, name = (one(word) for word in layout.words())
    again = one(layout.code_again) if layout.code_again else None
    pairs = []
    for rank in RANKS:
        neighbour = one(layout.neighbour.format(rank))
        if "{}" in layout.closeness:
            pairs.append((neighbour, one(layout.closeness.format(rank))))
        else:
            # One name for ten columns: each belongs to the neighbour on its left.
            pairs.append((neighbour, neighbour + 1))
            if neighbour and keys[neighbour + 1 : neighbour + 2] != [layout.closeness.casefold()]:
                problems.append(
                    f"Row {index + 1}: the heading {layout.closeness} is missing to the right of "
                    f"{headings[neighbour]}. Give the file as it was published."
                )
    further = layout.neighbour.format(len(RANKS) + 1)
    if further.casefold() in keys:
        problems.append(
            f"Row {index + 1}: the heading {further} is one too many; a list has {len(RANKS)} neighbours."
        )
    if problems:
        raise NeighbourFileError(problems)
    return Columns(index, code, name, again, tuple(pairs), headings)
