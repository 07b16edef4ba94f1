"""What a step presupposes beside state and person; each answers yes, or no with the reason."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecms.core import clock
from ecms.core.access import ALLOWED, Answer, Refused
from inspections import rules
from inspections.enums import Manner, Mode
from inspections.models import Inspection
from inspections.selectors import duration_of, extensions_taken, undecided_findings
from inspections.selectors_checklist import checklist_progress
from inspections.selectors_followup import due_for_reminder, own_children


def has_team(inspection: Inspection, user: Any) -> Answer:
    """A decision names a team with a head (Decree 217/2025 art. 11.3, 12)."""
    if inspection.manner == Manner.INDEPENDENT:
        return ALLOWED
    if inspection.head is None or inspection.team.count() < rules.MEMBERS_LEAST:
        return Refused(_("The team needs a head and at least one more member."))
    return ALLOWED


def conflicts_declared(inspection: Inspection, user: Any) -> Answer:
    """Every member, and every invited person, declared that there is no conflict of interest."""
    missing = [str(m.user) for m in inspection.team.select_related("user") if not m.no_conflict]
    missing += [str(guest) for guest in inspection.guests.filter(no_conflict=False)]
    if missing:
        return Refused(
            _("Still without a declaration of no conflict of interest: %(names)s.")
            % {"names": ", ".join(missing)}
        )
    return ALLOWED


def extension_possible(inspection: Inspection, user: Any) -> Answer:
    """As many extensions as the law gives, each decided before the time has run out.

    Decree 217/2025 art. 13.2; Law 84/2025 art. 20.1.
    """
    problem = rules.may_extend(
        extensions_taken(inspection),
        duration_of(inspection).extensions,
        inspection.ends_on or clock.today(),
        clock.today(),
    )
    reasons = {
        "none": _("This procedure knows no extension."),
        "again": _("Every extension that the law allows was already given."),
        "over": _("The time has run out; it can no longer be extended."),
    }
    return Refused(reasons[problem]) if problem else ALLOWED


def extension_not_asked(inspection: Inspection, user: Any) -> Answer:
    """One request is enough, until it is answered."""
    asked, given = inspection.extension_asked_at, inspection.extended_at
    if asked and (given is None or given < asked):
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


def nothing_open(inspection: Inspection, user: Any) -> Answer:
    """A case stays open until every rectification is accepted (art. 16.1) and nothing else that
    hangs on it is open: follow-up checks, referrals, stop-work orders, originals."""
    waiting = own_children(inspection)
    if waiting:
        return Refused(
            ngettext(
                "%(n)d thing of this case is still open: %(first)s.",
                "%(n)d things of this case are still open: %(first)s and others.",
                len(waiting),
            )
            % {"n": len(waiting), "first": waiting[0].label}
        )
    return ALLOWED


def items_rated(inspection: Inspection, user: Any) -> Answer:
    """A follow-up check rates every item that it carries."""
    missing = inspection.rechecks.filter(rating="").count()
    if missing:
        return Refused(
            ngettext(
                "%(n)d item of the follow-up check is not rated yet.",
                "%(n)d items of the follow-up check are not rated yet.",
                missing,
            )
            % {"n": missing}
        )
    return ALLOWED


def plan_is_written(inspection: Inspection, user: Any) -> Answer:
    """The deciding official approves what the team head sent (Decree 217/2025 art. 14.2)."""
    return ALLOWED if inspection.plan_sent_at else Refused(_("No plan has been sent yet."))


def plan_not_approved(inspection: Inspection, user: Any) -> Answer:
    """An approved plan stands."""
    return Refused(_("The plan is already approved.")) if inspection.plan_approved_at else ALLOWED


def not_published(inspection: Inspection, user: Any) -> Answer:
    """A conclusion is amended before its publication only (Law 84/2025 art. 36.4)."""
    return (
        Refused(_("The conclusion is already published.")) if inspection.published_on else ALLOWED
    )


def not_a_member(inspection: Inspection, user: Any) -> Answer:
    """Whoever appraises the draft did not take part in the inspection (Law 84/2025 art. 35)."""
    if any(member.user_id == user.pk for member in inspection.team.all()):
        return Refused(_("Members of the team do not appraise their own draft."))
    return ALLOWED


NOTHING_DUE = _("Nothing is due for a reminder today.")


def reminder_due(inspection: Inspection, user: Any) -> Answer:
    """A reminder letter names what is late or nearly late, and does not come every day."""
    is_due = due_for_reminder(inspection, on=clock.today())
    return ALLOWED if is_due else Refused(NOTHING_DUE)
