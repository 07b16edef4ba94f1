"""Opening a campaign, choosing its enterprises, approving, closing, cancelling it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.permissions import Permission
from campaigns import report
from campaigns.enums import BY_HAND, How, State
from campaigns.models import Campaign, Target
from campaigns.selectors import chosen, frame_of, population
from campaigns.workflow import of_own_body, workflow
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.refusal import Refusal, demand
from ecms.documents.services import issue, numbering
from enterprises.models import Enterprise
from enterprises.services.survivors import surviving

BOOK = "CD"


def begin(
    values: Mapping[str, Any], *, submission: UUID, agency: Agency | None, by: Any, at: datetime
) -> Campaign:
    """Open a campaign CD-<province>-<year>-<number>; the same ``submission`` opens it once.

    Raises:
        Refusal: no right, or not the own body.
    """
    present = Campaign.objects.filter(submission=submission).first()
    if present is not None:
        return present
    may = by.can(Permission.INSPECTION_ASSIGN)
    if agency is None or not may or agency.pk not in by.scope.agency_ids:
        raise Refusal(_("Your role does not include this step."))
    place = agency.province.code if agency.province else "TW"
    year = clock.legal_date(at).year
    try:
        with transaction.atomic():
            number = numbering.take(f"agency:{agency.code}", BOOK, year)
            row = Campaign.objects.create(
                code=f"{BOOK}-{place}-{year}-{number:04d}", agency=agency,
                province=agency.province, submission=submission, proposed_at=at, proposed_by=by,
                **values,
            )  # fmt: skip
            log("campaign.new", row, by=by, at=at, data={"to": row.state})
            return row
    except IntegrityError:  # the same form sent twice at the same moment
        return Campaign.objects.get(submission=submission)


def change(campaign: Campaign, values: Mapping[str, Any], *, by: Any, at: datetime) -> Campaign:
    """Other facts; what was drawn stays until it is drawn anew. Raises WorkflowRefused."""
    row: Campaign = workflow.advance(campaign, "edit", by=by, at=at, **values)
    return row


def select(
    campaign: Campaign, criteria: str, meant: Any, *, by: Any, at: datetime, seed: str = ""
) -> Campaign:
    """Draw the enterprises anew out of ``meant``, a queryset of the register.

    ``criteria`` is the query behind it. Those added by hand stay, with their reasons. The seed
    is kept: the same seed over the same register gives the same sample.

    Raises:
        WorkflowRefused: not in preparation, or not the own body.
        Refusal: nothing meets the criteria.
    """
    seed = seed or secrets.token_hex(6)
    with transaction.atomic():
        rows = population(campaign, meant)
        frame = frame_of(rows)
        if not frame.eligible:
            raise Refusal(_("No enterprise meets these criteria and may be visited. Widen them."))
        picked = chosen(
            rows, frame, size=campaign.size, random_share=campaign.random_share, seed=seed
        )
        facts = {"population": frame.total, "strata": frame.strata, "out": frame.out}
        row: Campaign = workflow.advance(
            campaign, "select", by=by, at=at, note=_now("Seed of the draw: %s") % seed,
            criteria=criteria, seed=seed, facts=facts, drawn_at=at, drawn_by=by,
        )  # fmt: skip
        _write(row, picked)
    return row


def _write(campaign: Campaign, picked: list[Any]) -> None:
    campaign.targets.exclude(how__in=BY_HAND).delete()  # type: ignore[attr-defined]
    kept = dict(campaign.targets.values_list("enterprise", "order"))  # type: ignore[attr-defined]
    first = max(kept.values(), default=0) + 1
    fresh = [choice for choice in picked if choice.pk not in kept]
    Target.objects.bulk_create(
        Target(
            campaign=campaign, enterprise_id=choice.pk, how=choice.how, stratum=choice.stratum,
            score=choice.score, order=first + place,
        )
        for place, choice in enumerate(fresh)
    )  # fmt: skip


# --- Targets by hand --------------------------------------------------------------------------
def add(
    campaign: Campaign, enterprise: Enterprise, reason: str, *, by: Any, at: datetime
) -> Target:
    """Put one more enterprise on the list, also while it runs; a dropped one comes back.

    Raises:
        Refusal: no right, ended, no reason, another province, already there.
    """
    if not reason.strip():
        raise Refusal(_("Say why."), "reason")
    with transaction.atomic():
        row = _locked(campaign, by)
        firm = surviving(enterprise, by=by)
        if row.province_id and firm.province_id != row.province_id:
            raise Refusal(_("The enterprise is in another province."), "tax_code")
        target = Target.objects.filter(campaign=row, enterprise=firm).first()
        if target is not None and target.dropped_at is None:
            raise Refusal(_("This enterprise is already in the campaign."), "tax_code")
        if target is None:
            last = row.targets.aggregate(last=Max("order"))["last"] or 0  # type: ignore[attr-defined]
            target = Target(campaign=row, enterprise=firm, order=last + 1, score=firm.risk_score)
        target.how, target.reason = How.ADDED, reason.strip()
        target.dropped_at = target.dropped_by = None
        target.save()
        log("campaign.added", row, by=by, at=at, data={"enterprise": firm.name, "note": reason})
    return target


def drop(target: Target, reason: str, *, by: Any, at: datetime) -> None:
    """Take an enterprise off the list; it stays to be seen with the reason. Twice is once.

    Raises:
        Refusal: no right, ended, no reason, its check was opened already.
    """
    if not reason.strip():
        raise Refusal(_("Say why."), "reason")
    with transaction.atomic():
        row = _locked(target.campaign, by)
        fresh = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
        if fresh.dropped_at is not None:
            return
        if fresh.inspection_id is not None:
            raise Refusal(_("The check was opened already: withdraw it there."))
        fresh.dropped_at, fresh.dropped_by, fresh.reason = at, by, reason.strip()
        fresh.save()
        data = {"enterprise": fresh.enterprise.name, "note": reason}
        log("campaign.dropped", row, by=by, at=at, data=data)


def _locked(campaign: Campaign, by: Any) -> Campaign:
    row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if not by.can(Permission.INSPECTION_ASSIGN):
        raise Refusal(_("Your role does not include this step."))
    demand(of_own_body(row, by))
    if row.state not in (State.DRAFT, State.RUNNING):
        raise Refusal(_("The campaign has ended."))
    return row


# --- Decisions --------------------------------------------------------------------------------
def mark(campaign: Campaign) -> str:
    """Stands for the list as it is now: another draw, one added or dropped, changes it."""
    rows = campaign.targets.aggregate(  # type: ignore[attr-defined]
        every=Count("pk"), dropped=Count("dropped_at"), last=Max("pk")
    )
    return f"{campaign.seed}-{rows['every']}-{rows['dropped']}-{rows['last'] or 0}"


def approve(
    campaign: Campaign, *, by: Any, at: datetime, seen: str | None = None
) -> Campaign:  # fmt: skip
    """Freeze the list of targets; from now on changes need a reason.

    ``seen`` is the mark of the list that the approver looked at.

    Raises:
        Refusal: the list has changed since it was looked at.
        WorkflowRefused: not possible now.
    """
    with transaction.atomic():
        row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
        if seen is not None and row.state == State.DRAFT and seen != mark(row):
            raise Refusal(
                _("The list of enterprises has changed since you opened this page. Look at it "
                  "once more, then approve.")
            )  # fmt: skip
        approved: Campaign = workflow.advance(row, "approve", by=by, at=at)
    return approved


def close(
    campaign: Campaign, lessons: str, *, by: Any, at: datetime, criteria: Sequence[str] = ()
) -> Campaign:
    """End it, with what the next one should do better, and issue its final report.

    ``criteria`` are the lines of the report that say who was meant.

    Raises:
        WorkflowRefused: not possible now.
    """
    with transaction.atomic():
        row: Campaign = workflow.advance(campaign, "close", by=by, at=at, lessons=lessons.strip())
        on = clock.legal_date(at)
        context = report.document(row, by=by, on=on, at=at, criteria=criteria)
        issue(row, report.REPORT, context, by=by, at=at, on=on, issuer=row.agency)
    return row


def cancel(campaign: Campaign, reason: str, *, by: Any, at: datetime) -> Campaign:
    """Give it up before any check was opened. Raises WorkflowRefused."""
    row: Campaign = workflow.advance(
        campaign, "cancel", by=by, at=at, note=reason, reason=reason.strip()
    )
    return row
