"""Application configuration of notifications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Alerts; modules register their reminders in their own ``ready()``."""

    name = "ecms.notifications"
    label = "notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        """Give the bell its number, the navigation its first entry; own letters."""
        from ecms.core import clock, nav
        from ecms.notifications import querysets, registry
        from ecms.notifications.letters import RETURNED

        registry.register(*RETURNED)
        nav.register_counter(
            "bell", lambda user: querysets.unread(user, clock.today())[:100].count()
        )
        nav.register(nav.Item("home", _("My work"), "home", None, "house", order=1, group=""))
