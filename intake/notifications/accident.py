"""Letters of accidents: what is due, who is told, and where it leads. No person is named."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.core import clock
from ecms.notifications.registry import Letter
from intake.models import Accident, AccidentReturn


def signatories(accident: Accident | AccidentReturn) -> list[Any]:
    """Who may set up the team."""
    return holders_of(Permission.ACCIDENT_DECIDE, agency=accident.agency, on=clock.today())


def workers(accident: Accident) -> list[Any]:
    """The team, else the officer in charge, else whoever received the declaration."""
    rows = accident.members.filter(round=accident.round, user__isnull=False)
    team = [row.user for row in rows.select_related("user")]
    return team or [accident.officer or accident.received_by]


def _both(accident: Accident) -> list[Any]:
    return [*workers(accident), *signatories(accident)]


def _url(accident: Accident) -> str:
    return reverse("intake:accident", args=[accident.pk])


def _reporters(row: AccidentReturn) -> list[Any]:
    """Who handles accidents in the department."""
    return holders_of(Permission.ACCIDENT_EDIT, agency=row.agency, on=clock.today())


def _period_url(row: AccidentReturn) -> str:
    url = reverse("intake:accident_statistics")
    return f"{url}?year={row.year}&part={row.part}"


def _of(thing: Any) -> Accident:
    accident: Accident = thing.accident
    return accident


DUE = (
    Letter(
        "accident.investigate",
        _("Accident investigation to be finished"),
        _("Announce the investigation minutes, or extend the term in time."),
        workers,
        _url,
        signatories,
    ),
    Letter(
        "accident.send",
        _("Accident minutes to be sent"),
        _("Send the investigation minutes and the minutes of the meeting, and record it."),
        workers,
        _url,
        signatories,
    ),
    Letter(
        "accident.pay",
        _("Compensation after an accident to be paid"),
        _("Ask the employer for the proof of payment and record it."),
        lambda thing: workers(_of(thing)),
        lambda thing: reverse("intake:accident_victims", args=[thing.accident_id]),
        lambda thing: signatories(_of(thing)),
    ),
    Letter(
        "accident.recommendation",
        _("Measure after an accident due"),
        _("Ask what was done against a repetition and record it."),
        lambda thing: workers(_of(thing)),
        lambda thing: reverse("intake:accident_measures", args=[thing.accident_id]),
    ),
    Letter(
        "accident.communes",
        _("Accident reports of the communes to be collected"),
        _("Ask the communes for their reports on workers without a labour contract."),
        _reporters,
        _period_url,
    ),
    Letter(
        "accident.return",
        _("Accident report to the ministry due"),
        _("Send the report of the period to the ministry and record it."),
        _reporters,
        _period_url,
        signatories,
    ),
)
NEWS = (
    Letter(
        "accident.declared",
        _("Accident declared that the province investigates"),
        _("Read the declaration; a team is to be set up at once."),
        _both,
        _url,
    ),
    Letter(
        "accident.team_asked",
        _("Investigation team waiting for your signature"),
        _("A team was proposed. Read the draft of the decision and sign it."),
        signatories,
        _url,
    ),
    Letter(
        "accident.team_set",
        _("Investigation team set up"),
        _("The decision is signed and numbered. Begin the investigation."),
        workers,
        _url,
    ),
    Letter(
        "accident.reclassified",
        _("Class of an accident changed"),
        _("The class, the investigating body or the term has changed; see the case page."),
        _both,
        _url,
    ),
    Letter(
        "accident.extension_asked",
        _("Extension of an accident investigation asked for"),
        _("The team head asks for the one extension. Decide before the last day."),
        signatories,
        _url,
    ),
    Letter(
        "accident.extended",
        _("Accident investigation extended"),
        _("The last day of the investigation has moved; see the case page."),
        workers,
        _url,
    ),
)
LETTERS = (*DUE, *NEWS)
