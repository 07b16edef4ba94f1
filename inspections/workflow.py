"""The transition table of a check (Decree 217/2025/NĐ-CP); docs/workflows/inspection.md shows it.

Other modules add guards: ``workflow.add_guard("close", …)`` in their ``apps.ready()``.
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
from inspections import rules
from inspections.enums import Mode, RequirementState, State
from inspections.models import Inspection
from inspections.permissions import (
    is_head,
    is_not_proposer,
    is_proposer,
    is_signatory,
    of_same_body,
)
from inspections.selectors import duration_of, undecided_findings
from inspections.selectors_checklist import checklist_progress

FINAL = frozenset({State.REJECTED, State.WITHDRAWN, State.CLOSED, State.TERMINATED})


# --- Guards -------------------------------------------------------------------------------
def has_team(inspection: Inspection, user: Any) -> Answer:
    """A decision names a team with a head (Decree 217/2025 art. 11.3, 12)."""
    if inspection.head is None or inspection.team.count() < rules.MEMBERS_LEAST:
        return Refused(_("The team needs a head and at least one more member."))
    return ALLOWED


def conflicts_declared(inspection: Inspection, user: Any) -> Answer:
    """Every member has declared that there is no conflict of interest."""
    missing = [str(m.user) for m in inspection.team.select_related("user") if not m.no_conflict]
    if missing:
        return Refused(
            _("Still without a declaration of no conflict of interest: %(names)s.")
            % {"names": ", ".join(missing)}
        )
    return ALLOWED


def not_yet_notified(inspection: Inspection, user: Any) -> Answer:
    """The notice of place and time is sent once."""
    return Refused(_("The notice was already sent.")) if inspection.notified_at else ALLOWED


def extension_possible(inspection: Inspection, user: Any) -> Answer:
    """One extension, decided before the time has run out (Decree 217/2025 art. 13.2)."""
    problem = rules.may_extend(
        inspection.extended_at is not None,
        duration_of(inspection).extension,
        inspection.ends_on or clock.today(),
        clock.today(),
    )
    reasons = {
        "none": _("This procedure knows no extension."),
        "again": _("The check was already extended; the law allows one extension."),
        "over": _("The time for the check has run out; it can no longer be extended."),
    }
    return Refused(reasons[problem]) if problem else ALLOWED


def extension_not_asked(inspection: Inspection, user: Any) -> Answer:
    """One request is enough."""
    if inspection.extension_asked_at:
        return Refused(_("The extension was already asked for."))
    return ALLOWED


def checklist_answered(inspection: Inspection, user: Any) -> Answer:
    """Every question has an answer, "not applicable" included."""
    missing = checklist_progress(inspection).missing
    if missing:
        return Refused(
            ngettext(
                "%(n)d question of the checklist has no answer.",
                "%(n)d questions of the checklist have no answer.",
                missing,
            )
            % {"n": missing}
        )
    return ALLOWED


def visited(inspection: Inspection, user: Any) -> Answer:
    """On site at least once, unless the check is made from data (art. 15.4)."""
    if inspection.mode != Mode.ONLINE and not inspection.visits.exists():
        return Refused(_("No visit has been recorded yet."))
    return ALLOWED


def findings_decided(inspection: Inspection, user: Any) -> Answer:
    """The minutes hold no open suspicion."""
    drafts = undecided_findings(inspection)
    if drafts:
        return Refused(
            ngettext(
                "%(n)d finding is neither confirmed nor dropped.",
                "%(n)d findings are neither confirmed nor dropped.",
                drafts,
            )
            % {"n": drafts}
        )
    return ALLOWED


def requirements_settled(inspection: Inspection, user: Any) -> Answer:
    """A case stays open until a second person has accepted every rectification (art. 16.1)."""
    waiting = inspection.requirements.exclude(state=RequirementState.ACCEPTED).count()
    if waiting:
        return Refused(
            ngettext(
                "%(n)d requirement is not accepted yet.",
                "%(n)d requirements are not accepted yet.",
                waiting,
            )
            % {"n": waiting}
        )
    return ALLOWED


# --- Table --------------------------------------------------------------------------------
P = Permission
workflow = Workflow(
    name="inspection",
    states=State,
    record=log,
    final=FINAL,
    transitions=(
        Transition(
            "approve",
            _("Approve and sign the decision"),
            frozenset({State.PROPOSED}),
            State.DECIDED,
            P.INSPECTION_APPROVE,
            stamp="decided",
            guards=(is_signatory, is_not_proposer, has_team),
            document="QD-KT",
            deadline="inspection.announce",
            primary=True,
        ),
        Transition(
            "return",
            _("Return for correction"),
            frozenset({State.PROPOSED}),
            State.RETURNED,
            P.INSPECTION_APPROVE,
            guards=(is_signatory, is_not_proposer),
        ),
        Transition(
            "reject",
            _("Reject"),
            frozenset({State.PROPOSED}),
            State.REJECTED,
            P.INSPECTION_APPROVE,
            stamp="ended_early",
            guards=(is_signatory, is_not_proposer),
        ),
        Transition(
            "resubmit",
            _("Correct and send again"),
            frozenset({State.RETURNED}),
            State.PROPOSED,
            P.INSPECTION_PROPOSE,
            guards=(is_proposer,),
            deadline="inspection.decide",
            primary=True,
        ),
        Transition(
            "withdraw",
            _("Withdraw the proposal"),
            frozenset({State.PROPOSED, State.RETURNED}),
            State.WITHDRAWN,
            P.INSPECTION_PROPOSE,
            stamp="ended_early",
            guards=(is_proposer,),
        ),
        Transition(
            "announce",
            _("Announce the decision"),
            frozenset({State.DECIDED}),
            State.IN_PROGRESS,
            P.INSPECTION_CONDUCT,
            stamp="announced",
            guards=(is_head, conflicts_declared),
            document="BB-CB",
            deadline="inspection.check_end",
            primary=True,
        ),
        Transition(
            "notify",
            _("Record that the notice was sent"),
            frozenset({State.DECIDED}),
            None,
            P.INSPECTION_CONDUCT,
            stamp="notified",
            guards=(is_head, not_yet_notified),
        ),
        Transition(
            "sign_minutes",
            _("Sign the check minutes"),
            frozenset({State.IN_PROGRESS}),
            State.MINUTES_SIGNED,
            P.INSPECTION_CONDUCT,
            stamp="minutes_signed",
            guards=(is_head, visited, checklist_answered, findings_decided),
            document="BB-KT",
            deadline="inspection.conclude",
            primary=True,
        ),
        Transition(
            "ask_extension",
            _("Ask for an extension"),
            frozenset({State.IN_PROGRESS}),
            None,
            P.INSPECTION_CONDUCT,
            stamp="extension_asked",
            guards=(is_head, extension_possible, extension_not_asked),
        ),
        Transition(
            "extend",
            _("Extend the check"),
            frozenset({State.IN_PROGRESS}),
            None,
            P.INSPECTION_APPROVE,
            stamp="extended",
            guards=(is_signatory, extension_possible),
            document="QD-GH",
            deadline="inspection.check_end",
        ),
        Transition(
            "suspend",
            _("Suspend the check"),
            frozenset({State.IN_PROGRESS}),
            State.SUSPENDED,
            P.INSPECTION_APPROVE,
            stamp="suspended",
            guards=(is_signatory,),
        ),
        Transition(
            "resume",
            _("Resume the check"),
            frozenset({State.SUSPENDED}),
            State.IN_PROGRESS,
            P.INSPECTION_APPROVE,
            guards=(is_signatory,),
            deadline="inspection.check_end",
            primary=True,
        ),
        Transition(
            "terminate",
            _("Terminate the check"),
            frozenset({State.DECIDED, State.IN_PROGRESS, State.SUSPENDED}),
            State.TERMINATED,
            P.INSPECTION_APPROVE,
            stamp="ended_early",
            guards=(is_signatory,),
        ),
        Transition(
            "conclude",
            _("Sign and issue the result"),
            frozenset({State.MINUTES_SIGNED}),
            State.CONCLUDED,
            P.INSPECTION_APPROVE,
            stamp="concluded",
            guards=(is_signatory,),
            document="CV-CC",
            deadline="requirement.due",
            primary=True,
        ),
        Transition(
            "close",
            _("Close the case"),
            frozenset({State.CONCLUDED}),
            State.CLOSED,
            P.INSPECTION_CONDUCT,
            stamp="closed",
            guards=(of_same_body, requirements_settled),
            primary=True,
        ),
    ),
)
