"""Signed reports: put together from frozen months, signed once, provable for ever."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.selectors import positions_of
from analytics.annex_accidents import LIVE
from analytics.composing import compose
from analytics.contents import Content, read
from analytics.coverage import coverage
from analytics.documents_papers import official, report_form
from analytics.enums import PaperState
from analytics.models import Paper
from analytics.numbers import Selection, as_of
from analytics.rights import may_sign
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.refusal import Refusal, demand
from ecms.documents.models import GeneratedDocument
from ecms.documents.services.issuing import issue


def make(
    selection: Selection,
    kind: str,
    *,
    submission: UUID,
    by: Any,
    at: datetime,
    subject: str = "",
    address: str = "",
) -> Paper:
    """Put a report together; from the frozen figures where every month is frozen.

    ``subject`` and ``address``: the question of the explorer that it answers.

    Raises:
        Refusal: the person belongs to no body, or the figures were never computed.
    """
    moment = as_of()
    if by.agency is None:
        raise Refusal(_("You belong to no body that could issue a report."))
    if moment is None:
        raise Refusal(_("Figures have not been computed yet."))
    if (done := Paper.objects.filter(submission=submission, made_by=by).first()) is not None:
        return done
    content, is_final = _content(selection, kind, subject, address)
    with transaction.atomic():
        paper = Paper.objects.create(
            kind=kind, first=selection.period.first, last=selection.period.last,
            province=selection.province, agency=by.agency, content=content.as_data(),
            sha256=content.sha256, is_final=is_final, as_of=moment, submission=submission,
            made_at=at, made_by=by, subject=subject, address=address,
        )  # fmt: skip
        log("paper.made", paper, by=by, at=at, data={"sha256": content.sha256})
    return paper


def _content(selection: Selection, kind: str, subject: str, address: str) -> tuple[Content, bool]:
    is_final = coverage(selection).is_frozen
    chosen = Selection(selection.user, selection.period, selection.province, frozen=is_final)
    with translation.override("vi"):
        return compose(kind, chosen, subject, address), is_final


def remark(paper: Paper, text: str, *, by: Any, at: datetime) -> Paper:
    """The words of the official on the figures.

    Raises:
        Refusal: it is signed.
    """
    with transaction.atomic():
        row = _draft(paper)
        row.remarks = text.strip()
        row.save(update_fields=["remarks"])
        log("paper.remarked", row, by=by, at=at)
    return row


def sign(paper: Paper, *, by: Any, at: datetime) -> GeneratedDocument:
    """Number, sign and keep the report; signing twice gives the same document.

    Raises:
        Refusal: not the head or an official of the ministry, months that are not frozen, or a
            draft of another state of the figures.
    """
    demand(may_sign(by))
    with transaction.atomic():
        row = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if row.state == PaperState.DRAFT:
            _demand_final(row)
            row.state, row.signed_at, row.signed_by = PaperState.SIGNED, at, by
            row.save(update_fields=["state", "signed_at", "signed_by"])
            log("paper.signed", row, by=by, at=at, data={"sha256": row.sha256})
        on = clock.legal_date(row.signed_at or at)
        position = next(iter(positions_of(row.signed_by, on=on)), None)
        with translation.override("vi"):
            content = read(row.content)
            return issue(
                row, report_form(), official(row, content, position), by=by, at=at, on=on,
                issuer=row.agency, symbol=row.agency.symbol, assets=content.pictures,
                signer_name=str(row.signed_by),
            )  # fmt: skip


def still_true(paper: Paper, user: Any) -> bool:
    """Whether the same cut-off gives the same numbers today, counted by the user's own reach."""
    selection = Selection(user, paper.period, paper.province, frozen=paper.is_final)
    with translation.override("vi"):
        fresh = compose(paper.kind, selection, paper.subject, paper.address)
    return _figures(fresh.as_data()) == _figures(paper.content)


def _figures(content: dict[str, Any]) -> Any:
    """The tables: what is computed, without the sentences on who has confirmed since.

    Tables counted from the files themselves stand for their day only and are not compared.
    """
    parts = [part for part in content["parts"] if not part["code"].startswith(LIVE)]
    return [(part["code"], part["rows"]) for part in parts]


def _draft(paper: Paper) -> Paper:
    row = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if row.state != PaperState.DRAFT:
        raise Refusal(_("The report is signed; it is not changed any more."))
    return row


def _demand_final(paper: Paper) -> None:
    if not paper.is_final:
        raise Refusal(_("Not every month of the period is frozen; freeze them and make it anew."))
