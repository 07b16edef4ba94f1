"""Application configuration of the enterprise register."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    """Enterprise register."""

    name = "enterprises"
    verbose_name = _("Enterprise register")
