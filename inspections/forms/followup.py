"""Forms about requirements: evidence, more time, reminders, replacement, a second look."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from inspections.enums import TeamRole
from inspections.forms.fieldwork import ManyFilesField, ManyFilesInput
from inspections.models import Recheck, Requirement
from inspections.services.extensions import Wish
from inspections.services.followup import Look, Plan
from inspections.services.requirements import Report
from inspections.states_followup import Rating

ACCEPTED_FILES = "image/*,.pdf,.docx,.xlsx"


def long_text(label: Any, *, rows: int = 3, most: int = 5000, **more: Any) -> TextField:
    """Several lines."""
    return TextField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class UploadForm(forms.Form):
    """A form with files that may be sent twice without harm."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    files = ManyFilesField(
        label=_("Evidence"),
        required=False,
        widget=ManyFilesInput(attrs={"data-preview": "", "accept": ACCEPTED_FILES}),
        help_text=_("Several at once; photos, PDF, Word or Excel."),
    )

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        initial = {"submission": uuid.uuid4(), **kwargs.pop("initial", {})}
        super().__init__(data, files, initial=initial, **kwargs)

    @property
    def uploads(self) -> list[Any]:
        """The files that came along."""
        return [upload for upload in self.cleaned_data["files"] if upload]


class RectifiedForm(UploadForm):
    """What the addressee did about one requirement, with the sums where sums were asked."""

    received_on = DateField(label=_("Received on"))
    note = long_text(_("What the enterprise did"))
    amount = VndField(label=_("Amount paid or repaid"), required=False)
    workers = WholeNumberField(label=_("Workers paid or helped"), required=False)

    field_order = ("received_on", "note", "amount", "workers", "files", "submission")

    def __init__(self, data: Any, files: Any, *, requirement: Requirement, on: date) -> None:
        super().__init__(data, files, initial={"received_on": on})
        if requirement.amount is None:
            del self.fields["amount"]
        else:
            self.fields["amount"].initial = requirement.money.left
        if requirement.workers is None:
            del self.fields["workers"]
        else:
            self.fields["workers"].initial = requirement.people.left

    @property
    def report(self) -> Report:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        return Report(data["note"], data["received_on"], data.get("amount"), data.get("workers"))


class ExtensionForm(forms.Form):
    """More time, as the enterprise asks for it."""

    asked_on = DateField(label=_("Asked on"))
    until = DateField(label=_("More time until"))
    reason = long_text(_("Reason of the enterprise"), most=2000)

    @property
    def wish(self) -> Wish:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        return Wish(data["until"], data["reason"], data["asked_on"])


class DecideExtensionForm(forms.Form):
    """Yes or no to more time; a refusal says why."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[("grant", _("Give the time")), ("refuse", _("Refuse"))],
        widget=forms.RadioSelect,
    )
    reason = long_text(
        _("Reason"), most=2000, required=False, help_text=_("Printed in the letter.")
    )

    def clean(self) -> dict[str, Any]:
        """A refusal needs its reason."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("verdict") == "refuse" and not data.get("reason"):
            self.add_error("reason", _("Give the reason."))
        return data


class ReplaceForm(forms.Form):
    """Another requirement in place of this one."""

    text = long_text(_("What must be put right"), most=2000)
    due_on = DateField(label=_("By"))
    reason = long_text(_("Why it is replaced"), most=2000)


class FollowUpForm(forms.Form):
    """Which open items are looked at again, when and by whom."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    requirements = forms.ModelMultipleChoiceField(
        Requirement.objects.none(),
        label=_("Looked at again"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is looked at again.")},
    )
    planned_on = DateField(label=_("Planned start"))
    head = forms.ModelChoiceField(None, label=_("Head of the team"))
    members = forms.ModelMultipleChoiceField(
        None, label=_("Members"), widget=forms.CheckboxSelectMultiple
    )
    no_conflict = forms.BooleanField(
        label=_("I am on the team and have no conflict of interest with this enterprise"),
        required=False,
    )

    def __init__(
        self, data: Any, *, rows: Any, user: Any, agency: Agency, on: date, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), **initial})
        self.user = user
        staff = holders_of(Permission.INSPECTION_CONDUCT, agency=agency, on=on)
        people = User.objects.filter(
            pk__in=[person.pk for person in staff if person.agency_id == agency.pk]
        ).order_by("full_name")
        for name in ("head", "members"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        self.fields["requirements"].queryset = rows  # type: ignore[attr-defined]
        self.fields["planned_on"].min_value = on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A team is more than its head."""
        data: dict[str, Any] = super().clean() or {}
        others = [person for person in data.get("members", ()) if person != data.get("head")]
        if "head" in data and "members" in data and not others:
            self.add_error("members", _("Choose at least one member besides the head."))
        return data

    @property
    def plan(self) -> Plan:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        team = [(data["head"], TeamRole.HEAD)]
        team += [(p, TeamRole.MEMBER) for p in data["members"] if p != data["head"]]
        declared = {self.user.pk} if data["no_conflict"] else set()
        return Plan(list(data["requirements"]), data["planned_on"], team, frozenset(declared))


class RecheckForm(UploadForm):
    """What is found now about one item."""

    rating = forms.ChoiceField(
        label=_("Found now"), choices=Rating.choices, widget=forms.RadioSelect
    )
    note = long_text(_("What is found now"))
    amount = VndField(label=_("Amount restored since the check before"), required=False)
    workers = WholeNumberField(label=_("Workers helped since the check before"), required=False)

    field_order = ("rating", "note", "amount", "workers", "files", "submission")

    def __init__(self, data: Any, files: Any, *, recheck: Recheck) -> None:
        names = ("rating", "note", "amount", "workers")
        super().__init__(data, files, initial={n: getattr(recheck, n) for n in names})
        if recheck.requirement.amount is None:
            del self.fields["amount"]
        if recheck.requirement.workers is None:
            del self.fields["workers"]

    @property
    def look(self) -> Look:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        return Look(data["rating"], data["note"], data.get("amount"), data.get("workers"))
