"""Application configuration of analytics."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    """Analytics and reporting."""

    name = "analytics"
    verbose_name = _("Analytics and reporting")
