"""Pages of the module."""

app_name = "enterprises"
urlpatterns: list = []  # type: ignore[type-arg]
