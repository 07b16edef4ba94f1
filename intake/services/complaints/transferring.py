"""Handing a submission to the department of another province, inside the system.

What is about an official or an enterprise of another province is not ours: the forwarding letter
is signed here, the file ends here, and the other department finds it received, with the person
and the letter, sealed as they were. Its own clock begins on the day of the transfer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid5

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from ecms.audit.services import log
from ecms.core import clock
from ecms.documents import files
from ecms.notifications.services import messages
from intake.enums.complaint import Channel, LinkKind, ReturnKind, ReturnReason
from intake.enums.complaint import ComplaintState as S
from intake.models import Complainant, Complaint, ComplaintLink
from intake.selectors.complaint import departments_elsewhere
from intake.services.complaints import clocks, identity, papers, receiving
from intake.services.complaints.refusal import Refusal, allowed, filled, locked, repeated
from intake.workflow.complaint import workflow

KEPT = (
    "kind", "subject", "respondent", "level", "summary", "topic", "known_on", "is_remote",
    "is_anonymous", "stays_unknown", "people",
)  # fmt: skip
SEALED = ("name", "phone", "email", "address", "id_number", "content", "name_hash", "phone_hash",
          "id_hash")  # fmt: skip


def transfer(complaint: Complaint, to: Agency, *, text: str, by: Any, at: datetime) -> Complaint:
    """Forward it to the department ``to``; a repeat changes nothing. Answers the file that ends.

    Raises:
        WorkflowRefused: not classified, or no office.
        Refusal: not a department of another province, no reason, or the person is named.
    """
    text = filled(text, "text")
    with transaction.atomic():
        fresh = locked(complaint)
        if repeated(fresh, S.RETURNED, "returned", by):
            return fresh
        allowed(fresh, "transfer", by)
        identity.check_words(fresh, text=text)
        if not departments_elsewhere(fresh, on=clock.legal_date(at)).filter(pk=to.pk).exists():
            raise Refusal(_("Choose a department of another province."), "to")
        position = papers.office_of(fresh, by, on=clock.legal_date(at))
        fresh = workflow.advance(
            fresh, "transfer", by=by, at=at, note=to.name_vi, note_en=to.name_en, reason=text,
            returned_to=to.name_vi,
            return_kind=ReturnKind.FORWARDED, return_reason=ReturnReason.COMPETENCE,
        )  # fmt: skip
        papers.issue_return(fresh, position, by=by, at=at)
        clocks.refresh(fresh, at=at)
        _arrive(fresh, to, by=by, at=at)
    return fresh


def _arrive(old: Complaint, to: Agency, *, by: Any, at: datetime) -> None:
    """The same submission in the book of the other department."""
    firm = old.enterprise
    entry = receiving.Entry(
        channel=Channel.FORWARDED, received_on=clock.legal_date(at),
        enterprise=firm if firm and firm.province_id == to.province_id else None,
        enterprise_text=firm.name if firm else old.enterprise_text,
        **{name: getattr(old, name) for name in KEPT},
    )  # fmt: skip
    new = receiving.create(entry, uuid5(old.submission, to.code), to, by=by, at=at)
    _move_person(old, new, by=by, at=at)
    ComplaintLink.objects.create(
        complaint=new, earlier=old, kind=LinkKind.TRANSFER, linked_at=at, linked_by=by
    )
    log("complaint.receive", new, by=by, at=at, data={"channel": new.channel, "from": old.code})
    clocks.refresh(new, at=at)
    messages.tell("complaint.transferred", new, at=at)


def _move_person(old: Complaint, new: Complaint, *, by: Any, at: datetime) -> None:
    """The person, sealed as it is, and the letters kept with the person."""
    row = Complainant.objects.filter(complaint=old).first()
    kept = None
    if row is not None:
        sealed = {name: getattr(row, name) for name in SEALED}
        kept = Complainant.objects.create(complaint=new, recorded_at=at, recorded_by=by, **sealed)
    for stored in files.of(row or old):
        with stored.file.open("rb") as source:
            letter = ContentFile(source.read(), name=stored.original_name)
        files.store(letter, kept or new, kind=stored.kind, by=by, at=at)
