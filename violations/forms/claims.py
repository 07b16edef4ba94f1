"""Workers of an act: one worker, a list, the interest, what was received, a right restored."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.forms import DateField, TextField, VndField
from law.models import InterestRule
from violations.models import Act, ClaimTerms, WorkerClaim
from violations.services.claims import Claimed

MOST_INTEREST = 100


class ClaimForm(forms.Form):
    """A worker and what is owed."""

    name = TextField(label=_("Full name"), max_length=200)
    identity = TextField(
        label=_("Identity number"),
        max_length=30,
        required=False,
        help_text=_("Kept encrypted; lists show only a part of it."),
    )
    staff_code = TextField(
        label=_("Staff code"),
        max_length=40,
        required=False,
        help_text=_("Tells workers of the same name apart where no number is known."),
    )
    owed = VndField(label=_("Amount owed"), required=False)
    owed_on = DateField(
        label=_("Should have been paid by"),
        required=False,
        help_text=_("Interest runs from the day after. Leave it empty where none is due."),
    )

    def __init__(self, *args: Any, claim: WorkerClaim | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owed_on"].max_value = clock.today()  # type: ignore[attr-defined]
        if claim is not None:
            names = ("name", "staff_code", "owed", "owed_on")
            self.initial = {name: getattr(claim, name) for name in names}
            if claim.identity:
                self.fields["identity"].help_text = _(
                    "A number is known; leave this empty to keep it."
                )

    def claimed(self) -> Claimed:
        """What the service wants."""
        data = self.cleaned_data
        return Claimed(**{**data, "owed": data["owed"] or 0})


class ListForm(forms.Form):
    """A spreadsheet of workers."""

    upload = forms.FileField(
        label=_("List of workers"),
        help_text=_("XLSX, XLS or CSV with titles in a row; the template shows them."),
    )


class TermsForm(forms.Form):
    """Which interest is due on the sums of an act."""

    rule = forms.ModelChoiceField(
        InterestRule.objects.none(),
        label=_("Interest"),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    percent = forms.DecimalField(
        label=_("Rate announced, per cent"),
        required=False,
        min_value=0,
        max_value=MOST_INTEREST,
        max_digits=7,
        decimal_places=4,
        localize=True,
        help_text=_("Only where the rule has no rate of its own."),
    )
    source = TextField(label=_("Who announced the rate, and when"), max_length=300, required=False)

    def __init__(self, *args: Any, act: Act, terms: ClaimTerms | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = act.ended_on or act.discovered_on
        rules = InterestRule.objects.in_force(day)
        self.fields["rule"].queryset = rules  # type: ignore[attr-defined]
        codes = set(act.provision.remedies.values_list("code", flat=True))
        fitting = [rule.pk for rule in rules if codes & set(rule.remedy_codes)]
        self.initial = {"rule": fitting[0] if fitting else None}
        if terms is not None:
            self.initial = {"rule": terms.rule_id, "percent": terms.percent,
                            "source": terms.source}  # fmt: skip


class Sent(forms.Form):
    """A form that books something once, however often it is sent."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid.uuid4


class SettleForm(Sent):
    """Every worker of the act received the rest."""

    paid_on = DateField(label=_("Received on"))
    reference = TextField(
        label=_("What proves it"),
        max_length=200,
        help_text=_("For example the bank order or the payroll signed by the workers."),
    )
    upload = forms.FileField(label=_("File"), required=False)
    field_order = ("paid_on", "reference", "upload", "submission")


class RecoverForm(SettleForm):
    """What one worker received."""

    amount = VndField(label=_("Amount received"), min_value=1)
    field_order = ("amount", "paid_on", "reference", "upload", "submission")


class ReceivedForm(Sent):
    """A spreadsheet of what workers received."""

    upload = forms.FileField(
        label=_("List of sums received"),
        help_text=_("Name or number, amount received, day. It is read, not kept."),
    )
    reference = TextField(label=_("What proves it"), max_length=200)
    proof = forms.FileField(
        label=_("File that proves it"), required=False,
        help_text=_("For example the scanned payroll; it stays in the file of the case."),
    )  # fmt: skip
    field_order = ("upload", "reference", "proof", "submission")


class RightForm(forms.Form):
    """A right other than money was restored."""

    on = DateField(label=_("Restored on"))
    note = TextField(
        label=_("What was restored, and what proves it"),
        max_length=300,
        help_text=_("For example: written contract signed; insurance book returned; reinstated."),
    )


class ResultFilter(forms.Form):
    """The period of the workers' result, by the day the case was opened."""

    since = DateField(label=_("Cases opened since"), required=False)
    until = DateField(label=_("Cases opened until"), required=False)
