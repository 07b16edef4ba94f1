"""Pages of the module."""

from django.urls import path

from enterprises.urls_listing import urlpatterns as listing
from enterprises.urls_merge import urlpatterns as merge
from enterprises.urls_record import urlpatterns as record
from enterprises.urls_tracing import urlpatterns as tracing
from enterprises.urls_workforce import urlpatterns as workforce
from enterprises.views import import_report, imports

app_name = "enterprises"
urlpatterns = [
    *listing,
    *record,
    *merge,
    path("imports/", imports.index, name="import_list"),
    path("imports/new/", imports.new, name="import_new"),
    path("imports/<int:pk>/", imports.detail, name="import_detail"),
    path("imports/<int:pk>/progress/", imports.progress, name="import_progress"),
    path("imports/<int:pk>/columns/", imports.columns, name="import_columns"),
    path("imports/<int:pk>/encoding/", imports.encoding, name="import_encoding"),
    path("imports/<int:pk>/undo/", imports.undo, name="import_undo"),
    path("imports/<int:pk>/confirm/", imports.confirm, name="import_confirm"),
    path("imports/<int:pk>/cancel/", imports.cancel, name="import_cancel"),
    path("imports/<int:pk>/refused/<str:kind>/", import_report.report, name="import_report"),
    *tracing,
    *workforce,
]
