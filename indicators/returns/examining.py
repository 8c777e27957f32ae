"""A file read and checked, nothing stored: which kind of return it is, what it holds, what is wrong."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date

from authorities.models import Authority
from authorities.refusal import Refused
from indicators.annex_a.answer import AnnexARead
from indicators.annex_a.typed import Found
from indicators.calculations.display import counted
from indicators.children.keys import KEY_BYTES, pseudonym_key, refuse_changed_key, version_for
from indicators.models import Indicator, ReturnKind
from indicators.returns.checks import check
from indicators.returns.fewer_rows import fewer_rows
from indicators.returns.reading import RawSheet, UnreadableFile, read_upload
from indicators.returns.rows import Problem, TypedReturn
from indicators.returns.rules import check_context
from indicators.returns.sheets import type_rows


@dataclass(slots=True)
class Examined:
    """What a file yielded. With any error its rows are not stored.

    `lists` is there for a child-level return; `key_version` says which key made its pseudonyms, and with
    which the file is sealed: a file that was not read as figures may hold children all the same.
    """

    kind: ReturnKind
    figures: TypedReturn = field(default_factory=TypedReturn)
    lists: AnnexARead | None = None
    key_version: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def size(self) -> str:
        """How much is in it, in words: '26 figures', '1,204 rows in 11 lists'."""
        if self.lists is None:
            return counted(len(self.figures.figures), "figure")
        rows = sum(len(each.columns["row"]) for each in self.lists.lists)
        return f"{counted(rows, 'row')} in {counted(len(self.lists.lists), 'list')}"


def examine(*, authority: Authority, period_end: date, file_name: str, content: bytes) -> Examined:
    """Read and check a file without storing anything. The content says which kind of return it is.

    Raises Refused for what must be sealed where the authority's key is gone; figures need none.
    """
    version = version_for(authority)
    key, gone = _key(authority, version)
    try:
        read = read_upload(file_name, content, period_end=period_end, key=key)
    except UnreadableFile as refusal:
        found = Examined(ReturnKind.FIGURES, problems=[Problem("error", "unreadable", str(refusal))])
    else:
        found = _found(authority, period_end, read)
    if found.lists is not None or not (found.figures.figures or found.figures.refused):
        if gone is not None:
            raise gone
        found.key_version = version
    return found


def _found(authority: Authority, period_end: date, read: list[RawSheet] | AnnexARead) -> Examined:
    if isinstance(read, AnnexARead):
        problems = [*fewer_rows(authority, period_end, read), *map(_problem, read.problems)]
        return Examined(ReturnKind.CHILDREN, lists=read, problems=problems)
    return _figures(authority, period_end, read)


def _key(authority: Authority, version: str) -> tuple[bytes, Refused | None]:
    """The authority's key; where it is gone or changed, one for this reading alone that nobody keeps."""
    try:
        refuse_changed_key(authority, version)
        return pseudonym_key(authority, version), None
    except Refused as gone:
        return secrets.token_bytes(KEY_BYTES), gone


def _figures(authority: Authority, period_end: date, sheets: list[RawSheet]) -> Examined:
    indicators = {indicator.code: indicator for indicator in Indicator.for_authority(authority)}
    found = type_rows(sheets, indicators, code=authority.code, period_end=period_end)
    found.problems.extend(check(found, check_context(authority, period_end)))
    return Examined(ReturnKind.FIGURES, figures=found, problems=found.problems)


def _problem(found: Found) -> Problem:
    return Problem(
        found.severity, found.code, found.sentence, found.sheet, found.row, found.column, found.value
    )
