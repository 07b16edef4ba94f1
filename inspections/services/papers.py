"""Official documents of a case: who signs, under which office, with which number.

``KINDS`` says how each document is signed: by the deciding official or by the team.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.enums import DelegationKind, SignatureForm
from accounts.models import Delegation, Position
from accounts.selectors import delegation_to
from ecms.core import clock
from ecms.documents.models import GeneratedDocument
from ecms.documents.parts import Signature, authority_line, short_title, signature_of
from ecms.documents.services import issue as issue_document
from ecms.documents.services import preview as preview_document
from inspections import documents
from inspections.documents import planning, visit_minutes
from inspections.models import Inspection
from inspections.permissions import signing_position
from inspections.services.refusal import Refusal


@dataclass(frozen=True)
class Kind:
    """A document of a case: what builds it, and whether the team signs it.

    ``dated``: its grounds depend on the day; ``by_order``: an office under the head may sign it
    by order (TL.), which is not possible for decisions (Decree 30/2020 art. 13).
    ``on_site``: the head of the team may sign it too, at the place of danger.
    """

    build: Callable[..., Any]
    by_team: bool = False
    dated: bool = True
    by_order: bool = False
    on_site: bool = False


KINDS: dict[str, Kind] = {
    "decision": Kind(documents.decision),
    "plan": Kind(documents.plan, dated=False),
    "notice": Kind(documents.notice, by_team=True, dated=False),
    "announcement": Kind(documents.announcement, by_team=True),
    "minutes": Kind(documents.minutes, by_team=True),
    "extension": Kind(documents.extension),
    "suspension": Kind(documents.suspension),
    "resumption": Kind(documents.resumption),
    "termination": Kind(documents.termination),
    "rectification": Kind(documents.rectification, dated=False, by_order=True),
    "result": Kind(documents.result, dated=False, by_order=True),
    "report": Kind(documents.report, by_team=True),
    "conclusion": Kind(documents.conclusion),
    "publication": Kind(documents.publication, dated=False, by_order=True),
    "supervision": Kind(documents.supervision),
    "not_held": Kind(visit_minutes.not_held, by_team=True),
    "team_change": Kind(planning.team_change),
    "reminder": Kind(documents.reminder, by_order=True),
    "more_time": Kind(documents.more_time, by_order=True),
    "work_again": Kind(documents.work_again),
    "stop_work": Kind(documents.stop_work, on_site=True),
    "referral": Kind(documents.referral),
    "then_and_now": Kind(documents.then_and_now_report, by_team=True),
}
OUTCOME = "outcome"  # of a step: the letter or the notice, by what was found


def issue(
    inspection: Inspection,
    kind: str,
    *,
    by: Any,
    at: datetime,
    on: date | None = None,
    occasion: str = "",
    **facts: Any,
) -> GeneratedDocument:
    """Make the official document ``kind`` of the case, numbered and stored.

    ``on`` is its date (today where not given); ``occasion`` tells two of one form apart.
    """
    day = on or clock.legal_date(at)
    form, context = build(inspection, kind, by=by, on=day, **facts)
    return issue_document(
        inspection,
        form,
        context,
        by=by,
        at=at,
        on=day,
        issuer=inspection.agency,
        occasion=occasion,
    )


def preview(inspection: Inspection, kind: str, *, on: date, by: Any = None, **facts: Any) -> bytes:
    """The same document as a draft: no number, nothing stored."""
    form, context = build(inspection, kind, by=by, on=on, **facts)
    return preview_document(form, context, on=on)


def build(
    inspection: Inspection, kind: str, *, by: Any, on: date, **facts: Any
) -> tuple[Any, Any]:
    """Form and context of a document as ``by`` would sign it on ``on``. Raises Refusal."""
    prefetch_related_objects([inspection], "team__user")
    paper = KINDS[kind]
    if paper.dated:
        facts["on"] = on
    if paper.by_team:
        return paper.build(inspection, **facts)
    position = signing_position(inspection, by) if by is not None else None
    if paper.on_site and position is None:
        return paper.build(inspection, **facts)
    delegation = _delegation(position, on)
    if delegation is not None and delegation.form == SignatureForm.TL and not paper.by_order:
        raise Refusal(
            _("This document cannot be signed by order (TL.); the head or a deputy signs it.")
        )
    form, context = paper.build(inspection, position=position, delegation=delegation, **facts)
    if position is not None and position.is_deputy and delegation is None:
        context = _for_the_head(inspection, context, position, on)
    return form, context


def _delegation(position: Position | None, on: date) -> Delegation | None:
    if position is None or position.is_head:
        return None
    return delegation_to(position, kind=DelegationKind.INSPECTION, on=on)


def _for_the_head(inspection: Inspection, context: Any, position: Position, on: date) -> Any:
    """The signature of a deputy, and the title of the head above the text of a decision."""
    head = _head_of(position, on)
    if head is None:
        return context
    return replace(
        context,
        signature=office_signature(position, on),
        authority=authority_line(inspection.agency, head) if context.authority else "",
    )


def office_signature(position: Position, on: date) -> Signature:
    """How an office signs on a day: in its own right, by delegation, or as a deputy for the head
    (KT.) by office (Decree 30/2020/NĐ-CP art. 13.1)."""
    delegation = _delegation(position, on)
    head = _head_of(position, on) if position.is_deputy and delegation is None else None
    if head is None:
        return signature_of(position, delegation)
    lines = (
        f"KT. {short_title(head.title_vi).upper()}",
        short_title(position.title_vi).upper(),
    )
    return Signature(lines=lines, name=str(position.user))


def _head_of(position: Position, on: date) -> Position | None:
    offices = Position.objects.in_force(on)
    return offices.filter(agency=position.agency_id, is_head=True).first()
