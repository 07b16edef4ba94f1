"""Words, figures and rows of letters before visits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from campaigns.enums import LIVE, Answered, Mail
from campaigns.models import Mailing, MailingLetter
from campaigns.selectors_mailing import Tally, counts, is_over
from campaigns.workflow import of_own_body
from ecms.core.components import Action
from ecms.core.formatting import percent

KINDS = {
    Answered.ANSWERED: "info", Answered.CHECKED: "success", Answered.MENDED: "success",
    Answered.RETURNED: "warning",
}  # fmt: skip


def state_of(mailing: Mailing, count: Tally, today: date) -> tuple[str, str]:
    """Kind and words of the pill of a mailing."""
    if mailing.issued_at is None:
        return "waiting", _("Draft")
    if count.printed < count.letters:
        return "progress", _("Being made")
    if mailing.taken_at is not None:
        return "success", _("Finished")
    if is_over(mailing, today):
        return "warning", _("Day of the answer passed")
    return "progress", _("Waiting for answers")


def list_rows(rows: list[Mailing], today: date) -> list[dict[str, Any]]:
    """Mailings with their figures."""
    found = counts(rows)
    return [
        {"mailing": row, "count": found.get(row.pk, Tally()),
         "pill": state_of(row, found.get(row.pk, Tally()), today)}
        for row in rows
    ]  # fmt: skip


def tiles(mailing: Mailing, count: Tally, url: str, today: date) -> list[dict[str, Any]]:
    """What came back, as figures that lead to their letters."""
    silent = "warning" if is_over(mailing, today) and count.silent else "neutral"
    rows = [
        (_("Letters"), count.letters, "", "neutral"),
        (_("Put right"), count.mended, Answered.MENDED, "success"),
        (_("Self-check received"), count.checked, Answered.CHECKED, "success"),
        (_("Answered otherwise"), count.answered, Answered.ANSWERED, "info"),
        (_("No answer"), count.silent, "silent", silent),
    ]  # fmt: skip
    return [
        {
            "label": label, "value": number, "url": f"{url}?group={group}", "kind": kind,
            "hint": percent(number / count.letters) if group and count.letters else "",
        }
        for label, number, group, kind in rows
    ]  # fmt: skip


def actions(mailing: Mailing, count: Tally, user: Any, today: date) -> list[Action]:
    """What may be done with a mailing now."""
    if mailing.campaign.state not in LIVE or not of_own_body(mailing.campaign, user):
        return []
    if mailing.issued_at is None:
        return _of_draft(mailing, user)
    if not user.can(Permission.INSPECTION_ASSIGN) or mailing.taken_at is not None:
        return []
    over = is_over(mailing, today)
    return [
        Action(
            _("Put those without an answer on the list"), _url("letters_take", mailing), over,
            "" if over else _("The day of the answer has not passed yet."), primary=True,
        )
    ]  # fmt: skip


def _of_draft(mailing: Mailing, user: Any) -> list[Action]:
    found = []
    if user.can(Permission.INSPECTION_APPROVE):
        found.append(
            Action(_("Issue the letters"), _url("letters_issue", mailing), True, "", primary=True)
        )
    if user.can(Permission.INSPECTION_ASSIGN):
        found += [
            Action(_("Change"), _url("letters_edit", mailing), True, ""),
            Action(_("Throw away"), _url("letters_discard", mailing), True, "", danger=True),
        ]
    return found


def _url(name: str, mailing: Mailing) -> str:
    return reverse(f"campaigns:{name}", args=[mailing.campaign_id, mailing.pk])


def answer_words(said: str, is_late: bool) -> tuple[str, str]:
    """Kind and words of the pill of one letter."""
    if said:
        return KINDS[Answered(said)], str(Answered(said).label)
    return ("warning", _("No answer in time")) if is_late else ("waiting", _("No answer yet"))


def letter_rows(
    rows: Iterable[Any], mailing: Mailing, today: date
) -> list[dict[str, Any]]:  # fmt: skip
    """Letters with the words of their answers."""
    late = is_over(mailing, today)
    return [
        {"letter": row, "pill": answer_words(row.said, late),
         "mail_kind": "danger" if row.mail in (Mail.FAILED, Mail.BOUNCED) else "neutral"}
        for row in rows
    ]  # fmt: skip


def sheet(today: date) -> tuple[list[str], Callable[[MailingLetter], list[Any]]]:
    """Header and cells of the export."""
    header = [
        _("Letter"), _("Order"), _("Tax code"), _("Enterprise"), _("Address"), _("E-mail"),
        _("Copy by e-mail"), _("Answer"), _("Day of the answer"), _("What was answered"),
    ]  # fmt: skip

    def cells(row: Any) -> list[Any]:
        firm = row.enterprise
        return [
            row.document.reference if row.document else "", row.order, firm.tax_code, firm.name,
            firm.address, row.email, row.get_mail_display(),
            str(Answered(row.said).label) if row.said else "", row.answered_on, row.note,
        ]  # fmt: skip

    return header, cells
