"""The addresses of scorecards, publications and regions."""

from __future__ import annotations

from django.urls import path

from reports.views import basis, neighbour_switch, published, regions, scorecards, templates, writing

NEIGHBOURS = "authorities/<str:code>/neighbours/"
SCORECARDS = "authorities/<str:code>/scorecards/"
SCORECARD = f"{SCORECARDS}<int:pk>/"
LINE = f"{SCORECARD}lines/<str:number>/"

urlpatterns = [
    path(f"{NEIGHBOURS}preview/", neighbour_switch.neighbour_preview, name="neighbour_preview"),
    path(f"{NEIGHBOURS}switch/", neighbour_switch.neighbour_switch, name="neighbour_switch"),
    path(SCORECARDS, scorecards.scorecard_list, name="scorecard_list"),
    path(f"{SCORECARDS}layouts/", templates.scorecard_templates, name="scorecard_templates"),
    path(SCORECARD, scorecards.scorecard, name="scorecard"),
    path(LINE, scorecards.scorecard_line, name="scorecard_line"),
    path(f"{LINE}analysis/", writing.analysis_edit, name="analysis_edit"),
    path(f"{SCORECARD}publish/", writing.scorecard_publish, name="scorecard_publish"),
    path(f"{SCORECARD}exceptions/", scorecards.scorecard_exceptions, name="scorecard_exceptions"),
    path(f"{SCORECARD}basis/", basis.scorecard_basis, name="scorecard_basis"),
    path(f"{SCORECARD}basis/newest/", basis.basis_adopt, name="basis_adopt"),
    path(f"{SCORECARD}recalculate/", scorecards.scorecard_recalculate, name="scorecard_recalculate"),
    path(f"{SCORECARD}export/<str:kind>/", scorecards.scorecard_export, name="scorecard_export"),
    path("published/", published.published_list, name="published_list"),
    path("published/<int:pk>/", published.published_scorecard, name="published_scorecard"),
    path("published/<int:pk>/lines/<str:number>/", published.published_line, name="published_line"),
    path("published/<int:pk>/exceptions/", published.published_exceptions, name="published_exceptions"),
    path("published/<int:pk>/export/<str:kind>/", published.published_export, name="published_export"),
    path("regions/<str:code>/", regions.region_board, name="region_board"),
    path("regions/<str:code>/compare/", regions.region_compare, name="region_compare"),
]
