"""Application configuration of analytics."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    """Analytics and reporting."""

    name = "analytics"
    verbose_name = _("Analytics and reporting")

    def ready(self) -> None:
        """Register navigation, events, letters and forms."""
        from accounts.permissions import Permission
        from analytics import documents, notifications  # noqa: F401 - documents defines its form
        from ecms.audit import registry as events
        from ecms.core import nav
        from ecms.documents import holders
        from ecms.notifications import registry as letters

        events.register(notifications.EVENTS)
        holders.register(
            holders.Holder(
                "analytics.Paper", lambda paper: reverse("analytics:paper", args=[paper.pk])
            )
        )
        letters.register(notifications.READY, notifications.FAILED)
        nav.register(
            nav.Item(
                "dashboard", _("Dashboard"), "analytics:dashboard", Permission.DASHBOARD_READ,
                "bar-chart", 60, group="figures",
                match=("analytics:dashboard", "analytics:records", "analytics:definitions"),
            )
        )  # fmt: skip
        nav.register(
            nav.Item(
                "indicators", _("Indicators"), "analytics:indicators", Permission.DASHBOARD_READ,
                "graph-up", 60, group="figures",
                match=("analytics:indicators", "analytics:indicator"),
            )
        )  # fmt: skip
        nav.register(
            nav.Item(
                "papers", _("Signed reports"), "analytics:papers", Permission.REPORT_EXPORT,
                "journal-text", 62, group="figures",
                match=("analytics:papers", "analytics:paper", "analytics:paper_sign"),
            )
        )  # fmt: skip
        nav.register(
            nav.Item(
                "months", _("Month-ends"), "analytics:months", Permission.DASHBOARD_READ,
                "lock", 62, group="figures",
                match=("analytics:months", "analytics:confirm", "analytics:close"),
            )
        )  # fmt: skip
        nav.register(
            nav.Item(
                "reports", _("Reports"), "analytics:export", Permission.REPORT_EXPORT,
                "file-earmark-text", 61, group="figures",
                match=("analytics:export", "analytics:report"),
            )
        )  # fmt: skip
