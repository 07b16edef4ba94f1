"""Words, links and rows of plans of a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.enums import PlanState
from campaigns.models import Plan, PlanItem
from campaigns.selectors_plan import Progress
from campaigns.workflow_plan import workflow
from ecms.core.components import Action, Tab, actions_from

KINDS = {
    PlanState.DRAFT: "waiting", PlanState.SUBMITTED: "progress", PlanState.APPROVED: "success",
    PlanState.CLOSED: "neutral",
}  # fmt: skip
PAGES = {"submit": "plan_submit", "return": "plan_return", "approve": "plan_approve",
         "dates": "plan_days", "close": "plan_close"}  # fmt: skip


def state_kind(plan: Plan) -> str:
    """The kind of pill for the state."""
    return KINDS[PlanState(plan.state)]


def tabs(plan: Plan, current: str) -> list[Tab]:
    """Sub-navigation of a plan."""
    words = {"plan": _("Plan"), "overlaps": _("Overlaps"), "timeline": _("Timeline")}
    names = {"plan": "plan", "overlaps": "plan_overlaps", "timeline": "plan_timeline"}
    return [
        Tab(label, reverse(f"campaigns:{names[key]}", args=[plan.pk]), key == current)
        for key, label in words.items()
    ]


def actions(plan: Plan, user: Any) -> list[Action]:
    """What the user may do next; refused steps of the user's own roles with their reason."""
    offers = [
        offer
        for offer in workflow.offers(plan, user)
        if offer.allowed or user.can(offer.transition.permission)
    ]
    return actions_from(offers, lambda verb: reverse(f"campaigns:{PAGES[verb]}", args=[plan.pk]))


def list_rows(plans: list[Plan]) -> list[dict[str, Any]]:
    """Plans with the number of their themes and enterprises, in one statement."""
    planned = PlanItem.objects.planned().filter(plan__in=plans).order_by()
    counts = {
        row["plan"]: row
        for row in planned.values("plan").annotate(n=Count("pk"), size=Sum("size"))
    }
    return [
        {"n": 0, "size": 0} | counts.get(plan.pk, {}) | {"plan": plan, "kind": state_kind(plan)}
        for plan in plans
    ]  # fmt: skip


def months_words(item: PlanItem) -> str:
    """“March – May”, by number: “3 – 5”."""
    if item.month_from == item.month_to:
        return _("month %(n)d") % {"n": item.month_from}
    return _("months %(a)d to %(b)d") % {"a": item.month_from, "b": item.month_to}


def sheet(plan: Plan) -> tuple[list[str], Callable[[Progress], list[Any]]]:
    """Header and cells of the export of the items."""
    header = [
        _("Plan"), _("Order"), _("Theme"), _("Content of the checks"), _("Economic section"),
        _("Province"), _("From month"), _("To month"), _("Unit in charge"),
        _("Bodies taking part"), _("Planned"), _("Expected by now"), _("In campaigns"),
        _("Decided"), _("Minutes signed"), _("Closed"),
    ]  # fmt: skip

    def cells(line: Progress) -> list[Any]:
        item = line.item
        assert item is not None  # noqa: S101 - the sum is not exported
        return [
            plan.code, item.order, item.title, item.scope, str(item.section or ""),
            str(item.place or ""), item.month_from, item.month_to, str(item.unit or ""),
            item.partners, line.planned, line.expected, line.chosen, line.decided, line.visited,
            line.closed,
        ]  # fmt: skip

    return header, cells


def rows_of(lines: Iterable[Progress]) -> list[dict[str, Any]]:
    """Lines of progress with the words of their months."""
    return [
        {"line": line, "item": line.item, "when": months_words(line.item)}
        for line in lines
        if line.item
    ]


def item_rows(items: Iterable[PlanItem]) -> list[dict[str, Any]]:
    """Items with the words of their months."""
    return [{"item": item, "when": months_words(item)} for item in items]
