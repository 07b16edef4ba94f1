"""The team: its seats, tasks, people of other bodies, declarations, changes and draws."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.core.forms import DateField, TextField, WholeNumberField
from inspections.enums import TeamRole
from inspections.services.team import Invitation

LONG = {"rows": 2}


class SeatsForm(forms.Form):
    """Who sits where; ``fill`` narrows the choice to the staff of the body."""

    head = forms.ModelChoiceField(None, label=_("Head of the team"))
    deputy = forms.ModelChoiceField(
        None, label=_("Deputy head"), required=False, empty_label=_("None")
    )
    members = forms.ModelMultipleChoiceField(
        None, label=_("Members"), widget=forms.CheckboxSelectMultiple, required=False
    )
    secretary = forms.ModelChoiceField(
        None, label=_("Secretary"), required=False, empty_label=_("None")
    )

    def fill(self, agency: Agency, *, on: date) -> None:
        """Offer the people of ``agency`` who may carry out inspections."""
        staff = holders_of(Permission.INSPECTION_CONDUCT, agency=agency, on=on)
        people = User.objects.filter(
            pk__in=[person.pk for person in staff if person.agency_id == agency.pk]
        ).order_by("full_name")
        for name in ("head", "deputy", "members", "secretary"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def check_seats(self, data: dict[str, Any]) -> None:
        """Nobody on two seats, and at least one besides the head."""
        if "head" not in data or "members" not in data:
            return
        if data.get("secretary") and data["secretary"] == data["head"]:
            self.add_error("secretary", _("The head cannot also be the secretary."))
        if data.get("deputy") and data["deputy"] == data["head"]:
            self.add_error("deputy", _("The head cannot also be the deputy."))
        elif data.get("deputy") and data["deputy"] == data.get("secretary"):
            self.add_error("deputy", _("The secretary cannot also be the deputy."))
        others = [p for p in (*data["members"], data.get("secretary"), data.get("deputy")) if p]
        if not [person for person in others if person != data["head"]]:
            self.add_error("members", _("Choose at least one member besides the head."))

    def seats(self) -> list[tuple[Any, str]]:
        """The team as the services take it."""
        data = self.cleaned_data
        named = [(data["head"], TeamRole.HEAD)]
        if data.get("deputy"):
            named.append((data["deputy"], TeamRole.DEPUTY))
        last = [(data["secretary"], TeamRole.SECRETARY)] if data.get("secretary") else []
        placed = {person for person, _role in (*named, *last)}
        rest = [(p, TeamRole.MEMBER) for p in data["members"] if p not in placed]
        return [(person, str(role)) for person, role in (*named, *rest, *last)]


def initial_seats(team: Iterable[Any]) -> dict[str, Any]:
    """The present team as values of the form."""
    by_role: dict[str, list[int]] = {role: [] for role in TeamRole.values}
    for member in team:
        by_role[member.role].append(member.user_id)
    first = {role: next(iter(people), None) for role, people in by_role.items()}
    return {
        "head": first[TeamRole.HEAD], "deputy": first[TeamRole.DEPUTY],
        "members": by_role[TeamRole.MEMBER], "secretary": first[TeamRole.SECRETARY],
    }  # fmt: skip


class TeamChangeForm(SeatsForm):
    """Another team for a decided check."""

    reason = TextField(
        label=_("Reason of the change"),
        max_length=1000,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("It stands in the decision on the change."),
    )

    def __init__(self, data: Any, *, agency: Agency, on: date, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fill(agency, on=on)

    def clean(self) -> dict[str, Any]:
        """Nobody twice."""
        data: dict[str, Any] = super().clean() or {}
        self.check_seats(data)
        return data


class AnswerForm(forms.Form):
    """Why the team stays as it is."""

    answer = TextField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs=LONG))


class ConflictForm(forms.Form):
    """What stands in the way of a member."""

    reason = TextField(
        label=_("What stands in the way"),
        max_length=500,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("For example: a relative works there. Whoever decides replaces you."),
    )


class TaskForm(forms.Form):
    """Something for a member to do."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    user = forms.ModelChoiceField(None, label=_("Given to"))
    text = TextField(label=_("What to do"), max_length=300)
    due_on = DateField(label=_("Until"))

    def __init__(self, data: Any, *, people: Any, **initial: Any) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), **initial})
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class GuestForm(forms.Form):
    """A person of another body."""

    name = TextField(label=_("Full name"), max_length=200)
    title = TextField(label=_("Title"), max_length=200, required=False)
    organisation = TextField(label=_("Body"), max_length=200)
    task = TextField(label=_("Task"), max_length=500, required=False)
    no_conflict = forms.BooleanField(
        label=_("Has declared in writing that there is no conflict of interest"), required=False
    )
    user = TextField(
        label=_("User name in this system"),
        max_length=150,
        required=False,
        help_text=_("Only where the person has an account: the case is then shared with it."),
    )
    until = DateField(label=_("May read the case until"), required=False)

    def clean(self) -> dict[str, Any]:
        """An account by its name; it needs a last day."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("user"):
            account = User.objects.filter(username=data["user"], is_active=True).first()
            if account is None:
                self.add_error("user", _("There is no account with this user name."))
            elif not data.get("until"):
                self.add_error("until", _("Give the last day on which the case may be read."))
            data["user"] = account
        return data

    def invitation(self) -> Invitation:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        names = ("name", "title", "organisation", "task", "no_conflict", "until")
        return Invitation(**{name: data[name] for name in names}, user=data["user"] or None)


class DrawForm(forms.Form):
    """How many people a team should have."""

    size = WholeNumberField(label=_("Persons in the team"), min_value=2, max_value=12)
