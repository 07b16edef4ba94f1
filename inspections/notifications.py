"""Letters of inspections: what is due, who is told, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.core import clock
from ecms.notifications.registry import Letter
from inspections import alerting
from inspections.enums import TeamRole
from inspections.models import Inspection, Requirement


def signatories(inspection: Inspection) -> list[Any]:
    """Who may decide at the body in charge."""
    return holders_of(Permission.INSPECTION_APPROVE, agency=inspection.agency, on=clock.today())


def team(inspection: Inspection) -> list[Any]:
    """Every member of the team."""
    return [member.user for member in inspection.team.select_related("user")]


def head(inspection: Inspection) -> list[Any]:
    """The team head, or the proposer while there is none."""
    leader = inspection.team.filter(role=TeamRole.HEAD).select_related("user").first()
    return [leader.user if leader else inspection.proposed_by]


def proposer(inspection: Inspection) -> list[Any]:
    """The person who proposed the check."""
    return [inspection.proposed_by]


def accepters(requirement: Requirement) -> Iterable[Any]:
    """Colleagues who may accept, without the one who recorded the evidence."""
    people = {user.pk: user for user in head(requirement.inspection)}
    people |= {user.pk: user for user in signatories(requirement.inspection)}
    people.pop(requirement.submitted_by_id, None)
    return people.values()


def _case_url(inspection: Inspection) -> str:
    return reverse("inspections:detail", args=[inspection.pk])


def _decision_url(inspection: Inspection) -> str:
    return reverse("inspections:decision", args=[inspection.pk])


def _result_url(inspection: Inspection) -> str:
    return reverse("inspections:result", args=[inspection.pk])


def _requirement_url(requirement: Requirement) -> str:
    return reverse("inspections:requirement", args=[requirement.inspection_id, requirement.pk])


DUE = (
    Letter(
        "inspection.decide",
        _("Proposal waiting for your decision"),
        _("A check has been proposed. Read the proposal and approve, return or reject it."),
        signatories,
        _decision_url,
        pairs=alerting.signatories,
        escalate_pairs=alerting.nobody,
    ),
    Letter(
        "inspection.notice",
        _("Notice of the check to be sent"),
        _("Tell the enterprise when and where the check takes place and who comes."),
        head,
        _case_url,
        pairs=alerting.head,
        escalate_pairs=alerting.nobody,
    ),
    Letter(
        "inspection.announce",
        _("Check to be announced"),
        _("The decision is signed. Announce it at the enterprise; the clock starts then."),
        head,
        _case_url,
        signatories,
        pairs=alerting.head,
        escalate_pairs=alerting.signatories,
    ),
    Letter(
        "inspection.check_end",
        _("Last day of the check"),
        _("Finish the check and sign the minutes, or ask for the one extension in time."),
        team,
        _case_url,
        signatories,
        pairs=alerting.team,
        escalate_pairs=alerting.signatories,
    ),
    Letter(
        "inspection.conclude",
        _("Result of the check to be issued"),
        _("The minutes are signed. Issue the rectification letter or the result notice."),
        lambda thing: [*head(thing), *signatories(thing)],
        _result_url,
        pairs=alerting.both,
        escalate_pairs=alerting.nobody,
    ),
    Letter(
        "inspection.resume",
        _("Longest suspension ends"),
        _("Decide that the inspection goes on; days beyond the longest suspension are lost."),
        signatories,
        _case_url,
        pairs=alerting.signatories,
        escalate_pairs=alerting.nobody,
    ),
    Letter(
        "inspection.report",
        _("Report of the inspection due"),
        _("The direct inspection is over. Submit the report to the deciding official."),
        head,
        _case_url,
        signatories,
        pairs=alerting.head,
        escalate_pairs=alerting.signatories,
    ),
    Letter(
        "inspection.drafting",
        _("Drafting of the conclusion to be ordered"),
        _("The report is there. Order the conclusion to be drafted."),
        signatories,
        _case_url,
        pairs=alerting.signatories,
        escalate_pairs=alerting.nobody,
    ),
    Letter(
        "inspection.draft",
        _("Draft conclusion due"),
        _("Submit the draft conclusion for appraisal."),
        head,
        _case_url,
        signatories,
        pairs=alerting.head,
        escalate_pairs=alerting.signatories,
    ),
    Letter(
        "inspection.publish",
        _("Conclusion to be published"),
        _("Publish the conclusion on the portal and in one more form."),
        signatories,
        _case_url,
        pairs=alerting.signatories,
        escalate_pairs=alerting.nobody,
    ),
    Letter(
        "inspection.directive",
        _("Directive to implement the conclusion due"),
        _("Record the directive of the head of the state agency."),
        lambda thing: [*head(thing), *signatories(thing)],
        _case_url,
        pairs=alerting.both,
        escalate_pairs=alerting.nobody,
    ),
    Letter(
        "inspection.handled",
        _("Handling by the managing body due"),
        _("Record what the managing body did about the conclusion."),
        lambda thing: [*head(thing), *signatories(thing)],
        _case_url,
        pairs=alerting.both,
        escalate_pairs=alerting.nobody,
    ),
    Letter(
        "inspection.step",
        _("Step of the procedure due"),
        _("The next step of the procedure is due; see the clocks of the case."),
        lambda thing: [*head(thing), *signatories(thing)],
        _case_url,
        pairs=alerting.both,
        escalate_pairs=alerting.nobody,
    ),
    Letter(
        "inspection.task",
        _("Task in a team due"),
        _("Do what the head of the team gave you, and mark it as done."),
        lambda thing: [thing.user],
        lambda thing: _team_url(thing.inspection),
        lambda thing: head(thing.inspection),
    ),
    Letter(
        "requirement.due",
        _("Rectification due"),
        _("The enterprise must put this right. Ask for the evidence and record it."),
        lambda thing: head(thing.inspection),
        _requirement_url,
        lambda thing: signatories(thing.inspection),
        alerting.of_case(alerting.head),
        alerting.of_case(alerting.signatories),
    ),
)


def _team_url(inspection: Inspection) -> str:
    return reverse("inspections:team", args=[inspection.pk])


NEWS = (
    Letter(
        "inspection.conflict",
        _("A member declared a conflict of interest"),
        _("Somebody on the team must be replaced before the check is announced."),
        lambda thing: [*head(thing), *signatories(thing)],
        _team_url,
    ),
    Letter(
        "inspection.team_asked",
        _("Change of a team asked for"),
        _("Read the reason and sign the change of the team, or refuse it."),
        signatories,
        _team_url,
    ),
    Letter(
        "inspection.team_changed",
        _("Team changed"),
        _("The team of this check was changed by decision."),
        team,
        _team_url,
    ),
    Letter(
        "inspection.team_kept",
        _("Change of the team refused"),
        _("The team stays as it is; the reason is on the page of the team."),
        head,
        _team_url,
    ),
    Letter(
        "inspection.handed_over",
        _("Work handed over to you"),
        _("A colleague’s work is yours from now on. Open the case and see what is due."),
        team,
        _case_url,
    ),
    Letter(
        "inspection.approved",
        _("Check approved"),
        _("The decision is signed and numbered. Send the notice and prepare the announcement."),
        team,
        _case_url,
    ),
    Letter(
        "inspection.returned",
        _("Proposal returned for correction"),
        _("Read the reason, correct the proposal and send it again."),
        proposer,
        _case_url,
    ),
    Letter(
        "inspection.rejected",
        _("Proposal rejected"),
        _("The proposal was rejected; the reason is on the case page."),
        proposer,
        _case_url,
    ),
    Letter(
        "inspection.extension_asked",
        _("Extension of a check asked for"),
        _("The team head asks for the one extension. Decide before the last day."),
        signatories,
        _case_url,
    ),
    Letter(
        "inspection.extended",
        _("Check extended"),
        _("The last day of the check has moved; see the case page."),
        team,
        _case_url,
    ),
    Letter(
        "inspection.suspended",
        _("Check suspended"),
        _("The clock stands until the check is resumed."),
        team,
        _case_url,
    ),
    Letter(
        "inspection.resumed",
        _("Check resumed"),
        _("The clock runs again; the last day has moved."),
        team,
        _case_url,
    ),
    Letter(
        "inspection.terminated",
        _("Check terminated"),
        _("The check was ended early; the reason is on the case page."),
        team,
        _case_url,
    ),
    Letter(
        "inspection.minutes_signed",
        _("Check minutes signed"),
        _("The minutes are signed. The result is to be issued next."),
        signatories,
        _result_url,
    ),
    Letter(
        "inspection.concluded",
        _("Result of the check issued"),
        _("The result is signed. Follow up on what the enterprise must put right."),
        team,
        _case_url,
    ),
    Letter(
        "inspection.plan_sent",
        _("Implementation plan to be approved"),
        _("The team head sends the plan of the inspection. Read and approve it."),
        signatories,
        _case_url,
    ),
    Letter(
        "inspection.plan_approved",
        _("Implementation plan approved"),
        _("The plan is approved and issued."),
        team,
        _case_url,
    ),
    Letter(
        "inspection.reported",
        _("Report of the inspection received"),
        _("The report is there; the next step is yours."),
        signatories,
        _case_url,
    ),
    Letter(
        "inspection.draft_ordered",
        _("Conclusion to be drafted"),
        _("Draft the conclusion and submit it for appraisal."),
        team,
        _case_url,
    ),
    Letter(
        "requirement.evidence",
        _("Evidence of rectification to be accepted"),
        _("A colleague recorded what the enterprise did. A second person must accept it."),
        accepters,
        _requirement_url,
    ),
)
LETTERS = (*DUE, *NEWS)
