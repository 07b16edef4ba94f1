"""Leaders' directives: given, answered with files, accepted or returned, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from campaigns.enums import OPEN_DIRECTIVES, DirectiveState, Verdict
from campaigns.models import Directive, DirectiveAnswer
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.refusal import Refusal
from ecms.documents import files
from ecms.notifications.services import due, messages

ANSWER, JUDGE = "directive.answer", "directive.judge"


def give(
    values: Mapping[str, Any], *, submission: UUID, by: Any, at: datetime
) -> Directive:  # fmt: skip
    """Tell somebody of the own body what to do by when; the same ``submission`` once.

    Raises:
        Refusal: no right, nobody of the own body, or a day gone by.
    """
    present = Directive.objects.filter(submission=submission).first()
    if present is not None:
        return present
    if not by.can(Permission.INSPECTION_ASSIGN) or by.agency is None:
        raise Refusal(_("Your role does not include this step."))
    if values["to"].agency_id != by.agency_id or values["to"].pk == by.pk:
        raise Refusal(_("Choose somebody else of your own body."), "to")
    if values["due_on"] < clock.legal_date(at):
        raise Refusal(_("The day has passed already."), "due_on")
    with transaction.atomic():
        row = Directive.objects.create(
            agency=by.agency, given_at=at, given_by=by, submission=submission, **values
        )
        due.expect(ANSWER, row, due_on=row.due_on, at=at)
        messages.tell("directive.given", row, at=at)
        log("directive.given", row, by=by, at=at, data={"note": row.title})
    return row


def answer(
    directive: Directive, text: str, uploads: Sequence[Any], *, submission: UUID, by: Any,
    at: datetime,
) -> DirectiveAnswer:  # fmt: skip
    """Report what was done, with papers. Raises Refusal, UploadRefused."""
    present = DirectiveAnswer.objects.filter(submission=submission).first()
    if present is not None:
        return present
    with transaction.atomic():
        row = _locked(directive)
        if row.to_id != by.pk:
            raise Refusal(_("Only the person who was told answers."))
        if row.state != DirectiveState.GIVEN:
            raise Refusal(_("It was answered already; wait for the verdict."))
        said = DirectiveAnswer.objects.create(
            directive=row, text=text.strip(), sent_at=at, sent_by=by, submission=submission
        )
        for upload in uploads:
            files.store(upload, row, kind="directive", by=by, at=at, caption=str(said.pk))
        row.state = DirectiveState.ANSWERED
        row.save(update_fields=["state"])
        due.settle(ANSWER, row, at=at)
        messages.tell("directive.answered", row, at=at, turn=str(said.pk))
        log("directive.answered", row, by=by, at=at, data={"note": row.title})
    return said


def judge(
    directive: Directive, *, accept: bool, remark: str, due_on: Any, by: Any, at: datetime
) -> None:
    """Accept the last answer, or return it with a remark and the next day. Raises Refusal."""
    if not accept and not remark.strip():
        raise Refusal(_("Say what is missing."), "remark")
    with transaction.atomic():
        row = _own(directive, by)
        if row.state != DirectiveState.ANSWERED:
            raise Refusal(_("There is no answer to judge."))
        said = row.answers.select_for_update().latest("pk")  # type: ignore[attr-defined]
        said.verdict = Verdict.ACCEPTED if accept else Verdict.RETURNED
        said.judged_at, said.judged_by, said.remark = at, by, remark.strip()
        said.save()
        if accept:
            row.state, row.ended_at, row.ended_by = DirectiveState.DONE, at, by
        else:
            row.state, row.due_on = DirectiveState.GIVEN, due_on or row.due_on
            due.expect(ANSWER, row, due_on=row.due_on, at=at)
        row.save()
        messages.tell("directive.judged", row, at=at, turn=str(said.pk))
        verb = "directive.accepted" if accept else "directive.returned"
        log(verb, row, by=by, at=at, data={"note": remark or row.title})


def withdraw(directive: Directive, reason: str, *, by: Any, at: datetime) -> None:
    """It is not needed any more; twice is once. Raises Refusal."""
    if not reason.strip():
        raise Refusal(_("Say why."), "reason")
    with transaction.atomic():
        row = _own(directive, by)
        if row.state == DirectiveState.WITHDRAWN:
            return
        if row.state not in OPEN_DIRECTIVES:
            raise Refusal(_("It is done already."))
        row.state, row.ended_at, row.ended_by = DirectiveState.WITHDRAWN, at, by
        row.reason = reason.strip()
        row.save()
        due.drop_all(row, at=at)
        messages.tell("directive.judged", row, at=at, turn="withdrawn")
        log("directive.withdrawn", row, by=by, at=at, data={"note": reason})


def _locked(directive: Directive) -> Directive:
    return Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)


def _own(directive: Directive, by: Any) -> Directive:
    """Under its lock, for who gave it or leads the body in that person's stead."""
    row = _locked(directive)
    leads = by.can(Permission.INSPECTION_ASSIGN) and row.agency_id in by.scope.agency_ids
    if not leads or row.to_id == by.pk:
        raise Refusal(_("Only who leads the body judges."))
    return row
