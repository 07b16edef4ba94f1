"""Reads of accidents that are not one queryset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from ecms.core.text import fold
from intake.enums.accident import AccidentState, CodeKind, MemberRole, TeamLevel
from intake.models import Accident, AccidentCode, TeamMember, Victim
from intake.rules import accident_class as rules
from intake.rules import compensation
from law.models import DeadlineRule, Provision
from law.selectors import provision_for, working_calendar

WORDS_MOST = 8


# --- Class and clock ------------------------------------------------------------------------
@dataclass(frozen=True)
class Term:
    """A term in days: its row, its length and the last day."""

    rule: int
    days: int
    last: date
    legal_basis: str


class NoTerm(Exception):
    """The row of the table of time limits is missing or is not a number of days."""


def hurts(accident: Accident) -> list[rules.Hurt]:
    """The recorded victims as the rule of classes sees them."""
    if accident.pk is None:
        return []
    rows = accident.victims.annotate(
        serious=Count("injuries", filter=Q(injuries__kind=CodeKind.INJURY))
    )
    return [rules.Hurt(row.is_dead, row.serious) for row in rows]


def verdict_of(accident: Accident) -> rules.Verdict:
    """Class, body and term from what is recorded, topped up with what the caller said."""
    said_light = max(0, accident.said_injured - accident.said_serious)
    said = rules.Tally(accident.said_dead, accident.said_serious, said_light)
    counts = rules.merged(rules.tally(hurts(accident)), said)
    # A team at work is not sent home because the facts turn out milder.
    at_work = accident.level if accident.state != AccidentState.REPORTED else ""
    return rules.judge(
        counts,
        without_contract=accident.without_contract,
        expertise=accident.needs_expertise,
        level=accident.taken_over or at_work,
    )


def term(rule: int, start: date) -> Term:
    """The term of row ``rule`` that begins with an event on ``start``.

    Raises:
        NoTerm: the row is missing or not a number of days.
        CalendarError: the holidays of that time are not known.
    """
    from intake.rules.accident_terms import last_day

    row = DeadlineRule.objects.filter(number=rule).first()
    if row is None or not row.value.isdigit() or "day" not in row.unit:
        raise NoTerm(str(rule))
    days = int(row.value)
    working = row.unit.startswith("working")
    last = last_day(start, days, working_calendar(), working=working)
    return Term(rule, days, last, row.legal_basis)


def is_provincial(accident: Accident) -> bool:
    """Whether this body sets up the team and signs its papers."""
    return accident.level == TeamLevel.PROVINCIAL


# --- Codes ----------------------------------------------------------------------------------
def codes(kind: str, *, on: date) -> QuerySet[AccidentCode]:
    """The entries of one list in force on ``on``."""
    return AccidentCode.objects.in_force(on).filter(kind=kind)


def injuries_found(text: str, *, on: date) -> QuerySet[AccidentCode]:
    """Injuries of Annex II whose words hold every word of ``text``, accents aside."""
    rows = codes(CodeKind.INJURY, on=on)
    for word in fold(text).split()[:WORDS_MOST]:
        rows = rows.filter(folded__contains=word)
    return rows


# --- Team -----------------------------------------------------------------------------------
def team_of(accident: Accident) -> list[TeamMember]:
    """The present team, its head first, the secretary last."""
    order = {MemberRole.HEAD: 0, MemberRole.MEMBER: 1, MemberRole.SECRETARY: 2}
    rows = accident.members.filter(round=accident.round).select_related("user")
    return sorted(rows, key=lambda row: (order[MemberRole(row.role)], row.order, row.pk))


# --- Duties that are open -------------------------------------------------------------------
def open_recommendations(accident: Accident) -> int:
    """Recommendations nobody has settled."""
    return accident.recommendations.filter(settled_at__isnull=True).count()


def unpaid(accident: Accident) -> list[Victim]:
    """Victims who are owed something, or may be, and whose payment is not recorded."""
    if accident.finding == "NOT":
        return []
    rows = accident.victims.filter(settled_at__isnull=True)
    return [row for row in rows if row.is_dead or row.loss is None or row.loss >= 5]


def claim_of(victim: Victim, accident: Accident) -> compensation.Claim:
    """The facts from which the least amount is computed."""
    return compensation.Claim(
        wage=victim.wage or 0,
        loss=victim.loss,
        is_dead=victim.is_dead,
        own_fault=victim.own_fault,
        commuting=accident.finding == "COMMUTING" or accident.is_commuting,
    )


# --- Towards a check ------------------------------------------------------------------------
def suggested_codes(accident: Accident, *, on: date) -> list[tuple[Provision, str]]:
    """Violations that the file points to, each with the reason code; a hint, no finding.

    AT-19: not declared by the employer, or later than the day of the accident's notice;
    AT-50: a death or serious injury where first aid is worth a look; AT-22: papers refused is
    always offered while a provincial team investigates.
    """
    found = []
    if accident.level in (TeamLevel.PROVINCIAL, TeamLevel.CENTRAL):
        late = accident.declared_on is None or accident.declared_on > accident.occurred_on
        if late:
            found.append(("AT-19", "not_declared" if accident.declared_on is None else "late"))
        found.append(("AT-22", "papers"))
    elif accident.due_on and accident.announced_on is None and accident.due_on < on:
        found.append(("AT-19", "not_investigated"))
    found.append(("AT-50", "first_aid"))
    rows = [(provision_for(code, on=on), why) for code, why in found]
    return [(row, why) for row, why in rows if row is not None]


def prefill_for_check(user: Any, accident: Accident) -> dict[str, Any]:
    """What a proposal of an ad hoc check begins with; no person is named in it."""
    text = (
        f"Vụ tai nạn lao động số {accident.code} xảy ra ngày {accident.occurred_on:%d/%m/%Y} tại "
        f"{accident.place} ({CLASS_VI[accident.class_code]}; chết {accident.victims_dead}, "
        f"bị thương nặng {accident.victims_serious}, bị thương nhẹ {accident.victims_light})"
    )
    return {
        "enterprise": accident.enterprise,
        "ground": "AD_HOC",
        "reason": text,
        "place": accident.place,
        "topics": ("osh", "osh_accident_duty"),
    }


CLASS_VI = {
    rules.FATAL: "tai nạn lao động chết người",
    rules.SERIOUS_MULTI: "tai nạn lao động làm bị thương nặng từ hai người trở lên",
    rules.SERIOUS: "tai nạn lao động nặng",
    rules.MINOR: "tai nạn lao động nhẹ",
}


def of_enterprise(enterprise: Any, user: Any) -> Any:
    """Accidents of an enterprise that the user may see, newest first."""
    return Accident.objects.visible_to(user).filter(enterprise=enterprise).order_by("-occurred_on")


def since(firms: Iterable[Any], first: date) -> QuerySet[Any]:
    """Counted accidents of some enterprises from ``first`` on."""
    return Accident.objects.counted().filter(enterprise__in=firms, occurred_on__gte=first)
