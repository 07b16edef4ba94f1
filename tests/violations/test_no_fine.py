"""Where no fine is possible any more: what is lawful all the same (LHAV arts. 65, 126)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from tests.factories import TODAY
from tests.violations.conftest import SIGNING, anew, at, measures_of
from violations.guards_before import lawful_end
from violations.services import closing, exhibits, minutes, submission
from violations.services.decision import Measure
from violations.services.exhibits import Thing
from violations.services.minutes import Signing
from violations.services.refusal import Refusal
from violations.states import CaseState, ExhibitFate, NoSanction, PartyKind
from violations.workflow import workflow

NO = (Refusal, WorkflowRefused)
WORDS = "Hết thời hiệu"


def thing(**more):
    facts = {"name": "Máy dập cũ", "quantity": "01 chiếc", "taken_on": TODAY}
    return Thing(**{**facts, **more})


def forms():
    return sorted(GeneratedDocument.objects.values_list("form_code", flat=True))


def late(case, days):
    """The clock after the limitation."""
    days((case.limitation_ends_on - TODAY).days + 1)
    return anew(case)


def due(case, on):
    return [Measure(m.act_id, m.code, m.text, on) for m in measures_of(case)]


def test_limitation_leaves_measures(signed, director, inspector, office, days):
    case = late(signed("TL-18"), days)
    assert lawful_end(case) == NoSanction.LIMITATION
    with pytest.raises(NO):
        submission.submit(case, office, by=inspector, at=at())
    on = at().date() + timedelta(days=20)
    case = closing.without_sanction(
        case, NoSanction.LIMITATION, words=WORDS, measures=due(case, on), by=director, at=at()
    )
    assert (case.state, case.fine_decided) == (CaseState.NO_SANCTION, None)
    assert case.remedies.exists()
    assert forms() == ["MBB01", "MQD15"]


def test_without_measures_there_is_no_paper(signed, director, days):
    case = late(signed("TL-18"), days)
    closing.without_sanction(case, NoSanction.LIMITATION, words=WORDS, by=director, at=at())
    assert forms() == ["MBB01"]


def test_a_reason_of_time_must_be_true(signed, director):
    for reason in (NoSanction.LIMITATION, NoSanction.TOO_LATE, NoSanction.NOT_DEFINED):
        with pytest.raises(Refusal) as refused:
            closing.without_sanction(signed("TL-18"), reason, words=WORDS, by=director, at=at())
        assert refused.value.field == "reason"


def test_prohibited_things_are_confiscated_others_given_back(signed, director, inspector):
    case = signed("TL-18")
    kept = exhibits.note(case, thing(), by=inspector, at=at())
    forbidden = exhibits.note(
        anew(case), thing(name="Giấy tờ giả", prohibited=True), by=inspector, at=at()
    )
    close = {"words": "Giải thể", "by": director, "at": at()}
    with pytest.raises(Refusal):
        closing.without_sanction(
            anew(case), NoSanction.DISSOLVED, exhibits=[kept, forbidden], **close
        )
    exhibits.give_back(kept, by=inspector, at=at())
    closing.without_sanction(anew(case), NoSanction.DISSOLVED, exhibits=[forbidden], **close)
    forbidden.refresh_from_db()
    assert forbidden.fate == ExhibitFate.CONFISCATED
    assert "MQD14" in forms()


def test_the_act_whose_limitation_passed_leaves_the_others_go_on(
    open_case, finding, inspector, director, office, papers, days
):
    case = open_case("TL-18", "TD-03")
    old = case.acts.get(provision__code="TL-18")
    old.ended_on = date(2025, 10, 20)
    old.save()
    case = minutes.sign(case, Signing(**SIGNING), by=inspector, at=at())
    assert case.limitation_ends_on == date(2026, 10, 20)
    act = case.acts.get(provision__code="TL-18")
    leave = {"words": WORDS, "by": inspector, "at": at()}
    with pytest.raises(Refusal) as refused:
        exhibits.leave_act_out(act, NoSanction.LIMITATION, **leave)
    assert refused.value.field == "reason"
    days(16)
    leave["at"] = at()
    case = exhibits.leave_act_out(act, NoSanction.LIMITATION, **leave)
    assert case.limitation_ends_on > at().date()
    last = case.acts.get(provision__code="TD-03")
    with pytest.raises(NO):
        exhibits.leave_act_out(last, NoSanction.NOT_SANCTIONED, **leave)


# --- Somebody unknown -------------------------------------------------------------------------
@pytest.fixture
def unknown(open_case, inspector, papers):
    """Minutes without a known violator, with an exhibit."""
    case = open_case("TL-18")
    case.party, case.subject = PartyKind.UNIDENTIFIED, {}
    case.save()
    case = minutes.sign(case, Signing(**SIGNING), by=inspector, at=at())
    exhibits.note(case, thing(), by=inspector, at=at())
    return anew(case)


def posted(case, by, n):
    return exhibits.post_notice(
        anew(case), posted_on=TODAY + timedelta(days=n), place="Cổng thông tin tỉnh", by=by,
        at=at(),
    )  # fmt: skip


def test_nobody_unknown_is_fined(unknown, inspector, director):
    answer = workflow.answer(unknown, "submit", inspector)
    assert "65" in str(answer.reason)
    assert not workflow.answer(unknown, "sanction_on_spot", director)
    assert lawful_end(unknown) == NoSanction.NOT_DEFINED


def test_exhibits_are_confiscated_a_year_after_the_second_notice(
    unknown, inspector, director, days
):
    row = unknown.exhibits.get()
    close = {"words": "Không xác định được", "exhibits": [row], "by": director}
    with pytest.raises(Refusal):
        closing.without_sanction(anew(unknown), NoSanction.NOT_DEFINED, **close, at=at())
    assert posted(unknown, inspector, 0).number.endswith("TB-SNV")
    days(9)
    assert posted(unknown, inspector, 9).turn == 2
    assert posted(unknown, inspector, 9).turn == 2  # sent twice
    with pytest.raises(NO):
        posted(unknown, inspector, 8)
    days(365)
    with pytest.raises(Refusal) as refused:
        closing.without_sanction(anew(unknown), NoSanction.NOT_DEFINED, **close, at=at())
    assert "14/10/2027" in str(refused.value.reason)
    days(1)
    case = closing.without_sanction(anew(unknown), NoSanction.NOT_DEFINED, **close, at=at())
    assert case.state == CaseState.NO_SANCTION
    assert {"MQD14", "TB-CSH"} <= set(forms())


def test_who_is_found_gets_minutes_of_their_own(unknown, inspector):
    name = "Hộ kinh doanh Trần Văn Bình"
    with pytest.raises(Refusal):
        exhibits.identify(
            unknown, PartyKind.UNIDENTIFIED, {"name": name}, evidence="A", by=inspector, at=at()
        )
    case = exhibits.identify(
        unknown, PartyKind.HOUSEHOLD, {"name": name}, evidence="Căn cước", by=inspector, at=at()
    )
    assert (case.state, case.party) == (CaseState.DETECTED, PartyKind.HOUSEHOLD)
    case = minutes.sign(case, Signing(**SIGNING), by=inspector, at=at())
    assert forms().count("MBB01") == 2
    assert workflow.answer(case, "submit", inspector)


def test_of_a_known_violator_nobody_asks_who_it_is(signed, inspector):
    case = signed("TL-18")
    assert not workflow.answer(case, "identify", inspector)
    assert not workflow.answer(case, "post_notice", inspector)


# --- The last day of the limitation -----------------------------------------------------------
@pytest.mark.parametrize(("after", "possible"), [(-1, True), (0, True), (1, False)])
def test_the_limitation_stops_the_decision_the_day_after_its_last(
    submitted, director, sign_in, days, after, possible
):
    case = submitted("TL-18")
    last = TODAY + timedelta(days=10)
    type(case).objects.filter(pk=case.pk).update(
        limitation_ends_on=last, decision_due_on=last + timedelta(days=30)
    )
    days(10 + after)
    answer = workflow.answer(anew(case), "issue", director)
    assert bool(answer) is possible
    assert possible or "15/10/2026" in str(answer.reason)
    page = sign_in(director).get(reverse("violations:detail", args=[case.pk]))
    assert bool(page.context["lawful_end"]) is not possible
    way_out = reverse("violations:no_sanction", args=[case.pk])
    assert possible or way_out in page.content.decode()
    assert workflow.answer(anew(case), "close_without_sanction", director)
