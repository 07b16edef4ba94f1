"""The checklist of a case: its questions, those asked now, the answers and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from enterprises.enums import LegalForm
from enterprises.models import Enterprise, EnterpriseHazard, Headcount
from inspections import rules
from inspections.models import Answer, CaseQuestion, ChecklistItem, Inspection
from law.models import Question, QuestionCondition, QuestionScope
from law.rules import questions as bank

FIGURE = "figure"
GROUPS = ("women", "minors", "elderly", "disabled", "foreign", "leased")


@dataclass(frozen=True)
class Entry:
    """A question of the list of a case with the violations that a "no" may point to."""

    question: Question
    codes: tuple[str, ...]
    is_extra: bool = False


@dataclass(frozen=True)
class Line:
    """A question of the case's checklist with its answer, if any."""

    question: Question
    answer: Answer | None
    findings: tuple[Any, ...] = ()
    codes: tuple[str, ...] = ()
    is_extra: bool = False
    files: tuple[Any, ...] = ()

    @property
    def reading(self) -> str:
        """YES, NO, NA, RECORDED or empty."""
        value = self.answer.value if self.answer else ""
        return rules.reading(self.question.answer_type, value)


@dataclass(frozen=True)
class Section:
    """The questions of one topic; ``number`` is its place in the checklist."""

    number: int
    name: str
    lines: tuple[Line, ...]

    @property
    def progress(self) -> rules.Completeness:
        """How far the section is answered."""
        return rules.completeness(line.reading for line in self.lines)


# --- What is asked ------------------------------------------------------------------------
def facts_of(enterprise: Enterprise) -> bank.Facts:
    """What the register knows of an enterprise that decides what it is asked."""
    counted = (
        Headcount.objects.filter(enterprise=enterprise).order_by("-on", "-pk").first()
    )  # fmt: skip
    groups = {name: getattr(counted, name) for name in GROUPS} if counted else {}
    hazards = EnterpriseHazard.objects.filter(enterprise=enterprise, gone_on__isnull=True)
    return bank.Facts(
        workers=enterprise.workers,
        section=enterprise.section_2025.code if enterprise.section_2025 else "",
        hazards=frozenset(hazards.values_list("hazard__code", flat=True)),
        household=enterprise.legal_form == LegalForm.HOUSEHOLD,
        groups={name: count for name, count in groups.items() if count is not None},
    )


def composed(inspection: Inspection) -> list[Entry]:
    """The checklist of the case as it fits the enterprise: what will be frozen."""
    if inspection.checklist_id is None:
        return []
    items = ChecklistItem.objects.filter(checklist=inspection.checklist_id)
    questions = [item.question for item in items.select_related("question")]
    return fitting(questions, inspection.enterprise)


def fitting(questions: Iterable[Question], enterprise: Enterprise) -> list[Entry]:
    """Those of ``questions`` that an enterprise is asked, with the violations it can commit."""
    chosen = list(questions)
    facts = facts_of(enterprise)
    scopes = [
        bank.Scope(
            row.question.code, row.code, row.workers_from, row.workers_to,
            frozenset(row.sections), frozenset(row.hazards), row.group, row.for_households,
        )
        for row in QuestionScope.objects.filter(question__in=chosen).select_related("question")
    ]  # fmt: skip
    return [
        Entry(question, bank.codes_for(question.code, question.violation_codes, scopes, facts))
        for question in chosen
        if bank.applies(question.code, scopes, facts)
    ]


def entries(inspection: Inspection) -> list[Entry]:
    """The frozen list of the case; before it is frozen, what it would be, and what was already
    answered."""
    rows = list(CaseQuestion.objects.filter(inspection=inspection).select_related("question"))
    if rows:
        return [Entry(row.question, tuple(row.codes), row.is_extra) for row in rows]
    made = composed(inspection)
    known = {entry.question.pk for entry in made}
    late = Question.objects.filter(
        pk__in=inspection.answers.exclude(question__in=known).values("question")
    )  # fmt: skip
    return made + [Entry(question, tuple(question.violation_codes)) for question in late]


# --- Lines --------------------------------------------------------------------------------
def checklist_lines(inspection: Inspection) -> list[Line]:
    """Every question that is asked now, with its answer and live findings."""
    listed = entries(inspection)
    if not listed:
        return []
    answers = {a.question_id: a for a in inspection.answers.select_related("answered_by")}
    shown = asked(listed, answers)
    pieces = files_by_question(inspection)
    found: dict[int, list[Any]] = {}
    for finding in inspection.findings.exclude(answer=None).select_related("provision"):
        found.setdefault(finding.answer_id or 0, []).append(finding)
    return [
        Line(
            entry.question,
            answers.get(entry.question.pk),
            tuple(found.get(answers[entry.question.pk].pk, ()))
            if entry.question.pk in answers
            else (),
            entry.codes,
            entry.is_extra,
            tuple(pieces.get(entry.question.pk, ())),
        )
        for entry in listed
        if entry.question.pk in shown
    ]


