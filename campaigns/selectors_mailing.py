"""To whom the letters of a campaign go, and what came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from campaigns.enums import Answered, To
from campaigns.models import Campaign, Mailing, MailingLetter, Target
from campaigns.selectors import population
from enterprises.models import Contact, Enterprise

MOST = 2000  # letters of one mailing


def recipients(campaign: Campaign, to: str, meant: Any) -> Any:
    """Enterprises that a letter would go to, each with ``mail_to``: its e-mail or empty.

    ``meant`` is the queryset of the register behind the criteria of the campaign.
    """
    mine = Target.objects.filter(campaign=campaign, enterprise=OuterRef("pk"))
    if to == To.TARGETS:
        rows = Enterprise.objects.filter(Exists(mine.to_open()), merged_into__isnull=True)
    else:
        rows = population(campaign, meant).filter(~Exists(mine), out="")
    return rows.annotate(mail_to=_mail_to()).order_by("name", "pk")


def _mail_to() -> Coalesce:
    people = Contact.objects.filter(
        enterprise=OuterRef("pk"), ended_on__isnull=True
    ).exclude(email="").order_by("-pk")  # fmt: skip
    return Coalesce(
        NullIf("email", Value("")), Subquery(people.values("email")[:1]), Value("")
    )  # fmt: skip


def addresses(firms: Iterable[int]) -> dict[int, str]:
    """The e-mail of each of ``firms`` as the register has it today, "" without one."""
    rows = Enterprise.objects.filter(pk__in=firms).annotate(mail_to=_mail_to())
    return dict(rows.values_list("pk", "mail_to"))


@dataclass(frozen=True)
class Tally:
    """How many letters there are, are on paper, were mailed, and what came back."""

    letters: int = 0
    printed: int = 0
    mailed: int = 0
    trouble: int = 0
    answered: int = 0
    checked: int = 0
    mended: int = 0
    returned: int = 0

    @property
    def silent(self) -> int:
        """Without an answer."""
        return self.letters - self.answered - self.checked - self.mended - self.returned


def counts(mailings: Iterable[Mailing]) -> dict[int, Tally]:
    """The figures of several mailings, in one statement."""
    said = {f"{code.lower()}": Count("pk", filter=Q(said=code)) for code in Answered.values}
    rows: Any = (
        MailingLetter.objects.filter(mailing__in=[row.pk for row in mailings])
        .with_answer()
        .order_by()
        .values("mailing")
        .annotate(
            letters=Count("pk"), printed=Count("document"),
            mailed=Count("pk", filter=Q(mail="SENT")),
            trouble=Count("pk", filter=Q(mail__in=("FAILED", "BOUNCED"))), **said,
        )
    )  # fmt: skip
    return {row.pop("mailing"): Tally(**row) for row in rows}


def letters_of(mailing: Mailing, group: str, user: Any) -> Any:
    """The letters of one group: "", an answer, "silent" or "trouble" (mail came back)."""
    rows: Any = MailingLetter.objects.visible_to(user).filter(mailing=mailing).with_answer()
    if group in Answered.values:
        rows = rows.filter(said=group)
    elif group == "silent":
        rows = rows.filter(said="")
    elif group == "trouble":
        rows = rows.filter(mail__in=("FAILED", "BOUNCED"))
    return rows.select_related("enterprise", "document").order_by("order", "pk")


def to_take(mailing: Mailing) -> Any:
    """Letters without an answer whose enterprise is not on the list of targets yet."""
    there = Target.objects.filter(campaign=mailing.campaign_id, enterprise=OuterRef("enterprise"))
    return (
        mailing.letters.silent()  # type: ignore[attr-defined]
        .filter(~Exists(there), enterprise__merged_into__isnull=True)
        .select_related("enterprise")
        .order_by("order", "pk")
    )


def is_over(mailing: Mailing, today: date) -> bool:
    """Whether the day of the answer has passed."""
    return mailing.issued_at is not None and mailing.reply_until < today


def chosen_letters(mailing: Mailing, keys: Sequence[str], user: Any) -> list[MailingLetter]:
    """The letters of the mailing that were ticked, as far as ``user`` sees them."""
    pks = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 16]
    rows = MailingLetter.objects.visible_to(user).filter(mailing=mailing, pk__in=pks[:MOST])
    return list(rows.select_related("enterprise").order_by("order", "pk"))
