"""What the violator asks for, or the body proposes, about a sanction decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecms.core.forms import DateField, TextField, VndField
from violations.forms.opening import AREA
from violations.payment_rules import Due
from violations.ruling_limits import Proposal
from violations.states import RELIEFS, RulingKind

PARTS_SHOWN = 3
INTRO = {
    RulingKind.DEFER: _("For somebody who cannot pay now for a reason beyond their control."),
    RulingKind.REDUCE: _("For somebody who cannot pay the rest even after a deferral."),
    RulingKind.INSTALMENTS: _("For somebody in special difficulty who asks for it."),
    RulingKind.AMEND: _("A part of the decision is wrong in substance; within one year."),
    RulingKind.CORRECT: _("A slip of writing or form; nothing changes in substance."),
    RulingKind.ANNUL: _("The decision should not have been made; within one year."),
}


class RulingForm(forms.Form):
    """One ruling; only the fields of its kind are shown. The submission makes it harmless to
    send the form twice."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    asked_on = DateField(
        label=_("Request received on"),
        required=False,
        help_text=_("Leave it empty where the body acts of its own accord."),
    )
    until = DateField(label=_("Deferred until"))
    fine_after = VndField(label=_("Fine afterwards"), help_text=_("The whole fine, not the rest."))
    anew = forms.BooleanField(
        label=_("The case goes back for a new decision"),
        required=False,
        help_text=_("Else the case ends without a sanction."),
    )
    content = TextField(
        label=_("What is changed"),
        widget=AREA,
        max_length=8000,
        help_text=_("The words of the decision, and what stands in their place."),
    )
    reason = TextField(
        label=_("Reason and evidence"),
        widget=AREA,
        max_length=4000,
        help_text=_("Printed in the ruling."),
    )
    upload = forms.FileField(label=_("Request or evidence"), required=False)

    def __init__(
        self, data: Any, files: Any, *, kind: str, parts: Any = (), **kwargs: Any
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.kind = kind
        keep = {
            RulingKind.DEFER: {"until"},
            RulingKind.REDUCE: {"fine_after"},
            RulingKind.INSTALMENTS: set(),
            RulingKind.AMEND: {"content", "fine_after"},
            RulingKind.CORRECT: {"content"},
            RulingKind.ANNUL: {"anew"},
        }[RulingKind(kind)]
        for name in {"until", "fine_after", "anew", "content"} - keep:
            del self.fields[name]
        if kind in RELIEFS:
            self.fields["asked_on"].required = True
            self.fields["asked_on"].help_text = ""
        if kind == RulingKind.AMEND:
            self.fields["fine_after"].required = False
            self.fields["fine_after"].help_text = _("Only where the fine itself changes.")
        if kind == RulingKind.INSTALMENTS:
            self._add_parts(list(parts))

    def _add_parts(self, proposed: list[Due]) -> None:
        for number in range(1, PARTS_SHOWN + 1):
            day, amount = proposed[number - 1] if number <= len(proposed) else (None, None)
            words = {"n": number}
            self.fields[f"due_{number}"] = DateField(
                label=_("Instalment %(n)d: pay by") % words, required=False, initial=day
            )
            self.fields[f"amount_{number}"] = VndField(
                label=_("Instalment %(n)d: amount") % words, required=False, initial=amount
            )
        order = ["submission", "asked_on", *(n for n in self.fields if n[-1].isdigit())]
        self.order_fields([*order, "reason", "upload"])

    def clean(self) -> dict[str, Any]:
        """A part has both a day and an amount."""
        data = super().clean() or self.cleaned_data
        for number in range(1, PARTS_SHOWN + 1):
            pair = data.get(f"due_{number}"), data.get(f"amount_{number}")
            if f"due_{number}" in self.fields and (pair[0] is None) != (pair[1] is None):
                missing = "due" if pair[0] is None else "amount"
                self.add_error(f"{missing}_{number}", _("Give both the day and the amount."))
        return data

    def proposal(self) -> Proposal:
        """What the service wants."""
        data = self.cleaned_data
        parts = [
            (data[f"due_{n}"], data[f"amount_{n}"])
            for n in range(1, PARTS_SHOWN + 1)
            if data.get(f"due_{n}") is not None
        ]
        return Proposal(
            self.kind, data["reason"], data.get("asked_on"), data.get("content", ""),
            data.get("until"), data.get("fine_after"), parts, bool(data.get("anew")),
        )  # fmt: skip
