"""Application configuration of violations and sanctions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ViolationsConfig(AppConfig):
    """Violations and sanctions."""

    name = "violations"
    verbose_name = _("Violations and sanctions")
