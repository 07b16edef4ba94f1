"""Application configuration of the law catalogue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LawConfig(AppConfig):
    """Legal reference data."""

    name = "law"
    verbose_name = _("Law")
