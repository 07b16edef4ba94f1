"""The transition table of an accident (Law 84/2015/QH13 arts. 34-38; Decree 39/2016/NĐ-CP).

docs/workflows/accident.md shows it. Modules above add guards with ``workflow.add_guard``.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.access import ALLOWED, Answer, Refused
from ecms.core.workflow import Transition, Workflow
from intake.enums.accident import AccidentState as S
from intake.enums.accident import MemberRole, TeamLevel
from intake.models import Accident
from intake.permissions.accident import is_handler, is_signatory, leads
from intake.rules import accident_class, accident_terms
from intake.selectors.accident import open_recommendations, unpaid

P = Permission
BEYOND_TEAM = frozenset(
    {S.INVESTIGATING, S.WITH_POLICE, S.MINUTES_SIGNED, S.ANNOUNCED, S.FOLLOW_UP, S.CLOSED}
)


# --- Guards -------------------------------------------------------------------------------
def is_provincial(accident: Accident, user: Any) -> Answer:
    """Fatal cases and two or more seriously injured are the province's (art. 35.2)."""
    if accident.level != TeamLevel.PROVINCIAL:
        return Refused(_("Another body investigates: %(body)s.") % {"body": _body(accident)})
    return ALLOWED


def is_not_provincial(accident: Accident, user: Any) -> Answer:
    """The employer, the commune or the ministry investigates (art. 35.1, 35.3)."""
    if accident.level == TeamLevel.PROVINCIAL:
        return Refused(_("The provincial team investigates; its decision is signed here."))
    return ALLOWED


def _body(accident: Accident) -> str:
    return str(accident.get_level_display())


def has_team(accident: Accident, user: Any) -> Answer:
    """A team has a head and at least one more member."""
    roles = list(accident.members.filter(round=accident.round).values_list("role", flat=True))
    if MemberRole.HEAD not in roles or len(roles) < 2:
        return Refused(_("The team needs a head and at least one more member."))
    return ALLOWED


def team_asked(accident: Accident, user: Any) -> Answer:
    """The officer has proposed the team."""
    if accident.team_asked_at is None:
        return Refused(_("No team has been proposed yet."))
    return ALLOWED


def employer_known(accident: Accident, user: Any) -> Answer:
    """A decision names the establishment."""
    if accident.enterprise_id is None and not accident.employer:
        return Refused(_("Name the establishment first."))
    return ALLOWED


def extension_possible(accident: Accident, user: Any) -> Answer:
    """Once, before the term has run out (art. 35.6)."""
    if accident.due_on is None or accident.term_days is None:
        return Refused(_("No term runs that could be extended."))
    allowed = accident_class.may_extend(accident.class_code, expertise=accident.needs_expertise)
    problem = accident_terms.extension_problem(
        allowed=allowed, already=accident.extended_at is not None, last=accident.due_on,
        on=clock.today(), days=1, term=accident.term_days,
    )  # fmt: skip
    reasons = {
        "class": _("The term of a minor accident cannot be extended (Art. 35.6)."),
        "again": _("The term was already extended; the law allows one extension."),
        "over": _("The term has run out; it can no longer be extended."),
    }
    return Refused(reasons[problem]) if problem else ALLOWED


def extension_not_asked(accident: Accident, user: Any) -> Answer:
    """One request is enough."""
    if accident.extension_asked_at:
        return Refused(_("The extension was already asked for."))
    return ALLOWED


def victims_recorded(accident: Accident, user: Any) -> Answer:
    """Minutes name every victim that the caller spoke of."""
    told = accident.said_dead + accident.said_injured
    known = accident.victims.count()
    if not known or known < told:
        missing = max(told - known, 1)
        return Refused(
            ngettext(
                "%(n)d victim is not recorded yet.", "%(n)d victims are not recorded yet.", missing
            )
            % {"n": missing}
        )
    return ALLOWED


def concluded(accident: Accident, user: Any) -> Answer:
    """Course, main cause, conclusion and fault are written down."""
    missing = [
        str(words)
        for value, words in (
            (accident.course.strip(), _("course of the accident")),
            (accident.cause_id, _("main cause")),
            (accident.finding, _("conclusion")),
            (accident.fault, _("fault")),
        )
        if not value
    ]
    if missing:
        return Refused(_("Still missing: %(what)s.") % {"what": ", ".join(missing)})
    return ALLOWED


def statements_taken(accident: Accident, user: Any) -> Answer:
    """The team has heard somebody (Decree 39/2016 art. 13)."""
    if not accident.statements.exists():
        return Refused(_("No statement has been recorded yet."))
    return ALLOWED


def recommendations_settled(accident: Accident, user: Any) -> Answer:
    """Every measure against a repetition is taken."""
    waiting = open_recommendations(accident)
    if waiting:
        return Refused(
            ngettext(
                "%(n)d recommendation is not settled yet.",
                "%(n)d recommendations are not settled yet.",
                waiting,
            )
            % {"n": waiting}
        )
    return ALLOWED


def victims_paid(accident: Accident, user: Any) -> Answer:
    """What the employer owes is paid, or nothing is owed (art. 38)."""
    waiting = len(unpaid(accident))
    if waiting:
        return Refused(
            ngettext(
                "The payment to %(n)d victim is not recorded yet.",
                "The payments to %(n)d victims are not recorded yet.",
                waiting,
            )
            % {"n": waiting}
        )
    return ALLOWED


def costs_recorded(accident: Accident, user: Any) -> Answer:
    """Costs and days off work are in the statistics (Annex XII)."""
    if (
        accident.costs_at is None
        or accident.victims.filter(outcome="INJURED", days_lost__isnull=True).exists()
    ):
        return Refused(_("Record the costs and the days off work first."))
    return ALLOWED


