"""What goes out in words: numbers of files and what to do, never a name, firm or content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecms.core import clock
from ecms.notifications.enums import Channel, Purpose, Stage
from ecms.notifications.models import Delivery, Dispatch
from ecms.notifications.rules_sending import number_of
from ecms.notifications.selectors import Words
from ecms.notifications.services import summaries

LONGEST_SMS = 160
MOST_LINES = 20  # of one part of a digest; who has more reads them in ECMS


def is_wanted(row: Dispatch) -> bool:
    """Whether there is still something to say: not read, not done, not gone to somebody else."""
    if row.purpose == Purpose.SUMMARY:
        return True
    if row.delivery is not None:
        item = row.delivery.due_item
        open_still = item is None or (item.closed_at is None and item.paused_at is None)
        return open_still and row.delivery.read_at is None and row.delivery.moved_on_at is None
    waiting = row.deliveries.filter(read_at__isnull=True, moved_on_at__isnull=True)
    return waiting.exclude(due_item__closed_at__isnull=False).exists()


def text_of(row: Dispatch) -> tuple[str, str]:
    """Subject and body in the language of the recipient."""
    with translation.override(row.recipient.language):
        if row.purpose == Purpose.SUMMARY:
            return _summary(row)
        if row.purpose == Purpose.URGENT:
            return _urgent(row)
        return _digest(row)


def _digest(row: Dispatch) -> tuple[str, str]:
    """Overdue first; only what is still open; of long lists the beginning."""
    found = row.deliveries.filter(read_at__isnull=True, moved_on_at__isnull=True)
    found = found.exclude(due_item__closed_at__isnull=False)
    lines = _lines(found.select_related("due_item").order_by("due_on", "pk"))
    late = [line for line in lines if line["stage"] == Stage.LATE]
    soon = [line for line in lines if line["stage"] in (Stage.SOON, Stage.LAST)]
    news = [line for line in lines if line["stage"] == Stage.EVENT]
    body = render_to_string(
        "notifications/digest.txt",
        {"user": row.recipient, "late": late[:MOST_LINES], "soon": soon[:MOST_LINES],
         "news": news[-MOST_LINES:], "more_late": len(late[MOST_LINES:]),
         "more_soon": len(soon[MOST_LINES:]), "more_news": len(news[:-MOST_LINES]),
         "url": settings.SITE_URL, "day": row.day},
    )  # fmt: skip
    return _subject(len(late), len(soon), len(news)), body


def _subject(late: int, soon: int, news: int) -> str:
    parts = []
    if late:
        parts.append(ngettext("%(n)d overdue", "%(n)d overdue", late) % {"n": late})
    if soon:
        parts.append(ngettext("%(n)d due soon", "%(n)d due soon", soon) % {"n": soon})
    if news:
        parts.append(ngettext("%(n)d new", "%(n)d new", news) % {"n": news})
    return _("ECMS today: %(parts)s") % {"parts": ", ".join(parts)}


def _lines(deliveries: Any) -> list[dict[str, Any]]:
    rows = list(deliveries)
    words = Words({row.kind for row in rows})
    return [
        {
            "stage": row.stage, "title": words.of(row.kind, "title"),
            "number": number_of(row.label), "due_on": row.due_on, "is_late": row.is_late,
        }
        for row in rows
    ]  # fmt: skip


def _urgent(row: Dispatch) -> tuple[str, str]:
    delivery = row.delivery
    assert delivery is not None  # noqa: S101 - a row of this purpose names its message
    [line] = _lines([delivery])
    stage = Stage(delivery.stage).label
    subject = " – ".join(
        part for part in (f"ECMS: {stage}", line["number"], line["title"]) if part
    )
    if row.channel != Channel.MAIL:
        ending = f" {settings.SITE_URL}"
        return "", subject[: LONGEST_SMS - len(ending)] + ending
    words = Words({delivery.kind})
    part = "late" if delivery.stage == Stage.LATE else "text"
    context = {
        "user": row.recipient, "line": line, "what": words.of(delivery.kind, part),
        "days": _days(delivery), "url": f"{settings.SITE_URL}/notifications/{delivery.pk}/",
    }  # fmt: skip
    return subject, render_to_string("notifications/urgent.txt", context)


def _days(delivery: Delivery) -> int:
    return (clock.today() - delivery.due_on).days if delivery.due_on else 0


def _summary(row: Dispatch) -> tuple[str, str]:
    found = summaries.of_leader(row.recipient_id, on=row.day)
    url = f"{settings.SITE_URL}/notifications/unit/"
    body = render_to_string(
        "notifications/summary.txt", {"user": row.recipient, "summary": found, "url": url}
    )
    subject = _("ECMS: your unit this week, overdue: %(n)d") % {"n": len(found.overdue)}
    return subject, body
