"""Pages of notifications."""

from django.urls import path

from ecms.notifications import views, views_bell, views_own

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="list"),
    path("read-all/", views.read_all, name="read_all"),
    path("<int:pk>/", views.open_message, name="open"),
    path("<int:pk>/read/", views.read, name="read"),
    path("bell/", views_bell.bell, name="bell"),
    path("<int:pk>/seen/", views_bell.seen, name="seen"),
    path("<int:pk>/snooze/", views_own.snooze, name="snooze"),
    path("wishes/", views_own.wishes, name="wishes"),
    path("wishes/trust/", views_own.trust, name="trust"),
    path("unit/", views_own.unit, name="unit"),
    path("due/<int:pk>/", views.open_due, name="due"),
]
