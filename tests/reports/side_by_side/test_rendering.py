from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from authorities.sharing import Reader
from indicators.calculations.spread import Shade
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.rendering import Sheet, render_table, summary
from reports.side_by_side.shading import mark_of
from reports.side_by_side.views import View
from tests.factories.target import TargetFactory
from tests.reports.html_tree import tree, words
from tests.reports.scenes import give
from tests.reports.side_by_side.region_scene import BEFORE, LEAD, RegionScene, make_region

COLUMNS: list[list[int | None]] = [[10, 20, 30, 40, 50], [7, None, 7, 9, 12]]


def table(matrix: Matrix, reader: Reader = LEAD, **choices: Any) -> Element:
    drawn = tree(render_table(Sheet(matrix, View(back=12, **choices), reader)).encode())
    found = drawn.find("table")
    assert found is not None
    return found


def seen(cell: Element) -> str:
    """What the eye is shown in a cell: without the words that are only read out."""
    for span in cell.findall("span"):
        if span.get("class") == "govuk-visually-hidden":
            span.text = ""
    return words(cell)


def figures(drawn: Element) -> list[list[Element]]:
    """The cells of figures, row by row, without the summary."""
    rows = [row for body in drawn.findall("tbody") for row in body.findall("tr")]
    kept = [[c for c in row.findall("td") if "lfl-matrix__sum" not in c.get("class", "")] for row in rows]
    return [row for row in kept if row]


@pytest.fixture
def scene(db: None) -> RegionScene:
    made = make_region(COLUMNS, polarity="low")
    give(made.authorities[2], made.indicators[1], 30, 1000, 3, BEFORE)
    TargetFactory.create(authority=made.authorities[0], indicator=made.indicators[0], text="15%")
    TargetFactory.create(authority=made.authorities[4], indicator=made.indicators[0], text="15%")
    return made


@pytest.mark.parametrize("shade", list(Shade))
@pytest.mark.parametrize("transposed", [False, True])
def test_every_cell_says_what_its_line_says_with_its_mark(
    scene: RegionScene, shade: Shade, transposed: bool
) -> None:
    matrix = scene.matrix()
    cells = figures(table(matrix, shade=shade, transposed=transposed))
    if transposed:
        expected = [matrix.row(authority) for authority in matrix.authorities]
    else:
        expected = [matrix.column(measure) for measure in matrix.measures]
    assert [len(row) for row in cells] == [len(row) for row in expected]
    signs = set()
    for row, entries in zip(cells, expected, strict=True):
        for cell, entry in zip(row, entries, strict=True):
            mark = mark_of(entry, shade)
            signs.add(mark.sign)
            label = entry.measure.label if transposed else entry.authority.name
            assert cell.get("data-label") == label
            assert cell.get("class", "") == mark.kind
            assert mark.words in words(cell)
            assert seen(cell) == f"{mark.sign} {entry.line.value.display or '–'}".strip()
    assert len(signs) > 1, "nothing was marked"


def test_each_shade_reads_good_and_bad_from_polarity(scene: RegionScene) -> None:
    matrix = scene.matrix()
    measure = matrix.measures[0]
    found = {shade: [mark_of(entry, shade) for entry in matrix.column(measure)] for shade in Shade}
    by_quarter = [mark.words for mark in found[Shade.QUARTILE]]
    assert by_quarter == ["best quarter", "middle half", "middle half", "middle half", "worst quarter"]
    assert [mark.sign for mark in found[Shade.DISTANCE]] == ["+", "", "", "", "−"]
    assert [mark.words for mark in found[Shade.TARGET]] == ["green", "", "", "", "red"]
    moved = mark_of(matrix.column(matrix.measures[1])[2], Shade.DIRECTION)
    assert (moved.sign, moved.words, moved.kind) == ("↑", "up, worse", "lfl-worse")


