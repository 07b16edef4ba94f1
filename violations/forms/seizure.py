"""Forms of temporary seizure: what is kept, how long, what goes back."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from ecms.core.formatting import legal_date
from ecms.core.forms import DateField, TextField
from violations import seizures
from violations.forms.opening import SHORT_AREA
from violations.forms.proceeding import CaseForm
from violations.models import Seizure
from violations.states import SeizureGround


class ThingsForm(CaseForm):
    """Things of the case, all of them chosen at first."""

    things = forms.ModelMultipleChoiceField(
        None, label=_("Things"), widget=forms.CheckboxSelectMultiple
    )

    def offer(self, rows: Any) -> None:
        """Let the official choose among ``rows``."""
        field: Any = self.fields["things"]
        field.queryset, field.initial = rows, rows


class SeizureForm(ThingsForm):
    """What is seized, why, and who keeps it."""

    ground = forms.ChoiceField(
        label=_("Ground (Art. 125.1)"), choices=SeizureGround.choices, widget=forms.RadioSelect
    )
    reason = TextField(label=_("Facts that make it necessary"), widget=SHORT_AREA, max_length=2000)
    kept_at = TextField(label=_("Where they are kept, and by whom"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(seizures.seizable(self.case))


class SeizureChoice(forms.ModelChoiceField):
    """A seizure with its first term."""

    def label_from_instance(self, obj: Any) -> str:
        """Number and last day."""
        return _t("%(number)s, ends on %(day)s") % {
            "number": obj.number, "day": legal_date(obj.ends_on),
        }  # fmt: skip


class LongerForm(CaseForm):
    """Which seizure lasts longer, until when, why."""

    row = SeizureChoice(None, label=_("Seizure"), empty_label=None, widget=forms.RadioSelect)
    until = DateField(label=_("Extended until"))
    reason = TextField(label=_("Why it is extended"), widget=SHORT_AREA, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = seizures.extendable(self.case)
        field: Any = self.fields["row"]
        field.queryset = Seizure.objects.filter(pk__in=[row.pk for row in rows])
        field.initial = rows[0] if rows else None
        if rows and (most := seizures.longest(self.case, rows[0])):
            self.fields["until"].help_text = _t("At most %(day)s.") % {"day": legal_date(most)}


class ReturnForm(ThingsForm):
    """What goes back, to whom, why."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    receiver = TextField(
        label=_("Who receives them"), max_length=300,
        help_text=_("The owner or a person with the owner’s written authority."),
    )  # fmt: skip
    reason = TextField(label=_("Why they are given back"), widget=SHORT_AREA, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(seizures.seized(self.case))
