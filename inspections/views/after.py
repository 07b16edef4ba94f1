"""Words of the confirmation pages: what was done, what happens next and when."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.core.formatting import legal_date
from ecms.documents.services import latest
from inspections.enums import Ground
from inspections.models import Inspection

PAPERS = {
    "approve": "QD-KT", "announce": "BB-CB", "extend": "QD-GH", "suspend": "QD-TD",
    "terminate": "QD-DC", "sign_minutes": "BB-KT",
}  # fmt: skip


def context_after(inspection: Inspection, verb: str) -> dict[str, Any] | None:
    """Context of ``components/done_page.html``; None for a verb without such a page."""
    words = _words(inspection).get(verb)
    if words is None:
        return None
    title, steps = words
    document = _document(inspection, verb)
    case_url = reverse("inspections:detail", args=[inspection.pk])
    return {
        "title": title,
        "reference": document.reference if document and document.reference else inspection.code,
        "next_steps": [step for step in steps if step],
        "contact": _contact(inspection),
        "pdf_url": reverse("documents:download", args=[document.pk]) + "?save=1"
        if document
        else "",
        "links": [
            (case_url, _("Go to the case %(code)s") % {"code": inspection.code}),
            (reverse("inspections:list"), _("All inspections")),
        ],
    }


def _document(inspection: Inspection, verb: str) -> Any:
    if verb == "conclude":
        return latest(inspection, "CV-CC") or latest(inspection, "TB-KQ")
    return latest(inspection, PAPERS[verb]) if verb in PAPERS else None


def _contact(inspection: Inspection) -> str:
    parts = [inspection.agency.name, inspection.agency.phone]
    return ", ".join(part for part in parts if part)


Words = dict[str, tuple[str, list[str]]]


def _words(case: Inspection) -> Words:
    return {**_before(case), **_running(case), **_afterwards()}


def _before(case: Inspection) -> Words:
    planned = legal_date(case.planned_on)
    decide = _("The head of the body decides before the planned start on %(day)s.") % {
        "day": planned
    }
    notice = _("The notice of time and place goes to the enterprise within 3 working days.")
    announce = _("The team announces the decision on %(day)s; the clock starts then.")
    return {
        "propose": (_("The check was proposed"), [
            decide, _("You are told as soon as it is approved or returned."),
            _("The other members of the team declare that they have no conflict of interest."),
        ]),
        "resubmit": (_("The corrected proposal was sent"), [decide]),
        "approve": (_("The decision is signed"), [
            _("The team has been told."), "" if case.ground == Ground.AD_HOC else notice,
            announce % {"day": planned},
        ]),
    }  # fmt: skip


def _running(case: Inspection) -> Words:
    ends = {"day": legal_date(case.ends_on)}
    new_day = _("The new last day of the check is %(day)s.") % ends
    return {
        "announce": (_("The decision was announced; the clock has started"), [
            _("The check must be finished by %(day)s.") % ends,
            _("Answer the checklist, record visits and add photos."),
            _("The team head may ask for one extension before that day."),
        ]),
        "extend": (_("The check was extended"), [
            new_day, _("The law allows no second extension."),
        ]),
        "suspend": (_("The check is suspended"), [
            _("The clock stands until the check is resumed; reminders are silent."),
        ]),
        "resume": (_("The check goes on"), [new_day]),
        "terminate": (_("The check was terminated"), [_("Nothing is due any more.")]),
    }  # fmt: skip


def _afterwards() -> Words:
    return {
        "sign_minutes": (_("The check minutes are signed"), [
            _("Photos and documents are evidence now and can no longer be removed."),
            _("The result is due within 10 working days."),
            _("Violations that were confirmed are taken to violation cases."),
        ]),
        "conclude": (_("The result is issued"), [
            _("The team follows up on each requirement until a second person accepts it."),
            _("The case can be closed when nothing is open any more."),
        ]),
        "close": (_("The case is closed"), [_("It stays readable; nothing is due any more.")]),
    }  # fmt: skip
