"""The daily digest: one mail a person a day, claimed before it is sent."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecms.notifications import registry
from ecms.notifications.models import Delivery, Digest, Stage

MAX_ATTEMPTS = 5
RETRY_AFTER = timedelta(minutes=10)


def send_all(*, day: date, at: datetime) -> int:
    """Send today's digests; returns how many mails went out. Safe to run twice."""
    for user_id in _waiting(day):
        _claim(user_id, day=day, at=at)
    due = Digest.objects.filter(sent_at__isnull=True, attempts__lt=MAX_ATTEMPTS, day=day)
    return sum(_send(pk, at=at) for pk in due.values_list("pk", flat=True))


def _waiting(day: date) -> list[int]:
    """People with something not yet mailed who want the digest and have an address."""
    return list(
        get_user_model()
        .objects.filter(
            is_active=True, wants_digest=True, deliveries__digest__isnull=True,
            deliveries__read_at__isnull=True,
        )
        .exclude(email="")
        .exclude(digests__day=day)
        .distinct()
        .values_list("pk", flat=True)
    )  # fmt: skip


def _claim(user_id: int, *, day: date, at: datetime) -> None:
    with transaction.atomic():
        digest, made = Digest.objects.get_or_create(
            recipient_id=user_id, day=day, defaults={"claimed_at": at}
        )
        if made:
            Delivery.objects.filter(
                recipient_id=user_id, digest__isnull=True, read_at__isnull=True
            ).update(digest=digest)


def _send(pk: int, *, at: datetime) -> int:
    """Try once; the attempt is counted first, so that a killed worker cannot loop."""
    with transaction.atomic():
        digest = (
            Digest.objects.select_for_update(skip_locked=True)
            .select_related(None)
            .filter(pk=pk, sent_at__isnull=True)
            .first()
        )
        if digest is None or (digest.attempts and at - digest.claimed_at < RETRY_AFTER):
            return 0
        digest.attempts += 1
        digest.claimed_at = at
        digest.save(update_fields=["attempts", "claimed_at"])
    try:
        mail_for(digest).send()
    except OSError as error:  # SMTP errors are OSErrors; the next run tries again
        Digest.objects.filter(pk=pk).update(last_error=str(error)[:300])
        return 0
    Digest.objects.filter(pk=pk).update(sent_at=at, last_error="")
    return 1


def mail_for(digest: Digest) -> EmailMessage:
    """The mail of a digest, in Vietnamese: overdue first; file numbers only, no names."""
    with translation.override("vi"):
        rows = [_row(d) for d in digest.deliveries.order_by("due_on", "pk")]
        late = [row for row in rows if row["stage"] == Stage.LATE]
        soon = [row for row in rows if row["stage"] in (Stage.T3, Stage.T1, Stage.T0)]
        news = [row for row in rows if row["stage"] == Stage.EVENT]
        body = render_to_string(
            "notifications/digest.txt",
            {"user": digest.recipient, "late": late, "soon": soon, "news": news,
             "url": settings.SITE_URL, "day": digest.day},
        )  # fmt: skip
        return EmailMessage(_subject(len(late), len(soon), len(news)), body,
                            to=[digest.recipient.email])  # fmt: skip


def _subject(late: int, soon: int, news: int) -> str:
    parts = []
    if late:
        parts.append(ngettext("%(n)d overdue", "%(n)d overdue", late) % {"n": late})
    if soon:
        parts.append(ngettext("%(n)d due soon", "%(n)d due soon", soon) % {"n": soon})
    if news:
        parts.append(ngettext("%(n)d new", "%(n)d new", news) % {"n": news})
    return _("ECMS today: %(parts)s") % {"parts": ", ".join(parts)}


def _row(delivery: Delivery) -> dict[str, Any]:
    return {
        "stage": delivery.stage,
        "title": str(registry.letter(delivery.kind).title),
        "number": delivery.label.split(" – ")[0],
        "due_on": delivery.due_on,
    }