def test_a_measure_without_a_polarity_is_shaded_in_one_hue_and_not_judged(db: None) -> None:
    matrix = make_region([[10, 20, 30, 40, 50]], polarity="neutral").matrix()
    marks = [mark_of(entry, Shade.QUARTILE) for entry in matrix.column(matrix.measures[0])]
    assert [mark.sign for mark in marks] == ["▼▼", "", "", "", "▲▲"]
    assert {mark.kind for mark in marks} == {"lfl-far-below", "lfl-level", "lfl-far-above"}
    assert marks[0].words == "lowest quarter"


def test_a_hidden_figure_is_a_letter_to_the_eye_and_words_to_the_ear(db: None) -> None:
    scene = make_region([[10, 20, 30, 40, None]], polarity="low")
    give(scene.authorities[4], scene.indicators[0], 3, 1000, "0.3", places=1)
    matrix = scene.matrix()
    [row] = figures(table(matrix))
    assert row[4].get("class") is None
    assert words(row[4]) == "csuppressed" and seen(row[4]) == "c"
    assert "0.3" not in render_table(Sheet(matrix, View(), LEAD))


def test_names_from_data_are_escaped(scene: RegionScene) -> None:
    matrix = scene.matrix()
    bad = '<b>"Place" & Co</b>'
    authorities = [replace_name(matrix, bad), *matrix.authorities[1:]]
    group = replace(matrix.group, name=bad, authorities=tuple(authorities))
    measures = tuple(replace(each, label=bad, family=bad, period=bad) for each in matrix.measures)
    entries = {
        (a.code, m.key): replace(matrix.entries[a.code, m.key], authority=a, measure=m)
        for a in authorities
        for m in measures
    }
    hostile = replace(matrix, group=group, measures=measures, entries=entries)
    for transposed in (False, True):
        for sort in ("name", measures[0].key):
            drawn = table(hostile, transposed=transposed, sort=sort)
            assert drawn.find(".//b") is None
            assert bad in words(drawn)
            labels = [cell.get("data-label", "") for row in figures(drawn) for cell in row]
            assert all(label.startswith(bad) for label in (labels if transposed else labels[:1]))


def replace_name(matrix: Matrix, name: str) -> Any:
    first = matrix.authorities[0]
    first.name = name
    return first


def test_the_measure_that_sorts_says_so_and_its_link_turns_the_order(scene: RegionScene) -> None:
    key = scene.matrix().measures[0].key
    for sort, order, turned in ((f"-{key}", "descending", key), (key, "ascending", f"-{key}")):
        matrix = scene.matrix(sort=sort)
        for transposed in (False, True):
            drawn = table(matrix, sort=sort, transposed=transposed)
            [head] = [each for each in drawn.iter("th") if each.get("aria-sort")]
            assert head.get("aria-sort") == order
            link = head.find("a[@class='lfl-matrix__sort']")
            assert link is not None
            query = View(back=12, sort=turned, transposed=transposed).query()
            assert link.get("href", "").endswith(f"/matrix/?{query}")
            assert link.get("hx-get", "").endswith(f"/matrix/table/?{query}")
            assert f"by {matrix.measures[0].label}" in words(drawn.find("caption"))  # type: ignore[arg-type]
    names = [authority.name for authority in scene.matrix(sort=f"-{key}").authorities]
    assert names == [f"Place {letter}" for letter in "EDCBA"]


def test_sorted_by_name_only_the_column_of_names_says_so(scene: RegionScene) -> None:
    assert not [each for each in table(scene.matrix()).iter("th") if each.get("aria-sort")]
    turned = table(scene.matrix(), transposed=True)
    [head] = [each for each in turned.iter("th") if each.get("aria-sort")]
    assert words(head).startswith("Authority")


def test_the_summary_is_of_the_figures_shown(scene: RegionScene) -> None:
    matrix = scene.matrix()
    assert summary(matrix, matrix.measures[0]) == ("30%", "20% to 40%", "5 of 5")
    assert summary(matrix, matrix.measures[1]) == ("8%", "7% to 10%", "4 of 5")


def test_fewer_than_four_figures_have_no_median_and_no_shade(db: None) -> None:
    matrix = make_region([[10, 20, 30]]).matrix()
    assert summary(matrix, matrix.measures[0]) == ("–", "–", "3 of 3")
    [row] = figures(table(matrix))
    assert [words(cell) for cell in row] == ["10%", "20%", "30%"]


