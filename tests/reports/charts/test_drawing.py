"""The picture itself: what every chart's SVG and PNG hold, and what they never do."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree

import pytest

from indicators.returns.reading import read_sheets
from reports.charts.chart import Chart
from reports.charts.control import control_chart
from reports.charts.drawing import png_of, svg_of
from reports.charts.funnel import funnel_chart
from reports.charts.multiples import multiples_chart
from reports.charts.ranked import ranked_chart
from reports.charts.spine import spine_chart
from reports.side_by_side.in_time import history
from tests.indicators.files import workbook
from tests.reports.charts.boards import entry, matrix, measure

SVG = "{http://www.w3.org/2000/svg}"
# The share and its count: nothing else in a test makes them.
PLANTED = re.compile(r"(?<![\d.,])(73\.7|737)(?!\d)")
NASTY = 'Up & Over <b> "Vale" role="x"'


def every_chart(figures: list[str | None], names: list[str], *, wide: bool = True) -> dict[str, Chart]:
    """Each of the five of the same authorities, those of None hidden now and at every period."""
    held, one = matrix(figures, figures, names=names), measure()
    series = {
        (place.code, one.key): entry(place, one, text, [text] * 9)
        for place, text in zip(held.authorities, figures, strict=True)
    }
    marked = frozenset({"T001", "T002"})
    charts: dict[str, Chart | None] = {
        "ranked": ranked_chart(held, one, marked, wide=wide),
        "funnel": funnel_chart(held, one, marked, wide=wide),
        "multiples": multiples_chart(held, one, series, marked, wide=wide),
    }
    if held.authorities:
        first = held.authorities[0]
        charts["control"] = control_chart(held, history(series[first.code, one.key], {}), wide=wide)
        charts["spine"] = spine_chart(held, first, wide=wide)
    return {name: chart for name, chart in charts.items() if chart is not None}


def parsed(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(svg_of(chart))  # noqa: S314


def everything(chart: Chart) -> str:
    """All that is written in a picture, that it is made from, and that goes with it."""
    return " ".join([*parsed(chart).itertext(), json.dumps(chart.spec), str(chart.rows), chart.alt])


def figures(count: int) -> list[str | None]:
    return [str(10 + place * 7 % 23) for place in range(count)]


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize(
    "held",
    [
        pytest.param([], id="none"),
        pytest.param(figures(1), id="one"),
        pytest.param(figures(3), id="three"),
        pytest.param(figures(12), id="twelve"),
        pytest.param(figures(153), id="all of England"),
        pytest.param([None] * 6, id="all hidden"),
        pytest.param(["20"] * 6, id="no spread"),
        pytest.param(["0"] * 6, id="all nought"),
        pytest.param(["0", "100", None, "20", "20", "20"], id="ties, ends and one hidden"),
    ],
)
def test_every_chart_can_be_drawn_of_any_group(held: list[str | None], wide: bool) -> None:
    charts = every_chart(held, ["A", "B"], wide=wide)
    for name, chart in charts.items():
        root = parsed(chart)
        assert root.tag == f"{SVG}svg", name
        # About as wide as was asked for: a label that ran out of the picture would have made it wider.
        assert float(root.get("width", "0")) <= (930 if wide else 365), name
        assert chart.alt.endswith("."), name
        assert all(set(row) == set(chart.columns) for row in chart.rows), name


@pytest.mark.parametrize("wide", [True, False])
def test_long_names_stay_in_the_picture_whole(wide: bool) -> None:
    long = "Bournemouth-like, Christchurch-like and Poole-like Unitary District of the Far South Coast"
    for name, chart in every_chart(figures(6), [long], wide=wide).items():
        root = parsed(chart)
        assert float(root.get("width", "0")) <= (940 if wide else 380), name
        said = " ".join("".join(root.itertext()).replace("\n", " ").split())
        assert "…" not in said, name


def test_a_picture_is_one_image_without_scripts_styles_or_anything_from_outside() -> None:
    for name, chart in every_chart(figures(6), [NASTY]).items():
        text = svg_of(chart)
        root = parsed(chart)
        assert root.get("role") == "img" and root.get("aria-label") == chart.title, name
        assert root.findtext(f"{SVG}title") == chart.title, name
        assert root.findtext(f"{SVG}desc") == chart.alt, name
        for part in list(root.iter())[1:]:
            assert part.tag.removeprefix(SVG) not in ("script", "style", "image", "use", "foreignObject"), (
                name
            )
            kept = {key for key in part.attrib if key.startswith("{") or key in ("role", "style", "href")}
            assert not kept | {key for key in part.attrib if key.startswith(("aria", "on"))}, name
        assert "url(" not in text and "http" not in text.replace("http://www.w3.org/", ""), name
        assert any(part.get("fill", "none") not in ("none", "white") for part in root.iter()), name


def test_a_name_is_drawn_as_it_is_and_never_read_as_markup() -> None:
    chart = every_chart(figures(6), [NASTY])["ranked"]
    said = ["".join(text.itertext()) for text in parsed(chart).iter(f"{SVG}text")]
    assert f"► {NASTY}" in said


@pytest.mark.parametrize("wide", [True, False])
def test_a_hidden_authoritys_figures_are_nowhere_in_any_picture(wide: bool) -> None:
    """The line as disclosed has none; drawing it shown first proves that the search would find it."""
    shown = every_chart(["73.7", *figures(7)], ["Hidden Vale"], wide=wide)
    for name, chart in every_chart([None, *figures(7)], ["Hidden Vale"], wide=wide).items():
        assert PLANTED.search(everything(shown[name])), name
        assert not PLANTED.search(everything(chart)), name


def test_a_hidden_authority_is_named_among_those_not_drawn() -> None:
    chart = every_chart([None, *figures(7)], ["Hidden Vale"])["ranked"]
    assert "Not drawn: Hidden Vale (suppressed)." in chart.alt
    assert "Not drawn: Hidden Vale" in " ".join(parsed(chart).itertext())


def test_a_png_is_twice_as_large_as_the_svg() -> None:
    chart = every_chart(figures(4), [])["ranked"]
    drawn = png_of(chart)
    assert drawn.startswith(b"\x89PNG")
    width = parsed(chart).get("width")
    assert int.from_bytes(drawn[16:20], "big") == 2 * int(float(width or 0))


def test_one_different_figure_is_another_picture() -> None:
    one = every_chart(["10", "11", "12", "13"], [])["ranked"]
    other = every_chart(["10", "11", "12", "14"], [])["ranked"]
    assert svg_of(one) == svg_of(one) != svg_of(other)


def test_a_return_can_be_read_after_a_chart_was_drawn() -> None:
    """A child forked from a process that has drawn hangs: the reader of uploads is started anew instead."""
    svg_of(every_chart(figures(4), [])["ranked"])
    assert [sheet.name for sheet in read_sheets("return.xlsx", workbook())] == ["Figures"]
