"""Reads of self-checks: who owes one, what was answered, how it agrees with inspectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Value

from enterprises.enums import EnterpriseStatus, SelfCheckDuty
from enterprises.models import Enterprise, SelfCheck, SelfCheckForm, SelfCheckItem
from enterprises.rules import selfcheck as rules
from law.models import Question

Observer = Callable[[Enterprise, Any, date], Iterable[rules.Observed]]
_OBSERVERS: dict[str, Observer] = {}


def register_observer(code: str, observer: Observer) -> None:
    """A module adds what it saw: ``observer(enterprise, user, since)`` answers what ``user``
    may know of what was seen at the enterprise after ``since``."""
    _OBSERVERS[code] = observer


# --- Forms ----------------------------------------------------------------------------------
def forms_in_force(on: date) -> QuerySet[SelfCheckForm]:
    """Published forms on the legal date, the newest version of each."""
    rows = SelfCheckForm.objects.in_force(on).filter(published_on__lte=on)
    newest = rows.order_by("code", "-version").distinct("code").values("pk")
    return SelfCheckForm.objects.filter(pk__in=newest).order_by("duty", "code")


def duty_form(on: date) -> SelfCheckForm | None:
    """The form that every employer owes on the date, or None."""
    return forms_in_force(on).filter(duty=SelfCheckDuty.DUTY).order_by("code").first()


# --- Who owes one -----------------------------------------------------------------------------
def submitted(code: str) -> QuerySet[SelfCheck]:
    """Self-checks of a form, whatever its version, that were handed in."""
    return SelfCheck.objects.filter(form__code=code, submitted_at__isnull=False)


def owing(firms: QuerySet[Any], form: SelfCheckForm, *, on: date) -> QuerySet[Any]:
    """Working enterprises of ``firms`` whose last self-check no longer covers the date."""
    since = rules.covers_since(on, form.per_year)
    done = submitted(form.code).filter(
        enterprise=OuterRef("pk"), done_on__gt=since, done_on__lte=on
    )
    return firms.filter(~Exists(done), status=EnterpriseStatus.ACTIVE, merged_into__isnull=True)


def last_done(firms: Iterable[Any], form: SelfCheckForm) -> dict[int, date]:
    """The day of the last self-check of each enterprise that ever handed one in."""
    rows = submitted(form.code).filter(enterprise__in=list(firms))
    return dict(rows.order_by().values_list("enterprise").annotate(last=Max("done_on")))


def late_factor(on: date) -> QuerySet[Any]:
    """For the score: enterprises that owe one, in provinces that have received any in a year.

    Where nobody collects them yet, a missing one says nothing about an enterprise.
    """
    form = duty_form(on)
    if form is None:
        return Enterprise.objects.none().values(firm=F("pk"), n=Value(1))
    year = rules.covers_since(on, 1)
    collecting = submitted(form.code).filter(done_on__gt=year, done_on__lte=on)
    provinces = collecting.order_by().values("enterprise__province")
    rows = owing(Enterprise.objects.filter(province__in=provinces), form, on=on)
    return rows.order_by().values(firm=F("pk"), n=Value(1))


# --- One self-check ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """A question of the form with what was answered."""

    question: Question
    value: str
    note: str

    @property
    def reading(self) -> str:
        """YES, NO, NA, RECORDED or empty."""
        return rules.reading(self.question.answer_type, self.value)


@dataclass(frozen=True)
class Topic:
    """The questions of one topic; ``number`` is its place in the form."""

    number: int
    key: str
    name: str
    lines: tuple[Line, ...]

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(bool(line.reading) for line in self.lines)

    def count(self, reading: str) -> int:
        """How many were answered so."""
        return sum(line.reading == reading for line in self.lines)

    @property
    def yes(self) -> int:
        """Complied with."""
        return self.count(rules.YES)

    @property
    def no(self) -> int:
        """Not complied with."""
        return self.count(rules.NO)

    @property
    def na(self) -> int:
        """Not applicable."""
        return self.count(rules.NOT_APPLICABLE)


def lines_of(check: SelfCheck) -> list[Line]:
    """Every question of the version that was used, in order."""
    items = SelfCheckItem.objects.filter(form=check.form_id).select_related("question")
    found = []
    for item in items:
        given = check.answers.get(item.question.code, {})
        found.append(Line(item.question, str(given.get("value", "")), str(given.get("note", ""))))
    return found


def topics_of(check: SelfCheck) -> list[Topic]:
    """The lines grouped by topic."""
    grouped: dict[str, list[Line]] = {}
    for line in lines_of(check):
        grouped.setdefault(line.question.topic, []).append(line)
    return [
        Topic(number, key, lines[0].question.topic_name, tuple(lines))
        for number, (key, lines) in enumerate(grouped.items(), start=1)
    ]


def said(lines: Iterable[Line]) -> list[rules.Said]:
    """The lines as the rules take them."""
    return [
        rules.Said(
            line.question.code, line.question.topic, line.reading,
            tuple(line.question.violation_codes), line.question.text, line.question.topic_name,
        )
        for line in lines
    ]  # fmt: skip


# --- Compared with inspectors -------------------------------------------------------------------
@dataclass(frozen=True)
class Compared:
    """A self-check with what inspectors saw between it and the next one of the same form."""

    check: SelfCheck
    lines: list[rules.Comparison]

    @property
    def honesty(self) -> rules.Honesty:
        """How far it was borne out."""
        return rules.honesty(self.lines)


def observations(enterprise: Enterprise, user: Any, since: date) -> list[rules.Observed]:
    """What every module saw there after a day, as far as ``user`` may know."""
    return [one for observer in _OBSERVERS.values() for one in observer(enterprise, user, since)]


def comparisons(enterprise: Enterprise, user: Any) -> list[Compared]:
    """Submitted self-checks of an enterprise beside later findings, the newest first."""
    checks = list(
        SelfCheck.objects.visible_to(user)
        .filter(enterprise=enterprise, submitted_at__isnull=False)
        .select_related("form")
        .order_by("done_on", "pk")
    )
    if not checks:
        return []
    seen = observations(enterprise, user, checks[0].done_on)
    found = []
    for index, check in enumerate(checks):
        later = (c.done_on for c in checks[index + 1 :] if c.form.code == check.form.code)
        lines = rules.compare(
            said(lines_of(check)), seen, after=check.done_on, until=next(later, None)
        )
        found.append(Compared(check, lines))
    return found[::-1]


def honesty(compared: Iterable[Compared]) -> rules.Honesty:
    """The figure of an enterprise over all of its self-checks."""
    return rules.honesty(line for one in compared for line in one.lines)
