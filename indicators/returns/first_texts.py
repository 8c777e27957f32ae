"""The texts in the first rows of a sheet, without reading the rest of it.

Standard library alone: it runs in the throwaway process (indicators/returns/child.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from xml.etree import ElementTree

from indicators.returns.package import Package
from indicators.returns.sheet_xml import Attributes, Refused, Walk

# Bytes of a sheet in which its first rows end, and of one piece of the shared texts.
BEGINNING = 512 * 1024


def first_texts(package: Package, sheet: str, strings: Iterable[str], rows: int) -> list[str]:
    """Every text in the first so many rows of a sheet; `sheet` and `strings` name parts of the package.

    Of a damaged part what comes before the damage.
    """
    found = _Rows(rows)
    _walk_beginning(package, sheet, found, lambda: found.row > rows)
    texts = found.texts
    if found.shared:
        wanted = _Strings(found.shared)
        for name in strings:
            _walk_beginning(package, name, wanted, lambda: wanted.place > max(wanted.asked), whole=True)
        texts = [*texts, *wanted.texts]
    return texts


class _Rows(Walk):
    """The texts that stand in the cells themselves; `shared` are the places of those that do not."""

    def __init__(self, rows: int) -> None:
        super().__init__(self._opened)
        self.rows, self.row, self.kind = rows, 0, ""
        self.texts: list[str] = []
        self.shared: set[int] = set()
        self.said: list[str] = []

    def _opened(self, path: list[str], attributes: Attributes) -> None:
        if path[-1] == "row":
            self.row += 1
        elif path[-1] == "c":
            self.kind, self.said = attributes.get("t", "n"), []

    def data(self, text: str) -> None:
        if self.row <= self.rows and self.path[-1] in ("v", "t"):
            self.said.append(text)

    def end(self, tag: str) -> None:
        name = self.path[-1]
        super().end(tag)
        said = "".join(self.said).strip()
        if name != "c" or not said:
            return
        if self.kind == "s" and said.isascii() and said.isdigit() and len(said) < 10:
            self.shared.add(int(said))
        elif self.kind != "n":
            self.texts.append(said)
        self.said = []


class _Strings(Walk):
    """Of the shared texts those that stand in the places asked for."""

    def __init__(self, asked: set[int]) -> None:
        super().__init__(self._opened)
        self.asked, self.place = asked, 0
        self.texts: list[str] = []
        self.said: list[str] = []

    def _opened(self, path: list[str], attributes: Attributes) -> None:
        if path[-1] == "si":
            self.said = []

    def data(self, text: str) -> None:
        if self.path[-1] == "t" and self.place in self.asked:
            self.said.append(text)

    def end(self, tag: str) -> None:
        name = self.path[-1]
        super().end(tag)
        if name == "si":
            if self.said:
                self.texts.append("".join(self.said))
            self.place += 1


def _walk_beginning(
    package: Package, name: str, target: Walk, enough: Callable[[], bool], *, whole: bool = False
) -> None:
    parser = ElementTree.XMLParser(target=target)  # noqa: S314  declarations are refused
    with suppress(ElementTree.ParseError, LookupError, ValueError, Refused):
        for piece in package.pieces(name, BEGINNING):
            parser.feed(piece)
            if enough() or not whole:
                return
