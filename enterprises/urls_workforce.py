"""Pages of workers, their employment, and who has not updated."""

from django.urls import path

from enterprises.views.workforce import changes, firm, freshness, people

urlpatterns = [
    path("<int:pk>/workforce/", firm.index, name="workforce"),
    path("<int:pk>/workforce/panel/", firm.panel, name="workforce_panel"),
    path("<int:pk>/workforce/confirm/", firm.confirm, name="workforce_confirm"),
    path("<int:pk>/workers/", people.index, name="workers"),
    path("<int:pk>/workers/find/", people.find_here, name="worker_find_here"),
    path("<int:pk>/workers/new/", changes.arrive, name="worker_arrive"),
    path("workers/", people.find, name="worker_find"),
    path("workers/<int:pk>/", people.detail, name="worker"),
    path("workers/<int:pk>/identity/", people.identity, name="worker_identity"),
    path("employments/<int:pk>/leave/", changes.leave, name="spell_leave"),
    path("employments/<int:pk>/move/", changes.move, name="spell_move"),
    path("employments/<int:pk>/change/", changes.change, name="spell_change"),
    path("workforce/", freshness.index, name="workforce_freshness"),
    path("workforce/letters/", freshness.letters, name="workforce_letters"),
]