def test_own_authorities_are_marked_in_words_and_all_others_are_not(scene: RegionScene) -> None:
    own = scene.authorities[1]
    reader = Reader(lead=False, own=frozenset({own.code}))
    for transposed in (False, True):
        drawn = table(scene.matrix(reader), reader, transposed=transposed)
        yours = [words(each) for each in drawn.iter("th") if "yours" in words(each)]
        assert yours == ["Place B yours"]
        cells = [c for row in figures(drawn) for c in row if "lfl-matrix__own" in c.get("class", "")]
        assert len(cells) == len(scene.indicators)
    assert "yours" not in words(table(scene.matrix()))


def test_headings_have_scopes_and_every_row_as_many_cells(scene: RegionScene) -> None:
    for transposed in (False, True):
        drawn = table(scene.matrix(), transposed=transposed)
        assert all(head.get("scope") for head in drawn.iter("th"))
        widths = {sum(int(cell.get("colspan", 1)) for cell in row) for row in drawn.iter("tr")}
        assert len(widths) == 1, widths


def test_a_measure_leads_to_its_own_page_and_an_authority_to_its_own(scene: RegionScene) -> None:
    matrix = scene.matrix()
    links = {words(each): each.get("href", "") for each in table(matrix, shade=Shade.TARGET).iter("a")}
    assert f"figure={matrix.measures[0].key}" in links[matrix.measures[0].label]
    assert f"authority={scene.authorities[0].code}" in links["Place A"]
    assert "shade=target" in links["Place A"], "what was chosen goes along"


def test_two_measures_of_one_name_are_told_apart_in_their_visible_names(scene: RegionScene) -> None:
    matrix = scene.matrix()
    first, second = matrix.measures
    twins = (first, replace(second, label=first.label, window="S"))
    entries = {(e.authority.code, e.measure.key): e for e in matrix.entries.values()}
    same = replace(matrix, measures=twins, entries=entries)
    heads = [words(each) for each in table(same).iter("a") if "figure=" in each.get("href", "")]
    assert heads == [f"{first.label} (rolling 12 months)", f"{first.label} (snapshot)"]
    same_window = replace(matrix, measures=(first, replace(second, label=first.label)))
    heads = [words(each) for each in table(same_window).iter("a") if "figure=" in each.get("href", "")]
    assert heads == [f"{first.label} ({first.code})", f"{first.label} ({second.code})"]
    alone = [words(each) for each in table(matrix).iter("a") if "figure=" in each.get("href", "")]
    assert alone == [first.label, second.label]


@pytest.mark.parametrize(
    ("polarity", "sort", "first"), [("low", "-", "worst"), ("high", "", "worst"), ("neutral", "-", "highest")]
)
def test_the_first_click_shows_the_worst_or_without_a_polarity_the_highest(
    db: None, polarity: str, sort: str, first: str
) -> None:
    scene = make_region(COLUMNS, polarity=polarity)
    [measure, _] = scene.matrix().measures

    def link(sorted_by: str) -> tuple[str, str]:
        drawn = table(scene.matrix(sort=sorted_by), sort=sorted_by)
        [found] = [e for e in drawn.iter("a") if f"by {measure.label}, " in words(e)]
        return words(found).rpartition(", ")[2], found.get("href", "")

    said, href = link("name")
    assert said == f"{first} first" and f"?sort={sort}{measure.key}&" in href
    turned = {"worst": "best", "highest": "lowest"}[first]
    assert link(f"{sort}{measure.key}")[0] == f"{turned} first"
    drawn = table(scene.matrix(sort=f"{sort}{measure.key}"), sort=f"{sort}{measure.key}")
    assert words(drawn.find("caption")).endswith(f"{first} first")  # type: ignore[arg-type]


def test_a_count_has_no_worst(db: None) -> None:
    drawn = table(make_region(COLUMNS, polarity="low", unit="number").matrix())
    said = [words(each) for each in drawn.iter("a") if "Sort authorities by" in words(each)]
    assert not [each for each in said if "worst" in each] and "highest first" in said[1]
