"""Minutes, explanation, competence, and the decision on its day."""

from datetime import date

import pytest

from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from ecms.notifications.models import Delivery, DueItem
from inspections.enums import SignedHow, State
from tests.factories import TODAY, PositionFactory, UserFactory
from tests.violations.conftest import SIGNING, at, measures_of
from violations.competence import candidate_of, candidates
from violations.services import acts, decision, explanation, minutes, submission, worksheet
from violations.services.decision import Measure, Order
from violations.services.minutes import Signing
from violations.services.refusal import Refusal
from violations.states import CaseState, ExplanationKind

pytestmark = pytest.mark.django_db


def open_kinds(case):
    return set(
        DueItem.objects.filter(object_id=case.pk, closed_at__isnull=True).values_list(
            "kind", flat=True
        )
    )


# --- Minutes --------------------------------------------------------------------------------
def test_minutes_start_every_clock(signed):
    """Monday 5 October 2026: 5 and 2 working days to explain, 7 for the decision."""
    case = signed("TL-18")
    assert case.state == CaseState.MINUTES
    assert case.explanation_right
    assert case.written_explanation_until == date(2026, 10, 12)
    assert case.hearing_request_until == date(2026, 10, 7)
    assert case.decision_due_on == date(2026, 10, 14)
    assert case.limitation_ends_on == date(2027, 9, 20)
    assert case.minutes_number.endswith("BB-VPHC")
    assert open_kinds(case) == {
        "violation.decision",
        "violation.limitation",
        "violation.explanation",
    }


def test_small_fines_carry_no_right_to_explain(signed):
    case = signed("TD-03")
    assert case.explanation_right is False
    assert case.written_explanation_until is None


def test_minutes_are_signed_once(open_case, inspector, papers):
    case = open_case()
    first = minutes.sign(case, Signing(**SIGNING), by=inspector, at=at())
    again = minutes.sign(case, Signing(**SIGNING), by=inspector, at=at())
    assert again.minutes_number == first.minutes_number
    assert GeneratedDocument.objects.count() == 1


