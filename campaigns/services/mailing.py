"""Letters before visits: prepared, issued, mailed; answers recorded; the silent become targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from campaigns import documents_mailing
from campaigns.enums import LIVE, How, Mail
from campaigns.models import Campaign, Mailing, MailingLetter, Target
from campaigns.selectors_mailing import MOST, is_over, recipients, to_take
from campaigns.workflow import of_own_body
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.refusal import Refusal, demand
from ecms.documents.services import issue as issue_document
from ecms.notifications.services import due
from inspections.permissions import is_signatory

KIND = "campaign.letters"
NO_RIGHT = _("Your role does not include this step.")
GONE_OUT = _("These letters were issued already; write new ones instead.")


def prepare(
    campaign: Campaign, values: Mapping[str, Any], *, submission: UUID, by: Any, at: datetime
) -> Mailing:
    """Write down what the letters say; the same ``submission`` does it once. Raises Refusal."""
    present = Mailing.objects.filter(submission=submission).first()
    if present is not None:
        return present
    try:
        with transaction.atomic():
            row = _campaign(campaign, by, Permission.INSPECTION_ASSIGN)
            mailing = Mailing.objects.create(
                campaign=row, submission=submission, prepared_at=at, prepared_by=by, **values
            )
            _log("campaign.letters_prepared", mailing, by=by, at=at)
            return mailing
    except IntegrityError:  # the same form sent twice at the same moment
        return Mailing.objects.get(submission=submission)


def change(mailing: Mailing, values: Mapping[str, Any], *, by: Any, at: datetime) -> Mailing:
    """Other words, until they are issued. Raises Refusal."""
    with transaction.atomic():
        row = _locked(mailing, by, Permission.INSPECTION_ASSIGN)
        if row.issued_at is not None:
            raise Refusal(GONE_OUT)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        _log("campaign.letters_changed", row, by=by, at=at)
    return row


def discard(mailing: Mailing, *, by: Any, at: datetime) -> None:
    """Throw a draft away. Raises Refusal."""
    with transaction.atomic():
        row = _locked(mailing, by, Permission.INSPECTION_ASSIGN)
        if row.issued_at is not None:
            raise Refusal(GONE_OUT)
        _log("campaign.letters_discarded", row, by=by, at=at)
        row.delete()


def issue(mailing: Mailing, meant: Any, *, by: Any, at: datetime) -> int:
    """Fix to whom the letters go; the papers themselves are made by :func:`make`.

    ``meant`` is the queryset behind the criteria of the campaign. Twice is once; returns how many
    letters there are.

    Raises:
        Refusal: no right, ended, nobody to write to, too many, or the answer day has passed.
    """
    with transaction.atomic():
        row = _locked(mailing, by, Permission.INSPECTION_APPROVE)
        if row.issued_at is not None:
            return int(row.letters.count())  # type: ignore[attr-defined]
        demand(is_signatory(row.campaign, by))
        if row.reply_until <= clock.legal_date(at):
            raise Refusal(_("The day of the answer must lie ahead: change it first."))
        firms = list(recipients(row.campaign, row.to, meant)[: MOST + 1])
        if not firms:
            raise Refusal(_("There is nobody to write to. Draw or widen the campaign first."))
        if len(firms) > MOST:
            raise Refusal(
                _("At most %(n)d letters at once; narrow the criteria of the campaign.")
                % {"n": MOST}
            )
        row.issued_at, row.issued_by = at, by
        row.save(update_fields=["issued_at", "issued_by"])
        MailingLetter.objects.bulk_create(
            MailingLetter(
                mailing=row, enterprise=firm, order=place, email=firm.mail_to,
                mail=Mail.WAITING if firm.mail_to else Mail.NONE,
            )
            for place, firm in enumerate(firms, start=1)
        )  # fmt: skip
        due.expect(KIND, row, due_on=row.reply_until, at=at, label=f"{row.campaign.code} – {row}")
        _log("campaign.letters_issued", row, by=by, at=at, number=len(firms))
    return len(firms)


def make(mailing: Mailing, *, at: datetime) -> int:
    """The papers that are missing, each in its own transaction; returns how many were made.

    A second run, or one after a killed one, numbers nothing twice.
    """
    waiting = mailing.letters.filter(document__isnull=True).order_by("order", "pk")  # type: ignore[attr-defined]
    return sum(_make_one(pk, at=at) for pk in list(waiting.values_list("pk", flat=True)))


def _make_one(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        rows = MailingLetter.objects.select_for_update(of=("self",), skip_locked=True)
        letter = (
            rows.filter(pk=pk, document__isnull=True)
            .select_related("mailing__campaign__agency", "mailing__form", "mailing__issued_by",
                            "enterprise")
            .first()
        )  # fmt: skip
        if letter is None:
            return False
        mailing = letter.mailing
        on = clock.legal_date(mailing.issued_at or at)
        context = documents_mailing.letter(mailing, letter.enterprise, by=mailing.issued_by, on=on)
        letter.document = issue_document(
            letter, documents_mailing.LETTER, context, by=mailing.issued_by, at=at, on=on,
            issuer=mailing.campaign.agency,
        )  # fmt: skip
        letter.next_try_at = at if letter.mail == Mail.WAITING else None
        letter.save(update_fields=["document", "next_try_at"])
    return True


# --- Answers ----------------------------------------------------------------------------------
def record(
    letters: Sequence[MailingLetter], answer: str, *, on: Any, note: str, by: Any, at: datetime
) -> int:
    """Record the same answer of each of ``letters``; an empty one takes it back.

    The portal calls this for its users too. Returns how many were written.

    Raises:
        Refusal: no right, not issued, a day ahead or before the letters went out.
    """
    if not letters:
        raise Refusal(_("Choose at least one letter."))
    with transaction.atomic():
        mailing = _locked(letters[0].mailing, by, Permission.INSPECTION_PROPOSE)
        if mailing.issued_at is None:
            raise Refusal(_("These letters were not issued yet."))
        sent_on = clock.legal_date(mailing.issued_at)
        if answer and not sent_on <= on <= clock.legal_date(at):
            raise Refusal(_("The day lies between the day of the letter and today."), "on")
        rows = MailingLetter.objects.filter(mailing=mailing, pk__in=[row.pk for row in letters])
        done = rows.update(
            answer=answer, answered_on=on if answer else None, note=note.strip(), recorded_at=at,
            recorded_by=by,
        )  # fmt: skip
        _log("campaign.letters_answered", mailing, by=by, at=at, number=done)
    return done


def take_silent(mailing: Mailing, *, by: Any, at: datetime) -> int:
    """Everybody who did not answer in time becomes a target; returns how many were added.

    Who is on the list already, or was dropped from it for a reason, is left as is.

    Raises:
        Refusal: no right, ended, or the day of the answer has not passed.
    """
    with transaction.atomic():
        row = _locked(mailing, by, Permission.INSPECTION_ASSIGN)
        if not is_over(row, clock.legal_date(at)):
            raise Refusal(_("The day of the answer has not passed yet."))
        last = row.campaign.targets.aggregate(last=Max("order"))["last"] or 0  # type: ignore[attr-defined]
        reason = _now("No answer to the letter of %(day)s, due %(due)s") % {
            "day": f"{clock.legal_date(row.issued_at or at):%d/%m/%Y}",
            "due": f"{row.reply_until:%d/%m/%Y}",
        }  # fmt: skip
        fresh = Target.objects.bulk_create(
            Target(
                campaign=row.campaign, enterprise=letter.enterprise, how=How.SILENT,
                reason=reason, score=letter.enterprise.risk_score, order=last + place,
            )
            for place, letter in enumerate(to_take(row), start=1)
        )  # fmt: skip
        row.taken_at, row.taken_by = at, by
        row.save(update_fields=["taken_at", "taken_by"])
        due.settle(KIND, row, at=at)
        _log("campaign.letters_taken", row, by=by, at=at, number=len(fresh))
    return len(fresh)


# --- Parts ------------------------------------------------------------------------------------
def _campaign(campaign: Campaign, by: Any, permission: Permission) -> Campaign:
    row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if not by.can(permission):
        raise Refusal(NO_RIGHT)
    demand(of_own_body(row, by))
    if row.state not in LIVE:
        raise Refusal(_("The campaign has ended."))
    return row


def _locked(mailing: Mailing, by: Any, permission: Permission) -> Mailing:
    row = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    row.campaign = _campaign(row.campaign, by, permission)
    return row


def _log(event: str, mailing: Mailing, *, by: Any, at: datetime, number: int = 0) -> None:
    data: dict[str, Any] = {"note": mailing.subject}
    if number:
        data["number"] = number
    log(event, mailing.campaign, by=by, at=at, data=data)
