"""Application configuration of the law catalogue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LawConfig(AppConfig):
    """Legal reference data."""

    name = "law"
    verbose_name = _("Law")

    def ready(self) -> None:
        """Alerts count working days as administrators keep them."""
        from ecms.notifications import registry as letters
        from law import selectors

        letters.register_sources(calendar=selectors.working_calendar)