# --- Table --------------------------------------------------------------------------------
def _row(verb: str, label: Any, sources: Any, target: Any, permission: str, **rest: Any) -> Any:
    return Transition(verb, label, frozenset(sources), target, permission, **rest)


def _setting_up() -> tuple[Transition, ...]:
    return (
        _row("complete", _("Complete the declaration"), {S.REPORTED, S.INVESTIGATING}, None,
             P.ACCIDENT_EDIT, guards=(is_handler,), automatic=True),
        _row("propose_team", _("Propose the team"), {S.REPORTED}, None, P.ACCIDENT_EDIT,
             stamp="team_asked", guards=(is_handler, is_provincial, employer_known),
             primary=True),
        _row("set_up_team", _("Sign the decision on the team"), {S.REPORTED}, S.INVESTIGATING,
             P.ACCIDENT_DECIDE, stamp="decided",
             guards=(is_signatory, is_provincial, team_asked, has_team),
             document="QD-DTTN", deadline="accident.investigate", primary=True),
        _row("record_team", _("Record the team of the other body"), {S.REPORTED},
             S.INVESTIGATING, P.ACCIDENT_EDIT, stamp="decided",
             guards=(is_handler, is_not_provincial), deadline="accident.investigate",
             primary=True),
        _row("escalate", _("Hand over to the ministry"), {S.REPORTED}, None, P.ACCIDENT_DECIDE,
             guards=(is_signatory, is_provincial)),
        _row("dismiss", _("Not an occupational accident"), {S.REPORTED, S.INVESTIGATING},
             S.DISMISSED, P.ACCIDENT_DECIDE, stamp="ended", guards=(is_signatory,)),
        _row("reclassify", _("Change the class"), {S.REPORTED, *BEYOND_TEAM}, None,
             P.ACCIDENT_EDIT, guards=(is_handler,), deadline="accident.investigate",
             automatic=True),
        _row("higher_body", _("Investigation by a higher body"), BEYOND_TEAM, S.REPORTED,
             P.ACCIDENT_EDIT, guards=(is_handler,), deadline="accident.investigate",
             automatic=True),
    )  # fmt: skip


def _investigating() -> tuple[Transition, ...]:
    return (
        _row("sign_minutes", _("Sign the investigation minutes"), {S.INVESTIGATING},
             S.MINUTES_SIGNED, P.ACCIDENT_EDIT, stamp="minutes_signed",
             guards=(leads, is_provincial, victims_recorded, statements_taken, concluded),
             document="BB-DTTN", primary=True),
        _row("receive_minutes", _("Record the minutes of the other body"), {S.INVESTIGATING},
             S.MINUTES_SIGNED, P.ACCIDENT_EDIT, stamp="minutes_signed",
             guards=(is_handler, is_not_provincial, victims_recorded, concluded), primary=True),
        _row("ask_extension", _("Ask for an extension"), {S.INVESTIGATING}, None,
             P.ACCIDENT_EDIT, stamp="extension_asked",
             guards=(leads, is_provincial, extension_possible, extension_not_asked)),
        _row("extend", _("Extend the investigation"), {S.INVESTIGATING}, None,
             P.ACCIDENT_DECIDE, stamp="extended",
             guards=(is_signatory, is_provincial, extension_possible), document="QD-GHDT",
             deadline="accident.investigate"),
        _row("record_extension", _("Record an extension"), {S.INVESTIGATING}, None,
             P.ACCIDENT_EDIT, stamp="extended",
             guards=(is_handler, is_not_provincial, extension_possible),
             deadline="accident.investigate"),
        _row("refer", _("Hand over to the police"), {S.INVESTIGATING}, S.WITH_POLICE,
             P.ACCIDENT_DECIDE, stamp="referred", guards=(is_signatory,)),
        _row("take_back", _("Take back from the police"), {S.WITH_POLICE}, S.INVESTIGATING,
             P.ACCIDENT_EDIT, stamp="returned", guards=(is_handler,),
             deadline="accident.investigate", primary=True),
        _row("prosecute", _("Record the prosecution"), {S.WITH_POLICE}, S.PROSECUTED,
             P.ACCIDENT_EDIT, stamp="ended", guards=(is_handler,)),
    )  # fmt: skip


def _afterwards() -> tuple[Transition, ...]:
    return (
        _row("announce", _("Announce the minutes"), {S.MINUTES_SIGNED}, S.ANNOUNCED,
             P.ACCIDENT_EDIT, stamp="announced", guards=(leads,), document="BB-CBTN",
             deadline="accident.send", primary=True),
        _row("send", _("Record that the minutes were sent"), {S.ANNOUNCED}, S.FOLLOW_UP,
             P.ACCIDENT_EDIT, stamp="sent", guards=(is_handler,), primary=True),
        _row("close", _("Close the file"), {S.FOLLOW_UP}, S.CLOSED, P.ACCIDENT_EDIT,
             stamp="closed",
             guards=(is_handler, recommendations_settled, victims_paid, costs_recorded),
             primary=True),
        _row("reinvestigate", _("Investigate again"), {S.ANNOUNCED, S.FOLLOW_UP, S.CLOSED},
             S.REPORTED, P.ACCIDENT_DECIDE, guards=(is_signatory,),
             deadline="accident.investigate"),
    )  # fmt: skip


workflow = Workflow(
    name="accident",
    states=S,
    record=log,
    final=frozenset({S.PROSECUTED, S.DISMISSED}),
    transitions=(*_setting_up(), *_investigating(), *_afterwards()),
)
