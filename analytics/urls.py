"""Pages of the module."""

app_name = "analytics"
urlpatterns: list = []  # type: ignore[type-arg]
