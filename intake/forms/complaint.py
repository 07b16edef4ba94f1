"""Forms of the steps of a complaint."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from ecms.core import clock
from ecms.core.forms import DateField, TextField
from enterprises.models import Enterprise
from enterprises.selectors import reachable
from intake.enums.complaint import (
    NoteKind,
    Outcome,
    ReturnKind,
    ReturnReason,
    ServiceProof,
)
from intake.forms.complaint_receipt import AREA, NO_NAMES, FilesField, LegalForm
from intake.selectors.complaint import departments_elsewhere
from intake.services.complaints.handling import Note, Return, handlers_for
from intake.services.complaints.papers import Dialogue
from intake.services.complaints.settling import Result, Service, outcomes_of

SHORT_AREA = forms.Textarea(attrs={"rows": 2})


class StepForm(forms.Form):
    """One step of a complaint; ``given()`` answers the arguments of its service."""

    def __init__(self, data: Any = None, sent: Any = None, *, complaint: Any, user: Any) -> None:
        super().__init__(data, sent)
        self.complaint, self.user = complaint, user
        self.fill()

    def fill(self) -> None:
        """Initial values and choices from the complaint."""

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Positional and keyword arguments of the service, after the complaint."""
        return (), dict(self.cleaned_data)


class ClassifyForm(StepForm, LegalForm):
    """What it is in law."""

    def fill(self) -> None:
        """As entered."""
        for name in ("kind", "respondent", "subject", "level", "known_on", "is_remote"):
            self.fields[name].initial = getattr(self.complaint, name)
        self.offer_officials(self.complaint.agency)
        self.fields["accused"].initial = [person.pk for person in self.complaint.accused.all()]

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """One classification."""
        return (self.classification(),), {}


class AssignForm(StepForm):
    """To whom."""

    handler = forms.ModelChoiceField(None, label=_("Handled by"), empty_label=_("Choose"))

    def fill(self) -> None:
        """Colleagues who handle complaints."""
        people = handlers_for(self.complaint, on=clock.today())
        rows = User.objects.filter(pk__in=[person.pk for person in people])
        self.fields["handler"].queryset = rows.order_by("full_name")  # type: ignore[attr-defined]
        self.fields["handler"].initial = self.complaint.handler_id

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The person."""
        return (self.cleaned_data["handler"],), {}


class AcceptForm(StepForm):
    """Accept; with a reason where it came late."""

    excuse = TextField(
        label=_("Why accepted though out of time"), widget=SHORT_AREA, required=False,
        max_length=2000, help_text=_("Only when the time to complain was over."),
    )  # fmt: skip


class ReturnForm(StepForm):
    """Refuse, return or forward."""

    kind = forms.ChoiceField(label=_("What happens"), choices=ReturnKind.choices,
                             widget=forms.RadioSelect)  # fmt: skip
    reason = forms.ChoiceField(
        label=_("Reason in law"), choices=[("", _("Choose")), *ReturnReason.choices]
    )
    text = TextField(
        label=_("Reason in words"), widget=AREA, max_length=4000,
        help_text=format_lazy("{} {}", _("Printed in the notice."), NO_NAMES),
    )  # fmt: skip
    to = TextField(
        label=_("Competent body"), max_length=300, required=False,
        help_text=_("Where it goes, or where the person should turn."),
    )  # fmt: skip

    def fill(self) -> None:
        """By the classification."""
        handling = {"FORWARD": ReturnKind.FORWARDED, "GUIDE": ReturnKind.GUIDED}
        self.fields["kind"].initial = handling.get(self.complaint.handling, ReturnKind.REFUSED)
        if self.complaint.handling != "SETTLE":
            self.fields["to"].initial = self.complaint.competent_vi
            self.fields["reason"].initial = ReturnReason.COMPETENCE

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """One return."""
        return (Return(**self.cleaned_data),), {}


class TransferForm(StepForm):
    """To the department of another province."""

    to = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Department of the other province"),
        empty_label=_("Choose"),
        help_text=_("It finds the submission received, with the person and the letter."),
    )  # fmt: skip
    text = TextField(
        label=_("Reason in words"), widget=SHORT_AREA, max_length=2000,
        help_text=format_lazy("{} {}", _("Printed in the notice."), NO_NAMES),
    )  # fmt: skip

    def fill(self) -> None:
        """Departments of other provinces."""
        rows = departments_elsewhere(self.complaint, on=clock.today())
        self.fields["to"].queryset = rows  # type: ignore[attr-defined]

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The department and the reason."""
        return (self.cleaned_data["to"],), {"text": self.cleaned_data["text"]}


