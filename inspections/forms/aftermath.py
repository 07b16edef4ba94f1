"""Forms about stop-work orders, referrals and held originals."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField
from ecms.documents import files as stored
from ecms.documents.models import StoredFile
from enterprises.models import Site
from inspections.enums import FindingState
from inspections.forms.followup import UploadForm, long_text
from inspections.models import Finding, Inspection
from inspections.services.referrals import Matter, Reply
from inspections.services.stop_orders import Danger
from inspections.states_followup import ReferralKind, ReferralResult, StopScope

ANSWER_WITHIN = 30  # days proposed for an answer; the law of each body decides


class OnceForm(forms.Form):
    """A form that is carried out once, however often it is sent."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), **(initial or {})})


class StopForm(OnceForm):
    """What must stop at once, and what must be done before it may go on."""

    scope = forms.ChoiceField(
        label=_("How far it reaches"), choices=StopScope.choices, widget=forms.RadioSelect
    )
    subject = TextField(
        label=_("Machine, workplace or part"),
        max_length=500,
        help_text=_("So that nobody can mistake it: name, number, hall."),
    )
    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("Site"), required=False, empty_label=_("At the address")
    )
    danger = long_text(_("The danger"))
    measures = long_text(_("What must be done before work goes on"))
    legal_basis = TextField(
        label=_("Legal basis"),
        max_length=500,
        help_text=_("Article that gives the power to stop work here; printed in the order."),
    )

    def __init__(self, data: Any, *, inspection: Inspection) -> None:
        super().__init__(data)
        sites = Site.objects.filter(enterprise=inspection.enterprise, closed_on=None)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        if not sites.exists():
            del self.fields["site"]

    @property
    def order(self) -> Danger:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        names = ("scope", "subject", "danger", "measures", "legal_basis")
        return Danger(**{name: data[name] for name in names}, site=data.get("site"))


class StopEvidenceForm(UploadForm):
    """What was done about the danger."""

    note = long_text(_("What was done about the danger"))
    field_order = ("note", "files", "submission")


class ReferralForm(OnceForm):
    """A matter for another body, with the papers that go along."""

    kind = forms.ChoiceField(
        label=_("To whom"), choices=ReferralKind.choices, widget=forms.RadioSelect
    )
    body = TextField(label=_("Name of the body"), max_length=300)
    matter = long_text(_("The matter"))
    grounds = long_text(_("Grounds"), help_text=_("Facts and articles that make it theirs."))
    findings = forms.ModelMultipleChoiceField(
        Finding.objects.none(),
        label=_("Findings it is about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    files = forms.ModelMultipleChoiceField(
        StoredFile.objects.none(),
        label=_("Files of the case that go along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    papers = long_text(
        _("Other papers handed over"), required=False, help_text=_("One a line, with number.")
    )
    answer_until = DateField(label=_("Answer expected by"))

    def __init__(self, data: Any, *, inspection: Inspection, on: date) -> None:
        super().__init__(data, initial={"answer_until": on + timedelta(days=ANSWER_WITHIN)})
        findings = inspection.findings.exclude(state=FindingState.DROPPED)
        for name, rows in (("findings", findings), ("files", stored.of(inspection))):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows.exists():
                del self.fields[name]
        if "files" in self.fields:
            self.fields["files"].label_from_instance = _file_name  # type: ignore[attr-defined]

    @property
    def matter_of(self) -> Matter:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        names = ("kind", "body", "matter", "grounds", "answer_until", "papers")
        return Matter(
            **{name: data[name] for name in names},
            findings=list(data.get("findings") or ()),
            files=list(data.get("files") or ()),
        )


def _file_name(row: StoredFile) -> str:
    return str(row.caption or row.original_name)


class ReceiptForm(forms.Form):
    """The other body has the file."""

    on = DateField(label=_("Received on"))
    receipt = TextField(
        label=_("Receipt"), max_length=200, required=False, help_text=_("Number, or who signed.")
    )


class ReplyForm(forms.Form):
    """How the other body answered."""

    result = forms.ChoiceField(
        label=_("Answer"), choices=ReferralResult.choices, widget=forms.RadioSelect
    )
    answered_on = DateField(label=_("Date of the answer"))
    number = TextField(label=_("Number of the answer"), max_length=100, required=False)
    note = long_text(_("What the answer says"), required=False)
    continues = long_text(
        _("What continues here"),
        required=False,
        help_text=_("Needed where the file came back."),
    )

    @property
    def reply(self) -> Reply:
        """The cleaned values as the service takes them."""
        return Reply(**self.cleaned_data)


class OriginalForm(OnceForm):
    """An original that was taken along."""

    name = TextField(label=_("Paper"), max_length=300)
    taken_on = DateField(label=_("Taken on"))
    taken_from = TextField(label=_("Handed over by"), max_length=200, required=False)


class GiveBackForm(forms.Form):
    """An original is with the enterprise again."""

    on = DateField(label=_("Given back on"))
    to = TextField(label=_("Given back to"), max_length=200)
