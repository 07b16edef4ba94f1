"""Procedures as data: those that ship, what forbids publishing, terms of the law, versions."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ecms.core.calendar import load_calendar
from ecms.core.datafile import DATA_DIR, read_rows
from ecms.notifications.models import DueItem
from inspections import rules
from inspections.enums import Kind, Phase, TeamRole
from inspections.loading_procedures import shipped
from inspections.models import Procedure
from inspections.models.procedure import definition_of
from inspections.permissions_reinspection import in_time
from inspections.procedure_rules import StateSpec, StepSpec, problems
from inspections.selectors import duration_by, kinds_offered
from inspections.services import (
    closing,
    conclusion,
    conduct,
    decision,
    minutes,
    preparing,
    procedures,
    progress,
    proposal,
    result,
    visits,
)
from inspections.services.refusal import Refusal
from inspections.services.takeover import OldCase, take_over
from tests.factories import (
    NOW,
    TODAY,
    DeadlineRuleFactory,
    InspectionProcedureFactory,
    LegacyProcedureFactory,
    ProcedureFactory,
)

CALENDAR = load_calendar()
SHIPPED = {row.code: row for row in shipped()}
ROWS = {row.integer("id"): row for row in read_rows(DATA_DIR / "deadlines.csv", ("id", "value"))}
TERMS = [(code, term) for code, row in SHIPPED.items() for term in row.terms]
WORDS = {"evaluation": "Chấp hành cơ bản đúng", "causes": "Chưa cập nhật quy định"}


@pytest.fixture
def known(db):
    for number in ROWS:
        DeadlineRuleFactory(number=number)
    return procedures.known()


@pytest.mark.parametrize("code", SHIPPED)
def test_shipped_procedures_may_be_published(known, code):
    assert problems(SHIPPED[code], known) == []


LOST = StateSpec("LOST", "Lạc", "Lost", Phase.RUNNING)
JUMP = StepSpec("record", "jump", "Nhảy", "Jump", ("DECIDED",), "CLOSED")
BROKEN = {
    "unreachable": lambda p: replace(p, states=(*p.states, LOST)),
    "dead-end": lambda p: replace(
        p, states=(*p.states, LOST),
        steps=(*p.steps, replace(p.step("announce", "DECIDED"), sources=("SUSPENDED",),
                                 target="LOST")),
    ),
    "first": lambda p: replace(p, first="NOWHERE"),
    "phase": lambda p: replace(p, steps=(*p.steps, JUMP)),
    "twice": lambda p: replace(p, steps=(*p.steps, p.steps[0])),
    "act": lambda p: replace(p, steps=(*p.steps, replace(JUMP, act="fly"))),
    "state-unknown": lambda p: replace(p, steps=(*p.steps, replace(JUMP, target="MOON"))),
    "nameless": lambda p: replace(p, steps=(*p.steps, replace(JUMP, name_vi=""))),
    "document": lambda p: replace(p, steps=(*p.steps, replace(JUMP, document="poem"))),
    "needs": lambda p: replace(p, steps=(*p.steps, replace(JUMP, needs=("dance",)))),
    "reminder": lambda p: replace(p, terms=(replace(p.terms[0], reminder=""),)),
    "term-step": lambda p: replace(p, terms=(replace(p.terms[0], verb="dance"),)),
    "row": lambda p: replace(p, terms=(replace(p.terms[0], rule=9999),)),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_procedure_is_told_why(known, what):
    found = {code for code, _where in problems(BROKEN[what](SHIPPED["CHECK_217"]), known)}
    assert what in found


# --- Terms of the law -------------------------------------------------------------------------
@pytest.mark.parametrize(("code", "term"), TERMS, ids=lambda v: getattr(v, "verb", v))
def test_every_term_is_the_number_of_its_row(code, term):
    if term.rule in (15, 26, 28) and (term.rule, term.days) in {(15, 15), (26, 30), (28, 30)}:
        return  # the number stands in the notes or the extension of the row
    row = ROWS[term.rule]
    assert (str(term.days), term.unit) == (row.text("value"), row.text("unit"))


@pytest.mark.parametrize(
    ("code", "level", "days", "extensions"),
    [
        ("CHECK_217", "MINISTRY", 15, (7,)),
        ("CHECK_217", "PROVINCE", 10, (5,)),
        ("CHECK_217", "COMMUNE", 7, (3,)),
        ("INSPECTION_2025", "MINISTRY", 60, (30, 20)),
        ("INSPECTION_2025", "PROVINCE", 45, (25,)),
        ("LEGACY_2022", "PROVINCE", 30, (15,)),
        ("LEGACY_2010", "MINISTRY", 45, (25,)),
    ],
)
def test_durations(code, level, days, extensions):
    case = {"level": level, "ground": "PLAN", "mode": "DIRECT", "manner": "TEAM"}
    found = duration_by(SHIPPED[code], **case)
    assert (found.days, found.extensions) == (days, extensions)


def test_an_independent_inspector_has_five_working_days():
    case = {"level": "PROVINCE", "ground": "PLAN", "mode": "DIRECT", "manner": "INDEPENDENT"}
    found = duration_by(SHIPPED["LEGACY_2010"], **case)
    assert (found.days, found.unit, found.rule) == (5, "working days", 40)


@pytest.mark.parametrize(
    ("start", "days", "unit", "last"),
    [
        (date(2026, 2, 13), 5, "working days", date(2026, 2, 27)),  # over Tết 2026
        (date(2025, 12, 29), 3, "working days", date(2026, 1, 5)),  # year end, moved holiday
        (date(2024, 2, 14), 15, "days", date(2024, 2, 29)),  # leap day
        (date(2026, 1, 30), 10, "days", date(2026, 2, 9)),  # month end
        (date(2026, 10, 2), 15, "days", date(2026, 10, 19)),  # a Saturday rolls to Monday
    ],
)
def test_terms_at_odd_times_of_the_year(start, days, unit, last):
    found = rules.term_end(start, days, unit=unit, calendar=CALENDAR)
    assert CALENDAR.is_working_day(found)
    if unit == "days":
        assert found == last
    else:
        assert CALENDAR.working_days_between(start, found) == days
        assert found >= start + timedelta(days=days)


# --- Versions ---------------------------------------------------------------------------------
def test_a_new_version_is_a_draft_and_running_cases_keep_theirs(proposed, known, administrator):
    old = proposed.procedure
    draft = procedures.new_version(old, by=administrator, at=NOW)
    assert (draft.version, draft.published_on) == (2, None)
    assert definition_of(draft.pk).steps == definition_of(old.pk).steps
    with pytest.raises(Refusal):
        procedures.publish(draft, by=administrator, at=NOW, on=TODAY)  # no first day yet
    Procedure.objects.filter(pk=draft.pk).update(valid_from=TODAY + timedelta(days=10))
    procedures.publish(draft, by=administrator, at=NOW, on=TODAY)
    old.refresh_from_db()
    assert old.valid_to == TODAY + timedelta(days=9)
    proposed.refresh_from_db()
    assert proposed.procedure_id == old.pk


def test_a_state_of_its_own_needs_no_code(proposed, known, administrator, director, inspector):
    draft = procedures.new_version(proposed.procedure, by=administrator, at=NOW)
    draft.states.create(code="READY", name_vi="Sẵn sàng", phase=Phase.DECIDED, order=55)
    draft.steps.create(act="record", code="prepare", name_vi="Chuẩn bị xong", order=55,
                       sources=["DECIDED"], target="READY", actor="HEAD")  # fmt: skip
    announce = draft.steps.get(act="announce")
    announce.sources = ["DECIDED", "READY"]
    announce.save()
    assert procedures.complaints(draft) == []
    type(proposed).objects.filter(pk=proposed.pk).update(procedure=draft)
    case = decision.approve(proposed, by=director, at=NOW)
    case = preparing.record(case, "prepare", by=inspector, at=NOW, note="Đủ hồ sơ")
    assert (case.state, case.phase, case.get_state_display()) == ("READY", "DECIDED", "Sẵn sàng")


# --- The whole inspection by the law of 2025 --------------------------------------------------
@pytest.fixture
def inspection(frozen, papers, enterprise, plan, agency, inspector, law):
    InspectionProcedureFactory()
    agency.is_inspectorate = True
    agency.save()
    return proposal.propose(
        enterprise, plan(checklist=None), submission=uuid.uuid4(), agency=agency, by=inspector,
        at=NOW,
    )  # fmt: skip


def test_who_may_inspect(db, agency):
    ProcedureFactory()
    InspectionProcedureFactory()
    assert kinds_offered(agency, on=TODAY) == [Kind.CHECK]
    agency.is_inspectorate = True
    assert kinds_offered(agency, on=TODAY) == [Kind.INSPECTION]


def _until_report(case, inspector, colleague, director):
    case = decision.approve(case, by=director, at=NOW)
    case = preparing.send_plan(case, text="Tuần 1: tại trụ sở", by=inspector, at=NOW)
    case = preparing.approve_plan(case, by=director, at=NOW)
    case.team.update(no_conflict=True)
    case = conduct.announce(case, on=TODAY, attendees="Bà Hạnh", by=inspector, at=NOW)
    visits.record(case, visits.VisitFacts(TODAY, "DONE"), submission=uuid.uuid4(), by=inspector,
                  at=NOW)  # fmt: skip
    signing = minutes.Signing(TODAY, "SUBJECT", "Bà Hạnh")
    return minutes.sign(case, signing, by=inspector, at=NOW)


def test_an_inspection_goes_all_the_way(
    inspection, inspector, colleague, chief_inspector, director
):
    case = _until_report(inspection, inspector, colleague, director)
    assert case.ends_on == TODAY + timedelta(days=45)
    assert progress.due_of(case, "report").term.days == 20
    case = conclusion.lengthen(case, reason="Phức tạp", by=director, at=NOW)
    assert progress.due_of(case, "report").due_on >= TODAY + timedelta(days=30)
    case = conclusion.report(case, words=WORDS, by=inspector, at=NOW)
    case = conclusion.order_drafting(case, by=director, at=NOW)
    case = conclusion.submit_draft(case, words=WORDS, by=inspector, at=NOW)
    assert {item.verb for item in progress.all_due(case)} == {"conclude"}
    case = conclusion.appraise(case, reason="Đúng thể thức", by=chief_inspector, at=NOW)
    case = conclusion.conclude_part(case, words=WORDS, by=director, at=NOW)
    case = result.conclude(case, [], by=director, at=NOW)
    assert (case.phase, case.conclusion_number[-6:-4]) != (Phase.FOLLOW_UP, "")
    case = conclusion.amend(case, words=WORDS, reason="Sai số liệu", by=director, at=NOW)
    published = conclusion.Published(TODAY, "POSTING")
    case = conclusion.publish(case, published, by=director, at=NOW)
    case = preparing.record(case, "directive", by=inspector, at=NOW, note="CV 12/UBND")
    assert (case.state, case.phase) == ("IMPLEMENTING", Phase.FOLLOW_UP)


def test_a_reopened_inspection_keeps_the_last_days_that_it_had(
    inspection, inspector, colleague, chief_inspector, director
):
    case = _until_report(inspection, inspector, colleague, director)
    case = conclusion.report(case, words=WORDS, by=inspector, at=NOW)
    case = conclusion.order_drafting(case, by=director, at=NOW)
    case = conclusion.submit_draft(case, words=WORDS, by=inspector, at=NOW)
    case = conclusion.appraise(case, reason="Đúng thể thức", by=chief_inspector, at=NOW)
    case = result.conclude(case, [], by=director, at=NOW)
    case = conclusion.publish(case, conclusion.Published(TODAY, "POSTING"), by=director, at=NOW)
    case = preparing.record(case, "directive", by=inspector, at=NOW, note="CV 12/UBND")
    before = {item.verb: item.due_on for item in progress.all_due(case)}
    assert "handled" in before
    case = closing.close(case, by=inspector, at=NOW + timedelta(days=3))
    assert progress.all_due(case) == []
    case = closing.reopen(case, reason="Đơn mới", by=director, at=NOW + timedelta(days=200))
    assert (case.state, case.phase, case.closed_at) == ("IMPLEMENTING", Phase.FOLLOW_UP, None)
    assert {item.verb: item.due_on for item in progress.all_due(case)} == before
    assert DueItem.objects.filter(object_id=case.pk, closed_at=None).count() == len(before)


def test_nothing_is_issued_late_without_a_reason(inspection, inspector, colleague, director):
    case = _until_report(inspection, inspector, colleague, director)
    late = NOW + timedelta(days=40)
    with pytest.raises(Refusal) as refused:
        conclusion.report(case, words=WORDS, by=inspector, at=late)
    assert refused.value.field == "late_reason"
    case = conclusion.report(case, words=WORDS, by=inspector, at=late, late_reason="Lũ lụt")
    step = case.steps.get(verb="report")
    assert (step.late_reason, step.due_on) == ("Lũ lụt", step.due_on)
    assert step.on > step.due_on


def test_reinspection_is_possible_for_two_years(inspection):
    inspection.concluded_on = date(2024, 2, 29)
    assert in_time(inspection, on=date(2026, 2, 28))
    assert not in_time(inspection, on=date(2026, 3, 1))
    inspection.concluded_on = None
    assert not in_time(inspection, on=date(2026, 2, 28))


def test_old_cases_are_only_taken_over(
    frozen, papers, law, enterprise, agency, inspector, director, colleague, foreign_inspector,
    clerk,
):  # fmt: skip
    LegacyProcedureFactory()
    values = {
        "decision_number": "12/QĐ-TTr", "decided_by": director, "ground": "PLAN",
        "ground_detail": "KH 2023", "scope": "Lao động", "period_from": date(2022, 1, 1),
        "period_to": date(2023, 5, 1), "planned_on": date(2023, 6, 1),
        "team": [(inspector, TeamRole.INDEPENDENT)], "source": "HT cũ",
    }  # fmt: skip
    old = OldCase(decided_on=date(2023, 5, 15), **values)
    given = {"agency": agency, "submission": uuid.uuid4(), "by": inspector, "at": NOW}
    case = take_over(enterprise, old, **given)
    assert take_over(enterprise, old, **given) == case
    assert (case.kind, case.manner, case.duration_days) == (Kind.LEGACY, "INDEPENDENT", 5)
    late = OldCase(decided_on=date(2026, 5, 15), **values)
    with pytest.raises(Refusal):
        take_over(enterprise, late, **(given | {"submission": uuid.uuid4()}))
    with pytest.raises(Refusal, match=case.code):  # a colleague has the same paper
        take_over(enterprise, old, **(given | {"submission": uuid.uuid4(), "by": colleague}))
    for stranger in (foreign_inspector, clerk):
        with pytest.raises(Refusal):
            take_over(enterprise, old, **(given | {"submission": uuid.uuid4(), "by": stranger}))
    assert type(case).objects.filter(enterprise=enterprise).count() == 1
