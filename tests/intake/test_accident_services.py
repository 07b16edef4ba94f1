"""An accident from the call at night to the closed file, and everything that is refused."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from accounts.permissions import Permission
from ecms.audit.models import AuditEvent
from ecms.core.workflow import WorkflowRefused
from ecms.documents.services import of as documents_of
from ecms.notifications.models import DueItem
from ecms.notifications.services import due
from intake.enums.accident import AccidentState
from intake.models import Accident, AccidentReport, ClassChange, Victim
from intake.rules import accident_statistics as figures
from intake.selectors.accident_statistics import not_reported, statistics
from intake.services.accidents import classing, fieldwork, minutes, reports, team, victims
from intake.services.accidents.refusal import Refusal
from intake.workflow.accident import workflow
from tests.factories import NOW, TODAY, EnterpriseFactory
from tests.intake.accident_cases import (
    CALLER,
    NAME,
    WITNESS,
    announced,
    declared,
    found,
    investigated,
    signed,
    victim,
)
from tests.intake.reference import _django_db_helper, lists  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A Monday; papers are not drawn, their contexts are built."""
    monkeypatch.setattr("ecms.documents.services.issuing.press", lambda *a, **k: b"%PDF-1.7 x")
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def multi(inspector):
    """Two seriously injured, recorded."""
    case = declared(inspector, injured=2, serious=2)
    victim(case, inspector, injuries=["034"])
    victim(case, inspector, injuries=["043"])
    return Accident.objects.get(pk=case.pk)


# --- Declaration ------------------------------------------------------------------------------
def test_a_call_at_night_opens_a_file_with_class_body_and_term(inspector, director):
    night = datetime(2026, 10, 5, 23, 40, tzinfo=VIETNAM)
    with time_machine.travel(night, tick=False):
        case = declared(inspector, dead=1, injured=0, at=night)
    assert (case.class_code, case.level, case.term_days) == ("FATAL", "PROVINCIAL", 30)
    assert case.code == "TN-75-2026-00001"
    assert case.notice_on == date(2026, 10, 5)
    assert case.due_on == date(2026, 11, 4)
    assert [item.kind for item in due.of(case)] == ["accident.investigate"]


def test_sent_twice_it_is_opened_once(inspector):
    key = uuid.uuid4()
    firm = EnterpriseFactory(province=inspector.agency.province)
    first, second = (declared(inspector, firm=firm, submission=key) for _ in range(2))
    assert first.pk == second.pk
    assert Accident.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"occurred_on": TODAY + timedelta(days=1)}, "occurred_on"),
        ({"dead": 0, "injured": 0}, "injured"),
        ({"injured": 1, "serious": 2}, "serious"),
        ({"notice_on": TODAY - timedelta(days=9)}, "notice_on"),
    ],
)
def test_a_declaration_that_cannot_be_is_refused(inspector, facts, field):
    with pytest.raises(Refusal) as refused:
        declared(inspector, **facts)
    assert refused.value.field == field


def test_the_place_decides_and_a_reader_is_refused(inspector, other_agency, director):
    firm = EnterpriseFactory(province=other_agency.province)
    assert declared(inspector, firm=firm).province == inspector.agency.province
    with pytest.raises(Refusal):
        declared(director)


# --- Class ------------------------------------------------------------------------------------
def test_injuries_of_the_list_change_class_body_and_term(inspector):
    case = declared(inspector, injured=2)
    assert (case.class_code, case.term_days) == ("MINOR", 4)
    victim(case, inspector, injuries=["034"])
    case.refresh_from_db()
    assert (case.class_code, case.level, case.term_days) == ("SERIOUS", "GRASSROOTS", 7)
    victim(case, inspector, injuries=["015", "024"])
    case.refresh_from_db()
    assert (case.class_code, case.level, case.term_days) == ("SERIOUS_MULTI", "PROVINCIAL", 20)
    assert case.due_on == date(2026, 10, 26)  # 25 October is a Sunday
    assert [c.to_class for c in case.class_changes.all()] == ["SERIOUS", "SERIOUS_MULTI"]


