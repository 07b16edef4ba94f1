"""Application configuration of inspections."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    """Inspections."""

    name = "inspections"
    verbose_name = _("Inspections")
