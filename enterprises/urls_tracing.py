"""Pages of badges, shared places and tracing."""

from django.urls import path

from enterprises.views import badges, shared_places, tracing

urlpatterns = [
    path("<int:pk>/badges/", badges.index, name="badges"),
    path("<int:pk>/badges/issue/", badges.issue, name="badge_issue"),
    path("<int:pk>/badges/sheets/<int:part>/", badges.sheets, name="badge_sheets"),
    path("badges/scan/", badges.scan, name="badge_scan"),
    path("badges/<int:pk>/revoke/", badges.revoke, name="badge_revoke"),
    path("<int:pk>/shared/", shared_places.index, name="shared_places"),
    path("<int:pk>/shared/panel/", shared_places.panel, name="shared_places_panel"),
    path("<int:pk>/shared/new/", shared_places.new, name="shared_place_new"),
    path("shared/<int:pk>/", shared_places.detail, name="shared_place"),
    path("shared/<int:pk>/edit/", shared_places.edit, name="shared_place_edit"),
    path("shared/<int:pk>/close/", shared_places.close, name="shared_place_close"),
    path("shared/<int:pk>/assign/", shared_places.assign, name="shared_place_assign"),
    path(
        "shared/<int:pk>/stays/<int:stay>/leave/", shared_places.leave, name="shared_place_leave"
    ),
    path("tracing/", tracing.index, name="tracing_list"),
    path("tracing/new/", tracing.new, name="tracing_new"),
    path("tracing/<int:pk>/", tracing.detail, name="tracing"),
    path("tracing/<int:pk>/export/<str:kind>/", tracing.export, name="tracing_export"),
]
