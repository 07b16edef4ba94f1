"""Warned or fined at once, without minutes (LHAV arts. 56, 69)."""

import pytest

from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from enterprises.enums import LegalForm
from tests.factories import TODAY
from tests.violations.conftest import anew, at, measures_of
from violations.services import closing, on_spot
from violations.services.decision import Order
from violations.services.refusal import Refusal
from violations.states import CaseState, PartyKind, ServiceMethod
from violations.workflow import workflow

NO = (Refusal, WorkflowRefused)


@pytest.fixture
def warned(open_case, director, papers):
    """A household business is warned on the spot."""

    def make(**more):
        case = open_case("GV-01", workers=None)
        return on_spot.sanction(case, Order(measures_of(case)), by=director, at=at(), **more)

    return make


def test_a_warning_is_decided_and_handed_over_at_once(warned, director):
    case = warned()
    assert (case.state, case.fine_current, case.on_spot) == (CaseState.EXECUTING, 0, True)
    assert (case.served_on, case.service_method) == (TODAY, ServiceMethod.DIRECT)
    assert case.minutes_on is None
    paper = GeneratedDocument.objects.get(form_code="MQD01")
    assert case.decision_number == paper.reference
    assert paper.signer_name == str(director)


def test_sent_twice_is_once(warned, director):
    case = warned()
    again = on_spot.sanction(case, Order(), by=director, at=at())
    assert again.decision_number == case.decision_number
    assert GeneratedDocument.objects.filter(form_code="MQD01").count() == 1


def test_a_warning_takes_no_receipt(open_case, director, papers):
    with pytest.raises(Refusal) as refused:
        on_spot.sanction(
            open_case("GV-01", workers=None), Order(), receipt="BL-1", by=director, at=at()
        )
    assert refused.value.field == "receipt"


def test_it_ends_like_every_other_sanction(warned, inspector):
    case = warned()
    case.remedies.all().delete()
    case = closing.mark_executed(anew(case), by=inspector, at=at())
    assert closing.close(case, by=inspector, at=at()).state == CaseState.CLOSED


def test_above_the_limit_minutes_are_needed(open_case, director):
    answer = workflow.answer(open_case("TD-03"), "sanction_on_spot", director)
    assert "1.000.000" in str(answer.reason)


@pytest.mark.parametrize(
    ("party", "form", "limit"),
    [
        (PartyKind.ORGANISATION, LegalForm.LLC_ONE, "1.000.000"),
        (PartyKind.INDIVIDUAL, LegalForm.INDIVIDUAL, "500.000"),
        (PartyKind.HOUSEHOLD, LegalForm.HOUSEHOLD, "500.000"),
    ],
)
def test_the_limit_is_that_of_the_party(check, open_case, director, party, form, limit):
    check.enterprise.legal_form = form
    check.enterprise.save()
    case = open_case("TD-03")
    assert case.party == party
    assert limit in str(workflow.answer(case, "sanction_on_spot", director).reason)


def test_an_official_cannot(open_case, inspector):
    with pytest.raises(NO):
        on_spot.sanction(open_case("GV-01", workers=None), Order(), by=inspector, at=at())


def test_after_the_minutes_it_is_too_late(signed, director):
    assert not workflow.answer(signed("GV-01", workers=None), "sanction_on_spot", director)


def test_a_deputy_needs_a_delegation(open_case, deputy_director, delegate, papers):
    case = open_case("GV-01", workers=None)
    assert not workflow.answer(case, "sanction_on_spot", deputy_director)
    row = delegate()
    case = on_spot.sanction(anew(case), Order(), by=deputy_director, at=at())
    assert case.delegation == row
    title = GeneratedDocument.objects.get(form_code="MQD01").signer_title
    assert title.startswith("KT. GIÁM ĐỐC")


def test_it_is_annulled_but_not_decided_anew(warned, inspector, director):
    case = warned()
    answer = workflow.answer(case, "annul_anew", director)
    assert not answer
    assert workflow.answer(case, "annul", director)
