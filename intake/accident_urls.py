"""Pages of accidents."""

from django.urls import URLPattern, path

from intake.views import (
    accident_declare,
    accident_people,
    accident_returns,
    accident_statistics,
    accident_steps,
    accident_work,
    accident_worker,
    accidents,
)

CASE = "accidents/<int:pk>/"
VICTIM = f"{CASE}victims/<int:victim>/"
urlpatterns: list[URLPattern] = [
    path("accidents/", accidents.index, name="accidents"),
    path("accidents/export/<slug:kind>/", accidents.export, name="accident_export"),
    path("accidents/new/", accident_declare.declare, name="accident_new"),
    path("accidents/injuries/", accident_declare.injuries, name="accident_injuries"),
    path("accidents/statistics/", accident_statistics.index, name="accident_statistics"),
    path("accidents/statistics/sent/", accident_returns.sent, name="accident_return"),
    path("accidents/statistics/missing/", accident_statistics.missing, name="accident_missing"),
    path(
        "accidents/statistics/<slug:kind>/",
        accident_statistics.export,
        name="accident_statistics_export",
    ),
    path("accidents/report/<int:pk>/", accident_statistics.report, name="accident_report"),
    path("accidents/enterprise/<int:pk>/", accidents.enterprise_panel, name="accident_panel"),
    path(CASE, accidents.detail, name="accident"),
    path(f"{CASE}done/", accident_declare.done, name="accident_done"),
    path(f"{CASE}complete/", accident_declare.complete, name="accident_complete"),
    path(f"{CASE}victims/", accident_people.index, name="accident_victims"),
    path(f"{CASE}victims/add/", accident_people.add, name="accident_victim_add"),
    path(VICTIM, accident_people.edit, name="accident_victim"),
    path(f"{VICTIM}remove/", accident_people.remove, name="accident_victim_remove"),
    path(f"{VICTIM}worker/", accident_worker.worker, name="accident_worker"),
    path(f"{VICTIM}death/", accident_people.death, name="accident_death"),
    path(f"{VICTIM}assess/", accident_people.assess, name="accident_assess"),
    path(f"{VICTIM}paid/", accident_people.paid, name="accident_paid"),
    path(f"{CASE}team/", accident_work.propose_team, name="accident_team"),
    path(f"{CASE}draft/<slug:kind>/", accident_work.preview, name="accident_draft"),
    path(f"{CASE}scene/", accident_work.scene, name="accident_scene"),
    path(f"{CASE}conclusion/", accident_work.conclusion, name="accident_conclusion"),
    path(f"{CASE}costs/", accident_work.costs, name="accident_costs"),
    path(f"{CASE}measures/", accident_work.measures, name="accident_measures"),
    path(f"{CASE}measures/<int:measure>/", accident_work.measure_done, name="accident_measure"),
    path(f"{CASE}expertise/", accident_steps.expertise, name="accident_expertise"),
    path(f"{CASE}step/<slug:verb>/", accident_steps.step, name="accident_step"),
    path(f"{CASE}documents/", accidents.documents, name="accident_documents"),
    path(f"{CASE}timeline/", accidents.timeline, name="accident_timeline"),
]
