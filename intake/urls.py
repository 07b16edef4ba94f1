"""Pages of the module; each half lists its own."""

from django.urls import URLPattern

from intake.accident_urls import urlpatterns as accident_urls
from intake.complaint_urls import urlpatterns as complaint_urls

app_name = "intake"
urlpatterns: list[URLPattern] = [*complaint_urls, *accident_urls]
