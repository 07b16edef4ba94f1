"""Application configuration of campaigns."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PLAN_PAGES = (
    "plan_new", "plan", "plan_overlaps", "plan_timeline", "plan_add", "plan_change",
    "plan_decline", "plan_drop", "plan_submit", "plan_return", "plan_approve", "plan_days",
    "plan_close", "strategies", "strategy", "strategy_new", "strategy_edit", "strategy_approve",
    "strategy_close", "strategy_add", "strategy_change", "strategy_remove", "strategy_measure",
)  # fmt: skip
DIRECTIVE_PAGES = (
    "directive", "directive_new", "directive_answer", "directive_judge", "directive_withdraw",
)  # fmt: skip


class CampaignsConfig(AppConfig):
    """Plans of a year and campaigns."""

    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        """Navigation, words of events, the workflows for diagrams and tests, merges."""
        from campaigns import documents, documents_mailing, report  # noqa: F401 - define their forms
        from campaigns.enums import PlanState, State
        from campaigns.events import EVENTS
        from campaigns.notifications import DUE
        from campaigns.services import posting
        from campaigns.workflow import workflow
        from campaigns.workflow_plan import workflow as plan_workflow
        from ecms.audit import registry as events
        from ecms.core import workflows
        from ecms.core.admin_site import register_group
        from ecms.notifications import registry as letters
        from ecms.notifications.services import returns
        from enterprises.services import references

        _navigate()
        _show_elsewhere()
        _hold_documents()
        events.register(EVENTS)
        workflows.register(workflow, initial=State.DRAFT, title="Campaign")
        workflows.register(plan_workflow, initial=PlanState.DRAFT, title="Plan of a year")
        register_group(
            "checks",
            "campaigns.Campaign",
            "campaigns.Plan",
            "campaigns.Mailing",
            "campaigns.Strategy",
            "campaigns.Directive",
        )
        references.register("campaigns.Target.enterprise", references.MOVE)
        references.register("campaigns.MailingLetter.enterprise", references.MOVE)
        references.register("campaigns.Directive.object_id", references.MOVE)
        references.register("campaigns.HistoricalDirective.object_id", references.KEEP)
        letters.register(*DUE)
        returns.register(posting.PREFIX, posting.came_back)


def _navigate() -> None:
    """Plans stand above campaigns; a page of a plan is not under the campaigns."""
    from accounts.permissions import Permission
    from ecms.core import nav

    right = Permission.INSPECTION_READ
    pages = tuple(f"campaigns:{name}" for name in PLAN_PAGES)
    nav.register(
        nav.Item("plans", _("Plans of a year"), "campaigns:plans", right, "list-check", order=28,
                 match=pages)
    )  # fmt: skip
    nav.register(
        nav.Item("directives", _("Directives"), "campaigns:directives", None, "flag", order=5,
                 match=tuple(f"campaigns:{name}" for name in DIRECTIVE_PAGES), group="")
    )  # fmt: skip
    nav.register(nav.Item("campaigns", _("Campaigns"), "campaigns:list", right, "flag", order=29))


def _show_elsewhere() -> None:
    """Tasks of leaders on the pages of what they are about."""
    from accounts.permissions import Permission
    from campaigns.about import KINDS
    from ecms.core import panels

    for place, kind in KINDS.items():
        panels.register_action(
            place,
            panels.PlaceAction(
                "directive", _("Give a task about this"), "campaigns:directive_new",
                Permission.INSPECTION_ASSIGN, parameter=place, icon="flag", order=190, more=True,
            ),
        )  # fmt: skip
        panels.register_panel(
            place,
            panels.Panel(
                "directives", _("Tasks of leaders"), f"campaigns:directives_{place}", kind.right,
                order=90,
            ),
        )  # fmt: skip


def _hold_documents() -> None:
    """How the things that documents hang on are opened."""
    from django.urls import reverse

    from ecms.documents.holders import Holder, register

    register(
        Holder("campaigns.Campaign", lambda row: reverse("campaigns:detail", args=[row.pk])),
        Holder("campaigns.MailingLetter", _letters_page, related=("mailing", "enterprise")),
        Holder("campaigns.Plan", lambda row: reverse("campaigns:plan", args=[row.pk])),
    )


def _letters_page(row: Any) -> str:
    from django.urls import reverse

    return reverse("campaigns:letters_of", args=[row.mailing.campaign_id, row.mailing_id])
