"""What the documents point at is there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.source_files import ROOT, text, text_files

LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
DOCUMENTS = [path for path, _ in text_files() if path.suffix == ".md"]


def links(document: Path) -> list[Path]:
    return [document.parent / target for target in LINK.findall(text(document))]


def test_no_document_points_at_a_file_that_is_not_there() -> None:
    broken = [
        f"{document} points at {target}"
        for document in DOCUMENTS
        for target in links(document)
        if not (ROOT / target).exists()
    ]
    assert not broken, "\n".join(broken)
    assert len(links(Path("README.md"))) > 5


def test_the_list_of_decisions_names_every_decision_once_and_in_order() -> None:
    decisions = sorted(path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md"))
    assert [link.name for link in links(Path("docs/adr/README.md"))] == decisions
    assert [name[:4] for name in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]


def test_a_decision_has_a_date_a_state_and_its_three_parts_on_one_page() -> None:
    for path in (ROOT / "docs/adr").glob("[0-9]*.md"):
        whole = path.read_text(encoding="utf-8")
        assert re.search(r"^\d{1,2} \w+ 20\d\d\. (Accepted|Superseded by \d{4})\.$", whole, re.MULTILINE), (
            path
        )
        assert re.findall(r"^## (\w+)$", whole, re.MULTILINE) == ["Context", "Decision", "Consequences"], path
        assert len(whole.splitlines()) < 35, path


def test_every_make_target_that_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text(Path("Makefile")), re.MULTILINE))
    named = {
        name
        for document in DOCUMENTS
        for name in re.findall(r"(?:^ {4}|`|&& )make ([a-z-]+)", text(document), re.MULTILINE)
    }
    assert {"demo", "test", "check"} <= named <= targets
