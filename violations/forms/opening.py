"""Opening a case, its subject, its acts and the circumstances."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.citation import shown
from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from violations import circumstances
from violations.models import Act, ViolationCase
from violations.services.acts import Facts
from violations.services.opening import Opening, When
from violations.states import CircumstanceKind

AREA = forms.Textarea(attrs={"rows": 4})
SHORT_AREA = forms.Textarea(attrs={"rows": 2})
ONGOING, ENDED = "ongoing", "ended"
UNIDENTIFIED_HELP = _(
    "Then no fine is possible; the minutes, notices to the unknown owner and confiscation are."
)
WHEN = [(ONGOING, _("still going on")), (ENDED, _("has ended"))]


class OpenForm(forms.Form):
    """Which findings become acts; for a finding without a date, when the act happened."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    findings = forms.MultipleChoiceField(
        label=_("Findings that become acts of the case"), widget=forms.CheckboxSelectMultiple
    )
    discovered_on = DateField(
        label=_("Violation discovered on"),
        help_text=_("The time for the violation minutes runs from this day."),
    )
    is_complex = forms.BooleanField(
        label=_("Especially serious, many details"),
        required=False,
        help_text=_("Longer limits: 5 working days for the minutes, 2 months for the decision."),
    )

    unidentified = forms.BooleanField(
        label=_("The violator is not identified yet"),
        required=False,
        help_text=UNIDENTIFIED_HELP,
    )

    def __init__(self, *args: Any, findings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(findings)
        chosen = [str(row.pk) for row in self.rows]
        self.fields["findings"].choices = [
            (str(row.pk), f"{row.violation_code} – {row.description}") for row in self.rows
        ]
        self.fields["submission"].initial = uuid.uuid4
        self.fields["findings"].initial = chosen
        self.undated = [row for row in self.rows if not row.ongoing and row.ended_on is None]
        for row in self.undated:
            self._ask_when(row)

    def _ask_when(self, row: Any) -> None:
        self.fields[f"when_{row.pk}"] = forms.ChoiceField(
            label=_("The act %(code)s") % {"code": row.violation_code},
            choices=WHEN,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"ended_{row.pk}"] = DateField(
            label=_("The act %(code)s ended on") % {"code": row.violation_code},
            required=False,
            max_value=clock.today(),
        )

    def clean(self) -> dict[str, Any]:
        """A chosen finding needs to say when the act happened."""
        data = super().clean() or self.cleaned_data
        for row in self.undated:
            if str(row.pk) not in data.get("findings", ()):
                continue
            when = data.get(f"when_{row.pk}")
            if not when:
                self.add_error(f"when_{row.pk}", _("Say whether the act is still going on."))
            elif when == ENDED and not data.get(f"ended_{row.pk}"):
                self.add_error(f"ended_{row.pk}", _("Give the day the act ended."))
        return data

    def chosen(self) -> list[Any]:
        """The findings that were ticked."""
        wanted = set(self.cleaned_data["findings"])
        return [row for row in self.rows if str(row.pk) in wanted]

    def opening(self) -> Opening:
        """What the service wants."""
        data = self.cleaned_data
        when = {
            row.pk: When(
                ongoing=data[f"when_{row.pk}"] == ONGOING,
                ended_on=None
                if data[f"when_{row.pk}"] == ONGOING
                else data.get(f"ended_{row.pk}"),
            )
            for row in self.undated
            if data.get(f"when_{row.pk}")
        }
        return Opening(data["discovered_on"], data["is_complex"], data["unidentified"], when)


class ReasonForm(forms.Form):
    """One reason in words."""

    reason = TextField(label=_("Reason"), widget=AREA, max_length=2000)


class ActForm(forms.Form):
    """The facts of one act; the decree follows from code and dates."""

    code = TextField(
        label=_("Violation code"),
        max_length=12,
        help_text=_("The article follows from the code and from when the act happened."),
    )
    description = TextField(label=_("Description of the act"), widget=AREA)
    evidence_note = TextField(label=_("Evidence"), widget=SHORT_AREA, required=False)
    when = forms.ChoiceField(label=_("The act"), choices=WHEN, widget=forms.RadioSelect)
    ended_on = DateField(label=_("Act ended on"), required=False)
    discovered_on = DateField(label=_("Discovered on"))
    workers = WholeNumberField(label=_("Workers concerned"), required=False, min_value=1)
    units = WholeNumberField(
        label=_("Other units concerned"),
        required=False,
        min_value=1,
        help_text=_("Machines, dossiers or books, as the provision counts."),
    )
    base_amount = VndField(
        label=_("Amount the fine is a percentage of"), required=False, min_value=1
    )

    @classmethod
    def of(cls, act: Act, data: Any = None) -> ActForm:
        """The form filled from a row."""
        initial = {
            name: getattr(act, name)
            for name in ("description", "evidence_note", "ended_on", "discovered_on", "workers",
                         "units", "base_amount")
        }  # fmt: skip
        initial["code"] = act.provision.code
        initial["when"] = ONGOING if act.ongoing else ENDED
        return cls(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        """An act that has ended has a day."""
        data = super().clean() or self.cleaned_data
        if data.get("when") == ENDED and not data.get("ended_on"):
            self.add_error("ended_on", _("Give the day the act ended."))
        return data

    def facts(self) -> Facts:
        """What the service wants."""
        data = dict(self.cleaned_data)
        ongoing = data.pop("when") == ONGOING
        if ongoing:
            data["ended_on"] = None
        return Facts(ongoing=ongoing, **data)


class SubjectForm(forms.Form):
    """The violator as the minutes will print it, prefilled from the register."""

    name = TextField(label=_("Name"), max_length=300)
    tax_code = TextField(label=_("Tax code"), max_length=14, required=False)
    address = TextField(label=_("Address"), max_length=500, required=False)
    registration = TextField(
        label=_("Registration certificate: number, date, issuer"), max_length=300, required=False
    )
    sector = TextField(label=_("Line of business"), max_length=300, required=False)
    representative = TextField(
        label=_("Legal representative, or the person"), max_length=200, required=False
    )
    representative_title = TextField(label=_("Title"), max_length=100, required=False)
    representative_sex = TextField(label=_("Sex"), max_length=10, required=False)
    birth_date = TextField(label=_("Date of birth"), max_length=20, required=False)
    nationality = TextField(label=_("Nationality"), max_length=60, required=False)
    id_number = TextField(label=_("Identity number"), max_length=30, required=False)
    id_issued = TextField(label=_("Issued on and by"), max_length=200, required=False)
    phone = TextField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("E-mail for electronic documents"),
        required=False,
        help_text=_("Only with the violator’s consent to electronic delivery."),
    )
    discovered_on = DateField(label=_("Violation discovered on"))
    expertise_on = DateField(
        label=_("Result of verification or expertise received on"),
        required=False,
        help_text=_("Then the minutes are due 3 working days after this day."),
    )
    is_complex = forms.BooleanField(label=_("Especially serious, many details"), required=False)
    CASE_FIELDS = ("discovered_on", "expertise_on", "is_complex")

    @classmethod
    def of(cls, case: ViolationCase, data: Any = None) -> SubjectForm:
        """The form filled from the case."""
        own = {name: getattr(case, name) for name in cls.CASE_FIELDS}
        return cls(data, initial={**case.subject, **own})

    def subject(self) -> dict[str, Any]:
        """The part that is the violator's."""
        return {k: v for k, v in self.cleaned_data.items() if k not in self.CASE_FIELDS}

    def of_case(self) -> dict[str, Any]:
        """The part that is the case's."""
        return {name: self.cleaned_data[name] for name in self.CASE_FIELDS}


class CircumstanceForm(forms.Form):
    """A circumstance of the law's lists, for one act or all, with what proves it."""

    code = forms.ChoiceField(
        label=_("Circumstance"),
        widget=forms.RadioSelect,
        help_text=_(
            "A circumstance that is itself part of the violation does not count (Art. 10)."
        ),
    )
    act = forms.ModelChoiceField(
        Act.objects.none(), label=_("For which act"), required=False, empty_label=_("All acts")
    )
    evidence = TextField(label=_("What proves it"), widget=SHORT_AREA, max_length=2000)

    def __init__(self, *args: Any, case: ViolationCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].queryset = case.acts.select_related("provision")
        entries = circumstances.listed().values()
        self.fields["code"].choices = [
            (
                kind.label,
                [
                    (e.code, f"{e.text} ({shown(e.legal_basis)})")
                    for e in entries
                    if e.kind == kind
                ],
            )
            for kind in CircumstanceKind
        ]
