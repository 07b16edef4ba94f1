"""Pages of the signed-in person."""

from django.urls import path

from accounts.views import handover, profile

app_name = "accounts"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("sessions/end/", profile.end_sessions, name="end-sessions"),
    path("people/", profile.people, name="people"),
    path("hand-over/", handover.people, name="handover-people"),
    path("hand-over/<int:pk>/", handover.start, name="handover"),
    path("hand-over/done/<int:pk>/", handover.done, name="handover-done"),
    path("ended/<slug:reason>/", profile.ended, name="ended"),
]
