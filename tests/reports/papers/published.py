"""The papers, their layouts, and the published texts where they are beside the project."""

from __future__ import annotations

import pytest

from reports.layouts.schema import read_layouts
from reports.papers.analysis import find_paper
from reports.papers.papers import read_papers

PAPERS = {paper.name: paper for paper in read_papers()}
LAYOUTS = {layout.name: layout for layout in read_layouts()}
SEFTON_2023, SEFTON_2025, NORTH_SOMERSET = "sefton-2023-11", "sefton-2025-01", "north-somerset-2023-24-q3"

needs_published_texts = pytest.mark.skipif(
    any(find_paper(paper) is None for paper in PAPERS.values()),
    reason="The published papers are not in ../shared/data/scorecards beside the project.",
)


def published_text(name: str) -> str:
    path = find_paper(PAPERS[name])
    assert path is not None
    return path.read_text(encoding="utf-8")
