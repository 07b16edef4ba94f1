"""Pages of the list: search, facets, saved searches, exports."""

from django.urls import path

from enterprises.views import export, listing, saved

urlpatterns = [
    path("", listing.index, name="list"),
    path("facets/", listing.facets, name="facets"),
    path("suggest/", listing.suggest, name="suggest"),
    path("export/ask/", export.ask, name="export_ask"),
    path("export/province/", export.province, name="export_province"),
    path("export/<str:kind>/", export.export, name="export"),
    path("searches/", saved.index, name="saved"),
    path("searches/save/", saved.save, name="saved_save"),
    path("searches/<int:pk>/rename/", saved.rename, name="saved_rename"),
    path("searches/<int:pk>/delete/", saved.delete, name="saved_delete"),
]