def test_a_later_death_makes_it_fatal_with_a_new_clock(inspector, director, multi):
    case = investigated(multi, inspector, director)
    later = NOW + timedelta(days=10)
    with time_machine.travel(later, tick=False):
        row = case.victims.first()
        case = classing.record_death(
            row, died_on=later.date() - timedelta(days=1), notice_on=later.date(), by=inspector,
            at=later,
        )  # fmt: skip
        again = classing.record_death(
            row, died_on=later.date(), notice_on=later.date(), by=inspector, at=later
        )
    assert (case.class_code, case.state, case.round) == ("FATAL", "INVESTIGATING", 1)
    assert (case.victims_dead, case.victims_serious) == (1, 1)
    assert case.due_on == date(2026, 11, 16)  # 14 November is a Saturday
    assert again.due_on == case.due_on
    assert ClassChange.objects.filter(to_class="FATAL").count() == 1


def test_a_death_after_the_employers_minutes_begins_a_provincial_investigation(inspector):
    case = declared(inspector, injured=1, serious=1)
    row = victim(case, inspector, injuries=["034"])
    case = team.record(case, number="01", on=TODAY, seats=(), by=inspector, at=NOW)
    found(case, inspector)
    case = minutes.receive(case, on=TODAY, number="01/BB", by=inspector, at=NOW)
    case = announced(case, inspector)
    case = classing.record_death(row, died_on=TODAY, notice_on=TODAY, by=inspector, at=NOW)
    assert (case.state, case.level, case.round) == ("REPORTED", "PROVINCIAL", 2)
    assert case.minutes_on is None
    assert case.due_on == date(2026, 11, 4)
    assert not DueItem.objects.filter(kind="accident.send", closed_at=None).exists()


def test_expertise_means_sixty_days(inspector, multi):
    case = classing.set_expertise(multi, True, by=inspector, at=NOW)
    assert (case.term_days, case.due_on) == (60, date(2026, 12, 4))
    assert classing.set_expertise(case, False, by=inspector, at=NOW).term_days == 20


def test_a_correction_brings_a_wrong_call_down_before_the_team(inspector):
    case = declared(inspector, injured=2, serious=2)
    assert case.level == "PROVINCIAL"
    victim(case, inspector)
    victim(case, inspector)
    case.refresh_from_db()
    assert (case.class_code, case.level) == ("MINOR", "GRASSROOTS")


# --- The whole way ----------------------------------------------------------------------------
def test_from_the_call_to_the_closed_file(inspector, director, multi):
    case = investigated(multi, inspector, director)
    assert case.decision_number == "01/QĐ-SNV"
    with pytest.raises(WorkflowRefused):
        signed(case, inspector)
    found(case, inspector)
    measure = fieldwork.recommend(
        case, text="Lắp che chắn", responsible="Giám đốc", due_on=TODAY, submission=uuid.uuid4(),
        by=inspector, at=NOW,
    )  # fmt: skip
    case = announced(signed(case, inspector), inspector)
    send = DueItem.objects.get(kind="accident.send")
    assert send.due_on == date(2026, 10, 8)
    case = minutes.send(case, on=TODAY, note="Các bên", by=inspector, at=NOW)
    for open_duty in (1, 2, 3):
        with pytest.raises(WorkflowRefused):
            minutes.close(case, by=inspector, at=NOW)
        if open_duty == 1:
            fieldwork.settle(measure, done_on=TODAY, note="Đã lắp", by=inspector, at=NOW)
        if open_duty == 2:
            settle_all(case, inspector)
        if open_duty == 3:
            costs = fieldwork.Costs(1, 2, 3, 4)
            fieldwork.record_costs(case, costs, by=inspector, at=NOW)
    case = minutes.close(case, by=inspector, at=NOW)
    assert case.state == "CLOSED"
    assert not DueItem.objects.filter(closed_at=None).exists()
    forms = {row.form_code for row in documents_of(case.dossier)}
    assert forms == {"QD-DTTN", "BB-DTTN", "BB-CBTN"}


