"""Pages of the module."""

app_name = "violations"
urlpatterns: list = []  # type: ignore[type-arg]