def test_minutes_of_a_second_tab_are_not_lost_in_silence(open_case, inspector, papers, sign_in):
    case = open_case()
    sent = {
        "on": "05/10/2026", "place": "Trụ sở", "signed_how": SIGNING["signed_how"],
        "signed_names": "Trần Thị Hạnh", "opinion": "Đồng ý",
    }  # fmt: skip
    client, address = sign_in(inspector), f"/violations/{case.pk}/minutes/"
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).url.endswith("/done/minutes/")
    answer = client.post(address, {**sent, "opinion": "Không đồng ý về số người"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "đã được ghi nhận trước đó với thông tin khác" in text
    assert "Không đồng ý về số người" in text
    assert type(case).objects.get(pk=case.pk).violator_opinion == "Đồng ý"


def test_a_refusal_to_sign_needs_a_name(open_case, inspector, papers):
    refused = {**SIGNING, "signed_how": SignedHow.WITNESS, "signed_names": ""}
    with pytest.raises(Refusal) as error:
        minutes.sign(open_case(), Signing(**refused), by=inspector, at=at())
    assert error.value.field == "signed_names"


@pytest.mark.parametrize("on", [date(2026, 10, 4), date(2026, 10, 6)])
def test_the_date_of_the_minutes_lies_between_discovery_and_today(
    open_case, inspector, on, papers
):
    with pytest.raises(Refusal) as error:
        minutes.sign(open_case(), Signing(**{**SIGNING, "on": on}), by=inspector, at=at())
    assert error.value.field == "on"


def test_minutes_need_the_facts_that_the_provision_counts(open_case, inspector, papers):
    case = open_case("TL-18", workers=None)
    with pytest.raises(Refusal, match="số người lao động"):
        minutes.sign(case, Signing(**SIGNING), by=inspector, at=at())


def test_only_officials_on_duty_sign_minutes(open_case, foreign_inspector, director, papers):
    case = open_case()
    for stranger in (foreign_inspector, director):
        with pytest.raises(Refusal):
            minutes.sign(case, Signing(**SIGNING), by=stranger, at=at())


# --- Explanation ----------------------------------------------------------------------------
def test_an_explanation_moves_the_decision_to_one_month(signed, inspector):
    case = signed("TL-18")
    row = explanation.record(
        case, ExplanationKind.WRITTEN, received_on=TODAY, text="Đã trả đủ", by=inspector, at=at()
    )
    case.refresh_from_db()
    assert case.decision_due_on == date(2026, 11, 5)
    again = explanation.record(
        case, ExplanationKind.WRITTEN, received_on=TODAY, text="Đã trả đủ", by=inspector, at=at()
    )
    assert again == row
    assert "violation.explanation" not in open_kinds(case)


def test_without_the_right_nothing_is_recorded(signed, inspector):
    with pytest.raises(Refusal):
        explanation.record(
            signed("TD-03"), ExplanationKind.WAIVED, received_on=TODAY, by=inspector, at=at()
        )


def test_an_explanation_must_be_considered_first(submitted, inspector, director):
    case = submitted("TL-18")
    row = explanation.record(
        case, ExplanationKind.WRITTEN, received_on=TODAY, text="Đã trả đủ", by=inspector, at=at()
    )
    with pytest.raises(Refusal):
        decision.issue(case, Order(), by=director, at=at())
    explanation.consider(row, "Không có căn cứ", by=inspector, at=at())
    assert decision.issue(case, Order(), by=director, at=at()).state == CaseState.DECIDED


def test_a_waiver_opens_the_decision_at_once(submitted, inspector, director):
    case = submitted("TL-18")
    explanation.record(case, ExplanationKind.WAIVED, received_on=TODAY, by=inspector, at=at())
    case.refresh_from_db()
    assert case.decision_due_on == date(2026, 10, 14)  # a waiver does not lengthen the term
    assert decision.issue(case, Order(), by=director, at=at()).decided_on == TODAY


# --- Who may sign ---------------------------------------------------------------------------
def test_the_director_is_proposed_up_to_120_million(signed, office):
    """20 workers: the frame of an organisation ends at 100 million."""
    best = candidates(signed("TL-18"), on=TODAY)[0]
    assert (best.position, best.competent, best.limit) == (office, True, 120_000_000)


def test_above_his_limit_the_file_goes_to_the_chair(
    signed, inspector, office, province_chair, director
):
    """60 workers: the frame ends at 150 million, although the fine would be 125."""
    case = signed("TL-18", workers=60)
    with pytest.raises(Refusal, match=r"120\.000\.000"):
        submission.submit(case, office, by=inspector, at=at())
    chair = province_chair.positions.get()
    case = submission.transfer(
        case, reason="Vượt thẩm quyền", position=chair, by=inspector, at=at()
    )
    assert case.state == CaseState.TRANSFERRED
    assert case.decision_due_on == date(2026, 10, 19)  # 10 working days
    explanation.record(case, ExplanationKind.WAIVED, received_on=TODAY, by=inspector, at=at())
    with pytest.raises(Refusal):
        decision.issue(case, Order(), by=director, at=at())
    case = decision.issue(case, Order(), by=province_chair, at=at())
    assert case.fine_decided == 125_000_000


def test_a_household_is_measured_by_the_limit_for_individuals(check, signed, office):
    """Half the frame, half the limit: 75 million is above the director's 60."""
    check.enterprise.legal_form = "HOUSEHOLD"
    check.enterprise.save()
    candidate = candidate_of(signed("TL-18", workers=60), office, on=TODAY)
    assert not candidate.competent
    assert candidate.limit == 60_000_000


def test_a_deputy_signs_only_with_a_delegation_in_force(
    signed, inspector, deputy_director, director, delegate
):
    case, own = signed("TD-03"), deputy_director.positions.get()
    with pytest.raises(Refusal, match="giao quyền"):
        submission.submit(case, own, by=inspector, at=at())
    delegate(valid_to=date(2026, 10, 4))
    with pytest.raises(Refusal):
        submission.submit(case, own, by=inspector, at=at())
    power = delegate(number="16/QĐ-GQXP")
    case = submission.submit(case, own, by=inspector, at=at())
    case = decision.issue(case, Order(), by=deputy_director, at=at())
    assert case.delegation == power
    assert GeneratedDocument.objects.get(form_code="MQD02").signer_title.startswith("KT. GIÁM ĐỐC")


def test_a_delegation_that_ended_meanwhile_stops_the_decision(
    signed, inspector, deputy_director, director, delegate, days
):
    power = delegate()
    case = submission.submit(
        signed("TD-03"), deputy_director.positions.get(), by=inspector, at=at()
    )
    power.valid_to = TODAY
    power.save()
    days(1)
    with pytest.raises(Refusal):
        decision.issue(case, Order(), by=deputy_director, at=at())


def test_an_office_that_ended_signs_nothing_and_another_takes_over(
    submitted, inspector, director, office, agency, days
):
    case = submitted("TD-03")
    office.valid_to = TODAY
    office.save()
    days(1)
    with pytest.raises(Refusal):
        decision.issue(case, Order(), by=director, at=at())
    successor = PositionFactory(user=UserFactory(agency=agency, role="director"))
    case = submission.submit(case, successor, by=inspector, at=at())
    assert case.signatory == successor
    assert decision.issue(case, Order(), by=successor.user, at=at()).signatory == successor


def test_a_team_head_sanctions_only_while_the_check_lasts(signed, check, agency, inspector):
    head = PositionFactory(user=inspector, title_code="MINISTER_TEAM_HEAD")
    case = signed("TD-03")
    assert candidate_of(case, head, on=TODAY).competent
    assert not candidate_of(case, head, on=date(2026, 10, 16)).competent  # after the last day
    check.state = State.MINUTES_SIGNED
    check.minutes_signed_at, check.minutes_signed_by = at(), inspector
    check.minutes_signed_on = TODAY
    check.save()
    case.refresh_from_db(fields=["inspection"])
    assert not candidate_of(case, head, on=TODAY).competent


def test_the_director_of_another_province_is_no_candidate(signed, foreign_director):
    offices = {c.position for c in candidates(signed("TD-03"), on=TODAY)}
    assert foreign_director.positions.get() not in offices


# --- The decision ---------------------------------------------------------------------------
def test_the_decision_is_recomputed_frozen_and_told(decided, inspector, colleague):
    case = decided("TL-18", "TD-03")
    frozen = case.worksheet
    assert case.fine_decided == 80_000_000 + 4_000_000 == frozen["total"]
    assert frozen["vi"]["acts"][0]["frame_max"] == 100_000_000
    assert frozen["en"]["reasoning"][0].startswith("The act ended on 20 Sep 2026")
    assert [act.fine for act in case.acts.all()] == [80_000_000, 4_000_000]
    assert open_kinds(case) == {"violation.serve", "violation.lapse"}
    told = set(
        Delivery.objects.filter(kind="violation.issued").values_list("recipient", flat=True)
    )
    assert told == {inspector.pk, colleague.pk}


def test_not_before_the_window_ends(submitted, director, days):
    case = submitted("TL-18")
    days(7)  # Monday 12 October: the last day to explain
    with pytest.raises(Refusal, match="12/10/2026"):
        decision.issue(case, Order(), by=director, at=at())
    days(1)
    assert decision.issue(case, Order(), by=director, at=at()).state == CaseState.DECIDED


def test_not_after_the_last_day(submitted, director, days):
    case = submitted("TD-03")
    days(10)  # 15 October: one day after the seventh working day
    with pytest.raises(Refusal, match="14/10/2026"):
        decision.issue(case, Order(), by=director, at=at())


def test_not_after_the_limitation(submitted, director):
    """Ended on 5 October 2025: the year ends on the day of the minutes, not one day later."""
    case = submitted("TD-03", ended_on=date(2025, 10, 5))
    assert case.limitation_ends_on == TODAY
    assert decision.issue(case, Order(), by=director, at=at()).state == CaseState.DECIDED


def test_the_limitation_blocks_the_day_after(submitted, director, days):
    case = submitted("TD-03", ended_on=date(2025, 10, 5))
    days(1)
    with pytest.raises(Refusal, match="05/10/2026"):
        decision.issue(case, Order(), by=director, at=at())


def test_circumstances_weigh_and_offset(submitted, inspector, director):
    case = submitted("TD-03")  # frame 2 to 6 million
    acts.weigh(case, "M1", evidence="Biên bản", by=inspector, at=at())
    acts.weigh(case, "M2", evidence="Bản tường trình", by=inspector, at=at())
    acts.weigh(case, "A-b", evidence="Quyết định cũ", by=inspector, at=at())
    assert decision.issue(case, Order(), by=director, at=at()).fine_decided == 3_000_000


def test_a_circumstance_needs_its_evidence(submitted, inspector):
    with pytest.raises(Refusal):
        acts.weigh(submitted("TD-03"), "M1", evidence=" ", by=inspector, at=at())


def test_another_fine_inside_the_frame_with_a_reason(submitted, director, inspector):
    case = submitted("TD-03")
    act = case.acts.get()
    for amount in (1_999_999, 6_000_001):
        with pytest.raises(Refusal) as error:
            worksheet.set_fine(act, amount, reason="Lý do", by=director, at=at())
        assert error.value.field == "amount"
    with pytest.raises(Refusal):
        worksheet.set_fine(act, 2_000_000, reason="", by=director, at=at())
    with pytest.raises(Refusal):
        worksheet.set_fine(act, 2_000_000, reason="Lý do", by=inspector, at=at())
    worksheet.set_fine(act, 2_000_000, reason="Đã khắc phục", by=director, at=at())
    case = decision.issue(case, Order(), by=director, at=at())
    assert case.fine_decided == 2_000_000
    assert case.worksheet["decided"][0] == {
        "act": act.pk,
        "computed": 4_000_000,
        "fine": 2_000_000,
        "reason": "Đã khắc phục",
    }


def test_the_computed_amount_takes_a_change_back(submitted, director):
    act = submitted("TD-03").acts.get()
    worksheet.set_fine(act, 2_000_000, reason="Lý do", by=director, at=at())
    assert (
        worksheet.set_fine(act, 4_000_000, reason="", by=director, at=at()).override_fine is None
    )


def test_only_measures_of_the_provision_are_ordered(submitted, director):
    case = submitted("TD-03")
    order = Order([Measure(case.acts.get().pk, "R22", "Trả đủ lương")])
    with pytest.raises(Refusal):
        decision.issue(case, order, by=director, at=at())


def test_measures_without_a_day_are_due_with_the_fine(executing):
    case = executing("TL-18")
    assert case.remedies.get().due_on == case.execution_due_on
    assert DueItem.objects.filter(kind="violation.remedy", closed_at=None).count() == 1


def test_a_decision_is_issued_once(submitted, director):
    case = submitted("TD-03")
    first = decision.issue(case, Order(measures_of(case)), by=director, at=at())
    again = decision.issue(case, Order(measures_of(case)), by=director, at=at())
    assert again.decision_number == first.decision_number
    assert GeneratedDocument.objects.filter(form_code="MQD02").count() == 1


def test_a_warning_is_a_decision_without_a_fine(submitted, director):
    case = decision.issue(submitted("GV-01"), Order(), by=director, at=at())
    assert case.fine_decided == 0


def test_returning_needs_a_reason_and_tells_the_team(submitted, director, inspector):
    case = submitted("TD-03")
    with pytest.raises(Refusal):
        submission.return_(case, reason="", by=director, at=at())
    case = submission.return_(case, reason="Thiếu chứng cứ", by=director, at=at())
    assert (case.state, case.signatory) == (CaseState.MINUTES, None)
    assert Delivery.objects.filter(kind="violation.returned", recipient=inspector).exists()
    with pytest.raises(WorkflowRefused):
        submission.return_(case, reason="Lần nữa", by=director, at=at())
