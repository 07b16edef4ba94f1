"""Pages of complaints."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
