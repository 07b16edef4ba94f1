"""Official documents of a case: who signs, under which office, with which number.

``KINDS`` says how each document is signed: by the deciding official or by the team.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.enums import DelegationKind
from accounts.models import Delegation, Position
from accounts.selectors import delegation_to
from ecms.core import clock
from ecms.documents.models import GeneratedDocument
from ecms.documents.parts import Signature, authority_line, short_title
from ecms.documents.services import issue as issue_document
from ecms.documents.services import preview as preview_document
from inspections import documents
from inspections.models import Inspection
from inspections.permissions import signing_position

BY_OFFICIAL: dict[str, Callable[..., Any]] = {
    "decision": documents.decision,
    "extension": documents.extension,
    "suspension": documents.suspension,
    "termination": documents.termination,
    "rectification": documents.rectification,
    "result": documents.result,
}
UNDATED = frozenset({"rectification", "result"})  # their grounds do not depend on the day
BY_TEAM: dict[str, Callable[..., Any]] = {
    "announcement": documents.announcement,
    "minutes": documents.minutes,
}


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
    form, context = _build(inspection, kind, by=by, on=day, **facts)
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
    form, context = _build(inspection, kind, by=by, on=on, **facts)
    return preview_document(form, context, on=on)


def _build(
    inspection: Inspection, kind: str, *, by: Any, on: date, **facts: Any
) -> tuple[Any, Any]:
    prefetch_related_objects([inspection], "team__user")
    if kind in BY_TEAM:
        return BY_TEAM[kind](inspection, on=on, **facts)
    position = signing_position(inspection, by) if by is not None else None
    delegation = _delegation(position, on)
    if kind not in UNDATED:
        facts["on"] = on
    form, context = BY_OFFICIAL[kind](
        inspection, position=position, delegation=delegation, **facts
    )
    if position is not None and position.is_deputy and delegation is None:
        context = _for_the_head(inspection, context, position, on)
    return form, context


def _delegation(position: Position | None, on: date) -> Delegation | None:
    if position is None or not position.is_deputy:
        return None
    return delegation_to(position, kind=DelegationKind.INSPECTION, on=on)


def _for_the_head(inspection: Inspection, context: Any, position: Position, on: date) -> Any:
    """A deputy signs for the head (KT.) by office (Decree 30/2020/NĐ-CP art. 13.1)."""
    head = Position.objects.in_force(on).filter(agency=inspection.agency_id, is_head=True).first()
    if head is None:
        return context
    lines = (
        f"KT. {short_title(head.title_vi).upper()}",
        short_title(position.title_vi).upper(),
    )
    return replace(
        context,
        signature=Signature(lines=lines, name=str(position.user)),
        authority=authority_line(inspection.agency, head) if context.authority else "",
    )
