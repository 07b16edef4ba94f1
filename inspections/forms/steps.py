"""Small forms of single steps: a reason, a note, the announcement, the signing of the minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import colleagues
from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.core.forms import DateField, TextField
from inspections.enums import Late, Publication, SignedHow
from inspections.models import Inspection
from inspections.services import progress


class ReasonForm(forms.Form):
    """A step that must say why."""

    reason = TextField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoteForm(forms.Form):
    """A step that may say more."""

    note = TextField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ConfirmForm(forms.Form):
    """A step that only wants a yes."""


def _area(label: Any, *, rows: int = 3, required: bool = False, **more: Any) -> TextField:
    """A text over several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, required=required, max_length=20_000, widget=widget, **more)


class PlanForm(forms.Form):
    """The implementation plan (Decree 217/2025 art. 14.2)."""

    text = _area(
        _("Programme, days, places, method, resources"), rows=8, required=True,
        help_text=_("Subject, scope, team and tasks are taken from the case."),
    )  # fmt: skip


class NarrativeForm(forms.Form):
    """What the team says about the result; figures and findings come from the case."""

    evaluation = _area(_("Evaluation of compliance"), rows=5, required=True)
    causes = _area(_("Causes and consequences"))
    responsibility = _area(_("Responsibility"))
    measures = _area(_("Measures already taken"))
    proposals = _area(_("Proposals and recommendations"))
    limits = _area(_("Limits of policy and law, proposals to improve them"))


class AmendForm(NarrativeForm):
    """An amended conclusion says why."""

    reason = _area(_("Reason of the amendment"), required=True)


class PublishForm(forms.Form):
    """The publication of a conclusion (Law 84/2025 art. 37)."""

    on = DateField(label=_("Published on the portal on"))
    second_form = forms.ChoiceField(
        label=_("Second form of publication"), choices=Publication.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    place = TextField(label=_("Where, which medium"), required=False, max_length=300)


class RecordForm(forms.Form):
    """A step that the procedure added."""

    on = DateField(label=_("Day"))
    note = _area(_("What was done"), required=True)


class SuperviseForm(forms.Form):
    """Who supervises the team (Law 84/2025 art. 32)."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = inspection.team.values("user")
        people = colleagues(inspection.agency, on=clock.today())
        rows = User.objects.filter(pk__in=[user.pk for user in people]).exclude(pk__in=team)
        self.fields["person"].queryset = rows.order_by("full_name")  # type: ignore[attr-defined]


def ask_late_reason(form: forms.Form, inspection: Inspection, verb: str) -> list[str]:
    """After the last legal day the form also asks why; answers what to tell the reader."""
    late = progress.lateness(inspection, verb, clock.today())
    if late is None or late.term.late == Late.FREE:
        return []
    told = now("The last legal day was %(day)s (%(article)s).") % {
        "day": legal_date(late.due_on), "article": late.article or "–",
    }  # fmt: skip
    form.fields["late_reason"] = _area(
        _("Why it is done after the last legal day"), required=True, help_text=told
    )
    return [told]


class AnnounceForm(forms.Form):
    """The announcement at the enterprise (Decree 217/2025 art. 15.1)."""

    on = DateField(label=_("Day of the announcement"))
    attendees = TextField(
        label=_("Who was there for the enterprise"),
        max_length=500,
        help_text=_("Names and offices; printed in the minutes of the announcement."),
    )


class SignForm(forms.Form):
    """How the check minutes were signed (Decree 217/2025 art. 15.3a)."""

    on = DateField(label=_("Day of the minutes"))
    how = forms.ChoiceField(
        label=_("How the subject signed"), choices=SignedHow.choices, widget=forms.RadioSelect
    )
    names = TextField(
        label=_("Names and offices of those who signed"),
        max_length=500,
        help_text=_("If the subject refused: the representative of the commune or the witness."),
    )
    opinion = TextField(
        label=_("Opinion of the subject"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    read_aloud = forms.BooleanField(
        label=_("The minutes were read to those present and a copy was handed over")
    )
