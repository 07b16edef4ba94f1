"""A self-check on paper: begun, answered topic by topic, handed in once, compared with checks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from enterprises import selectors_selfchecks as selectors
from enterprises.models import SelfCheck, SelfCheckForm, SelfCheckItem
from enterprises.services import selfchecks
from enterprises.services.selfchecks import SelfCheckRefused
from inspections.enums import State
from inspections.models import Answer, Inspection
from law.models import AnswerType
from tests.factories import (
    NOW,
    TODAY,
    EnterpriseFactory,
    InspectionFactory,
    ProvinceFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db
DAY = TODAY - timedelta(days=30)


@pytest.fixture
def form(db):
    row = SelfCheckForm.objects.create(
        code="TKT", duty="DUTY", per_year=2, name_vi="Phiếu tự kiểm tra", name_en="Self-check",
        published_on=date(2020, 1, 1), valid_from=date(2020, 1, 1),
    )  # fmt: skip
    questions = [
        QuestionFactory(code="Q1", topic="10. OSH", topic_vi="10. ATVSLĐ"),
        QuestionFactory(
            code="Q2", topic="10. OSH", topic_vi="10. ATVSLĐ", answer_type=AnswerType.NUMBER
        ),
        QuestionFactory(code="Q3", topic="12. Accidents", topic_vi="12. Tai nạn"),
    ]
    for order, question in enumerate(questions, start=1):
        SelfCheckItem.objects.create(form=row, question=question, order=order)
    return row


@pytest.fixture
def firm(province):
    return EnterpriseFactory(province=province)


def begin(firm, form, by, day=DAY):
    return selfchecks.begin(
        enterprise=firm, form=form, done_on=day, source="Bản giấy", by=by, at=NOW
    )


def filled(firm, form, by, day=DAY, **values):
    check = begin(firm, form, by, day)
    given = {"Q1": "YES", "Q2": "0", "Q3": "YES"} | values
    selfchecks.answer(
        check, {code: {"value": value} for code, value in given.items()}, by=by, at=NOW
    )
    return selfchecks.submit(check, by=by, at=NOW)


def test_begun_twice_for_a_day_is_one_draft(firm, form, clerk):
    assert begin(firm, form, clerk) == begin(firm, form, clerk)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2019, 1, 1)])
def test_neither_ahead_nor_before_the_form(day, firm, form, clerk):
    with pytest.raises(SelfCheckRefused):
        begin(firm, form, clerk, day)


def test_two_windows_keep_each_others_answers(firm, form, clerk):
    check = begin(firm, form, clerk)
    selfchecks.answer(check, {"Q1": {"value": "YES"}}, by=clerk, at=NOW)
    row = selfchecks.answer(check, {"Q3": {"value": "NO", "note": "Thiếu"}}, by=clerk, at=NOW)
    assert row.answers["Q1"]["value"] == "YES"
    assert row.answers["Q3"] == {"value": "NO", "note": "Thiếu"}


def test_unknown_questions_and_answers_are_refused(firm, form, clerk):
    check = begin(firm, form, clerk)
    for given in ({"X": {"value": "YES"}}, {"Q1": {"value": "maybe"}}):
        with pytest.raises(SelfCheckRefused):
            selfchecks.answer(check, given, by=clerk, at=NOW)


def test_handed_in_when_complete_and_then_fixed(firm, form, clerk):
    check = begin(firm, form, clerk)
    with pytest.raises(SelfCheckRefused):
        selfchecks.submit(check, by=clerk, at=NOW)
    done = filled(firm, form, clerk, Q2="3")
    assert done.results == {
        "10. OSH": {"yes": 1, "no": 1, "na": 0}, "12. Accidents": {"yes": 1, "no": 0, "na": 0}
    }  # fmt: skip
    assert selfchecks.submit(done, by=clerk, at=NOW).submitted_at == done.submitted_at
    for change in (
        lambda: selfchecks.answer(done, {"Q1": {"value": "NO"}}, by=clerk, at=NOW),
        lambda: selfchecks.discard(done, by=clerk, at=NOW),
    ):
        with pytest.raises(SelfCheckRefused):
            change()


def test_a_draft_can_be_thrown_away_once(firm, form, clerk):
    check = begin(firm, form, clerk)
    selfchecks.discard(check, by=clerk, at=NOW)
    selfchecks.discard(check, by=clerk, at=NOW)
    assert not SelfCheck.objects.exists()


def test_versions_are_published_and_never_change(form, clerk, firm):
    old = filled(firm, form, clerk)
    draft = selfchecks.new_version(form, by=clerk, at=NOW)
    assert (draft.version, draft.published_on, draft.items.count()) == (2, None, 3)
    assert form in selectors.forms_in_force(TODAY)
    selfchecks.publish(draft, on=TODAY, by=clerk, at=NOW)
    assert list(selectors.forms_in_force(TODAY)) == [draft]
    old.refresh_from_db()
    assert old.form == form
    empty = SelfCheckForm.objects.create(code="E", duty="DUTY", name_vi="Rỗng")
    with pytest.raises(SelfCheckRefused):
        selfchecks.publish(empty, on=TODAY, by=clerk, at=NOW)


def test_who_owes_one(firm, form, clerk):
    late = EnterpriseFactory(province=firm.province)
    filled(firm, form, clerk)
    filled(late, form, clerk, day=TODAY - timedelta(days=200))
    begin(EnterpriseFactory(province=firm.province, status="DISSOLVED"), form, clerk)
    owing = selectors.owing(type(firm).objects.all(), form, on=TODAY)
    assert list(owing) == [late]
    assert selectors.last_done([late.pk], form)[late.pk] == TODAY - timedelta(days=200)


def seen(firm, question, value, on=TODAY, sensitive=False):
    case = InspectionFactory(enterprise=firm, province=firm.province, is_sensitive=sensitive)
    Inspection.objects.filter(pk=case.pk).update(
        minutes_signed_on=on, minutes_signed_at=NOW, minutes_signed_by=case.proposed_by,
        state=State.MINUTES_SIGNED, decided_on=on, decided_at=NOW, decided_by=case.proposed_by,
        announced_on=on, announced_at=NOW, announced_by=case.proposed_by, ends_on=on,
    )  # fmt: skip
    Answer.objects.create(
        inspection=case, question=question, value=value, answered_at=NOW,
        answered_by=case.proposed_by,
    )  # fmt: skip
    return case


def test_compared_with_later_checks(firm, form, clerk, inspector):
    filled(firm, form, clerk)
    questions = {i.question.code: i.question for i in form.items.select_related("question")}
    seen(firm, questions["Q1"], "NO")
    seen(firm, questions["Q3"], "YES")
    (one,) = selectors.comparisons(firm, inspector)
    assert {line.said.question: line.verdict for line in one.lines} == {
        "Q1": "CONTRADICTED", "Q3": "CONFIRMED"
    }  # fmt: skip
    assert one.honesty.percent == 50


def test_a_check_that_one_may_not_read_does_not_count(
    firm, form, clerk, inspector, foreign_inspector
):
    filled(firm, form, clerk)
    question = form.items.get(question__code="Q1").question
    seen(firm, question, "NO", sensitive=True)
    assert selectors.comparisons(firm, inspector)[0].lines == []
    assert selectors.comparisons(firm, foreign_inspector) == []


# --- Pages ------------------------------------------------------------------------------------
def url(name, *args):
    return reverse(f"enterprises:selfcheck_{name}", args=args)


def test_a_clerk_enters_one_from_paper(client, clerk, firm, form):
    client.force_login(clerk)
    answer = client.post(
        f"{url('new')}?enterprise={firm.pk}",
        {"form": form.pk, "done_on": f"{DAY:%d/%m/%Y}", "source": "Bản giấy"},
    )
    check = SelfCheck.objects.get()
    assert answer["Location"] == url("detail", check.pk)
    wrong = client.post(url("topic", check.pk, 1), {"Q1-value": "YES", "Q2-value": "NO"})
    assert wrong.status_code == 422
    client.post(
        url("topic", check.pk, 1),
        {"Q1-value": "YES", "Q1-note": "", "Q2-value": "NO", "Q2-number": "2"},
    )
    early = client.post(url("submit", check.pk), follow=True).content.decode()
    assert "ec-danger" in early or "danger" in early
    client.post(url("topic", check.pk, 2), {"Q3-value": "NA"})
    client.post(url("submit", check.pk))
    client.post(url("submit", check.pk))
    check.refresh_from_db()
    assert check.submitted_by == clerk
    assert check.results["10. OSH"] == {"yes": 1, "no": 1, "na": 0}
    for page in (
        url("detail", check.pk), url("list"), f"{url('list')}?tab=received", url("panel", firm.pk),
        url("compared", firm.pk),
    ):  # fmt: skip
        assert client.get(page).status_code == 200, page


def test_another_province_sees_nothing(client, foreign_inspector, clerk, firm, form):
    check = filled(firm, form, clerk)
    client.force_login(foreign_inspector)
    for page in (url("detail", check.pk), url("panel", firm.pk), url("compared", firm.pk)):
        assert client.get(page).status_code == 404
    shown = client.get(f"{url('list')}?tab=received").content.decode()
    assert firm.tax_code not in shown
    own = EnterpriseFactory(province=ProvinceFactory(code="01"))
    assert own.tax_code in client.get(url("list")).content.decode()
