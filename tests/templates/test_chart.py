from __future__ import annotations

from django.template.loader import render_to_string

from reports.charts.embedding import Embedded

CHART = Embedded(
    title="Re-referrals & <more>",
    words="11 authorities, from 13.9% to 26.8%.",
    wide="/wide?a=1&b=2",
    narrow="/narrow",
    svg="/svg",
    png="/png",
    csv="/csv",
)


def drawn(chart: Embedded | None) -> str:
    return " ".join(render_to_string("components/chart.html", {"chart": chart}).split())


def test_a_chart_has_a_picture_for_screens_and_another_for_telephones() -> None:
    html = drawn(CHART)
    assert '<source media="screen and (max-width: 40em)" srcset="/narrow" />' in html
    assert '<img src="/wide?a=1&amp;b=2" alt="Chart: Re-referrals &amp; &lt;more&gt;" />' in html


def test_its_words_stand_beneath_it_once_for_everybody() -> None:
    assert drawn(CHART).count("11 authorities, from 13.9% to 26.8%.") == 1


def test_its_files_say_of_which_chart_they_are() -> None:
    html = drawn(CHART)
    for address, name in (("svg", "Picture (SVG)"), ("png", "Picture (PNG)"), ("csv", "Figures (CSV)")):
        of = '<span class="govuk-visually-hidden">: Re-referrals &amp; &lt;more&gt;</span>'
        assert f'href="/{address}">{name}{of}</a>' in html
    assert "style=" not in html


def test_without_a_chart_there_is_nothing() -> None:
    assert drawn(None) == ""
