"""What could not be stored goes to a person who decides: nothing is dropped in silence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecms.audit.services import log
from ecms.core.refusal import Refusal, demand
from ecms.notifications.services import messages
from field.enums import UploadState, Verdict
from field.models import Command, Upload
from field.permissions import may_handle, owns
from field.services.work import Outcome, Work, earlier_of, key_of


def refer(work: Work) -> Outcome:
    """Hand a rejected item with its reason to the supervisor; twice is once."""
    if (file := _refused_file(work)) is not None:
        # A file has no place of its own for this: the command that hands it over is the item.
        said = {"file": str(file.key)}
        before = Command.objects.filter(inspection=work.case, referred_at__isnull=False)
        if not before.filter(result__contains=said).exists():
            _hand_over(work.command, work)
        return Outcome(subject=file.name[:60], message=file.message, more=said)
    item = earlier_of(work)
    if item.verdict != Verdict.REJECTED:
        raise Refusal(_("This item was not rejected."), field="of")
    if item.referred_at is None:
        _hand_over(item, work)
    return Outcome(subject=item.receipt)


def _refused_file(work: Work) -> Upload | None:
    """The photo or recording that the command is about, where the server did not accept it."""
    key = key_of(work.body.data.get("of"), "of")
    found = Upload.objects.filter(key=key, inspection=work.case).first()
    if found is None:
        return None
    demand(owns(found.checkout, work.by))
    if found.state != UploadState.REFUSED:
        raise Refusal(_("This item was not rejected."), field="of")
    return found


def _hand_over(item: Command, work: Work) -> None:
    item.referred_at, item.referred_by = work.at, work.by
    item.referred_why = work.body.text("why", 500)
    item.save(update_fields=["referred_at", "referred_by", "referred_why"])
    log("field.referred", work.case, by=work.by, at=work.at, data=_data(item))
    messages.tell("field.referred", item, at=work.at)


def handle(item: Command, *, note: str, by: Any, at: datetime) -> Command:
    """The supervisor dealt with it, and says how. Raises Refusal."""
    if not note.strip():
        raise Refusal(_("Say what was done about it."), field="note")
    with transaction.atomic():
        row = Command.objects.select_for_update().get(pk=item.pk)
        demand(may_handle(row.inspection, by))
        if row.referred_at is None:
            raise Refusal(_("This item was not handed to a supervisor."))
        if row.handled_at is None:
            row.handled_at, row.handled_by, row.handled_note = at, by, note.strip()[:500]
            row.save(update_fields=["handled_at", "handled_by", "handled_note"])
            log("field.handled", row.inspection, by=by, at=at, data=_data(row) | {"note": note})
    return row


def _data(item: Command) -> dict[str, Any]:
    return {"code": item.receipt, "note": str(item.result.get("message", ""))[:200]}