class RedactForm(StepForm):
    """The text that may go on to others."""

    summary = TextField(label=_("Summary without names"), widget=AREA, max_length=4000,
                        help_text=NO_NAMES)  # fmt: skip
    text = TextField(
        label=_("Text without names for the file"), widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20000,
        help_text=_("A proposal of a check takes this text. Leave out whatever tells who spoke."),
    )  # fmt: skip

    def fill(self) -> None:
        """As it stands."""
        self.fields["summary"].initial = self.complaint.summary
        self.fields["text"].initial = self.complaint.redacted or self.complaint.summary

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Both texts."""
        return (self.cleaned_data["text"],), {"summary": self.cleaned_data["summary"]}


class EnterpriseForm(StepForm):
    """Which enterprise of the register it is about."""

    enterprise = forms.IntegerField(widget=forms.HiddenInput)

    def clean_enterprise(self) -> Enterprise:
        """Only one of the user's reach."""
        key = self.cleaned_data["enterprise"]
        found = reachable(key, self.user)
        if found is None:
            raise forms.ValidationError(_("No enterprise matches."))
        return found  # type: ignore[no-any-return]

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The enterprise."""
        return (self.cleaned_data["enterprise"],), {}


class ConfirmForm(StepForm):
    """A step without further facts."""


class NoteForm(StepForm):
    """A row of the verification."""

    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices, widget=forms.RadioSelect,
                             initial=NoteKind.NOTE)  # fmt: skip
    made_on = DateField(label=_("Date"))
    text = TextField(label=_("Text"), widget=AREA, max_length=10000, help_text=NO_NAMES)
    uploads = FilesField(
        label=_("Evidence"), required=False,
        help_text=_("Seen by everybody who reads this complaint: nothing that shows the person."),
    )  # fmt: skip

    def fill(self) -> None:
        """Today."""
        self.fields["made_on"].initial = clock.today()

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """One note and its files."""
        data = dict(self.cleaned_data)
        uploads = data.pop("uploads")
        return (Note(**data),), {"uploads": uploads}


class DialogueForm(StepForm):
    """Minutes of a dialogue."""

    held_on = DateField(label=_("Date of the dialogue"))
    place = TextField(label=_("Place"), max_length=300)
    present = TextField(
        label=_("Who took part"), widget=AREA, max_length=2000,
        help_text=_("The person who complained as “the complainant”, without the name."),
    )  # fmt: skip
    course = TextField(label=_("What the parties said"), widget=AREA, max_length=10000)
    result = TextField(label=_("Result"), widget=AREA, max_length=5000)

    def fill(self) -> None:
        """Today."""
        self.fields["held_on"].initial = clock.today()

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The minutes."""
        return (Dialogue(**self.cleaned_data),), {}


class ResultForm(StepForm):
    """What was found and what follows; drafted by the official, signed by the director."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices,
                                widget=forms.RadioSelect)  # fmt: skip
    findings = TextField(label=_("Result of the verification"), widget=AREA, max_length=20000,
                         help_text=NO_NAMES)  # fmt: skip
    conclusion = TextField(label=_("Conclusion"), widget=AREA, max_length=10000)
    measures = TextField(label=_("What has to be done, by whom, by when"), widget=AREA,
                         required=False, max_length=10000)  # fmt: skip

    def fill(self) -> None:
        """As drafted; only outcomes that belong to the kind."""
        allowed = outcomes_of(self.complaint.kind)
        choices = [(code, label) for code, label in Outcome.choices if code in allowed]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        for name in ("outcome", "findings", "conclusion", "measures"):
            self.fields[name].initial = getattr(self.complaint, name)
        if len(choices) == 1:
            self.fields["outcome"].initial = choices[0][0]
        if not self.complaint.findings:
            notes = self.complaint.notes.filter(kind__in=(NoteKind.NOTE, NoteKind.ANSWER))
            self.fields["findings"].initial = "\n".join(note.text for note in notes)

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The result."""
        return (Result(**self.cleaned_data),), {}


class ReasonForm(StepForm):
    """One reason in words."""

    reason = TextField(label=_("Reason"), widget=AREA, max_length=2000, help_text=NO_NAMES)

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The reason."""
        return (self.cleaned_data["reason"],), {}


class WithdrawForm(ReasonForm):
    """Reason and day."""

    on = DateField(label=_("Withdrawn on"))

    def fill(self) -> None:
        """Today."""
        self.fields["on"].initial = clock.today()

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Reason and day."""
        return (self.cleaned_data["reason"],), {"on": self.cleaned_data["on"]}


class ServeForm(StepForm):
    """How the result reached the person."""

    proof = forms.ChoiceField(label=_("How it was delivered"), choices=ServiceProof.choices,
                              widget=forms.RadioSelect)  # fmt: skip
    served_on = DateField(label=_("Received on"))
    upload = forms.FileField(
        label=_("Delivery note or receipt"), required=False,
        help_text=_("It bears the name: kept with the person."),
    )  # fmt: skip

    def fill(self) -> None:
        """Today."""
        self.fields["served_on"].initial = clock.today()

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The service and its proof."""
        data = self.cleaned_data
        return (Service(data["proof"], data["served_on"]),), {"upload": data["upload"]}


class ExecuteForm(StepForm):
    """How the decision was carried out."""

    text = TextField(label=_("How it was executed"), widget=AREA, max_length=5000,
                     help_text=NO_NAMES)  # fmt: skip

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The words."""
        return (self.cleaned_data["text"],), {}


class OpenIdentityForm(forms.Form):
    """Why the identity is opened."""

    reason = TextField(
        label=_("Why you must know who complained"), widget=SHORT_AREA, max_length=500,
        help_text=_("Kept for good with your name; the director is told."),
    )  # fmt: skip
