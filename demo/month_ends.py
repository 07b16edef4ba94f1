"""Month-ends, signed reports, and what people keep of the figures."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid5

from accounts.models import User
from analytics.enums import Every, ReportKind, SavedKind, Share
from analytics.numbers import Selection
from analytics.periods import Period, shift
from analytics.services import closing, papers, saving

MONTHS = 3  # the last ones that have ended; the newest of them is confirmed, not frozen
DIRECTORS = ("director.dongnai", "director.hanoi", "director.hcmc")
SPACE = UUID("8a8f6c1e-56ab-4d0e-9c2b-0d7a3f1c9e55")
QUESTIONS = (
    ("Vụ vi phạm theo quý và tỉnh",
     "m=cases_opened:count&rows=quarter&columns=province&period=year", Share.BODY, Every.MONTH),
    ("Tiền phạt theo ngành kinh tế", "m=fines_decided:sum&rows=sector&period=year", Share.OWN,
     Every.NEVER),
)  # fmt: skip


def load(*, today: date, at: datetime) -> dict[str, int]:
    """Confirm, freeze, report, keep, once figures are known; nothing without the accounts."""
    people = {user.username: user for user in User.objects.filter(
        username__in=(*DIRECTORS, "ministry"))}  # fmt: skip
    heads = [people[name] for name in DIRECTORS if name in people]
    official = people.get("ministry")
    if official is None or not heads:
        return {}
    months = [shift(today.replace(day=1), -n) for n in range(MONTHS, 0, -1)]
    for month in months:
        for head in heads if month != months[-1] else heads[:1]:
            closing.confirm(month, note="", by=head, at=at)
    frozen = [closing.close(month, by=official, at=at) for month in months[:-1]]
    made = _reports(official, months, at) + sum(_own(head, months, at) for head in heads)
    kept = _kept(official, heads, at)
    return {"frozen months": len(frozen), "reports": made, "kept views": kept}


def _reports(official: User, months: list[date], at: datetime) -> int:
    """A signed report on results of the frozen months and a draft on accidents of all."""
    wanted = ((ReportKind.RESULTS, Period(months[0], months[-2])),
              (ReportKind.ACCIDENTS, Period(months[0], months[-1])))  # fmt: skip
    for kind, period in wanted:
        paper = papers.make(Selection(official, period), kind, by=official, at=at,
                            submission=uuid5(SPACE, kind))  # fmt: skip
        if paper.is_final:
            papers.sign(paper, by=official, at=at)
    return len(wanted)


def _own(head: User, months: list[date], at: datetime) -> int:
    """The department's own report on results, signed by its director."""
    period = Period(months[0], months[-2])
    selection = Selection(head, period, head.agency.province)
    paper = papers.make(selection, ReportKind.RESULTS, by=head, at=at,
                        submission=uuid5(SPACE, head.username))  # fmt: skip
    if paper.is_final:
        papers.sign(paper, by=head, at=at)
    return 1


def _kept(official: User, heads: list[User], at: datetime) -> int:
    """A board of their own, and questions that come by mail."""
    for user in (official, heads[0]):
        for number, (title, address, share, every) in enumerate(QUESTIONS):
            submission = uuid5(SPACE, f"{user.pk}-{number}")
            saving.keep(SavedKind.QUESTION, title, address=address, share=share, every=every,
                        submission=submission, by=user, at=at)  # fmt: skip
    saving.keep(SavedKind.BOARD, "Giao ban tuần", address="period=month",
                blocks=["missed", "cases", "fines", "area"], share=Share.BODY,
                submission=uuid5(SPACE, "board"), by=heads[0], at=at)  # fmt: skip
    return 2 * len(QUESTIONS) + 1
