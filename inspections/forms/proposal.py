"""The proposal of a check: prefilled from the register, corrected when it was returned."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.core.forms import DateField, TextField
from enterprises.models import Enterprise
from inspections.enums import Ground, Mode, TeamRole
from inspections.models import Checklist, Inspection
from inspections.services.proposal import Proposal


class ScopeForm(forms.Form):
    """The scope alone, for the fragment that follows the chosen checklist."""

    scope = TextField(
        label=_("Scope and content"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000
    )


class ProposalForm(ScopeForm):
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
    head = forms.ModelChoiceField(None, label=_("Head of the team"))
    members = forms.ModelMultipleChoiceField(
        None, label=_("Members"), widget=forms.CheckboxSelectMultiple
    )
    secretary = forms.ModelChoiceField(
        None, label=_("Secretary"), required=False, empty_label=_("None")
    )
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

    def __init__(
        self,
        data: Any,
        *,
        user: Any,
        agency: Agency,
        on: date,
        overlaps: list[Inspection],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), **initial})
        self.user, self.on, self.overlaps = user, on, overlaps
        staff = holders_of(Permission.INSPECTION_CONDUCT, agency=agency, on=on)
        people = User.objects.filter(
            pk__in=[person.pk for person in staff if person.agency_id == agency.pk]
        ).order_by("full_name")
        for name in ("head", "members", "secretary"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
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
        if "head" in data and "members" in data:
            others = [p for p in (*data["members"], data.get("secretary")) if p]
            if not [person for person in others if person != data["head"]]:
                self.add_error("members", _("Choose at least one member besides the head."))
        if data.get("secretary") and data["secretary"] == data.get("head"):
            self.add_error("secretary", _("The head cannot also be the secretary."))
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
            team=self._team(),
            overlap_reason=data.get("overlap_reason", ""),
            no_conflict=frozenset(declared),
        )

    def _team(self) -> list[tuple[Any, str]]:
        data = self.cleaned_data
        head, secretary = data["head"], data["secretary"]
        team = [(head, TeamRole.HEAD)]
        team += [(p, TeamRole.MEMBER) for p in data["members"] if p not in (head, secretary)]
        return team + ([(secretary, TeamRole.SECRETARY)] if secretary else [])


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
    team = list(inspection.team.all())
    by_role = {role: [m.user_id for m in team if m.role == role] for role in TeamRole.values}
    return {name: getattr(inspection, name) for name in names} | {
        "head": next(iter(by_role[TeamRole.HEAD]), None),
        "members": [*by_role[TeamRole.DEPUTY], *by_role[TeamRole.MEMBER]],
        "secretary": next(iter(by_role[TeamRole.SECRETARY]), None),
    }
