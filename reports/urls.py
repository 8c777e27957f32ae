"""The addresses of scorecards, publications and regions."""

from __future__ import annotations

from django.urls import path

from reports.views import (
    basis,
    charts,
    collection,
    matrix,
    matrix_files,
    neighbour_switch,
    one_indicator,
    over_time,
    published,
    scorecards,
    sharing,
    spine,
    templates,
    writing,
)

NEIGHBOURS = "authorities/<str:code>/neighbours/"
SCORECARDS = "authorities/<str:code>/scorecards/"
SCORECARD = f"{SCORECARDS}<int:pk>/"
REGION = "regions/<str:code>/"
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
    path("authorities/<str:code>/sharing/", sharing.authority_sharing, name="authority_sharing"),
    path(REGION, collection.region_board, name="region_board"),
    path(f"{REGION}export/<str:kind>/", collection.region_board_export, name="region_board_export"),
    path(f"{REGION}deadline/", collection.region_deadline, name="region_deadline"),
    path(f"{REGION}remind/", collection.region_remind, name="region_remind"),
    path(f"{REGION}sharing/", sharing.region_sharing, name="region_sharing"),
    path(f"{REGION}matrix/", matrix.region_matrix, name="region_matrix"),
    path(f"{REGION}matrix/table/", matrix.region_matrix_table, name="region_matrix_table"),
    path(
        f"{REGION}matrix/export/<str:kind>/", matrix_files.region_matrix_export, name="region_matrix_export"
    ),
    path(f"{REGION}views/", matrix.region_view_keep, name="region_view_keep"),
    path(f"{REGION}views/<int:pk>/remove/", matrix.region_view_remove, name="region_view_remove"),
    path(f"{REGION}compare/", one_indicator.region_compare, name="region_compare"),
    path(f"{REGION}authority/", spine.region_spine, name="region_spine"),
    path(f"{REGION}over-time/", over_time.region_over_time, name="region_over_time"),
    path(f"{REGION}charts/<str:chart>/<str:kind>/", charts.region_chart, name="region_chart"),
]
