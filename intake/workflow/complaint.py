"""The transition table of a complaint (Law on Complaints, Decree 24/2018, Law on Denunciations).

docs/workflows/complaint.md shows it. Modules above add guards with ``workflow.add_guard``.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core.workflow import Transition, Workflow
from intake import complaint_guards as g
from intake.enums.complaint import FINAL, IN_WORK, OPEN, UNACCEPTED
from intake.enums.complaint import ComplaintState as S
from intake.permissions.complaint import in_body, may_assign, works_on_it

P = Permission
WORK = frozenset(IN_WORK)
FIRST = frozenset(UNACCEPTED)
ALL_OPEN = frozenset(OPEN)
READY = frozenset({S.VERIFYING, S.DIALOGUE})

workflow = Workflow(
    name="complaint",
    states=S,
    record=log,
    final=frozenset(FINAL),
    transitions=(
        Transition(
            "classify", _("Classify"), FIRST, S.CLASSIFIED, P.COMPLAINT_EDIT,
            stamp="classified", guards=(in_body,), deadline="complaint.accept", primary=True,
        ),
        Transition(
            "assign", _("Assign to a person"), ALL_OPEN - {S.RECEIVED, S.SUSPENDED}, None,
            P.COMPLAINT_READ, stamp="assigned", guards=(may_assign,),
        ),
        Transition(
            "accept", _("Accept"), frozenset({S.CLASSIFIED}), S.ACCEPTED, P.COMPLAINT_DECIDE,
            stamp="accepted",
            guards=(g.holds_office, g.is_ours, g.is_named, g.has_handler),
            document="TB-TL", deadline="complaint.settle", primary=True,
        ),
        Transition(
            "return", _("Return, refuse or forward"), frozenset({S.CLASSIFIED}), S.RETURNED,
            P.COMPLAINT_DECIDE, stamp="returned", guards=(g.holds_office,), document="TB-KTL",
        ),
        Transition(
            "transfer", _("Hand over to another province"), frozenset({S.CLASSIFIED}), S.RETURNED,
            P.COMPLAINT_DECIDE, stamp="returned", guards=(g.holds_office,), document="PC-DON",
        ),
        Transition(
            "redact", _("Write the text without names"), ALL_OPEN, None, P.COMPLAINT_EDIT,
            stamp="redacted", guards=(in_body,),
        ),
        Transition(
            "name_enterprise", _("Choose the enterprise from the register"), ALL_OPEN, None,
            P.COMPLAINT_EDIT, guards=(in_body,),
        ),
        Transition(
            "verify", _("Begin the verification"), frozenset({S.ACCEPTED}), S.VERIFYING,
            P.COMPLAINT_EDIT, stamp="verified", guards=(works_on_it,), primary=True,
        ),
        Transition(
            "note", _("Add to the verification"), READY, None, P.COMPLAINT_EDIT,
            guards=(works_on_it,),
        ),
        Transition(
            "dialogue", _("Record the dialogue"), frozenset({S.VERIFYING}), S.DIALOGUE,
            P.COMPLAINT_EDIT, stamp="dialogue", guards=(works_on_it, g.may_have_dialogue),
            document="BB-DT",
        ),
        Transition(
            "draft", _("Draft the result"), READY, None, P.COMPLAINT_EDIT, stamp="drafted",
            guards=(works_on_it, g.is_verified),
        ),
        Transition(
            "decide", _("Decide"), READY, S.DECIDED, P.COMPLAINT_DECIDE, stamp="decided",
            guards=(g.holds_office, g.is_verified, g.is_drafted), document="QD-GQ",
            deadline="complaint.serve", primary=True,
        ),
        Transition(
            "extend", _("Extend the time"), WORK, None, P.COMPLAINT_DECIDE, stamp="extended",
            guards=(g.holds_office, g.may_extend), document="TB-GH",
            deadline="complaint.settle",
        ),
        Transition(
            "suspend", _("Suspend for a time"), WORK, S.SUSPENDED, P.COMPLAINT_DECIDE,
            stamp="suspended", guards=(g.holds_office,), document="QD-TDKN",
        ),
        Transition(
            "resume", _("Go on"), frozenset({S.SUSPENDED}), S.VERIFYING, P.COMPLAINT_DECIDE,
            guards=(in_body,), deadline="complaint.settle", primary=True,
        ),
        Transition(
            "withdraw", _("Record the withdrawal"), ALL_OPEN, S.WITHDRAWN, P.COMPLAINT_EDIT,
            stamp="withdrawn", guards=(in_body,),
        ),
        Transition(
            "serve", _("Record how the result was sent"), frozenset({S.DECIDED}), None,
            P.COMPLAINT_EDIT, stamp="served", guards=(in_body, g.not_served),
            deadline="complaint.effect", primary=True,
        ),
        Transition(
            "take_effect", _("Note the legal effect"), frozenset({S.DECIDED}), S.EFFECTIVE,
            P.COMPLAINT_EDIT, stamp="effective",
            guards=(in_body, g.is_served, g.has_effect_term),
        ),
        Transition(
            "execute", _("Record the execution"), frozenset({S.EFFECTIVE}), S.EXECUTED,
            P.COMPLAINT_EDIT, stamp="executed", guards=(in_body,), primary=True,
        ),
        Transition(
            "close", _("Close the file"), frozenset({S.DECIDED, S.EXECUTED}), S.CLOSED,
            P.COMPLAINT_EDIT, stamp="closed",
            guards=(in_body, g.is_served, g.needs_no_effect),
        ),
    ),
)  # fmt: skip
