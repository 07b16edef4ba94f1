"""Pages of the package."""

app_name = "documents"
urlpatterns: list = []  # type: ignore[type-arg]
