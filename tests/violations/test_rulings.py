"""Rulings on a sanction decision: deferral, reduction, instalments, amendment, annulment."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from ecms.audit.models import AuditEvent
from ecms.notifications.models import DueItem
from law import loading
from tests.factories import TODAY, fresh
from tests.violations.conftest import at
from violations import documents, presenters_ledger, schedules
from violations.models import Ruling
from violations.ruling_limits import Proposal
from violations.services import payments, rulings
from violations.services.refusal import Refusal
from violations.states import CaseState, NoSanction, PartyKind, RulingKind, RulingState

pytestmark = pytest.mark.django_db
K = RulingKind
GOOD = {  # TL-18, 20 workers, organisation: a fine of 50 million or more
    K.DEFER: {"until": date(2026, 12, 20), "asked_on": TODAY},
    K.REDUCE: {"fine_after": 30_000_000, "asked_on": TODAY},
    K.AMEND: {"content": "Điều 1: thay “20” bằng “21” người lao động."},
    K.CORRECT: {"content": "Sửa “Hưng” thành “Hùng”."},
    K.ANNUL: {},
}


@pytest.fixture(autouse=True)
def reliefs(law):
    loading.load_relief()


@pytest.fixture
def big(executing):
    """An executing case whose fine is 150 million: every relief is open to an organisation."""

    def make():
        case = executing("TL-18")
        type(case).objects.filter(pk=case.pk).update(
            fine_decided=150_000_000, fine_current=150_000_000
        )
        return again(case)

    return make


def again(row):
    """The row as it is now."""
    return type(row).objects.get(pk=row.pk)


def propose(case, kind, by, **values):
    words = Proposal(kind, "Hỏa hoạn ngày 01/10/2026", **{**GOOD.get(kind, {}), **values})
    return rulings.propose(case, words, submission=uuid.uuid4(), by=by, at=at())


def issued(case, kind, inspector, director, **values):
    row = propose(case, kind, inspector, **values)
    return rulings.issue(row, by=director, at=at())


# --- Who -------------------------------------------------------------------------------------
def test_only_the_office_that_issued_the_decision_rules(
    big, inspector, deputy_director, director, delegate
):
    row = propose(big(), K.CORRECT, inspector)
    for person in (inspector, deputy_director):
        with pytest.raises(Refusal):
            rulings.issue(row, by=person, at=at())
    delegate()
    row = rulings.issue(row, by=fresh(deputy_director), at=at())
    assert (row.state, row.signed_as.user) == (RulingState.ISSUED, deputy_director)
    assert row.delegation is not None


def test_proposing_and_issuing_twice_is_once(big, inspector, director):
    case, key = big(), uuid.uuid4()
    words = Proposal(K.CORRECT, "Sai chính tả", content="Sửa “Hưng” thành “Hùng”.")
    first = rulings.propose(case, words, submission=key, by=inspector, at=at())
    assert rulings.propose(case, words, submission=key, by=inspector, at=at()) == first
    with pytest.raises(Refusal, match="chờ ký"):
        propose(case, K.CORRECT, inspector)
    one, two = (rulings.issue(first, by=director, at=at()) for _ in range(2))
    assert one.number == two.number
    assert AuditEvent.objects.filter(event="violation.rule").count() == 1


def test_a_refused_ruling_changes_nothing_and_tells_why(big, inspector, director):
    case = big()
    row = propose(case, K.REDUCE, inspector)
    with pytest.raises(Refusal):
        rulings.refuse(row, "  ", by=director, at=at())
    row = rulings.refuse(row, "Chưa có xác nhận của Ủy ban nhân dân xã", by=director, at=at())
    assert (row.state, again(case).fine_current) == (RulingState.REFUSED, 150_000_000)
    with pytest.raises(Refusal):
        rulings.issue(row, by=director, at=at())


# --- What is due -----------------------------------------------------------------------------
def test_a_deferral_moves_the_last_day_and_stops_the_surcharge(big, inspector, director, days):
    case = big()
    days(14)  # decided on 13 October, due on the 23rd: three late days
    issued(case, K.DEFER, inspector, director)
    case = again(case)
    assert case.execution_due_on == date(2026, 12, 20)
    assert DueItem.objects.get(kind="violation.pay", closed_at=None).due_on == date(2026, 12, 20)
    late = 3 * 75_000
    assert schedules.surcharge(case, date(2026, 12, 21)) == late
    assert schedules.surcharge(case, date(2026, 12, 31)) == late + 10 * 75_000


def test_instalments_come_due_one_after_the_other(big, inspector, director):
    case = big()
    parts = [(date(2026, 10, 23), 60_000_000), (date(2026, 12, 1), 45_000_000),
             (date(2027, 4, 5), 45_000_000)]  # fmt: skip
    issued(case, K.INSTALMENTS, inspector, director, parts=parts, asked_on=TODAY)
    case = again(case)
    assert case.execution_due_on == date(2026, 10, 23)
    payments.record(
        case, 60_000_000, paid_on=case.served_on, reference="GNT-1", by=inspector, at=at()
    )
    case = again(case)
    assert (case.execution_due_on, case.outstanding) == (date(2026, 12, 1), 90_000_000)
    assert schedules.surcharge(case, date(2026, 12, 1)) == 0
    assert schedules.surcharge(case, date(2026, 12, 12)) == 10 * 22_500


@pytest.mark.parametrize(
    ("kind", "values", "field", "words"),
    [
        (K.DEFER, {"until": date(2027, 1, 14)}, "until", "13/01/2027"),
        (K.DEFER, {"until": TODAY}, "until", "sau"),
        (K.REDUCE, {"fine_after": 150_000_000}, "fine_after", "150"),
        (K.INSTALMENTS, {"parts": []}, "parts", "3"),
        (
            K.INSTALMENTS,
            {"parts": [(date(2026, 10, 14), 59_999_999), (date(2026, 11, 1), 90_000_001)]},
            "parts",
            "40",
        ),
        (K.AMEND, {"fine_after": 999_000_000}, "fine_after", "khung"),
        (K.CORRECT, {"content": " "}, "content", ""),
        (K.ANNUL, {"reason": " "}, "reason", ""),
    ],
)
def test_outside_the_bounds_of_the_law(big, inspector, kind, values, field, words):
    values = {"reason": "Hỏa hoạn", **GOOD.get(kind, {}), **values}
    with pytest.raises(Refusal) as error:
        rulings.propose(
            big(), Proposal(kind, values.pop("reason"), **values), submission=uuid.uuid4(),
            by=inspector, at=at(),
        )  # fmt: skip
    assert error.value.field == field
    assert words in str(error.value.reason)
    assert not Ruling.objects.exists()


def test_the_choice_opens_while_nobody_knows_who_did_it(open_case, inspector, sign_in):
    case = open_case("TL-18")
    type(case).objects.filter(pk=case.pk).update(party=PartyKind.UNIDENTIFIED, subject={})
    page = sign_in(inspector).get(reverse("violations:rulings", args=[case.pk]))
    assert page.status_code == 200
    assert all(line["refusal"] for line in page.context["lines"])


def test_a_small_fine_has_no_relief(executing, inspector):
    with pytest.raises(Refusal, match="100"):
        propose(executing("TD-03"), K.DEFER, inspector)


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_relief_that_is_closed_is_not_offered(executing, big, inspector, sign_in, is_closed):
    """The list says why, and the form of an old link leads back to it with the same words."""
    case = executing() if is_closed else big()
    page = sign_in(inspector).get(reverse("violations:rulings", args=[case.pk]))
    lines = dict(zip(K, page.context["lines"], strict=True))
    assert bool(lines[K.DEFER]["refusal"]) is is_closed
    assert not lines[K.CORRECT]["refusal"]
    form = sign_in(inspector).get(lines[K.DEFER]["url"])
    assert form.status_code == (302 if is_closed else 200)


def test_bounds_are_tested_again_when_it_is_signed(big, inspector, director, days):
    row = propose(big(), K.DEFER, inspector, until=date(2026, 10, 16))
    days(5)
    with pytest.raises(Refusal):
        rulings.issue(row, by=director, at=at())
    assert again(row).state == RulingState.PROPOSED


# --- Both penalties are kept ------------------------------------------------------------------
def test_an_amended_fine_keeps_the_first_one(executing, inspector, director):
    case = executing("TL-18")
    act = case.acts.get()
    row = issued(case, K.AMEND, inspector, director, fine_after=act.frame_min)
    case = again(case)
    assert (case.fine_current, row.fine_before) == (act.frame_min, case.fine_decided)
    assert case.fine_decided > case.fine_current


def test_a_decision_is_amended_within_one_year(executing, inspector, days):
    case = executing("TL-18")
    days(400)
    with pytest.raises(Refusal):
        propose(case, K.AMEND, inspector)


def test_an_annulled_decision_ends_without_a_sanction(big, inspector, director):
    case = big()
    issued(case, K.ANNUL, inspector, director)
    case = again(case)
    assert (case.state, case.no_sanction_reason) == (CaseState.NO_SANCTION, NoSanction.ANNULLED)
    assert not case.remedies.exists()
    assert not DueItem.objects.filter(kind="violation.pay", closed_at=None).exists()


def test_nothing_is_owed_under_an_annulled_decision(big, inspector, director, days):
    case = big()
    payments.record(
        case, 10_000_000, paid_on=case.served_on, reference="GNT-1", by=inspector, at=at()
    )
    days(30)
    issued(case, K.ANNUL, inspector, director)
    case, later = again(case), date(2027, 3, 1)
    assert (case.outstanding, schedules.surcharge(case, later)) == (0, 0)
    entries, late = presenters_ledger.ledger_of(case, later)
    assert ([entry.balance for entry in entries][-1], late) == (-10_000_000, [])


def test_an_annulled_decision_can_be_made_anew(big, inspector, director):
    case = big()
    number = case.decision_number
    row = issued(case, K.ANNUL, inspector, director, anew=True)
    case = again(case)
    assert (case.state, case.decision_number, case.fine_current) == (CaseState.MINUTES, "", None)
    assert row.of_decision == number
    assert DueItem.objects.filter(kind="violation.decision", closed_at=None).exists()


def test_an_annulment_tells_that_no_fine_can_follow(big, inspector, director, days, client):
    case = big()
    client.force_login(inspector)
    address = f"/violations/{case.pk}/rulings/new/ANNUL/"
    words = f"Nếu ra quyết định mới: Thời hạn ra quyết định đã hết vào ngày {case.decision_due_on:%d/%m/%Y}"
    assert words not in client.get(address).content.decode()
    row = propose(case, K.ANNUL, inspector, anew=True)
    days((case.decision_due_on - at().date()).days + 1)
    client.force_login(inspector)
    assert words in client.get(address).content.decode()
    client.force_login(director)
    assert words in client.get(f"/violations/{case.pk}/rulings/{row.pk}/").content.decode()


# --- Papers ------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", [K.DEFER, K.REDUCE, K.AMEND, K.CORRECT, K.ANNUL])
def test_the_form_says_what_is_decided(big, inspector, director, kind):
    row = propose(big(), kind, inspector)
    form, context = documents.ruling(row, on=TODAY, position=director.positions.get())
    assert form == documents.RULINGS[kind]
    assert context.authority.startswith("GIÁM ĐỐC")
    assert any(row.of_decision in ground for ground in context.grounds)
    assert context.fine_before == 150_000_000
    if kind == K.REDUCE:
        assert (context.reduced_by, context.rest_after) == (120_000_000, 30_000_000)
        assert any("Điều 77" in ground for ground in context.grounds)


# --- Pages ---------------------------------------------------------------------------------------
def test_the_pages_from_request_to_signature(big, inspector, director, client):
    case = big()
    client.force_login(inspector)
    page = client.get(f"/violations/{case.pk}/rulings/").content.decode()
    assert "Nộp tiền phạt nhiều lần" in page
    address = f"/violations/{case.pk}/rulings/new/INSTALMENTS/"
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if name != "upload"}
    data = {key: f"{v:%d/%m/%Y}" if isinstance(v, date) else v for key, v in data.items()}
    wrong = client.post(address, {**data, "reason": "Khó khăn", "amount_1": "1"})
    assert wrong.status_code == 422
    assert "40" in wrong.content.decode()
    client.post(address, {**data, "reason": "Khó khăn đặc biệt về kinh tế"})
    row = Ruling.objects.get()
    client.force_login(director)
    address = f"/violations/{case.pk}/rulings/{row.pk}/"
    assert "Ký ban hành" in client.get(address).content.decode()
    client.post(f"{address}issue/")
    client.post(f"{address}issue/")
    assert again(row).state == RulingState.ISSUED
    assert "Các lần nộp" in client.get(f"/violations/{case.pk}/").content.decode()
