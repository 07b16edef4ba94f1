"""Pages of the signed-in person."""

from django.urls import path

from accounts.views import handover, profile, searches

app_name = "accounts"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("sessions/end/", profile.end_sessions, name="end-sessions"),
    path("people/", profile.people, name="people"),
    path("hand-over/", handover.people, name="handover-people"),
    path("hand-over/<int:pk>/", handover.start, name="handover"),
    path("hand-over/done/<int:pk>/", handover.done, name="handover-done"),
    path("searches/", searches.index, name="searches"),
    path("searches/save/", searches.save, name="search_save"),
    path("searches/<int:pk>/", searches.news, name="search"),
    path("searches/<int:pk>/rename/", searches.rename, name="search_rename"),
    path("searches/<int:pk>/listen/", searches.listen, name="search_listen"),
    path("searches/<int:pk>/delete/", searches.delete, name="search_delete"),
    path("ended/<slug:reason>/", profile.ended, name="ended"),
]
