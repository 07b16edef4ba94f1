"""Pages of the module."""

from django.urls import path

from analytics.views import dashboard, records

app_name = "analytics"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("definitions/", dashboard.definitions, name="definitions"),
    path("tables/<slug:code>.<str:kind>", dashboard.table, name="table"),
    path("records/<slug:measure>/", records.index, name="records"),
]
