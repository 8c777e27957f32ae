"""Addresses of floor 2. All but the catalogue's own lie under one authority."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from indicators.views import (
    behind,
    catalogue,
    counted,
    counting_choices,
    decisions,
    jobs,
    neighbours,
    polarities,
    published,
    published_import,
    published_proposal,
    return_page,
    return_problems,
    returns,
    sets,
    targets,
)

returns_of_an_authority = [
    path("", returns.return_list, name="return_list"),
    path("template/", returns.return_template_choice, name="return_template_choice"),
    path("template/<str:period>.xlsx", returns.return_template, name="return_template"),
    path("upload/", returns.return_upload, name="return_upload"),
    path("<int:pk>/", return_page.return_detail, name="return_detail"),
    path("<int:pk>/submit/", decisions.return_submit, name="return_submit"),
    path("<int:pk>/approve/", decisions.return_approve, name="return_approve"),
    path("<int:pk>/send-back/", decisions.return_send_back, name="return_send_back"),
    path("<int:pk>/file/", return_page.return_file, name="return_file"),
    path("<int:pk>/problems.csv", return_problems.return_problems_csv, name="return_problems_csv"),
    path("<int:pk>/problems.xlsx", return_problems.return_problems_xlsx, name="return_problems_xlsx"),
    path("<int:pk>/problems/<slug:rule>/", return_problems.return_problems, name="return_problems"),
]

counted_of_an_authority = [
    path("", counted.counted_newest, name="counted_newest"),
    path("<str:period>.csv", counted.counted_csv, name="counted_csv"),
    path("<str:period>/", counted.counted, name="counted"),
    path("<str:period>/<str:indicator>/<str:window>/", behind.rows_behind, name="rows_behind"),
]

neighbours_of_an_authority = [
    path("", neighbours.neighbours, name="neighbours"),
    path("new/", neighbours.neighbour_list_new, name="neighbour_list_new"),
    path("<int:pk>/", neighbours.neighbour_list, name="neighbour_list"),
]

of_an_authority: list[URLPattern | URLResolver] = [
    path("returns/", include(returns_of_an_authority)),
    path("counted/", include(counted_of_an_authority)),
    path("counting/", counting_choices.counting_choices, name="counting_choices"),
    path("jobs/<int:pk>/", jobs.job_detail, name="job_detail"),
    path("jobs/<int:pk>/retry/", jobs.job_retry, name="job_retry"),
    path("indicators/", sets.authority_indicators, name="authority_indicators"),
    path("indicators/new/", sets.local_indicator_new, name="local_indicator_new"),
    path("indicators/set/", sets.set_add, name="set_add"),
    path("indicators/set/<int:pk>/remove/", sets.set_remove, name="set_remove"),
    path("targets/", targets.target_list, name="target_list"),
    path("targets/<str:indicator>/", targets.target_set, name="target_set"),
    path("targets/<str:indicator>/polarity/", polarities.polarity_set, name="polarity_set"),
    path("neighbours/", include(neighbours_of_an_authority)),
    path("catalogue/", catalogue.authority_catalogue, name="authority_catalogue"),
    path("catalogue/<str:indicator>/", catalogue.authority_catalogue_entry, name="authority_catalogue_entry"),
]

published_statistics = [
    path("", published.release_list, name="release_list"),
    path("import/", published_import.release_import, name="release_import"),
    path("import/<str:key>/", published_proposal.release_propose, name="release_propose"),
    path("<int:pk>/", published.release_detail, name="release_detail"),
    path("<int:pk>/file/", published.release_file, name="release_file"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("authorities/<str:code>/", include(of_an_authority)),
    path("administration/published/", include(published_statistics)),
    path("administration/catalogue/", catalogue.catalogue, name="catalogue"),
    path("administration/catalogue/<str:indicator>/", catalogue.catalogue_entry, name="catalogue_entry"),
]
