"""What each small step asks, what carries it out, and what it says about itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inspections.forms.steps import (
    AmendForm,
    ConfirmForm,
    NarrativeForm,
    NoteForm,
    PlanForm,
    PublishForm,
    ReasonForm,
    RecordForm,
    SuperviseForm,
)
from inspections.models import Inspection
from inspections.services import closing, conclusion, conduct, decision, preparing, proposal

Service = Callable[[Inspection, dict[str, Any], Any, datetime], Any]


@dataclass(frozen=True)
class Step:
    """How one verb asks and what carries it out."""

    form: type[Any]
    service: Service
    question: str | Promise
    consequences: tuple[str | Promise, ...] = ()
    danger: bool = False
    has_page_after: bool = True
    needs_case: bool = False  # the form is made for one case


def _with_reason(verb: Callable[..., Any]) -> Service:
    return lambda case, data, by, at: verb(case, reason=data["reason"], by=by, at=at)


def _late(data: dict[str, Any]) -> dict[str, Any]:
    return {"late_reason": data.get("late_reason", "")}


def _words(data: dict[str, Any]) -> dict[str, str]:
    return {name: data.get(name, "") for name in conclusion.NARRATIVE}


STEPS: dict[str, Step] = {
    "return": Step(
        ReasonForm,
        _with_reason(decision.return_),
        _("The proposal goes back to its author, who can correct it and send it again."),
        has_page_after=False,
    ),
    "reject": Step(
        ReasonForm,
        _with_reason(decision.reject),
        _("The proposal is refused for good. The file number stays taken."),
        danger=True,
        has_page_after=False,
    ),
    "withdraw": Step(
        ReasonForm,
        _with_reason(proposal.withdraw),
        _("You take your proposal back. The file number stays taken."),
        danger=True,
        has_page_after=False,
    ),
    "notify": Step(
        NoteForm,
        lambda case, data, by, at: conduct.notify(case, note=data["note"], by=by, at=at),
        _("Record that the notice of place, time and team was sent to the enterprise."),
        has_page_after=False,
    ),
    "ask_extension": Step(
        ReasonForm,
        _with_reason(conduct.ask_extension),
        _("The deciding official is asked for the extension."),
        has_page_after=False,
    ),
    "extend": Step(
        ReasonForm,
        _with_reason(conduct.extend),
        _("A numbered decision extends the inspection by the days that the law gives."),
    ),
    "suspend": Step(
        ReasonForm,
        _with_reason(conduct.suspend),
        _("A numbered decision stops the clock."),
        (_("Reminders are silent until it is resumed."),),
    ),
    "resume": Step(
        ConfirmForm,
        lambda case, data, by, at: conduct.resume(case, by=by, at=at, **_late(data)),
        _("The clock runs again; the last day moves by the days suspended."),
    ),
    "terminate": Step(
        ReasonForm,
        _with_reason(conduct.terminate),
        _("A numbered decision ends the case without minutes."),
        (_("This cannot be undone."),),
        danger=True,
    ),
    "send_plan": Step(
        PlanForm,
        lambda case, data, by, at: preparing.send_plan(case, text=data["text"], by=by, at=at),
        _("Say how the team proceeds: programme, days, places, who does what."),
        has_page_after=False,
    ),
    "approve_plan": Step(
        ConfirmForm,
        lambda case, data, by, at: preparing.approve_plan(case, by=by, at=at),
        _("The plan is issued with your signature and that of the team head."),
        has_page_after=False,
    ),
    "supervise": Step(
        SuperviseForm,
        lambda case, data, by, at: preparing.supervise(case, person=data["person"], by=by, at=at),
        _("A numbered decision assigns somebody outside the team to supervise it."),
        has_page_after=False,
        needs_case=True,
    ),
    "start_unannounced": Step(
        ReasonForm,
        _with_reason(conduct.start_unannounced),
        _("Somebody was caught in the act: the check begins at once, without announcement."),
        (_("The clock starts today. Draw up the minutes of the violation at once."),),
        has_page_after=False,
    ),
    "report": Step(
        NarrativeForm,
        lambda case, data, by, at: conclusion.report(
            case, words=_words(data), by=by, at=at, **_late(data)
        ),
        _("The report is issued with the results, findings and requirements of the case."),
        has_page_after=False,
    ),
    "order_drafting": Step(
        NoteForm,
        lambda case, data, by, at: conclusion.order_drafting(
            case, note=data["note"], by=by, at=at, **_late(data)
        ),
        _("The team is told to draft the conclusion; its term begins today."),
        has_page_after=False,
    ),
    "submit_draft": Step(
        NarrativeForm,
        lambda case, data, by, at: conclusion.submit_draft(
            case, words=_words(data), by=by, at=at, **_late(data)
        ),
        _("The draft goes to appraisal, which is compulsory."),
        has_page_after=False,
    ),
    "appraise": Step(
        ReasonForm,
        _with_reason(conclusion.appraise),
        _("Write the opinion on the draft: legality, grounds, form."),
        has_page_after=False,
    ),
    "return_draft": Step(
        ReasonForm,
        _with_reason(conclusion.return_draft),
        _("The draft goes back to the team; the term of drafting begins anew."),
        has_page_after=False,
    ),
    "lengthen": Step(
        ReasonForm,
        _with_reason(conclusion.lengthen),
        _("A complex case gets the longer term of the law."),
        has_page_after=False,
    ),
    "conclude_part": Step(
        NarrativeForm,
        lambda case, data, by, at: conclusion.conclude_part(
            case, words=_words(data), by=by, at=at
        ),
        _("A numbered conclusion on a part of the content; the rest goes on."),
        has_page_after=False,
    ),
    "amend": Step(
        AmendForm,
        lambda case, data, by, at: conclusion.amend(
            case, words=_words(data), reason=data["reason"], by=by, at=at
        ),
        _("A new version of the conclusion replaces the signed one under the same number."),
        has_page_after=False,
    ),
    "publish": Step(
        PublishForm,
        lambda case, data, by, at: conclusion.publish(
            case,
            conclusion.Published(data["on"], data["second_form"], data["place"]),
            by=by,
            at=at,
            **_late(data),
        ),
        _("The conclusion is published on the portal and in one more form."),
        has_page_after=False,
    ),
    "reopen": Step(
        ReasonForm,
        _with_reason(closing.reopen),
        _("The case is followed up again. The closing stays in the timeline."),
        has_page_after=False,
    ),
}


def recording(verb: str) -> Step:
    """The step of a procedure that has no act of its own."""

    def carry_out(case: Inspection, data: dict[str, Any], by: Any, at: datetime) -> Any:
        return preparing.record(
            case, verb, note=data["note"], on=data["on"], by=by, at=at, **_late(data)
        )

    return Step(
        RecordForm, carry_out, _("Say what was done, and on which day."), has_page_after=False
    )
