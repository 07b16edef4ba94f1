"""Groups of the home page: what waits for the user, what the user works on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.core.work import Group
from inspections.desks import DESKS, by_next_due
from inspections.models import Inspection, Referral, Requirement, StopOrder
from inspections.next_steps import next_steps
from inspections.presenters import state_kind
from inspections.presenters_followup import STOP_KINDS
from inspections.states_followup import StopState


def _desk(code: str) -> Any:
    """The rows of a tab of the list, the nearest last day first."""

    def rows(user: Any, today: date) -> Any:
        seen = Inspection.objects.visible_to(user)
        return by_next_due(DESKS[code].rows(seen, user, today)).for_list()

    return rows


def _with_steps(cases: list[Inspection]) -> None:
    steps = next_steps(cases)
    for case in cases:
        case.next_step = steps.get(case.pk)  # type: ignore[attr-defined]


def _row(case: Any) -> dict[str, Any]:
    return {
        "title": f"{case.code} – {case.enterprise.name}",
        "url": reverse("inspections:detail", args=[case.pk]),
        "meta": case.next_step.words if case.next_step else "",
        "due_on": case.next_step.due_on if case.next_step else None,
        "pill_kind": state_kind(case),
        "pill_text": case.get_state_display(),
    }


def _tab(name: str) -> Any:
    return lambda user: f"{reverse('inspections:list')}?tab={name}"


def _to_judge(user: Any, today: date) -> Any:
    rows = Requirement.objects.visible_to(user).issued().waiting().for_list()
    return rows.filter(inspection__agency__in=user.scope.agency_ids).exclude(submitted_by=user)


def _to_decide(user: Any, today: date) -> Any:
    rows = Requirement.objects.visible_to(user).issued().asked().for_list()
    return rows.filter(inspection__agency__in=user.scope.agency_ids)


def _late(user: Any, today: date) -> Any:
    rows = Requirement.objects.visible_to(user).issued().overdue(today).for_list()
    return rows.followed_by(user)


def _stopped(user: Any, today: date) -> Any:
    rows = StopOrder.objects.visible_to(user).in_force()
    return rows.filter(inspection__agency__in=user.scope.agency_ids).select_related(
        "inspection__enterprise"
    )


def _unanswered(user: Any, today: date) -> Any:
    rows = Referral.objects.visible_to(user).unanswered().order_by("answer_until", "pk")
    mine = rows.filter(inspection__agency__in=user.scope.agency_ids)
    return mine.select_related("inspection__enterprise")


def _requirement_row(row: Requirement) -> dict[str, Any]:
    return {
        "title": row.text,
        "meta": f"{row.inspection.code} – {row.inspection.enterprise.name}",
        "url": reverse("inspections:requirement", args=[row.inspection_id, row.pk]),
        "due_on": row.due_on,
    }


def _order_row(row: StopOrder) -> dict[str, Any]:
    return {
        "title": f"{row.subject} – {row.inspection.enterprise.name}",
        "url": reverse("inspections:stop_order", args=[row.inspection_id, row.pk]),
        "pill_kind": STOP_KINDS[StopState(row.state)],
        "pill_text": row.get_state_display(),
    }


def _referral_row(row: Referral) -> dict[str, Any]:
    return {
        "title": f"{row.body} – {row.inspection.enterprise.name}",
        "url": reverse("inspections:referral", args=[row.inspection_id, row.pk]),
        "due_on": row.answer_until,
    }


def _followed(name: str) -> Any:
    return lambda user: f"{reverse('inspections:follow_list')}?tab={name}"


GROUPS = (
    Group("stop-orders", _("Work stopped because of danger"), Permission.INSPECTION_READ,
          _stopped, _order_row, _tab("mine"), kind="danger", order=25),
    Group("evidence-to-judge", _("Evidence of rectification to judge"), Permission.INSPECTION_READ,
          _to_judge, _requirement_row, _followed("waiting"), kind="waiting", order=32),
    Group("more-time", _("More time asked for"), Permission.INSPECTION_APPROVE,
          _to_decide, _requirement_row, _followed("asked"), kind="waiting", order=34),
    Group("requirements-late", _("Overdue requirements that I follow up"),
          Permission.INSPECTION_CONDUCT, _late, _requirement_row, _followed("overdue"),
          kind="danger", order=36),
    Group("referrals", _("Referrals without an answer"), Permission.INSPECTION_CONDUCT,
          _unanswered, _referral_row, _tab("mine"), kind="progress", order=45),
    Group("inspections-waiting", _("Inspections waiting for me"), Permission.INSPECTION_READ,
          _desk("waiting"), _row, _tab("waiting"), kind="waiting", order=30, prepare=_with_steps),
    Group("inspections-today", _("Inspections for today"), Permission.INSPECTION_CONDUCT,
          _desk("today"), _row, _tab("today"), kind="progress", order=15, prepare=_with_steps),
    Group("inspections-assign", _("Checks to assign"), Permission.INSPECTION_ASSIGN,
          _desk("assign"), _row, _tab("assign"), kind="waiting", order=33, prepare=_with_steps),
    Group("inspections-risk", _("Checks close to a last day"), Permission.INSPECTION_ASSIGN,
          _desk("risk"), _row, _tab("risk"), kind="warning", order=21, prepare=_with_steps),
    Group("inspections-mine", _("My open inspections"), Permission.INSPECTION_CONDUCT,
          _desk("mine"), _row, _tab("mine"), kind="progress", order=40, prepare=_with_steps),
)  # fmt: skip
