"""Declaring an accident in two minutes, and completing it later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core import clock
from ecms.documents.services import numbering
from ecms.notifications.services import messages
from enterprises.models import Enterprise
from enterprises.services.survivors import surviving
from intake.enums.accident import AccidentState, CallerRole, Channel, TeamLevel
from intake.models import Accident, Dossier
from intake.permissions.accident import can_edit
from intake.selectors.accident import verdict_of
from intake.services.accidents.classing import weigh
from intake.services.accidents.refusal import Refusal, demand, locked
from intake.services.accidents.terms import set_investigation
from intake.services.accidents.words import check_words

BOOK = "TN"


@dataclass(frozen=True)
class Declaration:
    """What a caller says at night: who, where, when, how many."""

    occurred_on: date
    place: str
    channel: str = Channel.PHONE
    caller_role: str = CallerRole.EMPLOYER
    caller: str = ""
    caller_phone: str = ""
    occurred_time: time | None = None
    enterprise: Enterprise | None = None
    employer: str = ""
    dead: int = 0
    serious: int = 0
    injured: int = 0  # the seriously injured included
    without_contract: bool = False
    is_commuting: bool = False
    course: str = ""
    notice_on: date | None = None  # the legal date of reception where not given


@dataclass(frozen=True)
class Facts:
    """What is completed later; ``enterprise`` may replace the name that the caller gave."""

    occurred_on: date
    occurred_time: time | None
    shift_hours: int | None
    place: str
    workshop: str
    course: str
    first_cause: str
    measures: str
    declared_on: date | None
    police_told_on: date | None
    is_commuting: bool
    without_contract: bool
    is_incident: bool
    said_dead: int
    said_serious: int
    said_injured: int
    employer: str = ""
    enterprise: Enterprise | None = None


def declare(
    given: Declaration, *, submission: UUID, agency: Agency, by: Any, at: datetime
) -> Accident:
    """Open a file TN-<province>-<year>-<number>; the same ``submission`` opens it once.

    The class is computed from what was said, the term of the investigation begins, and where the
    province investigates its heads are told at once. Any channel comes through here.

    Raises:
        Refusal: no right, wrong province, nobody hurt, no employer, a day in the future.
    """
    present = Accident.objects.filter(submission=submission).first()
    if present is not None:
        return present
    on = clock.legal_date(at)
    try:
        with transaction.atomic():
            if given.enterprise:
                given = replace(given, enterprise=surviving(given.enterprise, by=by))
            _check(given, agency, by=by, on=on)
            accident = _opened(given, submission=submission, agency=agency, by=by, at=at)
            Dossier.objects.create(accident=accident)
            log("accident.declare", accident, by=by, at=at,
                data={"to": accident.state, "class": accident.class_code,
                      "channel": accident.channel})  # fmt: skip
            if accident.level == TeamLevel.PROVINCIAL:
                messages.tell("accident.declared", accident, at=at)
    except IntegrityError:
        twin = Accident.objects.filter(submission=submission).first()
        if twin is None:
            raise
        return twin
    return accident


def _check(given: Declaration, agency: Agency, *, by: Any, on: date) -> None:
    if not by.can(Permission.ACCIDENT_EDIT) or agency.pk not in by.scope.agency_ids:
        raise Refusal(_("Your role does not include this step."))
    if agency.province_id is None:
        raise Refusal(_("Accidents are received by a provincial body."))
    _check_firm(given)
    if given.occurred_on > on:
        raise Refusal(_("The accident cannot lie in the future."), "occurred_on")
    if given.notice_on and not given.occurred_on <= given.notice_on <= on:
        raise Refusal(_("The notice cannot come before the accident."), "notice_on")
    if not given.dead + given.injured:
        raise Refusal(_("Say how many people were killed or hurt."), "injured")
    if given.serious > given.injured:
        raise Refusal(_("More are seriously injured than injured at all."), "serious")


def _check_firm(given: Declaration) -> None:
    """An enterprise may be registered elsewhere: the place of the accident decides who acts."""
    if given.enterprise is None and not given.employer.strip():
        raise Refusal(_("Choose the enterprise, or write down what the caller said."), "employer")


def _opened(
    given: Declaration, *, submission: UUID, agency: Agency, by: Any, at: datetime
) -> Accident:
    province = agency.province
    assert province is not None  # noqa: S101 - checked above
    on = clock.legal_date(at)
    firm = given.enterprise
    accident = Accident(
        submission=submission, province=province, agency=agency, enterprise=firm,
        employer="" if firm else given.employer.strip(), ward=_ward_of(firm, province),
        officer=by, state=AccidentState.REPORTED, received_at=at, received_by=by,
        notice_on=given.notice_on or on, said_dead=given.dead, said_serious=given.serious,
        said_injured=given.injured,
        declared_on=(given.notice_on or on) if given.caller_role == CallerRole.EMPLOYER else None,
        **{name: getattr(given, name) for name in (
            "occurred_on", "occurred_time", "place", "channel", "caller_role", "caller",
            "caller_phone", "without_contract", "is_commuting", "course",
        )},
    )  # fmt: skip
    verdict = verdict_of(accident)
    accident.class_code, accident.level = verdict.code, verdict.level
    accident.victims_dead = verdict.tally.dead
    accident.victims_serious = verdict.tally.seriously
    accident.victims_light = verdict.tally.lightly
    number = numbering.take(f"province:{province.code}", BOOK, on.year)
    accident.code = f"{BOOK}-{province.code}-{on.year}-{number:05d}"
    accident.save(force_insert=True)
    set_investigation(accident, verdict.rule, at=at)
    accident.save()
    return accident


def _ward_of(firm: Enterprise | None, province: Any) -> Any:
    """The ward of the enterprise, where the accident can have happened in it."""
    return firm.ward if firm is not None and firm.province_id == province.pk else None


def complete(accident: Accident, facts: Facts, *, by: Any, at: datetime) -> Accident:
    """Write down what is known by now; class and term follow.

    Raises:
        Refusal: no right, minutes already signed, a day that cannot be, a person named where
            everybody reads.
    """
    with transaction.atomic():
        if facts.enterprise is not None:
            facts = replace(facts, enterprise=surviving(facts.enterprise, by=by))
        case = locked(accident)
        demand(can_edit(case, by))
        _check_facts(case, facts)
        check_words(
            case, place=facts.place, workshop=facts.workshop, measures=facts.measures,
            first_cause=facts.first_cause,
        )  # fmt: skip
        for name, value in vars(facts).items():
            if name not in ("enterprise", "employer"):
                setattr(case, name, value)
        if facts.enterprise is not None:
            case.enterprise, case.employer = facts.enterprise, ""
            case.ward = _ward_of(facts.enterprise, case.province)
        elif case.enterprise_id is None:
            case.employer = facts.employer or case.employer
        fresh = weigh(case, by=by, at=at, reason=str(_("The declaration was completed.")))
        log("accident.complete", fresh, by=by, at=at)
    return fresh


def _check_facts(case: Accident, facts: Facts) -> None:
    if facts.occurred_on > case.notice_on:
        raise Refusal(_("The notice cannot come before the accident."), "occurred_on")
    if facts.said_serious > facts.said_injured:
        raise Refusal(_("More are seriously injured than injured at all."), "said_serious")
    for name in ("declared_on", "police_told_on"):
        day = getattr(facts, name)
        if day is not None and day < facts.occurred_on:
            raise Refusal(_("This day lies before the accident."), name)
