"""Pages of the module."""

from django.urls import path

from campaigns.views import pages, targets

app_name = "campaigns"
urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", pages.new, name="new"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/edit/", pages.edit, name="edit"),
    path("<int:pk>/select/", pages.select, name="select"),
    path("<int:pk>/targets/", targets.targets, name="targets"),
    path("<int:pk>/targets/<int:target>/drop/", targets.drop, name="drop"),
    path("<int:pk>/targets/<int:target>/go-on/", targets.go_on, name="go_on"),
    path("<int:pk>/export/<slug:kind>/", targets.export, name="export"),
    path("<int:pk>/approve/", pages.approve, name="approve"),
    path("<int:pk>/open/", pages.open_checks_page, name="open"),
    path("<int:pk>/close/", pages.close, name="close"),
    path("<int:pk>/cancel/", pages.cancel, name="cancel"),
    path("<int:pk>/timeline/", pages.timeline, name="timeline"),
]
