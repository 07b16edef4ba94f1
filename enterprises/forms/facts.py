"""An enterprise by hand, and a correction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from accounts.models import Province, Ward
from ecms.core import clock
from ecms.core.forms import DateField, TextField, WholeNumberField
from enterprises.enums import EnterpriseStatus, LegalForm
from enterprises.filters import provinces_of
from enterprises.models import Enterprise, Sector
from enterprises.presenters import FIELD_WORDS
from enterprises.rules import tax_code as tax_codes
from enterprises.services.register import REGISTRY_FIELDS
from enterprises.wording import tax_code_problem

MOST_WORKERS = 2_000_000
HOUSEHOLD_FORMS = (LegalForm.HOUSEHOLD, LegalForm.INDIVIDUAL)


def _union_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=FIELD_WORDS["has_union"],
        required=False,
        choices=[("", _("Not known")), ("1", _("Yes")), ("0", _("No"))],
        coerce=lambda value: value == "1",
        empty_value=None,
        widget=forms.RadioSelect,
    )


class FactsForm(forms.Form):
    """What may be known of an enterprise; ``province`` decides which wards are offered."""

    name = TextField(label=FIELD_WORDS["name"], max_length=300)
    foreign_name = TextField(label=FIELD_WORDS["foreign_name"], max_length=300, required=False)
    short_name = TextField(label=FIELD_WORDS["short_name"], max_length=100, required=False)
    legal_form = forms.ChoiceField(label=FIELD_WORDS["legal_form"], choices=LegalForm.choices)
    status = forms.ChoiceField(label=FIELD_WORDS["status"], choices=EnterpriseStatus.choices)
    address = TextField(label=FIELD_WORDS["address"], max_length=500, required=False)
    ward = forms.ModelChoiceField(Ward.objects.none(), label=FIELD_WORDS["ward"], required=False)
    sector = forms.ModelChoiceField(
        Sector.objects.none(), label=FIELD_WORDS["sector"], required=False
    )
    representative = TextField(label=FIELD_WORDS["representative"], max_length=200, required=False)
    representative_title = TextField(
        label=FIELD_WORDS["representative_title"], max_length=100, required=False
    )
    phone = TextField(label=FIELD_WORDS["phone"], max_length=40, required=False)
    email = forms.EmailField(label=FIELD_WORDS["email"], required=False)
    workers = WholeNumberField(
        label=FIELD_WORDS["workers"], required=False, max_value=MOST_WORKERS
    )
    women = WholeNumberField(label=FIELD_WORDS["women"], required=False, max_value=MOST_WORKERS)
    workers_on = DateField(label=FIELD_WORDS["workers_on"], required=False)
    has_union = _union_field()
    caution = TextField(
        label=FIELD_WORDS["caution"],
        max_length=500,
        required=False,
        help_text=_("For example: solvents in hall 2, wear a helmet in the yard."),
    )
    reason = TextField(
        label=_("Reason and source"),
        max_length=300,
        help_text=_("For example: letter of the enterprise of 05/02/2026; seen on site."),
    )

    def offer_places(self, wards: Any, sector: Any = None) -> None:
        """Wards of the province; sectors in force, and the one the enterprise has already."""
        self.fields["ward"].queryset = wards.order_by("name_vi")
        sectors = Sector.objects.in_force(clock.today())
        if sector is not None:
            sectors = sectors | Sector.objects.filter(pk=sector.pk)
        self.fields["sector"].queryset = sectors.order_by("code")

    def clean_workers_on(self) -> Any:
        """A headcount cannot be as of a day to come."""
        day = self.cleaned_data["workers_on"]
        if day and day > clock.today():
            raise ValidationError(_("The date of the headcount is in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """Women are counted among the workers."""
        data = super().clean() or self.cleaned_data
        women, workers = data.get("women"), data.get("workers")
        if women is not None and workers is not None and women > workers:
            self.add_error("women", _("More women than workers: check both numbers."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """The facts to store."""
        extra = ("reason", "tax_code", "province", "version")
        return {name: value for name, value in self.cleaned_data.items() if name not in extra}


class CreateForm(FactsForm):
    """A new enterprise; warns where the tax code is in the register already."""

    tax_code = TextField(
        label=FIELD_WORDS["tax_code"],
        max_length=40,
        help_text=_(
            "10 digits, a branch 10-3; a household business may give its 12-digit "
            "personal number. Spaces, dots and hyphens do not matter."
        ),
    )
    province = forms.ModelChoiceField(Province.objects.none(), label=FIELD_WORDS["province"])
    field_order = ("tax_code", "province", "name")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.taken: Enterprise | None = None
        provinces = provinces_of(user)
        self.fields["province"].queryset = provinces
        if len(provinces) == 1:
            self.fields["province"].initial = provinces[0]
            self.fields["province"].empty_label = None
        self.offer_places(Ward.objects.filter(province__in=provinces))
        self.fields["status"].initial = EnterpriseStatus.ACTIVE
        self.fields["legal_form"].initial = LegalForm.LLC_MANY

    def clean_tax_code(self) -> str:
        """A valid code that no enterprise in the user's reach has."""
        code = tax_codes.read(self.cleaned_data["tax_code"])
        if code.problem:
            raise ValidationError(tax_code_problem(code.problem))
        self.taken = Enterprise.objects.visible_to(self.user).filter(tax_code=code.text).first()
        if self.taken:
            raise ValidationError(
                _("This tax code is in the register already: %(name)s."),
                params={"name": self.taken.name},
            )
        return code.text

    def clean(self) -> dict[str, Any]:
        """Personal numbers are for households; the ward lies in the province."""
        data = super().clean()
        code, form = data.get("tax_code"), data.get("legal_form")
        if code and len(code) == 12 and form not in HOUSEHOLD_FORMS:
            self.add_error(
                "legal_form", _("A personal number is the tax code of a household business.")
            )
        ward, province = data.get("ward"), data.get("province")
        if ward and province and ward.province_id != province.pk:
            self.add_error("ward", _("This ward is in another province."))
        return data


class CorrectForm(FactsForm):
    """A correction. Facts of the business register join only when asked for (``registry``)."""

    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, enterprise: Enterprise, registry: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(enterprise))
        super().__init__(*args, **kwargs)
        if not registry:
            for name in REGISTRY_FIELDS:
                del self.fields[name]
        self.offer_places(Ward.objects.filter(province=enterprise.province_id), enterprise.sector)

    def clean_version(self) -> Any:
        """The moment of the row as the person saw it."""
        moment = parse_datetime(self.cleaned_data["version"])
        if moment is None:
            raise ValidationError(_("Open the page again."))
        return moment


def _initial(firm: Enterprise) -> dict[str, Any]:
    names = [name for name in FactsForm.base_fields if name != "reason"]
    values = {name: getattr(firm, name) for name in names}
    values["has_union"] = {True: "1", False: "0", None: ""}[firm.has_union]
    values["version"] = firm.updated_at.isoformat()
    return values
