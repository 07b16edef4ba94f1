"""The person behind a complaint: kept encrypted, found again by keyed hashes, shown with a trace.

Nothing here is ever put into an audit event, a message, a label or a log line; what other people
write into the file is checked against the person's data before it is stored.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log, log_read
from ecms.core.secrets import decrypt, encrypt, keyed_hash
from ecms.core.text import fold, squeeze
from ecms.notifications.services import messages
from intake.models import Complainant, Complaint, IdentityOpening
from intake.permissions.complaint import may_open_identity, sees_identity
from intake.rules.complaint_words import names_person, plain_number
from intake.services.complaints.refusal import Refusal, demand, filled, locked

OPEN_FOR = timedelta(minutes=30)
PURPOSE = "complainant"
WORDS = {
    "name": _("This text names the person who complained. Write it without the name."),
    "phone": _("This text holds the telephone number of the person who complained."),
    "id_number": _("This text holds the identity number of the person who complained."),
    "email": _("This text holds the e-mail address of the person who complained."),
}


@dataclass(frozen=True)
class Person:
    """Who complained and the words of the person, as typed; every part may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    id_number: str = ""
    content: str = ""

    def __repr__(self) -> str:
        """Never the data: a traceback or a log line may hold it."""
        return "Person(…)"

    @property
    def is_empty(self) -> bool:
        """Nothing at all was given."""
        return not any(asdict(self).values())

    @property
    def is_known(self) -> bool:
        """Somebody can be found again by it."""
        return bool(self.name or self.phone or self.id_number or self.email)

    def found_in(self, text: str) -> str:
        """Which part of the person stands in the text, or ""."""
        return names_person(
            text, name=self.name, phone=self.phone, id_number=self.id_number, email=self.email
        )


def hashes(person: Person) -> dict[str, bytes | None]:
    """Keyed hashes by which the same person is found."""
    values = {
        "name_hash": fold(person.name),
        "phone_hash": plain_number(person.phone),
        "id_hash": plain_number(person.id_number),
    }
    return {
        name: keyed_hash(f"complainant:{name}:{value}") if value else None
        for name, value in values.items()
    }


def record(complaint: Complaint, person: Person, *, by: Any, at: datetime) -> Complainant | None:
    """Store the person of a new complaint; nothing for nobody."""
    if person.is_empty:
        return None
    return Complainant.objects.create(
        complaint=complaint, recorded_at=at, recorded_by=by, **_columns(person)
    )


def _columns(person: Person) -> dict[str, Any]:
    values = {name: squeeze(v) if name != "content" else v for name, v in asdict(person).items()}
    sealed = {name: encrypt(value) if value else None for name, value in values.items()}
    return {**sealed, **hashes(Person(**values))}


def correct(complaint: Complaint, person: Person, *, by: Any, at: datetime) -> Complainant:
    """Replace the data of the person.

    Raises:
        Refusal: the identity is not open to ``by``, or the text without names names the person.
    """
    if not sees_identity(complaint, by):
        raise Refusal(_("Open the identity with a reason first."))
    for text in (complaint.summary, complaint.redacted):
        _refuse_names(person, text, "name")
    with transaction.atomic():
        locked(complaint)
        values = {**_columns(person), "recorded_at": at, "recorded_by": by}
        row, _made = Complainant.objects.update_or_create(complaint=complaint, defaults=values)
        log("complaint.identity_corrected", complaint, by=by, at=at)
    return row


def read(row: Complainant) -> Person:
    """The person in clear; for rules and for :func:`show` only."""
    return Person(
        **{
            field.name: decrypt(value) if (value := getattr(row, field.name)) else ""
            for field in fields(Person)
        }
    )


def person_of(complaint: Complaint) -> Person:
    """The person of a complaint in clear, for checks inside services."""
    row = Complainant.objects.filter(complaint=complaint).first()
    return read(row) if row is not None else Person()


def show(complaint: Complaint, *, by: Any, at: datetime) -> Person:
    """The person, for the page of those who may see it; every look is kept.

    Raises:
        Refusal: neither by duty nor opened with a reason.
    """
    row = Complainant.objects.visible_to(by).filter(complaint=complaint).first()
    if row is None:
        raise Refusal(_("Open the identity with a reason first."))
    log_read(complaint, by=by, at=at, purpose=PURPOSE)
    log("complaint.identity_seen", complaint, by=by, at=at)
    return read(row)


def open_with_reason(
    complaint: Complaint, *, reason: str, by: Any, at: datetime
) -> IdentityOpening:
    """Break the glass: see the person for half an hour; the director is told. A second request
    while it is open changes nothing.

    Raises:
        Refusal: no right, no reason, nobody is recorded, or the reason names the person.
    """
    demand(may_open_identity(complaint, by))
    reason = filled(reason, "reason")
    check_words(complaint, reason=reason)
    with transaction.atomic():
        locked(complaint)
        if not Complainant.objects.filter(complaint=complaint).exists():
            raise Refusal(_("Nobody is recorded: the complaint is anonymous."))
        present = complaint.openings.filter(opened_by=by, until__gt=at).first()
        if present is not None:
            return present
        row = IdentityOpening.objects.create(
            complaint=complaint, reason=reason, opened_at=at, opened_by=by, until=at + OPEN_FOR
        )
        log_read(complaint, by=by, at=at, purpose=f"{PURPOSE}: {reason}"[:300])
        log("complaint.identity_opened", complaint, by=by, at=at, data={"reason": reason})
        turn = f"{row.pk}"
        messages.tell("complaint.identity_opened", complaint, at=at, turn=turn)
    return row


def check_words(complaint: Complaint, **texts: str) -> None:
    """Refuse texts that name the person. Raises Refusal with the field."""
    person = person_of(complaint)
    for field, text in texts.items():
        _refuse_names(person, text, field)


def _refuse_names(person: Person, text: str, field: str) -> None:
    part = person.found_in(text or "")
    if part:
        raise Refusal(WORDS[part], field)


def refuse_names(person: Person, **texts: str) -> None:
    """The same before the complaint exists. Raises Refusal with the field."""
    for field, text in texts.items():
        _refuse_names(person, text, field)
