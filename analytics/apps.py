"""Application configuration of analytics."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    """Analytics and reporting."""

    name = "analytics"
    verbose_name = _("Analytics and reporting")

    def ready(self) -> None:
        """Register navigation."""
        from accounts.permissions import Permission
        from ecms.core import nav

        nav.register(
            nav.Item(
                "dashboard", _("Dashboard"), "analytics:dashboard", Permission.DASHBOARD_READ,
                "bar-chart", order=60, match=("analytics:dashboard", "analytics:records"),
            )
        )  # fmt: skip
