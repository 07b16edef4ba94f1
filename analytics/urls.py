"""Pages of the module."""

from django.urls import path

from analytics.views import (
    arranging,
    behind,
    closing,
    dashboard,
    explorer,
    indicators,
    papers,
    quality,
    records,
    reports,
    work,
)

app_name = "analytics"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("indicators/", indicators.index, name="indicators"),
    path("indicators/<slug:code>/", indicators.detail, name="indicator"),
    path(
        "indicators/<slug:code>/<slug:part>.<str:kind>", indicators.table, name="indicator_table"
    ),
    path("months/", closing.index, name="months"),
    path("months/<str:month>/confirm/", closing.confirm, name="confirm"),
    path("months/<str:month>/freeze/", closing.close, name="close"),
    path("definitions/", dashboard.definitions, name="definitions"),
    path("tables/<slug:code>.<str:kind>", dashboard.table, name="table"),
    path("behind/<slug:code>/", behind.behind, name="behind"),
    path("records/<slug:measure>/", records.index, name="records"),
    path("arrange/", arranging.arrange, name="arrange"),
    path("work/<str:who>/", work.work, name="work"),
    path("explorer/", explorer.index, name="explorer"),
    path("explorer/answer.<str:kind>", explorer.file, name="explorer_file"),
    path("explorer/keep/", explorer.save, name="explorer_save"),
    path("saved/<int:pk>/delete/", explorer.delete, name="saved_delete"),
    path("quality/", quality.index, name="quality"),
    path("papers/", papers.index, name="papers"),
    path("papers/<int:pk>/", papers.detail, name="paper"),
    path("papers/<int:pk>/sign/", papers.sign, name="paper_sign"),
    path("papers/<int:pk>/report.<str:kind>", papers.file, name="paper_file"),
    path("reports/", reports.export, name="export"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/progress/", reports.progress, name="report_progress"),
    path("reports/<int:pk>/file/", reports.download, name="download"),
]
