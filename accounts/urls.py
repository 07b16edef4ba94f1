"""Pages of the signed-in person."""

from django.urls import path

from accounts.views import profile

app_name = "accounts"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("sessions/end/", profile.end_sessions, name="end-sessions"),
    path("people/", profile.people, name="people"),
    path("ended/<slug:reason>/", profile.ended, name="ended"),
]
