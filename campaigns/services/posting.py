"""Copies of letters by e-mail: claimed, sent outside every transaction, their result kept.

The same way as the outbox of alerts: a killed worker leaves a row that is tried again.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.enums import Mail
from campaigns.models import MailingLetter
from campaigns.selectors_mailing import addresses
from ecms.notifications import channels
from ecms.notifications.channels import Message, NotSent, Refused
from ecms.notifications.references import mark
from ecms.notifications.rules_sending import MAX_ATTEMPTS
from ecms.notifications.services import sending

PREFIX = "letter"


def send_waiting(*, at: datetime) -> int:
    """Send what is ready; returns how many went out."""
    sent = 0
    while claimed := sending.claim(_ready(at), at=at):
        sent += sum(_send(row, at=at) for row in claimed)
    return sent


def _ready(at: datetime) -> QuerySet[MailingLetter]:
    waiting = MailingLetter.objects.filter(mail=Mail.WAITING, next_try_at__lte=at)
    return waiting.select_related("mailing__campaign__agency", "enterprise", "document")


def _send(row: MailingLetter, *, at: datetime) -> int:
    sender = channels.sender("MAIL")
    if sender is None or row.document is None:
        return _finish(row, Mail.FAILED, "the channel is switched off")
    try:
        sender(_message(row))
    except Refused as refused:
        return _finish(row, Mail.BOUNCED, str(refused))
    except NotSent as failed:
        over = row.attempts >= MAX_ATTEMPTS
        return _finish(row, Mail.FAILED if over else Mail.WAITING, str(failed))
    return _finish(row, Mail.SENT, at=at)


def _message(row: MailingLetter) -> Message:
    """Nothing of the case in the words: they name the paper, which is in the attachment."""
    document, agency = row.document, row.mailing.campaign.agency
    assert document is not None  # noqa: S101 - asked before
    with document.file.open("rb") as stored:
        pdf = bytes(stored.read())
    body = (
        f"Kính gửi: {row.enterprise.name}\n\n{agency.name_vi} gửi kèm Công văn số "
        f"{document.reference} và đề nghị đơn vị trả lời trước ngày "
        f"{row.mailing.reply_until:%d/%m/%Y}.\n\nKiểm tra tính xác thực của văn bản tại "
        f"{settings.SITE_URL}/documents/verify/ với mã {document.verify_code}.\n"
    )
    return Message(
        address=row.email, subject=f"Công văn số {document.reference}", body=body,
        reference=mark(PREFIX, row.pk),
        attachments=((f"cong-van-{document.number}.pdf", pdf, "application/pdf"),),
    )  # fmt: skip


def _finish(row: MailingLetter, state: str, error: str = "", *, at: datetime | None = None) -> int:
    mine = MailingLetter.objects.filter(pk=row.pk, attempts=row.attempts)
    mine.update(mail=state, last_error=error[:300], mailed_at=at)
    return int(state == Mail.SENT)


def came_back(pk: int, why: str) -> bool:
    """The mail of a letter was returned by its server; whether it was on its way.

    The page of the letters shows it, with the reason and the way to send it again.
    """
    sent = MailingLetter.objects.filter(pk=pk, mail=Mail.SENT)
    return bool(sent.update(mail=Mail.BOUNCED, last_error=why[:300]))


@transaction.atomic
def send_again(rows: list[int], *, at: datetime) -> int:
    """Another life for those that failed, to the address that the register has today."""
    gone = MailingLetter.objects.select_for_update().filter(
        pk__in=rows, mail__in=(Mail.FAILED, Mail.BOUNCED)
    )
    dead = list(gone)
    today = addresses({row.enterprise_id for row in dead})
    for row in dead:
        row.email = today[row.enterprise_id] or row.email
        row.mail, row.attempts, row.next_try_at = Mail.WAITING, 0, timezone.localtime(at)
    MailingLetter.objects.bulk_update(dead, ["email", "mail", "attempts", "next_try_at"])
    return len(dead)
