"""Several csv files as one: an archive in memory, the same for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

MOST_FILES = 20
# An archive keeps a time for each file; with the clock's, the same files would never be known again.
NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file as it is uploaded."""

    name: str
    content: bytes


def unfit_together(names: Sequence[str]) -> str:
    """Why these files cannot be uploaded together, as a sentence; '' where they can."""
    if len(names) < 2:
        return ""
    if any(not name.casefold().endswith(".csv") for name in names):
        return "Several files at once must all be .csv. Choose one workbook or archive alone."
    if len({name.casefold() for name in names}) < len(names):
        return "Two of the files have the same name. Name each after its list and choose them again."
    if len(names) > MOST_FILES:
        return f"There are {len(names)} files, and Annex A has eleven lists. Choose a file for each list."
    return ""


def bundle(files: Sequence[tuple[str, bytes]]) -> Bundle:
    """The only file as it is; several, by name and content, in one archive under the names they have."""
    if len(files) == 1:
        return Bundle(*files[0])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, NO_TIME), content, zipfile.ZIP_DEFLATED)
    return Bundle(f"{len(files)} csv files.zip", out.getvalue())
