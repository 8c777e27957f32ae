"""What a file may cost the portal: the throwaway process answers shortly, or is ended."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from indicators.returns import reading
from indicators.returns.limits import FIGURES, LISTS
from indicators.returns.reading import UnreadableFile, read_sheets
from tests.indicators.files import SHEET, csv_file, part, repacked, workbook

LONG = ("long " * 780).strip()


def shared_string_book(cells: int) -> bytes:
    """Many cells that share one long text, which takes no room in the file."""
    sheet = part(workbook(), SHEET)
    rows = b"".join(
        b"<row>" + b'<c t="s"><v>0</v></c>' * 50 + b"</row>" for _ in range(cells // 50)
    )  # fmt: skip
    types = part(workbook(), "[Content_Types].xml").replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    links = part(workbook(), "xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
        b' Target="sharedStrings.xml" Id="rId9"/></Relationships>',
    )
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">'
        f"<si><t>{LONG}</t></si></sst>"
    ).encode()
    return repacked(
        workbook(),
        replace={
            SHEET: sheet.replace(b"</sheetData>", rows + b"</sheetData>"),
            "[Content_Types].xml": types,
            "xl/_rels/workbook.xml.rels": links,
        },
        add=[("xl/sharedStrings.xml", strings)],
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("return.xlsx", shared_string_book(2_000)),
        ("return.xlsx", shared_string_book(72_000)),
        ("return.csv", csv_file(*[(LONG,)] * 600)),
    ],
    ids=["shared", "shared by very many", "csv"],
)
def test_more_text_than_a_return_ever_holds_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"more text|too much memory"):
        read_sheets(name, content)


def test_text_within_the_limit_is_read() -> None:
    sheets = read_sheets("return.xlsx", shared_string_book(500))

    assert sum(row.count(LONG) for row in sheets[0].rows) == 500


def test_an_answer_longer_than_a_return_ever_is_ends_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ANSWER", 100)
    children: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)  # type: ignore[call-overload]
            children.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)

    with pytest.raises(UnreadableFile, match="could not be read"):
        read_sheets("return.csv", csv_file(*[("CLA_N", "x" * 50, "S", n) for n in range(4_000)]))
    assert children[0].poll() is not None


def test_a_child_that_takes_too_long_is_ended(settings: object) -> None:
    settings.RETURN_READ_SECONDS = 0.001  # type: ignore[attr-defined]

    with pytest.raises(UnreadableFile, match="too long"):
        read_sheets("return.csv", csv_file())


def test_the_child_caps_its_own_time() -> None:
    script = (
        "import resource; from indicators.returns.child import LISTS, cap; "
        "told = lambda: [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS)]; "
        "cap(); first = told(); cap(LISTS); print([first, told()])"
    )

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    figures, lists = json.loads(told.stdout)
    assert figures == [FIGURES.cpu, FIGURES.memory] == [5, 768 * 1024 * 1024]
    assert lists == [LISTS.cpu, LISTS.memory] == [30, 3 * 1024 * 1024 * 1024]
