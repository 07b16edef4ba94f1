"""Forms of the administration pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from accounts import offices
from accounts.models import Agency, Position, Role, RoleGrant, Unit, User
from accounts.permissions import Permission, by_module
from accounts.services.users import Post
from ecms.core import clock

OFFICES = (
    ("", _("None: does not sign for the body")),
    ("head", _("Head of the body")),
    ("deputy", _("Deputy of the head")),
    ("other", _("Another office, for example head of a division")),
)


class DateInput(AdminDateWidget):
    """Day/month/year with the calendar of the administration."""


def title_choices() -> list[tuple[str, Any]]:
    """Titles of the competence table, and none."""
    return [("", _("None: no power to sanction")), *offices.titles()]


class PostForm(forms.Form):
    """Role, body, unit and office: what a new account gets and a transferred person takes up."""

    role = forms.ModelChoiceField(Role.objects.all(), label=_("Role"))
    agency = forms.ModelChoiceField(Agency.objects.all(), label=_("Body"))
    unit = forms.ModelChoiceField(
        Unit.objects.select_related("agency"), label=_("Division"), required=False
    )
    staff_title = forms.CharField(label=_("Job title"), max_length=200, required=False)
    office = forms.ChoiceField(label=_("Office"), choices=OFFICES, required=False)
    title_vi = forms.CharField(
        label=_("Title on documents"),
        max_length=200,
        required=False,
        help_text=_("In Vietnamese, as it stands above the signature: Giám đốc, Phó Giám đốc …"),
    )
    title_code = forms.ChoiceField(
        label=_("Title in the competence table"),
        choices=title_choices,
        required=False,
        help_text=_(
            "Decides how high a fine this person may sign. A deputy has none of their "
            "own: record a delegation instead."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_force(clock.today())

    def clean(self) -> dict[str, Any]:
        """A unit of the body; an office with its title, and none without."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        unit, agency = data.get("unit"), data.get("agency")
        if unit and agency and unit.agency_id != agency.pk:
            self.add_error("unit", _("This division belongs to another body."))
        if data.get("office") and not data.get("title_vi"):
            self.add_error("title_vi", _("Give the title as it stands on documents."))
        if not data.get("office") and (data.get("title_vi") or data.get("title_code")):
            self.add_error("office", _("Choose the office that goes with the title."))
        if data.get("office") == "deputy" and data.get("title_code"):
            self.add_error("title_code", _("A deputy signs by delegation, not by a title."))
        return data

    def post(self) -> Post:
        """The data for the service; call after ``is_valid()``."""
        data = self.cleaned_data
        return Post(
            role=data["role"],
            agency=data["agency"],
            unit=data["unit"],
            staff_title=data["staff_title"],
            title_vi=data["title_vi"],
            title_code=data["title_code"],
            is_head=data["office"] == "head",
            is_deputy=data["office"] == "deputy",
        )


class OpenAccountForm(PostForm, forms.ModelForm):
    """A new account in one form: person, role, body, dates. The password comes by a link."""

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "phone", "valid_from", "valid_to")

    def clean_username(self) -> str:
        """Unique whatever the case, and without spaces."""
        name: str = self.cleaned_data["username"].strip()
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("There is already an account with this name."))
        return name


class TransferForm(PostForm):
    """From which day a person works elsewhere."""

    starts_on = forms.DateField(
        label=_("First day in the new place"),
        widget=DateInput,
        help_text=_("All present roles, offices and delegations end the day before."),
    )


class OffForm(forms.Form):
    """Why an account is switched off, and that open work is known of."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    knowing = forms.BooleanField(
        label=_("Switch off although open work is not handed over yet"), required=False
    )


class ShareForm(forms.Form):
    """One case for one person until a day."""

    code = forms.CharField(
        label=_("Number of the case"),
        max_length=40,
        help_text=_("For example KT-75-2026-00012"),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    user = forms.ModelChoiceField(User.objects.filter(is_active=True), label=_("Person"))
    until = forms.DateField(label=_("Until (included)"), widget=DateInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.TextInput(attrs={"class": "vTextField"})
    )


class PositionForm(forms.ModelForm):
    """An office whose title comes from the competence table."""

    title_code = forms.ChoiceField(
        label=_("title in the competence table"), choices=title_choices, required=False
    )

    class Meta:
        model = Position
        fields = (
            "user", "agency", "title_vi", "title_en", "title_code", "is_head", "is_deputy",
            "valid_from", "valid_to",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title_code"].choices = _with_present(
            title_choices(), self.instance.title_code
        )


def _with_present(choices: list[tuple[str, Any]], code: str) -> list[tuple[str, Any]]:
    """Keep a title that the catalogue no longer lists."""
    return choices if code in dict(choices) else [*choices, (code, code)]


class RoleForm(forms.ModelForm):
    """A role whose permissions are ticked in words, by module."""

    permissions = forms.MultipleChoiceField(
        label=_("Permissions"), widget=forms.CheckboxSelectMultiple, required=False
    )
    actor: Any = None  # set by the admin: who is editing

    class Meta:
        model = Role
        fields = ("code", "name_vi", "name_en", "reach", "mfa_required", "permissions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["permissions"].choices = [
            (heading, [(p.value, p.label) for p in permissions])
            for heading, permissions in by_module()
        ]

    def clean_permissions(self) -> list[str]:
        """In the order of the list; not so that the editor locks themselves out."""
        chosen = set(self.cleaned_data["permissions"])
        kept = [p.value for p in Permission if p.value in chosen]
        if Permission.ADMIN in kept or not self._is_only_way_in():
            return kept
        raise forms.ValidationError(
            _("You administer through this role: somebody else must take that away from it.")
        )

    def _is_only_way_in(self) -> bool:
        if self.actor is None or not self.instance.pk:
            return False
        held = self.actor.grants.in_force(clock.today()).select_related("role")
        ways = {g.role_id for g in held if Permission.ADMIN in g.role.permissions}
        return ways == {self.instance.pk}


class GrantFormSet(forms.BaseInlineFormSet):
    """Roles of one user; an administrator cannot take away their own last way in."""

    actor: Any = None

    def clean(self) -> None:
        """Refuse to end one's own administration."""
        super().clean()
        if self.actor is None or self.instance.pk != self.actor.pk or any(self.errors):
            return
        today = clock.today()
        if not any(_administers(form.instance, today) for form in self.forms):
            raise forms.ValidationError(
                _("You would lock yourself out: another administrator must do that.")
            )


def _administers(grant: RoleGrant, on: date) -> bool:
    return (
        grant.role_id is not None
        and Permission.ADMIN in grant.role.permissions
        and grant.is_in_force(on)
    )
