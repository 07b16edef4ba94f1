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
        from analytics import documents, notifications  # noqa: F401 - documents defines its form
        from ecms.audit import registry as events
        from ecms.documents import holders
        from ecms.notifications import registry as letters

        events.register(notifications.EVENTS)
        holders.register(
            holders.Holder(
                "analytics.Paper", lambda paper: reverse("analytics:paper", args=[paper.pk])
            )
        )
        letters.register(notifications.READY, notifications.FAILED, notifications.QUESTION)
        _navigate()


def _navigate() -> None:
    """Figures, reports and month-ends under one heading."""
    from accounts.permissions import Permission as P  # noqa: N817 - a table
    from ecms.core import nav

    entries = (
        ("dashboard", _("Dashboard"), P.DASHBOARD_READ, "bar-chart", 60,
         ("dashboard", "records", "definitions", "work", "arrange")),
        ("explorer", _("Explorer"), P.DASHBOARD_READ, "search", 60, ("explorer",)),
        ("data-quality", _("Data quality"), P.DASHBOARD_READ, "exclamation-triangle", 63,
         ("quality",)),
        ("indicators", _("Indicators"), P.DASHBOARD_READ, "graph-up", 60,
         ("indicators", "indicator")),
        ("papers", _("Signed reports"), P.REPORT_EXPORT, "journal-text", 62,
         ("papers", "paper", "paper_sign")),
        ("months", _("Month-ends"), P.DASHBOARD_READ, "lock", 62,
         ("months", "confirm", "close")),
        ("reports", _("Reports"), P.REPORT_EXPORT, "file-earmark-text", 61, ("export", "report")),
    )  # fmt: skip
    for code, words, right, icon, order, pages in entries:
        match = tuple(f"analytics:{page}" for page in pages)
        nav.register(
            nav.Item(code, words, match[0], right, icon, order, group="figures", match=match)
        )
