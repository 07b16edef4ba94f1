"""Receiving a submission, by any channel: number, links to earlier ones, clock."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.secrets import token
from ecms.core.text import fold
from ecms.documents import files
from ecms.documents.services import numbering
from enterprises.models import Enterprise
from enterprises.services.survivors import surviving
from intake.complaint_guards import may_be_anonymous
from intake.enums.complaint import ComplaintLevel, LinkKind
from intake.models import Complaint, ComplaintLink
from intake.services.complaints import accused, clocks, identity, similar
from intake.services.complaints.identity import Person
from intake.services.complaints.refusal import Refusal, filled, not_future

BOOK = "DT"
RECEIPT_BYTES = 10  # 16 letters and digits: 80 bits of chance


@dataclass(frozen=True)
class Entry:
    """What is written down; ``summary`` without names, the words of the person are in Person."""

    channel: str
    received_on: date
    kind: str
    subject: str
    respondent: str
    summary: str
    level: str = ComplaintLevel.FIRST
    enterprise: Enterprise | None = None
    enterprise_text: str = ""
    topic: Any = None
    known_on: date | None = None
    is_remote: bool = False
    is_anonymous: bool = False
    stays_unknown: bool = True
    people: int = 1
    accused: tuple[Any, ...] = ()  # officials it is about


def receive(
    entry: Entry,
    person: Person,
    *,
    submission: UUID,
    agency: Agency,
    by: Any,
    at: datetime,
    uploads: tuple[Any, ...] = (),
    previous: Complaint | None = None,
) -> Complaint:
    """Enter a submission DT-<province>-<year>-<number>; the same ``submission`` enters it once.

    ``uploads`` are the letter and its annexes: kept with the person, seen by those who may see
    the person. ``previous`` is the first complaint when this is the second about the matter.
    Alike submissions are linked, never refused.

    Raises:
        Refusal: no right, about ``by``, anonymous where the law wants a name, a name in the
            summary.
        UploadRefused: a file that is not taken.
    """
    present = Complaint.objects.filter(submission=submission, received_by=by).first()
    if present is not None:
        return present
    try:
        with transaction.atomic():
            if entry.enterprise:
                entry = replace(entry, enterprise=surviving(entry.enterprise, by=by))
            about = _check(entry, person, agency, by=by, on=clock.legal_date(at))
            complaint = create(entry, submission, agency, by=by, at=at)
            complaint.accused.set(about)
            row = identity.record(complaint, person, by=by, at=at)
            _keep_files(row or complaint, uploads, by=by, at=at)
            log("complaint.receive", complaint, by=by, at=at, data={"channel": entry.channel})
            _link(complaint, person, previous, by=by, at=at)
            clocks.refresh(complaint, at=at)
    except IntegrityError:  # the same form sent twice at the same moment
        return Complaint.objects.get(submission=submission, received_by=by)
    return complaint


def _check(entry: Entry, person: Person, agency: Agency, *, by: Any, on: date) -> list[Any]:
    """Refuse what cannot be; answers whom it shuts out."""
    if not by.can(Permission.COMPLAINT_EDIT):
        raise Refusal(_("Your role does not include this step."))
    if agency.pk not in by.scope.agency_ids or agency.province is None:
        raise Refusal(_("Only an official of the body in charge may do this."))
    not_future(entry.received_on, on, "received_on")
    not_future(entry.known_on, entry.received_on, "known_on")
    if entry.enterprise and entry.enterprise.province_id != agency.province_id:
        raise Refusal(_("The enterprise stands in another province."), "enterprise")
    filled(entry.summary, "summary")
    _check_person(entry, person)
    return accused.shut_out(
        entry.kind, entry.respondent, entry.accused, agency=agency, by=by, on=on
    )


def _check_person(entry: Entry, person: Person) -> None:
    if entry.is_anonymous:
        if not may_be_anonymous(entry.kind):
            raise Refusal(
                _("A complaint or denunciation names the person; enter it as a tip."),
                "is_anonymous",
            )
        if person.is_known:
            raise Refusal(_("Anonymous, but somebody is named."), "is_anonymous")
    elif not person.name:
        raise Refusal(_("Give the name, or mark the submission as anonymous."), "name")
    identity.refuse_names(person, summary=entry.summary, enterprise_text=entry.enterprise_text)


def create(entry: Entry, submission: UUID, agency: Agency, *, by: Any, at: datetime) -> Complaint:
    """The row with its number in the book of ``agency``; nothing else is done."""
    province = agency.province
    assert province is not None  # noqa: S101 - checked by the callers
    year = entry.received_on.year
    number = numbering.take(f"province:{province.code}", BOOK, year)
    values = {name: getattr(entry, name) for name in _columns()}
    return Complaint.objects.create(
        code=f"{BOOK}-{province.code}-{year}-{number:05d}",
        receipt_code=token(RECEIPT_BYTES),
        agency=agency,
        province=province,
        folded=fold(f"{entry.summary} {entry.enterprise_text}"),
        submission=submission,
        received_at=at,
        received_by=by,
        **values,
    )


def _columns() -> tuple[str, ...]:
    """The columns an entry fills."""
    return tuple(field.name for field in fields(Entry) if field.name != "accused")


def _keep_files(thing: Any, uploads: tuple[Any, ...], *, by: Any, at: datetime) -> None:
    for place, upload in enumerate(uploads, start=1):
        # The name a person gave to the file often is a person's name.
        suffix = str(upload.name or "").rpartition(".")[2].lower()
        upload.name = f"don-{place}.{suffix}"
        files.store(upload, thing, kind="letter", by=by, at=at)


def _link(
    complaint: Complaint, person: Person, previous: Complaint | None, *, by: Any, at: datetime
) -> None:
    if previous is not None:
        ComplaintLink.objects.create(
            complaint=complaint, earlier=previous, kind=LinkKind.SECOND, linked_at=at,
            linked_by=by,
        )  # fmt: skip
    found = similar.find(
        by, summary=complaint.summary, enterprise=complaint.enterprise, person=person,
        on=complaint.received_on, excluding=complaint.pk,
    )  # fmt: skip
    for match in found:
        if previous is None or match.complaint.pk != previous.pk:
            ComplaintLink.objects.create(
                complaint=complaint, earlier=match.complaint, kind=match.kind, linked_at=at,
                linked_by=by,
            )  # fmt: skip
    if found:
        codes = [match.complaint.code for match in found]
        log("complaint.linked", complaint, by=by, at=at, data={"earlier": codes})
