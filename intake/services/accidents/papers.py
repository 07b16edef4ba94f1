"""Official papers of an accident: who signs, under which office, with which number.

They hang on the dossier, so that only those who handle the case open a paper with names.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from accounts.enums import DelegationKind
from accounts.models import Position
from accounts.selectors import delegation_to
from ecms.core import clock
from ecms.documents.models import GeneratedDocument
from ecms.documents.parts import Signature, authority_line, short_title
from ecms.documents.services import issue as issue_document
from ecms.documents.services import preview as preview_document
from intake.documents import accident as documents
from intake.models import Accident
from intake.permissions.accident import signing_position

BY_OFFICIAL = {"decision": documents.decision, "extension": documents.extension}
BY_TEAM: dict[str, Any] = {"minutes": documents.minutes, "meeting": documents.meeting}


def issue(
    accident: Accident, kind: str, *, by: Any, at: datetime, on: date | None = None, **facts: Any
) -> GeneratedDocument:
    """Make the paper ``kind``, numbered and stored; each investigation has its own."""
    day = on or clock.legal_date(at)
    form, context = _build(accident, kind, by=by, on=day, **facts)
    return issue_document(
        accident.dossier, form, context, by=by, at=at, on=day, issuer=accident.agency,
        occasion="" if accident.round == 1 else str(accident.round),
    )  # fmt: skip


def preview(accident: Accident, kind: str, *, by: Any, on: date, **facts: Any) -> bytes:
    """The same paper as a draft: no number, nothing stored."""
    form, context = _build(accident, kind, by=by, on=on, **facts)
    return preview_document(form, context, on=on)


def _build(accident: Accident, kind: str, *, by: Any, on: date, **facts: Any) -> tuple[Any, Any]:
    if kind in BY_TEAM:
        return BY_TEAM[kind](accident, on=on, **facts)  # type: ignore[no-any-return]
    position = signing_position(accident, by)
    delegation = None
    if position is not None and position.is_deputy:
        delegation = delegation_to(position, kind=DelegationKind.INSPECTION, on=on)
    form, context = BY_OFFICIAL[kind](accident, on=on, position=position, delegation=delegation)
    if position is not None and position.is_deputy and delegation is None:
        context = _for_the_head(accident, context, position, on)
    return form, context


def _for_the_head(accident: Accident, context: Any, position: Position, on: date) -> Any:
    """A deputy signs for the head (KT.) by office (Decree 30/2020/NĐ-CP art. 13.1)."""
    head = Position.objects.in_force(on).filter(agency=accident.agency_id, is_head=True).first()
    if head is None:
        return context
    lines = (f"KT. {short_title(head.title_vi).upper()}", short_title(position.title_vi).upper())
    return replace(
        context,
        signature=Signature(lines=lines, name=str(position.user)),
        authority=authority_line(accident.agency, head),
    )
