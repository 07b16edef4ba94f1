"""The acts of the three procedures (Decree 217/2025; Law 84/2025; laws of 2010 and 2022)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from inspections.enums import Actor, Phase
from inspections.permissions import is_not_proposer
from inspections.procedure_rules import RECORD
from inspections.workflow import guards
from inspections.workflow.acts import Act, Phases, register


def _phases(*phases: Phase) -> Phases:
    return frozenset(str(phase) for phase in phases)


PREPARING, DECIDED = _phases(Phase.PREPARING), _phases(Phase.DECIDED)
RUNNING, PAUSED = _phases(Phase.RUNNING), _phases(Phase.PAUSED)
REPORTING, CLOSED = _phases(Phase.REPORTING), _phases(Phase.CLOSED)
CONCLUDED, FOLLOW_UP = _phases(Phase.CONCLUDED), _phases(Phase.FOLLOW_UP)
ENDED = _phases(Phase.ENDED)
DECIDER, HEAD, PROPOSER = Actor.DECIDER, Actor.HEAD, Actor.PROPOSER

BEFORE = (
    Act("approve", _("Approve and sign the decision"), DECIDER, PREPARING, DECIDED,
        (is_not_proposer, guards.has_team), "decided", "decision"),
    Act("return", _("Return for correction"), DECIDER, PREPARING, PREPARING, (is_not_proposer,)),
    Act("reject", _("Reject"), DECIDER, PREPARING, ENDED, (is_not_proposer,), "ended_early"),
    Act("resubmit", _("Correct and send again"), PROPOSER, PREPARING, PREPARING, (),
        None, "correct"),
    Act("withdraw", _("Withdraw the proposal"), PROPOSER, PREPARING, ENDED, (), "ended_early"),
    Act("send_plan", _("Send the implementation plan for approval"), HEAD, DECIDED, frozenset(),
        (guards.plan_not_approved,), "plan_sent"),
    Act("approve_plan", _("Approve the implementation plan"), DECIDER, DECIDED, frozenset(),
        (guards.plan_is_written, guards.plan_not_approved), "plan_approved"),
    Act("notify", _("Record that the notice was sent"), HEAD, DECIDED, frozenset(), (),
        "notified"),
    Act("supervise", _("Assign the supervision of the team"), DECIDER, DECIDED | RUNNING),
    Act("announce", _("Announce the decision"), HEAD, DECIDED, RUNNING,
        (guards.conflicts_declared,), "announced", "announce"),
    Act("start_unannounced", _("Begin without announcement: caught in the act"), HEAD, DECIDED,
        RUNNING, (guards.conflicts_declared,), "announced"),
)  # fmt: skip
DURING = (
    Act("ask_extension", _("Ask for an extension"), HEAD, RUNNING, frozenset(),
        (guards.extension_possible, guards.extension_not_asked), "extension_asked"),
    Act("extend", _("Extend"), DECIDER, RUNNING, frozenset(), (guards.extension_possible,),
        "extended"),
    Act("suspend", _("Suspend"), DECIDER, RUNNING, PAUSED, (), "suspended"),
    Act("resume", _("Resume"), DECIDER, PAUSED, RUNNING),
    Act("terminate", _("Terminate"), DECIDER, DECIDED | RUNNING | PAUSED, ENDED, (),
        "ended_early"),
    Act("sign_minutes", _("Sign the minutes"), HEAD, RUNNING, REPORTING,
        (guards.visited, guards.checklist_answered, guards.items_rated, guards.findings_decided),
        "minutes_signed",
        "minutes"),
)  # fmt: skip
AFTER = (
    Act("report", _("Submit the report"), HEAD, REPORTING, REPORTING),
    Act("order_drafting", _("Order the conclusion to be drafted"), DECIDER, REPORTING, REPORTING),
    Act("submit_draft", _("Submit the draft conclusion"), HEAD, REPORTING, REPORTING),
    Act("appraise", _("Record the appraisal of the draft"), Actor.BODY, REPORTING, REPORTING,
        (guards.not_a_member,)),
    Act("return_draft", _("Return the draft to the team"), DECIDER, REPORTING, REPORTING),
    Act("conclude_part", _("Sign a partial conclusion"), DECIDER, REPORTING),
    Act("lengthen", _("Give the longer term of a complex case"), DECIDER, REPORTING),
    Act("conclude", _("Sign and issue the result"), DECIDER, REPORTING, CONCLUDED | FOLLOW_UP,
        (), "concluded", "result"),
    Act("amend", _("Amend the conclusion"), DECIDER, CONCLUDED, frozenset(),
        (guards.not_published,)),
    Act("publish", _("Record the publication"), DECIDER, CONCLUDED, FOLLOW_UP, (), "published"),
    Act("remind", _("Send a reminder letter"), DECIDER, FOLLOW_UP, frozenset(),
        (guards.reminder_due,), None, "requirements"),
    Act("close", _("Close the case"), Actor.BODY, FOLLOW_UP, CLOSED,
        (guards.nothing_open,), "closed", "close"),
    Act("reopen", _("Reopen the case"), DECIDER, CLOSED, FOLLOW_UP, (), "reopened"),
    Act(RECORD, _("Record a step"), Actor.BODY, frozenset(str(phase) for phase in Phase)),
)  # fmt: skip
register(*BEFORE, *DURING, *AFTER)
