"""Pages of the list: search, facets, exports."""

from django.urls import path

from enterprises.views import export, listing

urlpatterns = [
    path("", listing.index, name="list"),
    path("facets/", listing.facets, name="facets"),
    path("suggest/", listing.suggest, name="suggest"),
    path("export/ask/", export.ask, name="export_ask"),
    path("export/province/", export.province, name="export_province"),
    path("export/<str:kind>/", export.export, name="export"),
]
