"""URL map."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("enterprises/", include("enterprises.urls")),
    path("inspections/", include("inspections.urls")),
    path("violations/", include("violations.urls")),
    path("documents/", include("ecms.documents.urls")),
    path("notifications/", include("ecms.notifications.urls")),
    path("analytics/", include("analytics.urls")),
    path("admin/", admin.site.urls),
]
