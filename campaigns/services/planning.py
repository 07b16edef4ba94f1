"""The plan of a year: proposals, answers, submission, approval, changes with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.permissions import Permission
from campaigns import documents
from campaigns.enums import LIVE, ItemState, PlanState
from campaigns.models import Plan, PlanItem
from campaigns.services import plan_days
from campaigns.workflow_plan import of_own_body, workflow
from ecms.audit.services import log
from ecms.audit.timeline import field_label
from ecms.core import clock
from ecms.core.refusal import Refusal, demand
from ecms.documents.services import issue

BOOK = "KHN"
NO_RIGHT = _("Your role does not include this step.")


def begin(year: int, purpose: str, *, agency: Agency | None, by: Any, at: datetime) -> Plan:
    """The plan of ``agency`` for ``year``; the one that exists where there is one.

    Raises:
        Refusal: no right, or not the own body.
    """
    may = by.can(Permission.INSPECTION_ASSIGN)
    if agency is None or not may or agency.pk not in by.scope.agency_ids:
        raise Refusal(NO_RIGHT)
    place = agency.province.code if agency.province else "TW"
    try:
        with transaction.atomic():
            plan, made = Plan.objects.get_or_create(
                agency=agency, year=year,
                defaults={
                    "code": f"{BOOK}-{place}-{agency.symbol or agency.code}-{year}",
                    "province": agency.province, "purpose": purpose.strip(), "begun_at": at,
                    "begun_by": by,
                },
            )  # fmt: skip
            if made:
                log("plan.begun", plan, by=by, at=at, data={"to": plan.state})
                plan_days.watch(plan, at=at)
            return plan
    except IntegrityError:  # the same form sent twice at the same moment
        return Plan.objects.get(agency=agency, year=year)


def carry_over(plan: Plan, *, by: Any, at: datetime) -> int:
    """Propose again what the plan of the year before held; returns how many items.

    An item of the same theme is not proposed twice.
    """
    before = Plan.objects.filter(agency=plan.agency_id, year=plan.year - 1).first()
    with transaction.atomic():
        row = _locked(plan)
        _demand_right(row, by, Permission.INSPECTION_ASSIGN, PlanState.DRAFT)
        there = set(row.items.values_list("title", flat=True))  # type: ignore[attr-defined]
        old = before.items.planned() if before else ()  # type: ignore[attr-defined]
        fresh = [item for item in old if item.title not in there]
        last = _last(row)
        PlanItem.objects.bulk_create(
            PlanItem(
                plan=row, order=last + place, proposed_at=at, proposed_by=by,
                submission=UUID(int=item.submission.int ^ row.year), **item.values(),
            )
            for place, item in enumerate(fresh, start=1)
        )  # fmt: skip
        if fresh:
            log("plan.carried_over", row, by=by, at=at, data={"number": len(fresh)})
    return len(fresh)


def add_item(
    plan: Plan, values: Mapping[str, Any], *, submission: UUID, by: Any, at: datetime,
    reason: str = "",
) -> PlanItem:  # fmt: skip
    """Propose a theme; who assigns takes it up at once, and after approval only the approver may.

    Raises:
        Refusal: no right, the plan is being decided, no reason after approval.
    """
    present = PlanItem.objects.filter(submission=submission).first()
    if present is not None:
        return present
    with transaction.atomic():
        row = _locked(plan)
        _demand_change(row, by, reason, Permission.INSPECTION_PROPOSE)
        taken = by.can(Permission.INSPECTION_ASSIGN) or row.state == PlanState.APPROVED
        item = PlanItem.objects.create(
            plan=row, order=_last(row) + 1, proposed_at=at, proposed_by=by, submission=submission,
            state=ItemState.ACCEPTED if taken else ItemState.PROPOSED, reason=reason.strip(),
            decided_at=at if taken else None, decided_by=by if taken else None, **values,
        )  # fmt: skip
        _log("plan.item_added", item, reason, by=by, at=at)
    return item


def change_item(
    item: PlanItem, values: Mapping[str, Any], *, by: Any, at: datetime, reason: str = ""
) -> PlanItem:
    """Other facts; after approval with the reason. Raises Refusal."""
    with transaction.atomic():
        plan = _locked(item.plan)
        row = PlanItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        own = row.proposed_by_id == by.pk and row.state == ItemState.PROPOSED
        needed = Permission.INSPECTION_PROPOSE if own else Permission.INSPECTION_ASSIGN
        _demand_change(plan, by, reason, needed)
        before = row.values()
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        changed = [name for name in values if before[name] != values[name]]
        if changed:
            words = "; ".join(
                f"{field_label(PlanItem, name)}: {before[name] or '–'} → {values[name] or '–'}"
                for name in changed
            )
            _log("plan.item_changed", row, f"{reason} ({words})" if reason else words,
                 by=by, at=at)  # fmt: skip
    return row


def answer_item(item: PlanItem, *, take: bool, reason: str, by: Any, at: datetime) -> PlanItem:
    """Take a proposal up, or decline it with the reason. Raises Refusal."""
    if not take and not reason.strip():
        raise Refusal(_("Say why."), "reason")
    with transaction.atomic():
        plan = _locked(item.plan)
        _demand_right(plan, by, Permission.INSPECTION_ASSIGN, PlanState.DRAFT)
        row = PlanItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        wanted = ItemState.ACCEPTED if take else ItemState.DECLINED
        if row.state == wanted:
            return row
        row.state, row.reason = wanted, reason.strip()
        row.decided_at, row.decided_by = at, by
        row.save()
        _log("plan.item_taken" if take else "plan.item_declined", row, reason, by=by, at=at)
    return row


def drop_item(item: PlanItem, *, reason: str, by: Any, at: datetime) -> PlanItem:
    """Take an item out; it stays to be seen with its reason. Raises Refusal."""
    if not reason.strip():
        raise Refusal(_("Say why."), "reason")
    with transaction.atomic():
        plan = _locked(item.plan)
        _demand_change(plan, by, reason, Permission.INSPECTION_ASSIGN)
        row = PlanItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        if row.state == ItemState.DROPPED:
            return row
        if row.campaigns.filter(state__in=LIVE).exists():  # type: ignore[attr-defined]
            raise Refusal(_("A campaign of this item is running: close or cancel it first."))
        row.state, row.reason, row.decided_at, row.decided_by = (
            ItemState.DROPPED, reason.strip(), at, by,
        )  # fmt: skip
        row.save()
        _log("plan.item_dropped", row, reason, by=by, at=at)
    return row


# --- Decisions --------------------------------------------------------------------------------
def submit(plan: Plan, *, by: Any, at: datetime) -> Plan:
    """Hand the draft in. Raises WorkflowRefused."""
    return _advance(plan, "submit", by=by, at=at, reason="")


def give_back(plan: Plan, reason: str, *, by: Any, at: datetime) -> Plan:
    """Back to the draft, with what is to be mended. Raises WorkflowRefused, Refusal."""
    if not reason.strip():
        raise Refusal(_("Say what is to be changed."), "reason")
    return _advance(
        plan, "return", by=by, at=at, note=reason, reason=reason.strip(), submitted_at=None,
        submitted_by=None,
    )  # fmt: skip


def approve(plan: Plan, *, by: Any, at: datetime) -> Plan:
    """Approve it and issue it as a numbered document. Raises WorkflowRefused."""
    with transaction.atomic():
        row = _advance(plan, "approve", by=by, at=at, reason="")
        on = clock.legal_date(at)
        issue(
            row, documents.PLAN, documents.plan(row, by=by, on=on), by=by, at=at, on=on,
            issuer=row.agency,
        )  # fmt: skip
    return row


def close(plan: Plan, result: str, *, by: Any, at: datetime) -> Plan:
    """End the year with its result in words. Raises WorkflowRefused."""
    return _advance(plan, "close", by=by, at=at, result=result.strip())


def record_days(plan: Plan, values: Mapping[str, Any], *, by: Any, at: datetime) -> Plan:
    """Days of opinion, sending and publication. Raises WorkflowRefused."""
    said = ", ".join(
        f"{field_label(Plan, name)}: {value:%d/%m/%Y}"
        for name, value in values.items()
        if value and value != getattr(plan, name)
    )
    return _advance(plan, "dates", by=by, at=at, note=said, **values)


# --- Parts ------------------------------------------------------------------------------------
@transaction.atomic
def _advance(plan: Plan, verb: str, *, by: Any, at: datetime, **facts: Any) -> Plan:
    """Do it, and bring the days of the law up to it."""
    row: Plan = workflow.advance(plan, verb, by=by, at=at, **facts)
    plan_days.watch(row, at=at)
    return row


def _locked(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def _last(plan: Plan) -> int:
    return plan.items.aggregate(last=Max("order"))["last"] or 0  # type: ignore[attr-defined]


def _demand_right(plan: Plan, by: Any, permission: Permission, state: str) -> None:
    if not by.can(permission):
        raise Refusal(NO_RIGHT)
    demand(of_own_body(plan, by))
    if plan.state != state:
        raise Refusal(
            _("Not possible in the state “%(state)s”.") % {"state": plan.get_state_display()}
        )


def _demand_change(plan: Plan, by: Any, reason: str, permission: Permission) -> None:
    """A draft is changed by ``permission``; an approved plan by who approves, with the reason."""
    if plan.state != PlanState.APPROVED:
        _demand_right(plan, by, permission, PlanState.DRAFT)
        return
    _demand_right(plan, by, Permission.INSPECTION_APPROVE, PlanState.APPROVED)
    if not reason.strip():
        raise Refusal(_("The plan is approved: say why it is changed."), "reason")


def _log(event: str, item: PlanItem, note: str, *, by: Any, at: datetime) -> None:
    words = _now("“%(title)s”: %(note)s") if note else "%(title)s"
    data = {"note": words % {"title": item.title, "note": note}}
    log(event, item.plan, by=by, at=at, data=data)