def settle_all(case, by):
    for row in case.victims.all():
        given = victims.Consequence(10_000_000, 10, TODAY, False, 12)
        row = victims.assess(row, given, by=by, at=NOW)
        assert DueItem.objects.get(kind="accident.pay", object_id=row.pk).due_on == date(
            2026, 10, 12
        )
        with pytest.raises(Refusal):
            victims.settle(row, paid=14_999_999, paid_on=TODAY, by=by, at=NOW)
        victims.settle(row, paid=15_000_000, paid_on=TODAY, by=by, at=NOW)


def test_a_second_press_finds_the_new_state(inspector, director, multi):
    case = investigated(multi, inspector, director)
    with pytest.raises(WorkflowRefused):
        team.set_up(multi, by=director, at=NOW)
    assert documents_of(case.dossier).count() == 1


def test_only_the_director_sets_up_a_team_and_only_the_head_signs(
    inspector, colleague, director, foreign_director, multi
):
    case = team.propose(multi, [team.Seat("HEAD", inspector), team.Seat("MEMBER", colleague)],
                        by=inspector, at=NOW)  # fmt: skip
    for person in (inspector, foreign_director):
        with pytest.raises(WorkflowRefused):
            team.set_up(case, by=person, at=NOW)
    case = team.set_up(case, by=director, at=NOW)
    found(case, colleague)
    with pytest.raises(WorkflowRefused):
        signed(case, colleague)
    assert signed(case, inspector).state == "MINUTES_SIGNED"


def test_one_extension_within_the_term(inspector, director, multi):
    case = investigated(multi, inspector, director)
    case = team.ask_extension(case, reason="Chờ giám định", by=inspector, at=NOW)
    with pytest.raises(Refusal):
        team.extend(case, days=21, reason="x", by=director, at=NOW)
    case = team.extend(case, days=20, reason="Chờ giám định", by=director, at=NOW)
    assert case.due_on == date(2026, 11, 16)  # 14 November is a Saturday
    with pytest.raises(WorkflowRefused):
        team.extend(case, days=5, reason="x", by=director, at=NOW)


def test_the_police_stop_the_clock_and_give_it_back(inspector, director, multi):
    case = investigated(multi, inspector, director)
    case = minutes.refer(case, on=TODAY, reason="Dấu hiệu tội phạm", by=director, at=NOW)
    assert due.of(case)[0].paused_at is not None
    later = NOW + timedelta(days=30)
    with time_machine.travel(later, tick=False):
        case = minutes.take_back(case, on=later.date(), by=inspector, at=later)
    assert case.state == "INVESTIGATING"
    assert case.due_on == date(2026, 11, 25)  # 24 November is a public holiday since 2026
    assert due.of(case)[0].paused_at is None


def test_a_new_investigation_by_the_higher_body(inspector, director, multi):
    case = investigated(multi, inspector, director)
    found(case, inspector)
    case = announced(signed(case, inspector), inspector)
    case = team.reinvestigate(case, reason="Có khiếu nại", by=director, at=NOW)
    assert (case.state, case.level, case.round) == ("REPORTED", "CENTRAL", 2)


# --- State x verb x role ------------------------------------------------------------------------
def test_every_state_verb_and_role(
    inspector, director, clerk, ministry_official, province_chair, foreign_director, multi
):
    people = {"edit": (inspector, clerk), "decide": (director,),
              "none": (ministry_official, province_chair, foreign_director)}  # fmt: skip
    for state in AccidentState:
        multi.state = state
        for transition in workflow.transitions:
            for person in people["none"]:
                assert not workflow.answer(multi, transition.verb, person), transition.verb
            holders = people["decide" if transition.permission == Permission.ACCIDENT_DECIDE
                             else "edit"]  # fmt: skip
            others = people["edit" if holders == people["decide"] else "decide"]
            for person in others:
                assert not workflow.answer(multi, transition.verb, person)
            for person in holders:
                answer = workflow.answer(multi, transition.verb, person)
                if state not in transition.sources:
                    assert "Không thực hiện" in str(answer.reason) or not answer


