"""Forms of the steps between the minutes and the decision. Each knows its case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField, VndField
from inspections.forms.planning import TimeField
from violations.forms.opening import AREA, SHORT_AREA, SubjectForm
from violations.models import ViolationCase
from violations.services.exhibits import LEAVABLE
from violations.states import NoSanction, PartyKind, VerificationKind
from violations.worksheets import acts_of


class CaseForm(forms.Form):
    """A form of a step; ``values`` are the arguments of its service."""

    def __init__(self, *args: Any, case: ViolationCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def values(self) -> dict[str, Any]:
        """What was filled in, by field."""
        return dict(self.cleaned_data)


class InvitationForm(CaseForm):
    """Time and place of a hearing."""

    on = DateField(label=_("Day of the hearing"))
    time = TimeField(label=_("Hour"))
    place = TextField(label=_("Place"), max_length=500)
    chair = TextField(
        label=_("Who holds the hearing"), max_length=200,
        help_text=_("The person who may sanction, or whom that person has authorised."),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """With the moment."""
        data = dict(self.cleaned_data)
        moment = datetime.combine(data.pop("on"), data.pop("time"), tzinfo=get_current_timezone())
        return {**data, "planned_for": moment}


class HearingForm(CaseForm):
    """What the minutes of the hearing say."""

    held_on = DateField(label=_("Held on"))
    absent = forms.BooleanField(label=_("The violator did not come"), required=False)
    participants = TextField(label=_("Participants"), widget=SHORT_AREA, max_length=2000)
    statements = TextField(
        label=_("What the violator explained"), widget=AREA, max_length=8000, required=False
    )
    questions = TextField(
        label=_("Questions and answers"), widget=AREA, max_length=8000, required=False
    )
    papers = TextField(
        label=_("Documents handed in"), widget=SHORT_AREA, max_length=2000, required=False
    )
    conclusion = TextField(
        label=_("Conclusion"), widget=AREA, max_length=4000,
        help_text=_("How the explanation is considered; the submission repeats it."),
    )  # fmt: skip
    signed_names = TextField(
        label=_("Who signed for the violator"), max_length=500, required=False
    )
    upload = forms.FileField(label=_("Signed minutes"), required=False)


class ExtensionForm(CaseForm):
    """More time for the written explanation."""

    asked_on = DateField(label=_("Request received on"))
    until = DateField(label=_("Extended until"))
    reason = TextField(label=_("Why the case is complex"), widget=SHORT_AREA, max_length=1000)


class InquiryForm(CaseForm):
    """What is verified, or which exhibits are valued."""

    kind = forms.ChoiceField(
        label=_("Kind"), widget=forms.RadioSelect, initial=VerificationKind.FACTS,
        choices=[(k.value, k.label) for k in (VerificationKind.FACTS, VerificationKind.VALUE)],
    )  # fmt: skip
    matter = TextField(label=_("What has to be found out"), widget=AREA, max_length=4000)


class ExpertiseForm(CaseForm):
    """What an expert is asked."""

    asked_of = TextField(label=_("Who is asked"), max_length=300)
    matter = TextField(label=_("What has to be found out"), widget=AREA, max_length=4000)

    def values(self) -> dict[str, Any]:
        """With the kind."""
        return {"kind": VerificationKind.EXPERTISE, **self.cleaned_data}


class AnswerForm(CaseForm):
    """The result of one of the open inquiries."""

    inquiry = forms.ModelChoiceField(None, label=_("Of what"), empty_label=None)
    result_on = DateField(label=_("Result received on"))
    result = TextField(label=_("Result"), widget=AREA, max_length=8000)
    value = VndField(
        label=_("Value of the exhibits"), required=False, min_value=1,
        help_text=_("Only where exhibits were valued."),
    )  # fmt: skip
    signed_names = TextField(label=_("Names of those who signed"), max_length=500, required=False)
    upload = forms.FileField(label=_("Signed minutes or conclusion"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.case.verifications.filter(result_at__isnull=True)
        field: Any = self.fields["inquiry"]
        field.queryset, field.initial = rows, rows.first()


class ReturnForm(CaseForm):
    """A file that came back from another body."""

    returned_on = DateField(label=_("File came back on"))
    reason = TextField(label=_("Reason given"), widget=SHORT_AREA, max_length=1000)


class ReferForm(CaseForm):
    """To which body, for which crime, why."""

    to = TextField(
        label=_("To which body"), max_length=300,
        help_text=_("The investigating body or procuracy that has jurisdiction."),
    )  # fmt: skip
    offence = TextField(label=_("Suspected crime, article of the Criminal Code"), max_length=300)
    reason = TextField(label=_("Which signs of a crime"), widget=AREA, max_length=4000)


class HandOverForm(CaseForm):
    """Who received the file."""

    handed_on = DateField(label=_("Handed over on"))
    receiver = TextField(label=_("Who received the file"), max_length=300)


class DeclinedForm(CaseForm):
    """The decision not to prosecute."""

    refused_on = DateField(label=_("Date of the decision not to prosecute"))
    answer = TextField(label=_("Number and content of the answer"), max_length=500)


class FileBackForm(DeclinedForm):
    """The decision not to prosecute, and the file."""

    returned_on = DateField(label=_("File came back on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        away = self.case.files_away.filter(ended_at__isnull=True).first()
        if away is not None and away.refused_on:
            self.initial = {"refused_on": away.refused_on, "answer": away.answer, **self.initial}


class ProsecutedForm(CaseForm):
    """The decision to prosecute."""

    answer = TextField(
        label=_("Number, date and content of the decision to prosecute"), max_length=500
    )


class ExhibitForm(CaseForm):
    """A thing that proves the violation or served it."""

    name = TextField(label=_("Exhibit"), max_length=300)
    quantity = TextField(label=_("Quantity and unit"), max_length=60)
    condition = TextField(label=_("Kind and condition"), max_length=300, required=False)
    kept_at = TextField(label=_("Where it is kept"), max_length=300, required=False)
    taken_on = DateField(label=_("Taken on"))
    value = VndField(label=_("Value"), required=False, min_value=1)
    prohibited = forms.BooleanField(
        label=_("Of a kind whose storing or circulation is prohibited"), required=False
    )


class LeaveOutForm(CaseForm):
    """Which act is not fined, and why."""

    act = forms.ChoiceField(label=_("Act"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why it is not fined"), widget=forms.RadioSelect, initial=NoSanction.LIMITATION,
        choices=[(reason.value, reason.label) for reason in LEAVABLE],
    )  # fmt: skip
    words = TextField(label=_("Reason in words"), widget=SHORT_AREA, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acts = {str(act.pk): act for act in acts_of(self.case)}
        field: Any = self.fields["act"]
        field.choices = [
            (key, f"{act.provision.code} – {act.description}") for key, act in self.acts.items()
        ]

    def values(self) -> dict[str, Any]:
        """With the row of the act."""
        return {**self.cleaned_data, "act": self.acts[self.cleaned_data["act"]]}


class NoticeForm(CaseForm):
    """Where and when the notice was published."""

    posted_on = DateField(label=_("Published on"))
    place = TextField(label=_("Where it was published"), max_length=500)


class IdentifyForm(CaseForm):
    """Who the violator is."""

    party = forms.ChoiceField(
        label=_("Party"), widget=forms.RadioSelect,
        choices=[(k.value, k.label) for k in PartyKind if k != PartyKind.UNIDENTIFIED],
    )  # fmt: skip
    evidence = TextField(label=_("What proves who it is"), widget=SHORT_AREA, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Mapping[str, forms.Field] = SubjectForm.base_fields  # type: ignore[attr-defined]
        for name, field in own.items():
            if name not in SubjectForm.CASE_FIELDS:
                self.fields[name] = field

    def values(self) -> dict[str, Any]:
        """The violator's data apart."""
        data = dict(self.cleaned_data)
        first = {name: data.pop(name) for name in ("party", "evidence")}
        return {**first, "subject": data}
