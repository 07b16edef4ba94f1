"""Forms of an accident: the quick declaration, its completion, victims, the team."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.core import clock
from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from enterprises.enums import ContractKind, Sex
from enterprises.models import Enterprise
from intake.enums.accident import CallerRole, Channel, CodeKind, MemberRole, Outcome
from intake.models import Accident, AccidentCode, Victim
from intake.selectors.accident import codes
from intake.services.accidents.declaring import Declaration, Facts
from intake.services.accidents.team import Seat
from intake.services.accidents.victims import Person

SEAT_LINES = 20


def area(rows: int) -> forms.Textarea:
    """A text area of so many lines."""
    return forms.Textarea(attrs={"rows": rows})


class Submitted(forms.Form):
    """A form that opens something; sent twice it opens it once."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, files, initial={"submission": uuid.uuid4(), **(initial or {})})


class QuickForm(Submitted):
    """Two minutes on the telephone: who, where, when, how many, who calls."""

    enterprise = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tax_code = TextField(
        label=_("Tax code of an employer registered in another province"),
        required=False,
        max_length=20,
        help_text=_("The whole tax code; the accident is then seen there too, without persons."),
    )
    employer = TextField(
        label=_("Employer as told"),
        required=False,
        max_length=300,
        help_text=_("Only if it is not in the register, or not known yet."),
    )
    occurred_on = DateField(label=_("Day of the accident"))
    occurred_time = forms.TimeField(
        label=_("Hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    place = TextField(label=_("Place"), max_length=500)
    dead = WholeNumberField(label=_("Dead"), max_value=999, required=False)
    injured = WholeNumberField(label=_("Injured"), max_value=999, required=False)
    serious = WholeNumberField(
        label=_("of them seriously"),
        max_value=999,
        required=False,
        help_text=_("As the caller says; the list of injuries decides later."),
    )
    course = TextField(
        label=_("What happened, in a sentence"), max_length=5000, required=False, widget=area(2)
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    caller_role = forms.ChoiceField(label=_("Who declares"), choices=CallerRole.choices)
    caller = TextField(label=_("Name of the caller"), required=False, max_length=200)
    caller_phone = TextField(label=_("Telephone of the caller"), required=False, max_length=40)
    notice_on = DateField(
        label=_("Day of the notice"), help_text=_("The term of the investigation runs from it.")
    )
    without_contract = forms.BooleanField(
        label=_("The victims work without a labour contract"), required=False
    )
    is_commuting = forms.BooleanField(label=_("On the way to or from work"), required=False)

    def declaration(self, firm: Enterprise | None) -> Declaration:
        """The cleaned values as the service takes them."""
        data = dict(self.cleaned_data)
        for name in ("submission", "enterprise", "tax_code"):
            data.pop(name)
        for name in ("dead", "injured", "serious"):
            data[name] = data[name] or 0
        return Declaration(enterprise=firm, **data)


class CompleteForm(forms.Form):
    """What is known by now; the enterprise is chosen by its tax code."""

    tax_code = TextField(
        label=_("Tax code of the enterprise"),
        required=False,
        max_length=20,
        help_text=_("Links the accident to the register."),
    )
    employer = TextField(label=_("Employer as told"), required=False, max_length=300)
    occurred_on = DateField(label=_("Day of the accident"))
    occurred_time = forms.TimeField(
        label=_("Hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    shift_hours = WholeNumberField(
        label=_("Hours since the shift began"), required=False, max_value=48
    )
    place = TextField(label=_("Place"), max_length=500)
    workshop = TextField(label=_("Workshop, work being done"), required=False, max_length=300)
    course = TextField(
        label=_("Course of the accident"), required=False, max_length=10000, widget=area(6)
    )
    first_cause = TextField(label=_("First idea of the cause"), required=False, max_length=500)
    measures = TextField(
        label=_("Measures taken"), required=False, max_length=5000, widget=area(2)
    )
    said_dead = WholeNumberField(label=_("Dead, as told"), max_value=999)
    said_injured = WholeNumberField(label=_("Injured, as told"), max_value=999)
    said_serious = WholeNumberField(label=_("of them seriously, as told"), max_value=999)
    declared_on = DateField(label=_("Declared by the employer on"), required=False)
    police_told_on = DateField(label=_("Police told on"), required=False)
    is_commuting = forms.BooleanField(label=_("On the way to or from work"), required=False)
    without_contract = forms.BooleanField(
        label=_("The victims work without a labour contract"), required=False
    )
    is_incident = forms.BooleanField(label=_("With a serious technical incident"), required=False)

    def facts(self, firm: Enterprise | None) -> Facts:
        """The cleaned values as the service takes them."""
        data = dict(self.cleaned_data)
        data.pop("tax_code")
        return Facts(enterprise=firm, **data)


def initial_of(accident: Accident) -> dict[str, Any]:
    """The present facts, to be completed."""
    names = [name for name in CompleteForm.base_fields if name != "tax_code"]
    firm = accident.enterprise
    return {name: getattr(accident, name) for name in names} | {
        "tax_code": firm.tax_code if firm else ""
    }


class CodeField(forms.ModelChoiceField):
    """An entry of a list of codes, with its code in front."""

    def label_from_instance(self, obj: AccidentCode) -> str:
        """C04 – No training."""
        return f"{obj.code} – {obj.name}"


class CodesField(forms.ModelMultipleChoiceField):
    """Several entries of a list of codes."""

    def label_from_instance(self, obj: AccidentCode) -> str:
        """034 – Broken arm."""
        return f"{obj.code} – {obj.name}"


class VictimForm(Submitted):
    """A victim. The name is shown to those who handle the case, and to nobody else."""

    name = TextField(
        label=_("Full name"),
        max_length=200,
        help_text=_("Encrypted; never in lists, exports or statistics."),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    died_on = DateField(label=_("Died on"), required=False)
    injuries = CodesField(
        AccidentCode.objects.none(),
        label=_("Serious injuries (Annex II of Decree 39/2016)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One of them makes the injury a serious one. None: a light injury."),
    )
    injury_text = TextField(label=_("Injuries in words"), required=False, max_length=500)
    treated_at_place = TextField(label=_("Treated at"), required=False, max_length=200)
    birth_year = WholeNumberField(
        label=_("Year of birth"), required=False, min_value=1920, max_value=2100
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[("", "–"), *Sex.choices])
    job = TextField(label=_("Work"), required=False, max_length=150)
    occupation = CodeField(
        AccidentCode.objects.none(), label=_("Occupation group"), required=False, empty_label="–"
    )
    seniority_months = WholeNumberField(
        label=_("Months in this work"), required=False, max_value=900
    )
    contract = forms.ChoiceField(
        label=_("Contract"), required=False, choices=[("", "–"), *ContractKind.choices]
    )
    without_contract = forms.BooleanField(label=_("No labour contract at all"), required=False)
    trained = forms.NullBooleanField(
        label=_("Had safety training"),
        required=False,
        widget=forms.Select(
            choices=[("unknown", _("Not known")), ("true", _("Yes")), ("false", _("No"))]
        ),
    )
    trained_on = DateField(label=_("Last safety training"), required=False)
    wage = VndField(label=_("Monthly wage"), required=False)

    def __init__(self, data: Any = None, *, on: date, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["injuries"].queryset = codes(CodeKind.INJURY, on=on)
        self.fields["occupation"].queryset = codes(CodeKind.OCCUPATION, on=on)

    def person(self) -> Person:
        """The cleaned values as the service takes them."""
        data = dict(self.cleaned_data)
        data.pop("submission")
        return Person(**data)


def initial_of_victim(victim: Victim) -> dict[str, Any]:
    """The values of a victim, to be corrected."""
    names = [n for n in VictimForm.base_fields if n not in ("submission", "injuries")]
    return {name: getattr(victim, name) for name in names} | {
        "injuries": [code.pk for code in victim.injuries.all()],
        "occupation": victim.occupation_id,
    }


class TeamForm(forms.Form):
    """The provincial team: our people, and officials of other bodies by name."""

    head = forms.ModelChoiceField(None, label=_("Head of the team"))
    members = forms.ModelMultipleChoiceField(
        None, label=_("Members of this body"), required=False, widget=forms.CheckboxSelectMultiple
    )
    secretary = forms.ModelChoiceField(
        None, label=_("Secretary"), required=False, empty_label=_("None")
    )
    others = TextField(
        label=_("Members of other bodies"),
        required=False,
        max_length=4000,
        widget=area(4),
        help_text=_(
            "One a line: name; title; body. The law asks for the Department of Health and the "
            "provincial Federation of Labour (Art. 35.2)."
        ),
    )

    def __init__(self, data: Any = None, *, accident: Accident, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        able = holders_of(Permission.ACCIDENT_EDIT, agency=accident.agency, on=clock.today())
        from accounts.models import User

        people = User.objects.filter(pk__in=[user.pk for user in able]).order_by("full_name")
        for name in ("head", "members", "secretary"):
            self.fields[name].queryset = people

    def clean_others(self) -> list[Seat]:
        """Lines as seats."""
        seats = []
        for line in self.cleaned_data["others"].splitlines()[:SEAT_LINES]:
            parts = [part.strip()[:200] for part in line.split(";")]
            if parts[0]:
                title, body = (*parts[1:3], "", "")[:2]
                seats.append(Seat(MemberRole.MEMBER, None, parts[0], title, body))
        return seats

    def seats(self) -> list[Seat]:
        """The team as the service takes it, head first, secretary last."""
        data = self.cleaned_data
        head, secretary = data["head"], data["secretary"]
        own = [p for p in data["members"] if p not in (head, secretary)]
        seats = [Seat(MemberRole.HEAD, head), *(Seat(MemberRole.MEMBER, p) for p in own)]
        seats += data["others"]
        return seats + ([Seat(MemberRole.SECRETARY, secretary)] if secretary else [])
