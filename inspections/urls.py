"""Pages of the module."""

app_name = "inspections"
urlpatterns: list = []  # type: ignore[type-arg]
