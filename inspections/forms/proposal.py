"""The proposal of a check: prefilled from the register, corrected when it was returned."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from ecms.core.forms import DateField, TextField
from enterprises.models import Enterprise
from inspections.enums import Ground, Mode
from inspections.forms.team import SeatsForm, initial_seats
from inspections.models import Checklist, Inspection
from inspections.selectors_overlap import Overlap
from inspections.services.proposal import Proposal


class ScopeForm(forms.Form):
    """The scope alone, for the fragment that follows the chosen checklist."""

    scope = TextField(
        label=_("Scope and content"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000
    )


class ProposalForm(SeatsForm, ScopeForm):
    """Everything the deciding official needs to know; ``agency`` is the body in charge."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices, widget=forms.RadioSelect)
    ground_detail = TextField(
        label=_("Ground in detail"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Number and date of the plan or instruction, or the signs of a violation. "
            "It is cited in the decision."
        ),
    )
    checklist = forms.ModelChoiceField(
        Checklist.objects.none(),
        label=_("Checklist"),
        help_text=_("The case keeps this version, also when a newer one is published."),
    )
    period_from = DateField(label=_("Period checked from"))
    period_to = DateField(label=_("Period checked to"))
    planned_on = DateField(label=_("Planned start"))
    mode = forms.ChoiceField(label=_("How"), choices=Mode.choices, widget=forms.RadioSelect)
    place = TextField(label=_("Place"), max_length=500, required=False)
    no_conflict = forms.BooleanField(
        label=_("I am on the team and have no conflict of interest with this enterprise"),
        required=False,
        help_text=_("The other members declare for themselves before the announcement."),
    )
    is_sensitive = forms.BooleanField(
        label=_("Sensitive case"),
        required=False,
        help_text=_("Only the team, the deciding official and the head of the unit see it."),
    )
    overlap_reason = TextField(
        label=_("Why a further check is needed"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    override_reason = TextField(
        label=_("Why another team than the drawn one"),
        required=False,
        max_length=500,
        help_text=_("Only where you exchange somebody who was drawn."),
    )

    def __init__(
        self,
        data: Any,
        *,
        user: Any,
        agency: Agency,
        on: date,
        overlaps: list[Overlap],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), **initial})
        self.user, self.on, self.overlaps = user, on, overlaps
        self.fill(agency, on=on)
        self.fields["checklist"].queryset = Checklist.objects.in_force(on).filter(  # type: ignore[attr-defined]
            published_on__lte=on
        )
        if overlaps:
            self.fields["overlap_reason"].required = True
        else:
            del self.fields["overlap_reason"]

    def clean(self) -> dict[str, Any]:
        """Dates in order, and nobody twice on the team."""
        data: dict[str, Any] = super().clean() or {}
        start, end, planned = (data.get(n) for n in ("period_from", "period_to", "planned_on"))
        if start and end and end < start:
            self.add_error("period_to", _("The period ends before it begins."))
        if planned and planned < self.on:
            self.add_error("planned_on", _("The planned start must not lie in the past."))
        self.check_seats(data)
        return data

    def proposal(self) -> Proposal:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        names = (
            "ground", "ground_detail", "scope", "period_from", "period_to", "planned_on",
            "checklist", "place", "mode", "is_sensitive",
        )  # fmt: skip
        declared = {self.user.pk} if data["no_conflict"] else set()
        return Proposal(
            **{name: data[name] for name in names},
            team=self.seats(),
            overlap_reason=data.get("overlap_reason", ""),
            override_reason=data.get("override_reason", ""),
            no_conflict=frozenset(declared),
        )


def as_typed(data: Any) -> dict[str, Any]:
    """What was typed so far, to show it again without complaints; files and secrets apart."""
    many = {name for name, field in ProposalForm.base_fields.items()
            if isinstance(field, forms.ModelMultipleChoiceField)}  # fmt: skip
    return {
        name: data.getlist(name) if name in many else data.get(name)
        for name in ProposalForm.base_fields
        if name in data
    }


def drawn_seats(team: list[int]) -> dict[str, Any]:
    """The persons drawn on their seats: the first heads, the last of four or more writes."""
    head, *others = team
    secretary = others.pop() if len(others) > 2 else None
    return {"head": head, "deputy": None, "members": others, "secretary": secretary}


def initial_for(enterprise: Enterprise, *, user: Any, on: date) -> dict[str, Any]:
    """What is known without asking: the place, the running year, the proposer on the team."""
    return {
        "place": enterprise.address, "mode": Mode.DIRECT, "ground": Ground.PLAN,
        "period_from": date(on.year - 1, 1, 1), "period_to": on, "head": user.pk,
    }  # fmt: skip


def initial_of(inspection: Inspection) -> dict[str, Any]:
    """The values of a returned proposal, to be corrected."""
    names = (
        "ground", "ground_detail", "scope", "period_from", "period_to", "planned_on",
        "checklist", "place", "mode", "is_sensitive", "overlap_reason",
    )  # fmt: skip
    values = {name: getattr(inspection, name) for name in names}
    return values | initial_seats(inspection.team.all())
