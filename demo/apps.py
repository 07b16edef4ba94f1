"""Application configuration of the demonstration data."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Generators; nothing here runs in production."""

    name = "demo"

    def ready(self) -> None:
        """Words of the one audit event of this data."""
        from django.utils.translation import gettext_lazy as _

        from ecms.audit import registry

        registry.register({"demo.migrated": _("Taken over from an earlier system")})
