"""The outbox of a device, replayed: each command once, whatever arrives how often.

The number of a command is unique in the database. Its row is written first, so that the same
command sent in parallel waits here for the other one and then gets its answer; the change and
its answer are committed together.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from ecms.audit.services import log
from ecms.core.refusal import Refusal, demand
from ecms.core.secrets import keyed_hash
from ecms.core.workflow import WorkflowRefused
from ecms.documents.files import UploadRefused
from field.arriving import INTEGER_MOST, Fields
from field.enums import Kind, Verdict
from field.models import Checkout, Command, Device
from field.permissions import owns
from field.services import answering, conflicts, on_findings, on_site, referring, signing
from field.services.work import Outcome, Waits, Work
from inspections.services.refusal import locked

logger = logging.getLogger(__name__)
Handler = Callable[[Work], Outcome]
HANDLERS: dict[str, Handler] = {
    Kind.ANSWER: answering.answer,
    Kind.FINDING_ADD: on_findings.add,
    Kind.FINDING_CHANGE: on_findings.change,
    Kind.FINDING_CONFIRM: on_findings.confirm,
    Kind.FINDING_DROP: on_findings.drop,
    Kind.VISIT: on_site.visit,
    Kind.INTERVIEW: on_site.interview,
    Kind.HEADCOUNT: on_site.headcount,
    Kind.DESCRIBE: on_site.describe,
    Kind.SIGNATURE: signing.attach,
    Kind.READ: on_site.read,
    Kind.FINISH: on_site.finish,
    Kind.RESOLVE: conflicts.resolve,
    Kind.TO_SUPERVISOR: referring.refer,
}
REFUSALS = (Refusal, WorkflowRefused, UploadRefused)
LEFT_OUT = {Kind.INTERVIEW: on_site.PERSON, Kind.SIGNATURE: ("strokes", "text")}


def take(item: Any, *, device: Device, by: Any, at: datetime) -> dict[str, Any]:
    """Replay one command of ``device`` and answer what became of it; never raises for what is
    in the item, so that one bad item does not stop the others."""
    try:
        given = Fields(item)
        key = given.uuid("id")
    except Refusal as error:
        return _told(str(item.get("id", "")) if isinstance(item, Mapping) else "", error)
    try:
        return _take(given, key, device, by, at)
    except Waits:
        words = _("Another item must arrive first.")
        return {"id": str(key), "state": Verdict.WAITING, "message": words}
    except REFUSALS as error:
        return _told(str(key), error)
    except OperationalError:
        raise  # the database is away: the whole request is sent again
    except Exception:
        # Whatever broke, the other items go on; this one stays on the device.
        logger.exception("field command failed")
        return {"id": str(key), "state": Verdict.FAILED, "message": _("Send it again later.")}


def _take(given: Fields, key: UUID, device: Device, by: Any, at: datetime) -> dict[str, Any]:
    known = Command.objects.filter(key=key).first()
    if known is None:
        try:
            with transaction.atomic():
                return answer_of(_first(given, key, device, by, at))
        except IntegrityError:
            known = Command.objects.filter(key=key).first()
            if known is None:
                raise
    demand(owns(known.checkout, by))
    if bytes(known.digest) != digest(given):
        words = _("This number was used for something else already.")
        return {"id": str(key), "state": Verdict.REUSED, "code": "409", "message": words}
    return answer_of(known)


def answer_of(row: Command) -> dict[str, Any]:
    """What a device is told of a command, the first time and every time after it."""
    told = {"id": str(row.key), "state": row.verdict, "receipt": row.receipt, **row.result}
    if row.decided_at is not None:
        told["decided"] = {"at": row.decided_at, "how": row.decision}
    if row.handled_at is not None:
        told["handled"] = {"at": row.handled_at, "note": row.handled_note}
    return told


def _told(key: str, error: Exception) -> dict[str, Any]:
    """A refusal that is not kept: the item may be sent again as it is, by whom it belongs to."""
    field = getattr(error, "field", "")
    reason = str(error.reason)  # type: ignore[attr-defined]
    return {"id": key, "state": Verdict.REJECTED, "message": reason, "field": field, "kept": False}


def digest(given: Fields) -> bytes:
    """A keyed hash of what makes a command: two with one number must have the same."""
    parts = {name: given.data.get(name) for name in ("kind", "checkout", "after", "body")}
    parts["base_version"] = given.data.get("base_version") or 0
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, cls=DjangoJSONEncoder)
    return keyed_hash(text)


# --- The first time -----------------------------------------------------------------------
def _first(given: Fields, key: UUID, device: Device, by: Any, at: datetime) -> Command:
    """Keep the command and do what it says, in the transaction of the caller."""
    kind = given.choice("kind", Kind.values)
    checkout = _checkout(given, by)
    earlier = _after(given, by)
    body = given.table("body")
    row = Command(
        key=key, device=device, checkout=checkout, inspection=checkout.inspection, kind=kind,
        sequence=given.whole("seq", 2**31 - 1) or 0, digest=digest(given),
        body=_sealed(kind, body), base_version=_base(given, earlier),
        blueprint_version=given.text("blueprint", 16), device_time=given.moment("done_at"),
        clock_offset_ms=given.whole("clock_offset_ms", INTEGER_MOST, least=-INTEGER_MOST),
        received_at=at, received_by=by, verdict=Verdict.SENT,
    )  # fmt: skip
    row.save(force_insert=True)
    outcome = _done(row, checkout, Fields(body))
    row.verdict, row.subject = outcome.verdict, outcome.subject
    row.result = json.loads(json.dumps(outcome.as_result(), cls=DjangoJSONEncoder))
    if earlier is not None and outcome.verdict != Verdict.REJECTED:
        _supersede(row, earlier)
    row.save(update_fields=["verdict", "subject", "result"])
    if outcome.verdict != Verdict.SENT:
        _note(row, outcome)
    return row


def _checkout(given: Fields, by: Any) -> Checkout:
    key = given.uuid("checkout")
    source = Checkout.objects.select_related("blueprint", "inspection")
    found = source.filter(key=key).first()
    if found is None:
        raise Refusal(_("This check-out is not known here."), field="checkout")
    demand(owns(found, by))
    return found


def _after(given: Fields, by: Any) -> Command | None:
    """The device’s own earlier command on the same thing; raises Waits until it is here."""
    key = given.uuid_if_any("after")
    if key is None:
        return None
    found = Command.objects.filter(key=key, received_by=by).first()
    if found is None:
        raise Waits
    return found


def _base(given: Fields, earlier: Command | None) -> int:
    """The version that the device saw: that of its own earlier command, where it names one."""
    stated = given.whole("base_version", INTEGER_MOST) or 0
    if earlier is None:
        return stated
    if earlier.verdict == Verdict.SENT:
        return int(earlier.result.get("version") or stated)
    return int(earlier.base_version)


def _sealed(kind: str, body: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in body.items() if name not in LEFT_OUT.get(kind, ())}  # type: ignore[call-overload]
    return json.dumps(kept, ensure_ascii=False, cls=DjangoJSONEncoder)


def _done(row: Command, checkout: Checkout, body: Fields) -> Outcome:
    """Do it through the services, with the case under its lock; a refusal undoes all of it."""
    try:
        with transaction.atomic():
            case = locked(checkout.inspection)
            work = Work(
                row, case, checkout, body, row.base_version, row.received_by, row.received_at
            )
            return HANDLERS[row.kind](work)
    except REFUSALS as error:
        field = getattr(error, "field", "")
        return Outcome(Verdict.REJECTED, message=str(error.reason), more={"field": field})
    except IntegrityError as error:
        raise DatabaseError("a constraint refused the change of a command") from error


def _supersede(row: Command, earlier: Command) -> None:
    """A later command of the same device takes the place of its own undecided conflict."""
    if earlier.verdict != Verdict.CONFLICT or earlier.decided_at is not None:
        return
    earlier.decided_at, earlier.decided_by = row.received_at, row.received_by
    earlier.decision = conflicts.SUPERSEDED
    earlier.save(update_fields=["decided_at", "decided_by", "decision"])
    row.result = row.result | {"supersedes": str(earlier.key)}


def _note(row: Command, outcome: Outcome) -> None:
    event = "field.conflict" if outcome.verdict == Verdict.CONFLICT else "field.rejected"
    data = {"code": row.receipt, "note": outcome.message[:200], "kind": row.kind}
    log(event, row.inspection, by=row.received_by, at=row.received_at, data=data)
