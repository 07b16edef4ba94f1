"""Application configuration of notifications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Alerts; modules register their reminders in their own ``ready()``."""

    name = "ecms.notifications"
    label = "notifications"
    verbose_name = _("Notifications")
