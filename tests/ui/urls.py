"""The project's pages and, without DEBUG, the style guide."""

from django.urls import path

from ecms.core import views
from ecms.urls import handler400, handler403, handler404, handler500
from ecms.urls import urlpatterns as project

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*project, path("_components/", views.components, name="components")]
