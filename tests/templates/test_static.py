"""The committed style sheet and scripts: only what is ours to use, and nothing fetched from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STATIC = PROJECT / "static"
TEMPLATES = PROJECT / "templates"


def test_the_style_sheet_has_no_crown_no_crest_and_not_the_government_typeface() -> None:
    css = (STATIC / "like-for-like.css").read_text(encoding="utf-8-sig").lower()
    for word in ("gds transport", "crest", "crown", "@font-face"):
        assert word not in css


def test_nothing_in_static_names_a_file_that_is_not_there() -> None:
    for path in [*STATIC.glob("*.css"), *STATIC.glob("*.js")]:
        text = path.read_text(encoding="utf-8-sig")
        assert "sourceMappingURL" not in text, path.name
        assert "url(" not in text or path.suffix == ".js", path.name


def test_no_template_has_an_inline_style_or_script() -> None:
    handler = re.compile(r"\son(click|change|submit|load|input)=", re.IGNORECASE)
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert handler.search(text) is None, path
        for attributes in re.findall(r"<script\b([^>]*)>", text):
            assert "src=" in attributes or 'type="application/json"' in attributes, path


def test_the_lock_file_of_the_build_names_no_registry() -> None:
    assert '"resolved"' not in (PROJECT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
