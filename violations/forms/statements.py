"""Statements of receipts: the file, its columns, and what a waiting line becomes."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import TextField
from violations.forms.opening import SHORT_AREA
from violations.models import Statement, ViolationCase
from violations.workflow import IN_EXECUTION

FIELDS = {
    "paid_on": _("Paid on"),
    "amount": _("Amount"),
    "reference": _("Receipt number"),
    "payer": _("Payer"),
    "tax_code": _("Tax code"),
    "text": _("Content"),
}


class StatementForm(forms.Form):
    """A file and where it comes from."""

    source = TextField(
        label=_("Treasury or bank"),
        max_length=120,
        help_text=_("The columns you choose are remembered under this name."),
    )
    upload = forms.FileField(
        label=_("Statement of receipts"), help_text=_("CSV, XLS or XLSX with titles in a row.")
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid.uuid4


class ColumnsForm(forms.Form):
    """Which column of the file holds what."""

    def __init__(self, data: Any, *, statement: Statement) -> None:
        super().__init__(data)
        head = int(statement.columns.get("head", 0))
        titles = list(enumerate(statement.cells[head]))
        choices = [("", "–"), *((str(at), title or f"{at + 1}") for at, title in titles)]
        for name, label in FIELDS.items():
            chosen = statement.columns.get(name)
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=name in ("paid_on", "amount"),
                initial="" if chosen is None else str(chosen),
            )  # fmt: skip

    def columns(self) -> dict[str, int]:
        """Positions by field."""
        return {name: int(at) for name, at in self.cleaned_data.items() if at}


class LineForm(forms.Form):
    """The case whose fine the line pays."""

    case = TextField(
        label=_("File number or decision number of the case"),
        max_length=80,
        help_text=_("For example VP-75-2026-00007 or 05/QĐ-XPHC."),
    )
    reference = TextField(label=_("Receipt number"), max_length=80)
    confirm_over = forms.BooleanField(label=_("More than is owed was really paid"), required=False)

    def __init__(self, *args: Any, line: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line, self.user = line, user
        if line.reference:
            del self.fields["reference"]

    def clean_case(self) -> ViolationCase:
        """The one case in the user's reach with that number that still takes payments."""
        told = self.cleaned_data["case"]
        reach = ViolationCase.objects.visible_to(self.user).filter(
            agency=self.line.statement.agency_id
        )
        found = list(reach.filter(code__iexact=told)[:1])
        if not found:
            open_ones = reach.filter(decision_number__iexact=told, state__in=IN_EXECUTION)
            found = list(open_ones.order_by("-decided_on")[:2])
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several decisions have this number: enter the file number instead.")
            )
        if not found:
            raise forms.ValidationError(_("There is no such case at this body."))
        return found[0]


class WhyForm(forms.Form):
    """A reason."""

    reason = TextField(label=_("Reason"), widget=SHORT_AREA, max_length=500)
