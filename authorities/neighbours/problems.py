"""What is raised when a neighbour file cannot be used."""

from __future__ import annotations

from collections.abc import Sequence

# More would not be read by the person who has to mend the file.
SHOWN = 25


class NeighbourFileError(ValueError):
    """A file that holds no usable list. `problems` has a sentence for each fault, with row and column."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))

    def shown(self) -> str:
        """The first problems, one on each line, and how many more there are."""
        more = len(self.problems) - SHOWN
        lines = self.problems[:SHOWN]
        if more > 0:
            lines.append(f"There {'is 1 more problem' if more == 1 else f'are {more} more problems'}.")
        return "\n".join(lines)
