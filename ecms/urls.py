"""URL map."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from ecms.core import views as core_views
from ecms.core import views_health
from ecms.notifications.views import home
from enterprises.views.badges import opened
from inspections.views.planning import feed as calendar_feed

urlpatterns = [
    path("", home, name="home"),
    path("language/", core_views.set_language, name="set_language"),
    path("offline/", core_views.offline, name="offline"),
    path("healthz", views_health.healthz, name="healthz"),
    path("readyz", views_health.readyz, name="readyz"),
    path("livez", views_health.livez, name="livez"),
    path("accounts/", include("allauth.urls")),
    path("me/", include("accounts.urls")),
    path("enterprises/", include("enterprises.urls")),
    path("b/<str:token>/", opened, name="badge"),  # short: it stands in a QR code
    path("calendar/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("intake/", include("intake.urls")),
    path("inspections/", include("inspections.urls")),
    path("violations/", include("violations.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("", include("field.urls")),
    path("documents/", include("ecms.documents.urls")),
    path("audit/", include("ecms.audit.urls")),
    path("notifications/", include("ecms.notifications.urls")),
    path("analytics/", include("analytics.urls")),
    path("admin/", admin.site.urls),
]

if settings.DEBUG:
    urlpatterns.append(path("_components/", core_views.components, name="components"))

handler400 = "ecms.core.views.handler400"
handler403 = "ecms.core.views.handler403"
handler404 = "ecms.core.views.handler404"
handler500 = "ecms.core.views.handler500"
