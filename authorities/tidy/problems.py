"""What is wrong with a tidy file, collected line by line until there is enough to be told."""

from __future__ import annotations

from collections.abc import Iterable

MOST_PROBLEMS = 20


class TidyError(ValueError):
    """The file is refused; `problems` holds sentences: the line, what is wrong with it, what to do."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class Problems:
    """The faults of one reading. Reading goes on after a fault, so that several can be mended at once."""

    def __init__(self, most: int = MOST_PROBLEMS) -> None:
        self.sentences: list[str] = []
        self._most = most

    def add(self, sentence: str) -> None:
        """Keep one sentence; TidyError with all of them once there are as many as a person reads."""
        self.sentences.append(sentence)
        if len(self.sentences) >= self._most:
            raise TidyError([*self.sentences, "Reading stopped here: there may be more."])

    def settle(self) -> None:
        """TidyError if anything was found."""
        if self.sentences:
            raise TidyError(self.sentences)
