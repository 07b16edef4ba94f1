"""The plan of the year with proposals for the next, and two campaigns of a province: one that
runs with its checks proposed, one to approve that has written to others first."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import F

from campaigns.documents_mailing import draft_words
from campaigns.enums import Answered, Ask, Mail, To, Way
from campaigns.filters import meant
from campaigns.models import (
    Campaign,
    Indicator,
    Issue,
    MailingLetter,
    Objective,
    Plan,
    PlanItem,
    Tool,
)
from campaigns.selectors import population
from campaigns.services import directives, mailing, opening, planning, preparing, strategy
from demo import ended_campaign_story, travel
from demo.cast import Cast, cast_of
from ecms.core import clock
from enterprises.models import Enterprise, Sector
from inspections.models import Checklist

# Title, purpose, content, code of the checklist, criteria, size, share at random.
RUNNING = (
    "Tiền lương và thời giờ làm việc trong công nghiệp chế biến",
    "Không còn doanh nghiệp chậm lương quá 15 ngày trong quý I năm sau.",
    "Việc trả lương, làm thêm giờ, tiền lương làm thêm giờ", "TIEN-LUONG", "section=C", 12, 25,
)  # fmt: skip
DRAFT = (
    "An toàn, vệ sinh lao động trong xây dựng",
    "Giảm một nửa số tai nạn ngã cao so với năm trước.",
    "Huấn luyện, thiết bị có yêu cầu nghiêm ngặt, phương tiện bảo vệ cá nhân", "ATVSLD",
    "section=F", 12, 25,
)  # fmt: skip


# What came back from those who were asked to put things right first.
ANSWERS = (
    (Answered.MENDED, "Đã lắp lan can, lưới an toàn; gửi kèm ảnh"),
    ("", ""),
    (Answered.MENDED, "Đã huấn luyện lại cho 24 người lao động"),
    ("", ""),
    (Answered.ANSWERED, "Báo cáo không có công trình đang thi công"),
    (Answered.RETURNED, "Không còn ở địa chỉ đăng ký"),
)
# Theme, content, section, months, size.
THEMES = (
    (RUNNING[0], RUNNING[2], "C", 1, 12, 40),
    (DRAFT[0], DRAFT[2], "F", 4, 12, 25),
    ("Đóng bảo hiểm xã hội, bảo hiểm thất nghiệp", "Đăng ký, đóng, nợ bảo hiểm", "G", 1, 9, 30),
)
PURPOSE = (
    "Giảm chậm lương và tai nạn lao động tại các ngành có rủi ro cao.\n"
    "Mỗi doanh nghiệp không bị kiểm tra quá một lần trong năm."
)


def tell(code: str, *, today: date, seed: int) -> int:
    """Tell them; returns how many checks were proposed."""
    cast, random = cast_of(code), Random(f"{seed}-campaigns-{code}")
    plan = _planned(cast, today.year, random)
    planning.submit(plan, by=cast.chief, at=clock.now())
    planning.approve(plan, by=cast.director, at=clock.now())
    ended_campaign_story.tell(cast, plan.items.filter(title=THEMES[2][0]).first(), today=today,
                              seed=seed)  # type: ignore[attr-defined]  # fmt: skip
    _planned(cast, today.year + 1, random)
    running = _drawn(RUNNING, cast, today, random)
    _asked_first(cast, today, random)
    _strategy(cast, today, random)
    _tasks(cast, today, random)
    running = preparing.approve(running, by=cast.director, at=clock.now())
    return opening.open_all(running, by=cast.chief, at=clock.now())


def _asked_first(cast: Cast, today: date, random: Random) -> None:
    """A campaign of a month ago that asks others first: most answered, some did not."""
    sent_at = travel.moment(today - timedelta(days=33), 9)
    with travel.at(sent_at):
        row = _drawn(DRAFT, cast, today, random)
        there = row.targets.values("enterprise")  # type: ignore[attr-defined]
        others = population(row, meant(row.criteria, cast.chief)).filter(out="")
        others = others.exclude(pk__in=there)
        few = others.order_by(F("risk_score").desc(nulls_last=True), "pk")[: len(ANSWERS)]
        if not few:  # a register too small to leave anybody out
            return
        subject, text = draft_words(Ask.MEND, row.scope)
        letters = mailing.prepare(
            row, {"ask": Ask.MEND, "to": To.OTHERS, "subject": subject, "text": text,
                  "reply_until": today - timedelta(days=3)},
            submission=_uuid(random), by=cast.chief, at=sent_at,
        )  # fmt: skip
        narrowed = Enterprise.objects.filter(pk__in=[firm.pk for firm in few])
        mailing.issue(letters, narrowed, by=cast.director, at=sent_at)
        mailing.make(letters, at=sent_at)
    MailingLetter.objects.filter(mailing=letters, mail=Mail.WAITING).update(
        mail=Mail.SENT, mailed_at=sent_at
    )
    sent = list(MailingLetter.objects.filter(mailing=letters).order_by("order"))
    for letter, (answer, note) in zip(sent, ANSWERS, strict=False):
        if answer:
            back_at = travel.moment(today - timedelta(days=12), 15)
            mailing.record([letter], answer, on=back_at.date(), note=note,
                           by=cast.inspectors[0], at=back_at)  # fmt: skip


def _uuid(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


def _planned(cast: Cast, year: int, random: Random) -> Plan:
    """The plan of a year; the inspector proposes for the coming one, the chief for this."""
    plan = planning.begin(year, PURPOSE, agency=cast.agency, by=cast.chief, at=clock.now())
    coming = year > clock.today().year
    sections = Sector.objects.filter(scheme="VSIC2025", level=1)
    for title, scope, section, first, last, size in THEMES:
        planning.add_item(
            plan,
            {"title": title, "scope": scope, "section": sections.filter(code=section).first(),
             "month_from": first, "month_to": last, "size": size},
            submission=_uuid(random),
            by=cast.inspectors[0] if coming else cast.chief, at=clock.now(),
        )  # fmt: skip
    return plan


def _drawn(facts: Any, cast: Cast, today: date, random: Random) -> Campaign:
    title, purpose, scope, checklist, criteria, size, share = facts
    rows = Checklist.objects.in_force(today).filter(published_on__lte=today)
    values = {
        "title": title, "purpose": purpose, "scope": scope, "size": size, "random_share": share,
        "team_size": 2, "ground_detail": f"Kế hoạch kiểm tra năm {today.year}",
        "item": PlanItem.objects.filter(
            plan__agency=cast.agency, plan__year=today.year, title=title
        ).first(),
        "period_from": today + timedelta(days=7), "period_to": today + timedelta(days=75),
        "checked_from": date(today.year - 1, 1, 1), "checked_to": today,
        "checklist": rows.filter(code=checklist).first() or rows.order_by("pk")[0],
    }  # fmt: skip
    campaign = preparing.begin(
        values, submission=_uuid(random), agency=cast.agency,
        by=cast.chief, at=clock.now(),
    )  # fmt: skip
    return preparing.select(
        campaign, criteria, meant(criteria, cast.chief), by=cast.chief, at=clock.now(),
        seed=f"{random.getrandbits(48):012x}",
    )  # fmt: skip


def _strategy(cast: Cast, today: date, random: Random) -> None:
    """Why the themes of the year are what they are, and what they shall change."""
    facts = {
        "title": "Nơi làm việc an toàn, trả lương đúng hạn", "year_from": today.year,
        "year_to": today.year + 3,
        "vision": "Chậm lương và tai nạn ngã cao không còn là chuyện thường ngày của tỉnh.",
    }  # fmt: skip
    who: dict[str, Any] = {"by": cast.chief, "at": clock.now()}
    row = strategy.begin(facts, agency=cast.agency, submission=_uuid(random), **who)
    issue = strategy.add(row, Issue, row, {
        "title": "Chậm trả lương trong công nghiệp chế biến",
        "evidence": "Một phần ba khiếu nại của năm trước là về chậm trả lương.",
        "cause": "Đơn hàng trả chậm; bộ phận nhân sự không nắm quy định."}, **who)  # fmt: skip
    aim = strategy.add(
        row,
        Objective,
        issue,
        {
            "title": "Doanh nghiệp trả lương đúng kỳ hạn",
            "groups": "Doanh nghiệp gia công 50–300 lao động; bên đặt hàng của họ",
        },
        **who,
    )
    visits = _measured(row, aim, today, who)
    strategy.approve(row, by=cast.director, at=clock.now())
    Campaign.objects.filter(agency=cast.agency, title=RUNNING[0]).update(tool=visits)


def _measured(row: Any, aim: Any, today: date, who: dict[str, Any]) -> Tool:
    """How the objective is measured and reached; returns the visits."""
    rate = strategy.add(row, Indicator, aim, {
        "title": "Tỷ lệ doanh nghiệp được kiểm tra có chậm lương", "unit": "%",
        "source": "Biên bản kiểm tra của năm", "baseline": 34, "target": 15,
        "due_on": date(today.year + 3, 12, 31)}, **who)  # fmt: skip
    strategy.measure(rate, {"on": today, "value": 29, "note": ""}, strategy=row, **who)
    visits: Tool = strategy.add(row, Tool, aim, {
        "way": Way.VISIT, "title": "Kiểm tra theo rủi ro", "wanted": 160, "reached": 0,
        "outcome": ""}, **who)  # fmt: skip
    strategy.add(
        row,
        Tool,
        aim,
        {
            "way": Way.ADVICE,
            "title": "Tập huấn cho phụ trách nhân sự",
            "wanted": 120,
            "reached": 45,
            "outcome": "Hai buổi, 45 doanh nghiệp dự",
        },
        **who,
    )
    return visits


def _tasks(cast: Cast, today: date, random: Random) -> None:
    """What the director told the chief and an inspector."""
    for to, title, text, days in (
        (
            cast.chief,
            "Rà soát doanh nghiệp nợ lương trước Tết",
            "Lập danh sách doanh nghiệp có nguy cơ nợ lương, đề xuất biện pháp.",
            7,
        ),
        (
            cast.inspectors[0],
            "Báo cáo tai nạn ngã cao tại công trường",
            "Nêu nguyên nhân, biện pháp đã yêu cầu và thời hạn khắc phục.",
            3,
        ),
    ):
        given = directives.give(
            {"to": to, "title": title, "text": text, "due_on": today + timedelta(days=days)},
            submission=_uuid(random), by=cast.director, at=clock.now(),
        )  # fmt: skip
    directives.answer(given, "Đã làm việc với chủ đầu tư; lan can được lắp lại ngày hôm qua.", (),
                      submission=_uuid(random), by=cast.inspectors[0], at=clock.now())  # fmt: skip