def asked(listed: Iterable[Entry], answers: Mapping[int, Any]) -> set[int]:
    """Keys of the questions whose conditions hold; an answered one is never hidden."""
    listed = list(listed)
    codes = {entry.question.pk: entry.question.code for entry in listed}
    rows = QuestionCondition.objects.filter(question__in=codes).select_related("depends_on")
    conditions = [
        bank.Condition(codes[row.question_id], row.depends_on.code, row.test, row.part, row.value)
        for row in rows
    ]
    given = {
        entry.question.code: _given(entry.question, answers[entry.question.pk])
        for entry in listed
        if entry.question.pk in answers
    }
    names = set(codes.values())
    return {
        entry.question.pk
        for entry in listed
        if entry.question.pk in answers
        or bank.is_asked(entry.question.code, conditions, given, names)
    }


def _given(question: Question, answer: Any) -> bank.Given:
    numbers = {k: v for k, v in answer.details.items() if isinstance(v, int) and k != "workers"}
    if question.limit_key:
        numbers = {FIGURE: answer.details.get(FIGURE, 0)}
    elif answer.value.isdecimal():
        numbers = {"": int(answer.value)}
    return bank.Given(rules.reading(question.answer_type, answer.value), numbers)


def one_line(inspection: Inspection, question_id: int) -> Line | None:
    """One question with its answer, in few queries: for saving. None where it is not asked."""
    row = (
        CaseQuestion.objects.filter(inspection=inspection, question=question_id)
        .select_related("question")
        .first()
    )
    if row is None:
        lines = checklist_lines(inspection)
        return next((line for line in lines if line.question.pk == question_id), None)
    answer = inspection.answers.filter(question=question_id).select_related("answered_by").first()
    found = (
        answer.findings.select_related("provision").prefetch_related("provision__frames")
        if answer
        else ()
    )
    return Line(
        row.question, answer, tuple(found), tuple(row.codes), row.is_extra, tuple(row.files.all())
    )


def files_by_question(inspection: Inspection) -> dict[int, list[Any]]:
    """Photos and documents that were taken for a question, by its key, in one statement."""
    through: Any = CaseQuestion.files.through
    rows = through.objects.filter(casequestion__inspection=inspection).order_by("pk")
    found: dict[int, list[Any]] = {}
    for row in rows.select_related("casequestion", "storedfile"):
        found.setdefault(row.casequestion.question_id, []).append(row.storedfile)
    return found


def sections(lines: Iterable[Line]) -> list[Section]:
    """Lines grouped by topic, topics in the order of the checklist."""
    grouped: dict[str, list[Line]] = {}
    names: dict[str, str] = {}
    for line in lines:
        grouped.setdefault(line.question.topic, []).append(line)
        names[line.question.topic] = line.question.topic_name
    return [
        Section(number, names[topic], tuple(group))
        for number, (topic, group) in enumerate(grouped.items(), start=1)
    ]


def checklist_progress(inspection: Inspection) -> rules.Completeness:
    """How far the whole checklist is answered."""
    listed = entries(inspection)
    answers = {row.question_id: row for row in inspection.answers.all()}
    shown = asked(listed, answers) if listed else set()
    return rules.completeness(
        rules.reading(entry.question.answer_type, _value(answers.get(entry.question.pk)))
        for entry in listed
        if entry.question.pk in shown
    )


def _value(answer: Any) -> str:
    return answer.value if answer is not None else ""


# --- Next ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Place:
    """Where a question stands: its section and key."""

    section: int
    question: int


def next_open(groups: Iterable[Section], after: int = 1) -> Place | None:
    """The next question without an answer, from section ``after`` on, then from the start."""
    places = [
        Place(group.number, line.question.pk)
        for group in groups
        for line in group.lines
        if not line.reading
    ]
    later = (place for place in places if place.section >= after)
    return next(later, None) or next(iter(places), None)


@dataclass(frozen=True)
class Topic:
    """A topic of the bank that a case does not ask yet."""

    key: str
    name: str
    questions: int = field(default=0)


def topics_to_add(inspection: Inspection, *, on: Any) -> list[Topic]:
    """Topics of the bank of which the list of the case holds no question."""
    present = {entry.question.topic for entry in entries(inspection)}
    rows = Question.objects.in_force(on).exclude(topic__in=present)
    grouped: dict[str, list[Question]] = {}
    for row in rows:
        grouped.setdefault(row.topic, []).append(row)
    ordered = sorted(grouped, key=lambda topic: int(topic.split(".")[0].split()[0]))
    return [Topic(key, grouped[key][0].topic_name, len(grouped[key])) for key in ordered]


def section_of(inspection: Inspection, question_id: int) -> int | None:
    """The number of the section in which a question stands; None where it is not asked now."""
    for part in sections(checklist_lines(inspection)):
        if any(line.question.pk == question_id for line in part.lines):
            return part.number
    return None
