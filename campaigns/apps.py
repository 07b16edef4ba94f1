"""Application configuration of campaigns."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaigns."""

    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        """Navigation, words of events, the workflow for diagrams and tests, merges."""
        from django.urls import reverse

        from accounts.permissions import Permission
        from campaigns.enums import PlanState, State
        from campaigns.events import EVENTS
        from campaigns.urls import urlpatterns
        from campaigns.workflow import workflow
        from campaigns.workflow_plan import workflow as plan_workflow
        from ecms.audit import registry as events
        from ecms.core import nav, workflows
        from ecms.core.admin_site import register_group
        from ecms.documents import holders
        from enterprises.services import references

        nav.register(
            nav.Item(
                "campaigns", _("Campaigns"), "campaigns:list", Permission.INSPECTION_READ, "flag",
                order=29,
            )
        )  # fmt: skip
        nav.register(
            nav.Item(
                "plans", _("Plans of a year"), "campaigns:plans", Permission.INSPECTION_READ,
                "list-check", order=28,
                match=tuple(
                    f"campaigns:{page.name}"
                    for page in urlpatterns
                    if page.name.startswith("plan")
                ),
            )
        )  # fmt: skip
        events.register(EVENTS)
        workflows.register(workflow, initial=State.DRAFT, title="Campaign")
        workflows.register(plan_workflow, initial=PlanState.DRAFT, title="Plan of a year")
        register_group("checks", "campaigns.Campaign", "campaigns.Plan")
        holders.register(
            holders.Holder(
                "campaigns.Campaign", lambda row: reverse("campaigns:detail", args=[row.pk])
            ),
            holders.Holder("campaigns.Plan", lambda row: reverse("campaigns:plan", args=[row.pk])),
        )
        references.register("campaigns.Target.enterprise", references.MOVE)
