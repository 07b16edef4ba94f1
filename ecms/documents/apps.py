"""Application configuration of documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Documents and stored files."""

    name = "ecms.documents"
    label = "documents"
    verbose_name = _("Documents")
