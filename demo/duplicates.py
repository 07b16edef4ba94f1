"""Second records of some firms, one merged and one found to be different; self-checks of sixty.

The second records are what lists really bring: another abbreviation of the legal form, a lost
accent, a street written otherwise, an old code. Self-checks lie before the checks of the stories,
so that some of what employers said was not borne out.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from random import Random

from accounts.models import User
from demo.firms import SOURCE, tax_codes
from demo.travel import moment
from enterprises.models import Duplicate, Enterprise, SelfCheck, SelfCheckForm
from enterprises.rules import selfcheck as rules
from enterprises.rules.search import search_text
from enterprises.services import duplicates, merging, risk
from law.models import AnswerType, Question

TWINS = 12
FAR = 5_000_000  # tax codes of second records lie far behind those of the firms
CHECKED = 60
DAYS_BACK = (690, 510, 330, 160)  # of the self-checks of two years
SHORTER = (
    ("Công ty TNHH", "Cty TNHH"), ("Công ty Cổ phần", "CTCP"), ("Doanh nghiệp tư nhân", "DNTN"),
    ("Hợp tác xã", "HTX"), ("Hộ kinh doanh", "HKD"),
)  # fmt: skip


def load(code: str, *, today: date, at: datetime, seed: int) -> dict[str, int]:
    """Second records and self-checks of a province; returns rows by kind."""
    random = Random(f"{seed}-twins-{code}")
    firms = list(
        Enterprise.objects.filter(province__code=code, province__scheme="2025", status="ACTIVE")
        .filter(workers__gte=10)
        .select_related("sector", "ward", "province")
        .order_by("pk")
    )
    checked = _self_checks(firms, random, today)
    pairs = _twins(random.sample(firms, min(TWINS, len(firms))), random, today=today, at=at)
    risk.refresh(on=today)
    return {"self-checks": checked, "pairs of similar records": pairs}


# --- Second records ---------------------------------------------------------------------------
def _twins(firms: list[Enterprise], random: Random, *, today: date, at: datetime) -> int:
    codes = islice(tax_codes(start=FAR), len(firms))
    for number, (firm, code) in enumerate(zip(firms, codes, strict=True)):
        _twin(firm, code, number, random, at=at)
    found = duplicates.find_all(on=today)
    _decide(firms, at=at)
    return found


def _twin(firm: Enterprise, code: str, number: int, random: Random, *, at: datetime) -> None:
    """A record as another list has it."""
    name = firm.name
    for long, short in SHORTER:
        name = name.replace(long, short)
    twin = Enterprise(
        tax_code=code, name=name if number % 3 else name.upper(), legal_form=firm.legal_form,
        province=firm.province, ward=firm.ward, sector=firm.sector,
        address=firm.address.replace("đường ", "").replace("Số ", ""),
        representative=firm.representative if number % 4 else "",
        phone=firm.phone, workers=max(1, (firm.workers or 1) + random.randint(-9, 9)),
        workers_on=at.date() - timedelta(days=500), created_at=at, updated_at=at,
        provenance={"*": {"source": SOURCE, "as_of": at.date().isoformat(), "by": ""}},
    )  # fmt: skip
    if number % 5 == 0:
        twin.registration_number = firm.tax_code
    twin.folded = search_text(twin.search_parts())
    risk.keep(twin, on=at.date())
    twin.save()


def _decide(firms: list[Enterprise], *, at: datetime) -> None:
    """The first pair is merged, the second was found to be two enterprises."""
    head = User.objects.filter(username="chief.dongnai").first()
    pairs = list(Duplicate.objects.filter(first__in=firms[:4]).select_related("first", "second"))
    if head is None or len(pairs) < 2:
        return
    merging.merge(
        survivor=pairs[0].first, merged=pairs[0].second, choices={}, by=head, at=at,
        reason="Cùng một doanh nghiệp, danh sách cũ ghi mã số khác.",
    )  # fmt: skip
    duplicates.settle_different(
        pairs[1], by=head, at=at,
        note="Hai doanh nghiệp của hai vợ chồng, đăng ký riêng, cùng một địa chỉ.",
    )  # fmt: skip


# --- Self-checks --------------------------------------------------------------------------------
def _self_checks(firms: list[Enterprise], random: Random, today: date) -> int:
    clerk = User.objects.filter(username="clerk.dongnai").first()
    forms = {form.code: form for form in SelfCheckForm.objects.filter(published_on__lte=today)}
    if clerk is None or not forms:
        return 0
    questions = {
        code: [item.question for item in form.items.select_related("question")]
        for code, form in forms.items()
    }
    with_checks = [firm for firm in firms if firm.last_visited_on is not None]
    rest = [firm for firm in firms if firm.last_visited_on is None]
    random.shuffle(rest)
    rows = []
    for firm in [*with_checks, *rest][:CHECKED]:
        for back in DAYS_BACK:
            if random.random() < 0.8:
                day = today - timedelta(days=back + random.randint(0, 25))
                rows.append(_check(firm, forms["TKT-ATVSLD"], questions, day, clerk, random))
        if random.random() < 0.6:
            day = today - timedelta(days=random.randint(170, 400))
            rows.append(_check(firm, forms["TKT-LAODONG"], questions, day, clerk, random))
    return len(SelfCheck.objects.bulk_create(rows))


def _check(
    firm: Enterprise, form: SelfCheckForm, questions: dict[str, list[Question]], day: date,
    clerk: User, random: Random,
) -> SelfCheck:  # fmt: skip
    said, answers = [], {}
    for question in questions[form.code]:
        value = _answer(question, random)
        answers[question.code] = {"value": value, "note": ""}
        reading = rules.reading(question.answer_type, value)
        said.append(rules.Said(question.code, question.topic, reading))
    when = moment(day + timedelta(days=4), 14)
    return SelfCheck(
        enterprise=firm, form=form, done_on=day, source="Bản giấy gửi qua bưu điện",
        recorded_at=when, recorded_by=clerk, submitted_at=when, submitted_by=clerk,
        answers=answers, results=rules.results(said),
    )  # fmt: skip


def _answer(question: Question, random: Random) -> str:
    """Mostly all is well; sometimes something is admitted, or does not concern the firm."""
    if question.answer_type == AnswerType.NUMBERS:
        return "tai nạn chết người: 0; nặng: 0; nhẹ: 1"
    if question.answer_type == AnswerType.TEXT:
        return "Đã thực hiện"
    drawn = random.random()
    if drawn < 0.08:
        return rules.NOT_APPLICABLE
    if question.answer_type in (AnswerType.NUMBER, AnswerType.MONEY):
        return "2" if drawn < 0.14 else "0"
    return rules.NO if drawn < 0.16 else rules.YES
