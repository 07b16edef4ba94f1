"""Application configuration of intake."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Complaints and industrial accidents."""

    name = "intake"
    verbose_name = _("Complaints and accidents")

    def ready(self) -> None:
        """What each half registers stands beside it."""
        from accounts import handover
        from enterprises.services import references
        from intake import (
            accident_registration,
            complaint_registration,
            handing_over,
            province_parts,
        )
        from intake.documents import accident, complaint  # noqa: F401 - define their forms

        for name in ("Complaint", "Accident", "AccidentReport"):
            references.register(f"intake.{name}.enterprise", references.MOVE)
        for name in ("HistoricalComplaint", "HistoricalAccident"):
            references.register(f"intake.{name}.enterprise", references.KEEP)
        complaint_registration.register()
        accident_registration.register()
        province_parts.contribute()
        handover.register(*handing_over.KINDS)
