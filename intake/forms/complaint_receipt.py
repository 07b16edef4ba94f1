"""Receiving a submission: what it is, and the person apart."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.selectors import colleagues
from ecms.core import clock
from ecms.core.forms import DateField, TextField, WholeNumberField
from enterprises.models import Enterprise
from enterprises.selectors import reachable
from intake.enums.complaint import (
    Channel,
    ComplaintKind,
    ComplaintLevel,
    ComplaintSubject,
    Respondent,
)
from intake.services.complaints.classifying import Classification
from intake.services.complaints.identity import Person
from intake.services.complaints.receiving import Entry
from law.models import ViolationTopic

AREA = forms.Textarea(attrs={"rows": 4})
NO_NAMES = _("Without names, telephone numbers or identity numbers of the person.")
PERSON = ("name", "phone", "email", "address", "id_number", "content")


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> tuple[Any, ...]:  # type: ignore[override]
        """Check each file."""
        given = data if isinstance(data, list | tuple) else [data]
        return tuple(super(FilesField, self).clean(item, initial) for item in given if item)


class LegalForm(forms.Form):
    """What it is in law; part of the receipt and of the classification."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=ComplaintKind.choices, widget=forms.RadioSelect
    )
    respondent = forms.ChoiceField(label=_("Against whom"), choices=Respondent.choices)
    accused = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Officials it is about"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They will not see it, handle it or be told of it. The director is shut out "
                    "by himself where it is about the director."),
    )  # fmt: skip
    subject = forms.ChoiceField(label=_("Field"), choices=ComplaintSubject.choices)
    level = forms.ChoiceField(
        label=_("Level"), choices=ComplaintLevel.choices, widget=forms.RadioSelect,
        initial=ComplaintLevel.FIRST, required=False,  # the page does not ask it of a tip
        help_text=_("Second: the person was not content with the first decision."),
    )  # fmt: skip
    known_on = DateField(
        label=_("Decision or act known since"), required=False,
        help_text=_("For complaints: the time to complain runs from this day."),
    )  # fmt: skip
    is_remote = forms.BooleanField(
        label=_("Remote area, difficult travel"), required=False,
        help_text=_("The law gives more time there."),
    )  # fmt: skip

    def offer_officials(self, agency: Agency) -> None:
        """The officials of the body, to say whom it is about."""
        people = [person.pk for person in colleagues(agency, on=clock.today())]
        rows = User.objects.filter(pk__in=people).order_by("full_name")
        self.fields["accused"].queryset = rows  # type: ignore[attr-defined]

    def clean_level(self) -> str:
        """The first level where none was asked."""
        return self.cleaned_data["level"] or ComplaintLevel.FIRST

    def classification(self) -> Classification:
        """What the service wants."""
        data = self.cleaned_data
        names = ("kind", "subject", "level", "respondent", "known_on", "is_remote")
        return Classification(
            **{name: data[name] for name in names}, accused=tuple(data["accused"])
        )


class PersonForm(forms.Form):
    """Who complained: kept apart and encrypted."""

    name = TextField(label=_("Full name"), max_length=200, required=False)
    phone = TextField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = TextField(label=_("Address"), max_length=300, required=False)
    id_number = TextField(label=_("Identity number"), max_length=20, required=False)
    content = TextField(
        label=_("Words of the person, in full"), widget=AREA, required=False, max_length=20000,
        help_text=_("Kept encrypted with the person; names may stand here."),
    )  # fmt: skip

    def person(self) -> Person:
        """What the service wants."""
        return Person(**{name: self.cleaned_data[name] for name in PERSON})


class ReceiveForm(PersonForm, LegalForm):
    """A new submission."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("How it came in"), choices=Channel.choices)
    received_on = DateField(label=_("Received on"))
    summary = TextField(
        label=_("Summary without names"), widget=AREA, max_length=4000,
        help_text=format_lazy("{} {}", _("What happened, where, since when."), NO_NAMES),
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        ViolationTopic.objects.all(), label=_("Area of law"), required=False,
        empty_label=_("Not known yet"),
    )  # fmt: skip
    enterprise_text = TextField(
        label=_("Enterprise as named, when it is not in the register"), max_length=300,
        required=False,
    )  # fmt: skip
    enterprise = forms.IntegerField(required=False, widget=forms.HiddenInput)
    is_anonymous = forms.BooleanField(
        label=_("Anonymous"), required=False,
        help_text=_("Tips and petitions may be anonymous; complaints and denunciations not."),
    )  # fmt: skip
    stays_unknown = forms.BooleanField(
        label=_("Wishes to stay unknown to the employer"), required=False, initial=True
    )
    people = WholeNumberField(
        label=_("Number of people who complain"), min_value=1, max_value=100_000, initial=1
    )
    uploads = FilesField(
        label=_("Letter and annexes"), required=False,
        help_text=_("Kept with the person: only who may see the person opens them."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user.agency is not None:
            self.offer_officials(user.agency)
        self.fields["submission"].initial = uuid.uuid4
        self.fields["received_on"].initial = clock.today

    def clean_enterprise(self) -> Enterprise | None:
        """Only one of the user's reach."""
        key = self.cleaned_data.get("enterprise")
        if not key:
            return None
        found = reachable(key, self.user)
        if found is None:
            raise forms.ValidationError(_("No enterprise matches."))
        return found

    def entry(self) -> Entry:
        """What the service wants."""
        names = (
            "channel", "received_on", "kind", "subject", "respondent", "summary", "level",
            "enterprise", "enterprise_text", "topic", "known_on", "is_remote", "is_anonymous",
            "stays_unknown", "people",
        )  # fmt: skip
        data = self.cleaned_data
        return Entry(**{name: data[name] for name in names}, accused=tuple(data["accused"]))