# --- Persons ------------------------------------------------------------------------------------
def test_no_name_in_audit_history_or_at_rest(inspector, director, multi):
    from django.db import connection

    case = investigated(multi, inspector, director)
    found(case, inspector)
    announced(signed(case, inspector), inspector)
    told = str(list(AuditEvent.objects.values_list("data", "thing_label")))
    labels = str(list(DueItem.objects.values_list("label")))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name::text FROM intake_victim UNION SELECT name::text FROM "
                       "intake_statement UNION SELECT caller::text FROM intake_accident")  # fmt: skip
        stored = str(cursor.fetchall())
    for name in (NAME, WITNESS, CALLER):
        for text in (told, labels, stored):
            assert name not in text
    assert Victim.objects.first().name == NAME
    paper = documents_of(case.dossier).get(form_code="BB-DTTN")
    assert NAME in str(paper.context)
    assert WITNESS not in str(paper.context)


def test_rows_with_persons_exist_for_handlers_only(
    inspector, director, ministry_official, province_chair, foreign_inspector, multi
):
    assert Victim.objects.visible_to(inspector).count() == 2
    assert Victim.objects.visible_to(director).count() == 2
    for person in (ministry_official, province_chair, foreign_inspector):
        assert not Victim.objects.visible_to(person).exists()
        assert not type(multi.dossier).objects.visible_to(person).exists()
    assert Accident.objects.visible_to(ministry_official).count() == 1
    assert not Accident.objects.visible_to(foreign_inspector).exists()


# --- Statistics ---------------------------------------------------------------------------------
def test_the_report_equals_a_recount_by_hand(inspector, director, province):
    spring = NOW.replace(year=2026, month=3)
    for number, injuries in enumerate([(), ("034",), ("015", "024")]):
        with time_machine.travel(spring, tick=False):
            case = declared(
                inspector, injured=2, occurred_on=spring.date() - timedelta(days=number), at=spring
            )
            victim(case, inspector, injuries=injuries, at=spring)
            victim(case, inspector, at=spring, outcome="DEAD",
                   died_on=spring.date()) if number == 2 else victim(case, inspector, at=spring)  # fmt: skip
    found_ = statistics(inspector, 2026, "HALF")
    rows = [a for a in Accident.objects.all() if a.occurred_on.month <= 6]
    people = [v for a in rows for v in a.victims.all()]
    dead = [v for v in people if v.outcome == "DEAD"]
    serious = [v for v in people if v.outcome != "DEAD" and v.injuries.count()]
    assert found_.total == figures.Line(
        cases=3, fatal=sum(a.class_code == "FATAL" for a in rows),
        several=sum(a.victims.count() > 1 for a in rows), victims=len(people), unmanaged=0,
        women=sum(v.sex == "F" for v in people), dead=len(dead), serious=len(serious),
    )  # fmt: skip
    assert statistics(inspector, 2025, "YEAR").total == figures.Line()
    assert found_.rates.per_thousand == len(people) * 1000 / found_.coverage.workers


def test_who_has_not_reported(inspector, foreign_inspector):
    firm = EnterpriseFactory(province=inspector.agency.province, workers=900)
    given = reports.Figures(TODAY, 900, 1_000_000, 2, 1, 3, 1, 1, 40, 5_000_000)
    assert firm in not_reported(inspector, 2026, "HALF")
    for _ in range(2):
        reports.record(firm, 2026, "HALF", given, by=inspector, at=NOW)
    assert AccidentReport.objects.count() == 1
    assert firm not in not_reported(inspector, 2026, "HALF")
    found_ = statistics(inspector, 2026, "HALF")
    assert found_.rates.frequency == 3
    assert found_.rates.severity == 40
    with pytest.raises(Refusal):
        reports.record(firm, 2026, "YEAR", given, by=inspector, at=NOW)
    with pytest.raises(Refusal):
        reports.record(firm, 2026, "HALF", given, by=foreign_inspector, at=NOW)
