"""Application configuration of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, roles, bodies and places."""

    name = "accounts"
    verbose_name = _("Administration")
