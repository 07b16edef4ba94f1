"""Pages of the audit trail."""

from django.urls import path

from ecms.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<slug:app>/<slug:model>/<int:pk>/", views.of_thing, name="of_thing"),
]
