"""Pages of the package."""

from django.urls import path

from ecms.documents import views

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", views.download, name="download"),
    path("files/<int:pk>/", views.file, name="file"),
    path("files/<int:pk>/preview/", views.preview, name="preview"),
    path("verify/", views.verify, name="verify"),
]
