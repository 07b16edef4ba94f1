"""Application configuration of campaigns."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaigns."""

    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        """Navigation, words of events, the workflow for diagrams and tests, merges."""
        from accounts.permissions import Permission
        from campaigns.enums import State
        from campaigns.events import EVENTS
        from campaigns.workflow import workflow
        from ecms.audit import registry as events
        from ecms.core import nav, workflows
        from ecms.core.admin_site import register_group
        from enterprises.services import references

        nav.register(
            nav.Item(
                "campaigns", _("Campaigns"), "campaigns:list", Permission.INSPECTION_READ, "flag",
                order=29,
            )
        )  # fmt: skip
        events.register(EVENTS)
        workflows.register(workflow, initial=State.DRAFT, title="Campaign")
        register_group("checks", "campaigns.Campaign")
        references.register("campaigns.Target.enterprise", references.MOVE)
