"""Pages of the package."""

from django.urls import path

from ecms.documents import views, views_exports, views_papers, views_register

app_name = "documents"
urlpatterns = [
    path("", views_register.index, name="index"),
    path("print/", views_register.bound, name="print"),
    path("<int:pk>/", views.download, name="download"),
    path("<int:pk>/about/", views_papers.detail, name="detail"),
    path("<int:pk>/word/", views_papers.as_word, name="word"),
    path("<int:pk>/correct/", views_papers.replace, name="correct"),
    path("files/<int:pk>/", views.file, name="file"),
    path("files/<int:pk>/preview/", views.preview, name="preview"),
    path("verify/", views.verify, name="verify"),
    path("exports/", views_exports.index, name="exports"),
    path("exports/<int:pk>/", views_exports.detail, name="export"),
    path("exports/<int:pk>/progress/", views_exports.progress, name="export_progress"),
    path("exports/<int:pk>/cancel/", views_exports.cancel, name="export_cancel"),
    path("exports/<int:pk>/download/", views_exports.download, name="export_download"),
]
