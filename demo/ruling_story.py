"""Rulings on sanction decisions of a province: reliefs of payment, changes, an annulment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from demo import travel
from demo.cast import Cast, cast_of
from ecms.core.calendar import add_months
from ecms.core.refusal import Refusal
from ecms.core.workflow import WorkflowRefused
from law.selectors import working_calendar
from violations.models import Ruling, ViolationCase
from violations.ruling_limits import Proposal
from violations.services import rulings
from violations.states import CaseState, RulingKind

HARDSHIP = "Doanh nghiệp bị lũ cuốn trôi kho hàng, có xác nhận của Ủy ban nhân dân phường."


def _defer(case: ViolationCase, on: date) -> Proposal:
    return Proposal(RulingKind.DEFER, HARDSHIP, asked_on=on, until=add_months(on, 2))


def _reduce(case: ViolationCase, on: date) -> Proposal:
    left = (case.fine_current or 0) - case.paid_total
    after = (case.fine_current or 0) - left // 4 // 1000 * 1000
    return Proposal(RulingKind.REDUCE, HARDSHIP, asked_on=on, fine_after=after)


def _instalments(case: ViolationCase, on: date) -> Proposal:
    fine = case.fine_current or 0
    first = fine * 4 // 10 // 1000 * 1000 + 1000
    second = (fine - first) // 2 // 1000 * 1000
    start = case.decided_on or on
    days = (on + timedelta(days=7), add_months(start, 4), add_months(start, 5))
    parts = tuple(zip(days, (first, second, fine - first - second), strict=True))
    words = "Doanh nghiệp khó khăn đặc biệt về kinh tế, đề nghị nộp phạt ba lần."
    return Proposal(RulingKind.INSTALMENTS, words, asked_on=on, parts=parts)


def _correct(case: ViolationCase, on: date) -> Proposal:
    return Proposal(
        RulingKind.CORRECT, "Sai chính tả tên người đại diện trong quyết định.",
        content="Tại Điều 1, họ tên người đại diện viết đúng như giấy chứng nhận đăng ký.",
    )  # fmt: skip


def _amend(case: ViolationCase, on: date) -> Proposal:
    fine = sum(act.frame_min or 0 for act in case.acts.all())
    return Proposal(
        RulingKind.AMEND, "Bổ sung tình tiết giảm nhẹ có chứng cứ trước khi ra quyết định.",
        content="Sửa mức phạt tại Điều 1 về mức tối thiểu của khung.",
        fine_after=max(fine, case.paid_total),
    )  # fmt: skip


def _annul(case: ViolationCase, on: date) -> Proposal:
    words = "Quyết định ghi sai đối tượng vi phạm; hủy bỏ để ban hành quyết định mới."
    return Proposal(RulingKind.ANNUL, words, anew=True)


Make = Callable[[ViolationCase, date], Proposal]
# What is proposed, and how it is answered: signed, refused, or still waiting.
WISHES: tuple[tuple[Make, str], ...] = (
    (_annul, "issue"),
    (_instalments, "issue"),
    (_reduce, "issue"),
    (_defer, "issue"),
    (_amend, "issue"),
    (_correct, "wait"),
    (_defer, "refuse"),
)


def tell(code: str, *, today: date, seed: int) -> int:
    """Ask for rulings where the law allows one; how many."""
    cast, random = cast_of(code), Random(f"{seed}-rulings-{code}")
    calendar = working_calendar()
    day = today - timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    told, used = 0, set[int]()
    with travel.at(travel.moment(day, 15)) as at:
        for make, answer in WISHES:
            row = next(_tried(make, cast, used, random, day, at), None)
            if row is None:
                continue
            told += 1
            used.add(row.case_id)
            if answer == "issue":
                rulings.issue(row, by=cast.director, at=at)
            elif answer == "refuse":
                rulings.refuse(row, "Không đủ điều kiện được hoãn.", by=cast.director, at=at)
    return told


def _tried(
    make: Make, cast: Cast, used: set[int], random: Random, day: date, at: Any
) -> Iterator[Ruling]:
    """The cases for which this proposal is lawful, one that was not used before the others."""
    cases = ViolationCase.objects.filter(
        agency=cast.agency, signatory=cast.director_office,
        state__in=(CaseState.DECIDED, CaseState.EXECUTING), decided_on__lt=day,
    ).exclude(rulings__kind=RulingKind.INSTALMENTS).order_by("decided_on", "pk")  # fmt: skip
    for case in sorted(cases, key=lambda each: each.pk in used):
        try:
            yield rulings.propose(
                case, make(case, day), submission=UUID(int=random.getrandbits(128), version=4),
                by=case.opened_by, at=at,
            )  # fmt: skip
        except (Refusal, WorkflowRefused):
            continue
